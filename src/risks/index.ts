// Accepting a risk is not editing its register: another permission, another service.
export { AcceptancesService } from './acceptances.service.js';
export {
  acceptanceInput,
  matrix,
  MOVEMENTS,
  PROXIMITIES,
  RESPONSES,
  RISK_KINDS,
  riskEntry,
  type RiskEntryDocument,
  risksDocument,
  SEVERITIES,
  type RisksContent,
  type RisksDocument,
} from './risks.content.js';
export { matrixChoice, riskNumber } from './risks.input.js';
export { RisksModule } from './risks.module.js';
export {
  RisksQueries,
  type EntryAt,
  type ProgrammeRegister,
  type ProgrammeRegisters,
  type MatrixView,
  type RiskHistoryEntry,
  type RiskSettingView,
} from './risks.queries.js';
export { RisksService } from './risks.service.js';
