export {
  intakeChoices,
  tableChoice,
  QUARTER_YEARS,
  TABLE_KINDS,
  type IntakeChoices,
  type TableChoice,
  type TableKind,
} from './choices.js';
export { IntakeModule, IntakeWorkerModule } from './intake.module.js';
export { IntakeQueries, type IntakeAtWork, type KeptIntake } from './intake.queries.js';
export { IntakeService } from './intake.service.js';
export type { Left, NamedPerson } from './plan.js';
export { planWords } from './plan.rules.js';
export type { IntakeOutcome } from './plan-writer.js';
export type { CellFate, ProposedMeasure } from './proposals.js';
export { rolesFor } from './columns.rules.js';
export type { TakenTable } from './take-table.js';
export { targetMonth } from './take-targets.rules.js';
export { fatesOf, type Taken } from './take.rules.js';
