import type { AuditEvent } from '../../operations/index.js';
import type { AuditNoun } from '../../platform/index.js';
import { capitalised } from '../shell/index.js';

/** What people call the things that the trail names. */
const NOUNS: Readonly<Record<AuditNoun, string>> = {
  access: 'page or route',
  account_notice: 'notice about an account',
  artefact: 'file of a report',
  assignment: 'role of somebody',
  audit: 'audit trail',
  budget_settings: 'rule of the budget',
  calendar: 'calendar of working days',
  calendar_feed: 'address of a calendar',
  clock_setting: 'notice of papers',
  committee: 'committee',
  contribution: 'part',
  delegation: 'standing in',
  delivery: 'e-mail',
  dispatch: 'papers',
  edition: 'edition',
  enquiry: 'question of a member',
  enquiry_setting: 'days to answer members',
  evidence: 'file of evidence',
  group_rule: 'rule of roles by groups',
  handoff: 'hand-off pack',
  held_change: 'change to who approves or administers',
  hold: 'legal hold',
  intake: 'report brought from a document',
  measure: 'measure',
  measure_group: 'group of measures',
  meeting: 'meeting',
  notice: 'reminder',
  notice_choice: 'choice of reminders',
  password: 'password',
  period: 'period',
  person: 'data of a person',
  programme: 'programme',
  public_form: 'form for questions of the public',
  public_question: 'question of the public',
  publication: 'what the public will not see',
  reading: 'figures',
  recipient: 'recipient',
  reminder_rule: 'rule of reminders',
  report: 'report',
  retention: 'what is kept how long',
  risk: 'risk',
  risk_matrix: 'risk matrix',
  role: 'role',
  schedule: 'schedule of papers',
  second_factor: 'second factor',
  session: 'sign-in',
  theme: 'theme',
  token: 'token for programs',
  user: 'account',
  version: 'approved version',
  work: 'background work',
};

/** @returns `part`, `risk matrix`; a noun of an earlier release is its own word. */
export const nounWords = (noun: string): string =>
  Object.hasOwn(NOUNS, noun) ? NOUNS[noun as AuditNoun] : noun.replaceAll('_', ' ');

/** What happened, from `contribution.approved`. @returns `Part: approved`, `Account: sessions ended`. */
export function actionWords(action: string): string {
  const [noun = '', ...verbs] = action.split('.');
  const verb = verbs.join(' ').replaceAll(/[_-]/g, ' ');
  return verb === '' ? capitalised(nounWords(noun)) : `${capitalised(nounWords(noun))}: ${verb}`;
}

/** One line of the list: an event, or several savings of the same thing by the same person within an hour. */
export interface TrailRow {
  /** The newest. */
  event: AuditEvent;
  times: number;
  /** Of the oldest. */
  firstAt: string;
}

const HOUR = 60 * 60 * 1000;

/** Puts savings that follow each other into one row. @param events newest first. Pure. */
export function trailRows(events: readonly AuditEvent[]): TrailRow[] {
  const found: TrailRow[] = [];
  for (const event of events) {
    const last = found.at(-1);
    const same =
      last?.event.action === event.action &&
      event.action.endsWith('.saved') &&
      last.event.actorId === event.actorId &&
      last.event.subjectId === event.subjectId &&
      Date.parse(last.event.at) - Date.parse(event.at) <= HOUR;
    if (same) {
      last.times++;
      last.firstAt = event.at;
    } else found.push({ event, times: 1, firstAt: event.at });
  }
  return found;
}

/** Facts of an event, a line each: `reason: Late`, `places: 3`. Which figures it is about, the page names by itself. Pure. */
export function detailLines(detail: AuditEvent['detail']): string[] {
  return Object.entries(detail)
    .filter(([name]) => name !== 'figures')
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`);
}
