declare const LOCAL: unique symbol;

/** An address of our own. Only the functions of this file make one, so that no presenter can print a foreign address. */
export type Path = string & { readonly [LOCAL]: true };

/** `` at`/contributions/${id}` ``: every value is escaped as one part of the address. */
const at = (fixed: TemplateStringsArray, ...values: readonly (string | number)[]): Path =>
  String.raw({ raw: fixed }, ...values.map((value) => encodeURIComponent(value))) as Path;

/** The same page with this query, added to the one that it has; what is undefined is left out. */
export function withQuery(path: Path, query: Record<string, string | number | undefined>): Path {
  const pairs = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) pairs.set(name, String(value));
  if (pairs.size === 0) return path;
  return `${path}${path.includes('?') ? '&' : '?'}${pairs.toString()}` as Path;
}

/** The same page at this element. */
export const withFragment = (path: Path, id: string): Path => `${path}#${encodeURIComponent(id)}` as Path;

/** Where a sealed report says something: its web page at that heading, or all about it where that is not printed. */
export const sealedAt = ({ id, readable }: { id: string; readable: string | null }, anchor: string): Path =>
  readable === null ? paths.version(id) : withFragment(paths.versionFile(id, `${readable}.html`), anchor);

// eslint-disable-next-line no-control-regex -- controls are exactly what is refused
const LOCAL_PATH = /^\/(?![/\\])[^\u0000-\u0020\u007f\\]*$/;

/** A path that came from outside, such as `next`; undefined when it could lead to another host. */
export const localPath = (text: unknown): Path | undefined =>
  typeof text === 'string' && text.length <= 2000 && LOCAL_PATH.test(text) ? (text as Path) : undefined;

/** Every address of the pages, in the order of the site map. Nouns are those of the API, so that a page and the API share ids. */
export const paths = {
  front: () => at`/`,
  verify: () => at`/verify`,
  published: () => at`/published`,
  publishedVersion: (versionId: string) => at`/published/${versionId}`,
  publishedEvidence: (versionId: string, sha256: string) => at`/published/${versionId}/evidence/${sha256}`,
  publishedFile: (versionId: string, file: string) => at`/published/${versionId}/${file}`,

  signIn: (next?: Path) => withQuery(at`/sign-in`, { next }),
  signInProvider: (next?: Path) => withQuery(at`/sign-in/provider`, { next }),
  confirmWithProvider: (next: Path) => withQuery(at`/sign-in/provider/confirm`, { next }),
  linkIdentity: () => at`/sign-in/link`,
  goOnSignedIn: () => at`/sign-in/go-on`,
  signInCode: () => at`/sign-in/code`,
  signOut: () => at`/sign-out`,
  signedOut: () => at`/signed-out`,
  forgottenPassword: () => at`/forgotten-password`,
  linkAsked: () => at`/forgotten-password/sent`,
  newPassword: () => at`/password/new`,
  passwordChosen: () => at`/password/chosen`,
  chooseProgramme: () => at`/choose-programme`,

  account: () => at`/account`,
  password: () => at`/account/password`,
  secondFactor: (next?: Path) => withQuery(at`/account/second-factor`, { next }),
  secondFactorStep: (
    step: 'set-up' | 'confirm' | 'recovery-codes' | 'remove' | 'add-app' | 'add-key' | 'keys',
  ) => at`/account/second-factor/${step}`,
  removeKey: (id: string) => at`/account/second-factor/keys/${id}/remove`,
  confirm: (next?: Path) => withQuery(at`/account/confirm`, { next }),
  ownData: () => at`/account/data`,
  ownDataFile: () => at`/account/data/file`,
  tokens: () => at`/account/tokens`,
  newToken: () => at`/account/tokens/new`,
  revokeToken: (id: string) => at`/account/tokens/${id}/revoke`,
  sessions: () => at`/account/sessions`,
  endSession: (id: string) => at`/account/sessions/${id}/end`,
  endOtherSessions: () => at`/account/sessions/end-others`,
  ownNotices: () => at`/account/notices`,
  ownCalendar: (step?: 'make' | 'give-up') =>
    step === undefined ? at`/account/calendar` : at`/account/calendar/${step}`,
  standIns: () => at`/account/stand-ins`,
  newStandIn: () => at`/account/stand-ins/new`,
  endStandIn: (id: string) => at`/account/stand-ins/${id}/end`,

  heldChanges: () => at`/held-changes`,
  heldChange: (id: string) => at`/held-changes/${id}`,
  carryOutHeldChange: (id: string) => at`/held-changes/${id}/carry-out`,
  refuseHeldChange: (id: string) => at`/held-changes/${id}/refuse`,

  myWork: () => at`/my-work`,

  period: (id: string) => at`/periods/${id}`,
  programmes: () => at`/admin/programmes`,
  newProgramme: () => at`/admin/programmes/new`,
  archive: (programmeId: string) => at`/programmes/${programmeId}/archive`,
  archiveFile: (programmeId: string) => at`/programmes/${programmeId}/archive/file`,
  closeProgramme: (programmeId: string) => at`/programmes/${programmeId}/close`,
  openProgrammeAgain: (programmeId: string) => at`/programmes/${programmeId}/open-again`,
  setUp: (programmeId: string) => at`/programmes/${programmeId}/set-up`,
  bringReport: (programmeId: string) => at`/programmes/${programmeId}/bring-report`,
  broughtReport: (programmeId: string) => at`/programmes/${programmeId}/bring-report/found`,
  broughtTable: (programmeId: string, number: number) =>
    at`/programmes/${programmeId}/bring-report/tables/${number}`,
  broughtPeople: (programmeId: string) => at`/programmes/${programmeId}/bring-report/people`,
  broughtStep: (programmeId: string, step: 'write' | 'discard') =>
    at`/programmes/${programmeId}/bring-report/${step}`,
  changeProgramme: (programmeId: string) => at`/programmes/${programmeId}/change`,
  themes: (programmeId: string) => at`/programmes/${programmeId}/themes`,
  newTheme: (programmeId: string) => at`/programmes/${programmeId}/themes/new`,
  pasteThemes: (programmeId: string) => at`/programmes/${programmeId}/themes/paste`,
  changeTheme: (themeId: string) => at`/themes/${themeId}/change`,
  riskMatrix: (programmeId: string) => at`/programmes/${programmeId}/risk-matrix`,
  newRiskMatrix: (programmeId: string) => at`/programmes/${programmeId}/risk-matrix/new`,
  clockSettings: (programmeId: string) => at`/programmes/${programmeId}/days-before-meetings`,
  budgetRule: (programmeId: string) => at`/programmes/${programmeId}/budget-rule`,
  publicationRules: (programmeId: string) => at`/programmes/${programmeId}/publication-rules`,
  glossary: (programmeId: string) => at`/programmes/${programmeId}/glossary`,
  pasteMeasures: (programmeId: string) => at`/programmes/${programmeId}/measures/paste`,
  pasteMeasuresFile: (programmeId: string) => at`/programmes/${programmeId}/measures/paste/file`,

  periods: (programmeId: string) => at`/programmes/${programmeId}/periods`,
  newPeriod: (programmeId: string) => at`/programmes/${programmeId}/periods/new`,
  periodDates: (id: string) => at`/periods/${id}/dates`,
  cancelPeriod: (id: string) => at`/periods/${id}/cancel`,
  periodParts: (id: string) => at`/periods/${id}/parts`,
  periodReminders: (id: string) => at`/periods/${id}/reminders`,
  reminderRule: (programmeId: string) => at`/programmes/${programmeId}/reminders`,
  startReport: (periodId: string) => at`/periods/${periodId}/report`,
  unchangedParts: (periodId: string) => at`/periods/${periodId}/unchanged`,

  part: (id: string) => at`/contributions/${id}`,
  partBlock: (id: string, block: PartBlock) => at`/contributions/${id}/${block}`,
  newPartItem: (id: string, list: PartList) => at`/contributions/${id}/${list}/new`,
  partItem: (id: string, list: PartList, itemId: string) => at`/contributions/${id}/${list}/${itemId}`,
  partItemStep: (id: string, list: PartList, itemId: string, step: string) =>
    at`/contributions/${id}/${list}/${itemId}/${step}`,
  pastePlan: (id: string) => at`/contributions/${id}/objectives/paste`,
  objectiveItem: (id: string, objectiveId: string, list: 'actions' | 'texts', itemId: string) =>
    at`/contributions/${id}/objectives/${objectiveId}/${list}/${itemId}`,
  removeObjectiveItem: (id: string, objectiveId: string, list: 'actions' | 'texts', itemId: string) =>
    at`/contributions/${id}/objectives/${objectiveId}/${list}/${itemId}/remove`,
  ledgerFile: (id: string) => at`/contributions/${id}/ledger/file`,
  pasteFigures: (id: string) => at`/contributions/${id}/figures/paste`,
  recordFigures: (id: string) => at`/contributions/${id}/figures/record`,
  printedRating: (id: string, measureId: string) => at`/contributions/${id}/commentary/${measureId}`,
  partStep: (id: string, step: PartStep) => at`/contributions/${id}/${step}`,
  reviewTab: (id: string, tab: 'text' | 'questions' | 'history') => at`/contributions/${id}/review/${tab}`,

  partEvidence: (partId: string) => at`/contributions/${partId}/evidence`,
  evidence: (id: string) => at`/evidence/${id}`,
  evidenceFile: (id: string) => at`/evidence/${id}/file`,
  evidenceStep: (id: string, step: 'withdraw' | 'release' | 'hold-back') => at`/evidence/${id}/${step}`,
  reportEvidence: (reportId: string) => at`/reports/${reportId}/evidence`,
  programmeEvidence: (programmeId: string, query: Record<string, string | undefined> = {}) =>
    withQuery(at`/programmes/${programmeId}/evidence`, query),

  leaveOut: (partId: string) => at`/contributions/${partId}/publication/new`,
  liftDecision: (partId: string, block: string) =>
    withQuery(at`/contributions/${partId}/publication/lift`, { block }),

  report: (id: string) => at`/reports/${id}`,
  reportStep: (id: string, step: ReportStep) => at`/reports/${id}/${step}`,
  question: (reportId: string, key: string) => at`/reports/${reportId}/questions/${key}`,
  publicationDecision: (reportId: string, effect: string) => at`/reports/${reportId}/publication/${effect}`,
  trialFile: (reportId: string, edition: string) => at`/reports/${reportId}/trial/${edition}.pdf`,
  readDraft: (reportId: string, edition: string) => at`/reports/${reportId}/read/${edition}`,

  themeRatings: (programmeId: string, theme?: string) =>
    withQuery(at`/programmes/${programmeId}/theme-ratings`, { theme }),
  saidAgain: (programmeId: string) => at`/programmes/${programmeId}/said-again`,
  versions: () => at`/versions`,
  version: (id: string) => at`/versions/${id}`,
  versionChanges: (id: string) => at`/versions/${id}/changes`,
  versionProof: (id: string) => at`/versions/${id}/proof`,
  versionFile: (id: string, file: string) => at`/versions/${id}/files/${file}`,
  versionStep: (id: string, step: string) => at`/versions/${id}/${step}`,

  measures: (programmeId: string) => at`/programmes/${programmeId}/measures`,
  importFigures: (programmeId: string) => at`/programmes/${programmeId}/figures/import`,
  confirmImport: (programmeId: string) => at`/programmes/${programmeId}/figures/import/confirm`,
  downloadFigures: (programmeId: string, to?: string) =>
    withQuery(at`/api/v1/programmes/${programmeId}/readings/export`, { layout: 'table', format: 'xlsx', to }),
  measureRatings: (programmeId: string) => at`/programmes/${programmeId}/measures/ratings`,
  newMeasure: (programmeId: string, groupId?: string) =>
    withQuery(at`/programmes/${programmeId}/measures/new`, { group: groupId }),
  newMeasureGroup: (programmeId: string) => at`/programmes/${programmeId}/measure-groups/new`,
  measureGroup: (id: string) => at`/measure-groups/${id}`,
  changeMeasureGroup: (id: string) => at`/measure-groups/${id}/change`,
  measure: (id: string) => at`/measures/${id}`,
  measureStep: (id: string, step: 'definition' | 'target') => at`/measures/${id}/${step}`,
  newBenchmark: (id: string) => at`/measures/${id}/benchmarks/new`,
  newRebase: (id: string) => at`/measures/${id}/rebases/new`,
  figureHistory: (id: string, period: string) => at`/measures/${id}/figures/${period}`,
  riskMap: (programmeId: string) => at`/programmes/${programmeId}/risks/matrix`,
  risks: (programmeId: string) => at`/programmes/${programmeId}/risks`,
  risk: (programmeId: string, number: string | number) => at`/programmes/${programmeId}/risks/${number}`,

  meetings: (programmeId: string) => at`/programmes/${programmeId}/meetings`,
  importMeetings: (programmeId: string) => at`/programmes/${programmeId}/meetings/import`,
  importMeetingsFile: (programmeId: string) => at`/programmes/${programmeId}/meetings/import/file`,
  newCommittee: (programmeId: string) => at`/programmes/${programmeId}/committees/new`,
  committee: (id: string) => at`/committees/${id}`,
  changeCommittee: (id: string) => at`/committees/${id}/change`,
  committeeCalendar: (id: string, step?: 'make' | 'give-up') =>
    step === undefined ? at`/committees/${id}/calendar` : at`/committees/${id}/calendar/${step}`,
  schedules: (id: string) => at`/committees/${id}/schedules`,
  schedule: (id: string, scheduleId: string) => at`/committees/${id}/schedules/${scheduleId}`,
  newRecipient: (id: string) => at`/committees/${id}/recipients/new`,
  newMeeting: (id: string) => at`/committees/${id}/meetings/new`,
  recipientStep: (id: string, recipientId: string, step: 'change' | 'remove' | 'restore' | 'secret') =>
    at`/committees/${id}/recipients/${recipientId}/${step}`,
  meeting: (id: string, meetingId: string) => at`/committees/${id}/meetings/${meetingId}`,
  meetingStep: (id: string, meetingId: string, step: 'change' | 'cancel' | 'publication' | 'agenda') =>
    at`/committees/${id}/meetings/${meetingId}/${step}`,
  newEnquiry: (id: string, meetingId: string) => at`/committees/${id}/meetings/${meetingId}/enquiries/new`,
  enquiries: (programmeId: string) => at`/programmes/${programmeId}/enquiries`,
  questionRules: (programmeId: string, step?: 'days' | 'form') =>
    step === undefined
      ? at`/programmes/${programmeId}/question-rules`
      : at`/programmes/${programmeId}/question-rules/${step}`,
  askProgramme: (programmeId: string) => at`/published/programmes/${programmeId}/question`,
  askedProgramme: (programmeId: string) => at`/published/programmes/${programmeId}/question/sent`,
  publicQuestions: (programmeId: string) => at`/programmes/${programmeId}/public-questions`,
  publicQuestion: (id: string) => at`/public-questions/${id}`,
  publicQuestionStep: (id: string, step: 'accept' | 'decline') => at`/public-questions/${id}/${step}`,
  enquiry: (id: string) => at`/enquiries/${id}`,
  enquiryStep: (id: string, step: 'change' | 'withdraw' | 'answer' | 'submit' | 'return' | 'approve') =>
    at`/enquiries/${id}/${step}`,
  calendar: (year?: number) => withQuery(at`/calendar`, { year }),
  changeCalendar: (year: number) => at`/calendar/${year}/change`,
  planDispatch: () => at`/dispatches/new`,
  newDispatch: (meetingId: string, periodId?: string) =>
    withQuery(at`/dispatches/new`, { meeting: meetingId, period: periodId }),
  dispatch: (id: string) => at`/dispatches/${id}`,
  dispatchStep: (id: string, step: 'check' | 'changes' | 'cancel' | 'pack') => at`/dispatches/${id}/${step}`,
  deliveries: (programmeId: string) => at`/programmes/${programmeId}/deliveries`,
  exportDeliveries: (programmeId: string, filter: Record<string, string | undefined>) =>
    withQuery(at`/programmes/${programmeId}/deliveries/export`, filter),
  delivery: (id: string) => at`/deliveries/${id}`,
  deliveryStep: (id: string, step: 'resend' | 'settle') => at`/deliveries/${id}/${step}`,
  deliveryAddress: (id: string, step: 'make' | 'withdraw') => at`/deliveries/${id}/address/${step}`,
  received: (token: string) => at`/received/${token}`,
  receivedStep: (token: string, step: 'file' | 'acknowledgement') => at`/received/${token}/${step}`,

  administration: () => at`/admin`,
  users: () => at`/admin/users`,
  newUser: () => at`/admin/users/new`,
  user: (id: string) => at`/admin/users/${id}`,
  userStep: (id: string, step: UserStep) => at`/admin/users/${id}/${step}`,
  giveRole: (id: string) => at`/admin/users/${id}/roles/new`,
  endRole: (id: string, assignmentId: string) => at`/admin/users/${id}/roles/${assignmentId}/end`,
  groupRules: () => at`/admin/groups`,
  newGroupRule: () => at`/admin/groups/new`,
  endGroupRule: (id: string) => at`/admin/groups/${id}/end`,
  roles: () => at`/admin/roles`,
  newRole: () => at`/admin/roles/new`,
  role: (id: string) => at`/admin/roles/${id}`,
  changeRole: (id: string) => at`/admin/roles/${id}/change`,
  deleteRole: (id: string) => at`/admin/roles/${id}/delete`,
  assignments: (programmeId?: string) => withQuery(at`/admin/assignments`, { programme: programmeId }),
  delegations: (filter: { programme?: string | undefined; state?: string | undefined }) =>
    withQuery(at`/admin/delegations`, filter),
  endDelegation: (id: string) => at`/admin/delegations/${id}/end`,
  importUsers: () => at`/admin/users/import`,
  importUsersFile: () => at`/admin/users/import/file`,
  systemWork: () => at`/admin/system`,
  job: (id: string) => at`/admin/jobs/${id}`,
  retryJob: (id: string) => at`/admin/jobs/${id}/retry`,
  retention: () => at`/admin/retention`,
  retentionClass: (key: string) => at`/admin/retention/${key}`,
  sweep: (key: string) => at`/admin/retention/${key}/sweep`,
  holds: () => at`/admin/holds`,
  newHold: (personId?: string) => withQuery(at`/admin/holds/new`, { person: personId }),
  hold: (id: string) => at`/admin/holds/${id}`,
  liftHold: (id: string) => at`/admin/holds/${id}/lift`,
  erasure: (id: string) => at`/admin/users/${id}/erasure`,
  personData: (id: string) => at`/admin/users/${id}/data`,
  personDataFile: (id: string) => at`/admin/users/${id}/data/file`,
  auditTrail: () => at`/admin/audit`,
  exportAudit: (filter: Record<string, string | undefined>) => withQuery(at`/admin/audit/export`, filter),
  checkAudit: () => at`/admin/audit/check`,

  help: (topic?: string) => (topic === undefined ? at`/help` : at`/help/${topic}`),
  accessibility: () => at`/accessibility`,
  privacy: () => at`/privacy`,
} as const;

export type PartBlock =
  | 'overview'
  | 'objectives'
  | 'figures'
  | 'commentary'
  | 'risks'
  | 'entries'
  | 'teams'
  | 'benchmarks'
  | 'lines'
  | 'ledger';
export type PartList = 'objectives' | 'risks' | 'entries' | 'teams' | 'benchmarks' | 'lines';
export type PartStep = 'submit' | 'review' | 'reopen' | 'owner' | 'history' | 'publication';
export type ReportStep =
  | 'text'
  | 'questions'
  | 'publication'
  | 'told'
  | 'late'
  | 'trial'
  | 'submit'
  | 'approve'
  | 'sealed'
  | 'return'
  | 'correct'
  | 'withdraw';
export type UserStep = 'change' | 'password' | 'reset-second-factor' | 'end-sessions' | 'disable' | 'enable';
