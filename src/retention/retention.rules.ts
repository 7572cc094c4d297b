import { DateTime } from 'luxon';

/** The settings that say how long something is kept. */
export type PeriodSetting =
  | 'RETAIN_LEAVERS_DAYS'
  | 'RETAIN_TOKENS_DAYS'
  | 'RETAIN_LINKS_DAYS'
  | 'RETAIN_NOTICES_DAYS'
  | 'RETAIN_LOOKS_DAYS'
  | 'RETAIN_WORK_DAYS'
  | 'RETAIN_DELIVERIES_YEARS'
  | 'RETAIN_ENQUIRIES_YEARS';

/** What a sweep takes away. */
export const SWEPT = [
  'leavers',
  'sessions',
  'devices',
  'tokens',
  'links',
  'notices',
  'looks',
  'work',
  'deliveries',
  'recipients',
  'enquiries',
] as const;
export type SweptKey = (typeof SWEPT)[number];

export interface DataClass {
  key: string;
  name: string;
  /** What it is. */
  what: string;
  readBy: string;
  /** A setting; days that are fixed; or words, where no sweep counts. */
  period: PeriodSetting | { days: number } | { words: string };
  /** What the period is counted from. */
  from: string;
  /** Why so long and no longer, with its source. */
  reason: string;
  does: 'deletes' | 'makes a reference of it' | 'keeps it';
  /** What keeps it all the same. */
  keeps: string;
}

const NEEDED = 'UK GDPR, Article 5(1)(e): no longer than it is needed';
const CLAIMS = 'claims end after six years (Limitation Act 1980, sections 2 and 5)';
const HOLD = 'A legal hold.';

/**
 * Everything that the product keeps, each class with how long and why. The sweeps, the pages, the API and the table of docs/SECURITY.md
 * follow from it. Periods are usual ones, not advice: a council sets what its own schedule says.
 */
export const CLASSES = [
  {
    key: 'leavers',
    name: 'Accounts of people who have left',
    what: 'Name, job title, address, password, second factor, sign-ins, tokens, choices, calendar address',
    readBy: 'Administrators; name and job title: whoever works with them',
    period: 'RETAIN_LEAVERS_DAYS',
    from: 'the account was disabled',
    reason: `A year shows that somebody stays away, and covers questions about a year of reports. ${NEEDED}`,
    does: 'makes a reference of it',
    keeps:
      'A legal hold of the person or of a programme in which they had a role. The last administrator, and the last one who approves.',
  },
  {
    key: 'sessions',
    name: 'Sessions',
    what: 'That somebody is signed in, since when, from what kind of browser',
    readBy: 'The person; administrators can end them',
    period: { days: 0 },
    from: 'the session ended',
    reason: `A session that has ended is of no use. ${NEEDED}`,
    does: 'deletes',
    keeps: HOLD,
  },
  {
    key: 'devices',
    name: 'Browsers in which somebody has signed in',
    what: 'A hash for each browser and person, and when it was last used',
    readBy: 'Nobody',
    period: { days: 90 },
    from: 'it was last used',
    reason: `It slows down guessing without keeping the person out, and does so for 90 days. ${NEEDED}`,
    does: 'deletes',
    keeps: HOLD,
  },
  {
    key: 'tokens',
    name: 'API tokens',
    what: 'What each was for, what it let do, when it was last used; a hash of it',
    readBy: 'The person; administrators',
    period: 'RETAIN_TOKENS_DAYS',
    from: 'it ended or was revoked',
    reason: `A year is long enough to ask what a token did; the trail says so for good. ${NEEDED}`,
    does: 'deletes',
    keeps: HOLD,
  },
  {
    key: 'links',
    name: 'Links with which people chose a password',
    what: 'For whom, when, used or not; a hash of it',
    readBy: 'Nobody',
    period: 'RETAIN_LINKS_DAYS',
    from: 'it was used or ended',
    reason: `It counts for an hour; a month answers the question who asked for it. ${NEEDED}`,
    does: 'deletes',
    keeps: HOLD,
  },
  {
    key: 'notices',
    name: 'Reminders that were sent',
    what: 'Which mail went to whom about which work',
    readBy: 'The person; who keeps reminders of the programme',
    period: 'RETAIN_NOTICES_DAYS',
    from: 'the mail was sent or given up',
    reason: `So that nobody is told twice of the same deadline, through a whole year of them. ${NEEDED}`,
    does: 'deletes',
    keeps: HOLD,
  },
  {
    key: 'looks',
    name: 'What an approver saw last',
    what: 'When somebody looked at a report, and the hash of what it said',
    readBy: 'The person',
    period: 'RETAIN_LOOKS_DAYS',
    from: 'the last look',
    reason: `So that they are told what changed since. Nobody decides on a report for longer than a year. ${NEEDED}`,
    does: 'deletes',
    keeps: HOLD,
  },
  {
    key: 'work',
    name: 'Background work that is done',
    what: 'Kind, ids, when, how often it was tried',
    readBy: 'Administrators and auditors',
    period: 'RETAIN_WORK_DAYS',
    from: 'it was done or withdrawn',
    reason: `To look into what went wrong in the last three months. It names no person but by id. ${NEEDED}`,
    does: 'deletes',
    keeps:
      'A legal hold of everything. Work that failed for good, until a person has dealt with it; the newest of each kind.',
  },
  {
    key: 'deliveries',
    name: 'To whom papers went',
    what: 'Name and address of the recipient of each delivery',
    readBy: 'Who sees dispatches in the programme',
    period: 'RETAIN_DELIVERIES_YEARS',
    from: 'the delivery was made',
    reason: `Agendas and reports are open for six years (Local Government Act 1972, section 100C), and ${CLAIMS}`,
    does: 'makes a reference of it',
    keeps:
      'A legal hold. A delivery that is not at its end. What became of it stays, and what the mail server answered.',
  },
  {
    key: 'recipients',
    name: 'Recipients who no longer get papers',
    what: 'Name and address',
    readBy: 'Who sees committees in the programme',
    period: 'RETAIN_DELIVERIES_YEARS',
    from: 'the recipient was last changed, or their term of office ended',
    reason: 'As the deliveries, which name them.',
    does: 'makes a reference of it',
    keeps: 'A legal hold. A delivery that still names them.',
  },
  {
    key: 'enquiries',
    name: 'Who asked a question of a member',
    what: 'The name of the member',
    readBy: 'Who sees questions in the programme',
    period: 'RETAIN_ENQUIRIES_YEARS',
    from: 'it was asked',
    reason:
      'Minutes are open for six years (Local Government Act 1972, section 100C). The question and its answer stay.',
    does: 'deletes',
    keeps: 'A legal hold. A sealed report that printed the name.',
  },
  {
    key: 'public',
    name: 'Who asked by the form on the public page',
    what: 'Name and address, if they gave them; for a day a keyed hash of where they came from',
    readBy: 'Who records questions in the programme',
    period: { words: 'as the form promised: 7 to 365 days' },
    from: 'the day on which they asked',
    reason: `It was promised to them when they asked. ${NEEDED}`,
    does: 'deletes',
    keeps: HOLD,
  },
  {
    key: 'evidence',
    name: 'Files of evidence',
    what: 'Files that show that something was done',
    readBy: 'Whoever may read the part',
    period: { words: 'EVIDENCE_WITHDRAWN_DAYS and EVIDENCE_KEPT_YEARS' },
    from: 'it was withdrawn; the end of its period',
    reason: `Long enough to see a mistake; ${CLAIMS}`,
    does: 'deletes',
    keeps: 'A sealed report that names it, and a legal hold. Its page says what would go next.',
  },
  {
    key: 'brought',
    name: 'Reports that somebody brought and nobody wrote',
    what: 'The text of an uploaded document or workbook. Other uploads are read and not kept',
    readBy: 'The person',
    period: { words: 'a week' },
    from: 'it was brought',
    reason: `It is nobody’s record, and holds what is not published. ${NEEDED}`,
    does: 'deletes',
    keeps: 'Nothing.',
  },
  {
    key: 'drafts',
    name: 'Parts that were never sealed',
    what: 'What owners wrote, figures, ratings. Each save replaces the one before: there are no older versions',
    readBy: 'Who reads parts in the programme',
    period: { words: 'as long as the programme is kept here' },
    from: 'the end of the programme',
    reason: 'A record of what was known and decided; later parts are carried forward from it.',
    does: 'keeps it',
    keeps:
      'What somebody wrote is the council’s record, not their account. A period in which nobody has written can be cancelled.',
  },
  {
    key: 'trials',
    name: 'Trial prints',
    what: 'Whether a report could be printed; its text only until it was tried',
    readBy: 'Who reads the report',
    period: { words: 'the text: minutes; the print: until the report is sealed; the outcome: as its report' },
    from: 'it was tried',
    reason: NEEDED,
    does: 'deletes',
    keeps: 'Nothing.',
  },
  {
    key: 'reports',
    name: 'Sealed reports and their files',
    what: 'What was approved, word for word, with the names that it was published with',
    readBy: 'Published: everybody. Otherwise who reads versions in the programme',
    period: { words: 'for good' },
    from: 'the seal',
    reason:
      'At least six years by law (Local Government Act 1972, section 100C), then in the public interest (UK GDPR, Article 17(3)(b) and (d)): the hash proves the text only while it is whole.',
    does: 'keeps it',
    keeps: 'The seal.',
  },
  {
    key: 'trail',
    name: 'The audit trail',
    what: 'Who did what, when, and what they were called at the time',
    readBy: 'Auditors and administrators',
    period: { words: 'for good' },
    from: 'the event',
    reason:
      'Accountability (UK GDPR, Article 5(2)), proper records (Accounts and Audit Regulations 2015, regulation 3). Each event is proved by the next: to change one would break all after it.',
    does: 'keeps it',
    keeps: 'The chain of hashes.',
  },
  {
    key: 'logs',
    name: 'Log lines',
    what: 'Requests with ids, addresses and outcomes; no names',
    readBy: 'Who runs the installation',
    period: { words: 'as the installation keeps them; under npm start 20 MB' },
    from: 'the line',
    reason: `To find faults and attacks. ${NEEDED}`,
    does: 'deletes',
    keeps: 'Whatever collects them.',
  },
] as const satisfies readonly DataClass[];

/** @throws Error for a class that no sweep takes away. */
export function sweptClass(key: SweptKey): DataClass {
  const found = CLASSES.find((one) => one.key === key);
  if (!found) throw new Error(`BUG: there is no class ${key}.`);
  return found;
}

/** The period of a class, as set. @returns null where no sweep counts it. */
export function periodOf(
  { period }: DataClass,
  settings: Readonly<Record<PeriodSetting, number>>,
): { days?: number; years?: number } | null {
  if (typeof period !== 'string') return 'days' in period ? { days: period.days } : null;
  return period.endsWith('_YEARS') ? { years: settings[period] } : { days: settings[period] };
}

/** A period for people: “365 days”, “6 years”, “at once”. */
export function periodWords(one: DataClass, settings: Readonly<Record<PeriodSetting, number>>): string {
  if (typeof one.period !== 'string' && 'words' in one.period) return one.period.words;
  const { days, years } = periodOf(one, settings) ?? {};
  if (years !== undefined) return `${years} ${years === 1 ? 'year' : 'years'}`;
  return days === 0 ? 'at once' : `${days ?? 0} ${days === 1 ? 'day' : 'days'}`;
}

/** What is of this instant or before it is due at `now`. */
export const cutoff = (now: Date, period: { days?: number; years?: number }): Date =>
  DateTime.fromJSDate(now, { zone: 'Europe/London' }).minus(period).toJSDate();

/** What is shown in the place of somebody who has left. The reference is the beginning of the id, which stays. */
export const leftName = (id: string): string => `A person who has left (${id.slice(0, 8).toUpperCase()})`;
