export { Accounts } from './accounts.js';
export { ApiProblem, type ApiClient, type Tagged } from './api-client.js';
export { contributionsOf, nameOwners, saveDraft, takeStep, type Contribution } from './contributions.js';
export { makeCommittee, makeDirectory, makeMeeting, planPapers } from './committees.js';
export { setUpAccounts, setUpMiddle } from './middle.js';
export { figuresOf, makeMeasures } from './measures.js';
export { partsOf, type SamplePart } from './parts.js';
export {
  explainAbbreviations,
  grantRoles,
  longDate,
  makeAccounts,
  makeProgramme,
  makeThemes,
  openPeriod,
  type Period,
  type Programme,
} from './programme.js';
export {
  answerQuestions,
  approveReport,
  readOnceTried,
  startReport,
  writeReport,
  type ReportPreview,
} from './report.js';
export { loadSample, type Sample } from './sample.js';
export { SampleUsers } from './sample-users.js';
export { setUpProgramme, type SamplePeriod, type SampleProgramme } from './set-up.js';
