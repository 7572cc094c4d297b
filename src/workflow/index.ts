export { contributionList, ownerInput, returnInput, stepInput } from './contributions.input.js';
export {
  ContributionsQueries,
  envelopeView,
  historyEntry,
  view,
  type EnvelopeDetail,
  type EnvelopeView,
  type HistoryEntry,
} from './contributions.queries.js';
export { followRegister, type Register } from './register.js';
export { blockIn, changedSince, type KeptNote, type Note } from './note.rules.js';
export { copyRows, syncRows } from './draft-content.js';
export { admit } from './workflow.rules.js';
export { ContributionsService } from './contributions.service.js';
export { DraftSaver, type DraftSave } from './draft-saver.js';
export { ENVELOPE_STATE, holdProgrammeOf, loadEnvelope, type EnvelopeRow } from './envelope.queries.js';
export { Sections, type Section, type SectionFigure, type SectionSubject } from './section.js';
export { Steps, type ContributionStep, type StepListener } from './steps.js';
export {
  ACTIONS,
  STATUSES,
  type Action,
  type EnvelopeKind,
  type Status,
  type Transition,
} from './transitions.js';
export { stepsOf, type WorkflowStep } from './transition-table.js';
export { WorkflowService, type TransitionCommand, type TransitionResult } from './workflow.service.js';
export {
  actionsThatVoid,
  availableActions,
  freeToDecide,
  nobodyDecides,
  refusals,
  type EnvelopeState,
  type Refusals,
  type WorkflowActor,
} from './workflow.rules.js';
export { stepTaken } from './workflow.work.js';
export { WorkflowModule } from './workflow.module.js';
