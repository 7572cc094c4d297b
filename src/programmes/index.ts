export {
  PartsQueries,
  type BeginningPart,
  type PartDocument,
  type PartNote,
  type PartStep,
  type PartView,
} from './parts.queries.js';
export {
  cancelBlockers,
  periodChange,
  periodInput,
  programmeChange,
  programmeInput,
  type PeriodInput,
  type Written,
} from './programmes.input.js';
export {
  ProgrammesQueries,
  programmeView,
  type PeriodView,
  type ProgrammeView,
  type ProgrammeWithPeriod,
} from './programmes.queries.js';
export { ProgrammesService } from './programmes.service.js';
export { dueFor } from './deadline.rules.js';
export { writeSetting } from './setting.js';
export { ProgrammesModule } from './programmes.module.js';
export {
  ACTION_RATINGS,
  RAG_GUIDANCE,
  RAGS,
  RATING_WORDS,
  type ActionRating,
  type Rag,
} from './rag.rules.js';
export { lastDayOf, month, MONTH_NAMES, monthWords, shiftMonth } from './month.rules.js';
export {
  addQuarters,
  financialQuarter,
  financialYearLabel,
  financialYearOf,
  QUARTER_WINDOWS,
  quarterLabel,
  quarterOf,
  quarterNumber,
  quartersToPrint,
  lastEndedQuarter,
  type Quarter,
  type QuarterWindow,
} from './quarter.rules.js';
