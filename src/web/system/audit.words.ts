import type { AuditEvent } from '../../operations/index.js';
import { capitalised } from '../shell/index.js';

/** What people call the things that the trail names; a noun that is not here is its own word. */
const NOUNS: Readonly<Record<string, string>> = {
  account_notice: 'notice about an account',
  artefact: 'file',
  assignment: 'role of somebody',
  audit: 'audit trail',
  evidence: 'file of evidence',
  budget_settings: 'rule of the budget',
  clock_setting: 'notice of papers',
  contribution: 'part',
  delegation: 'standing in',
  delivery: 'e-mail',
  dispatch: 'papers',
  edition: 'edition',
  handoff: 'hand-off pack',
  held_change: 'change to who approves or administers',
  publication: 'what the public will not see',
  reading: 'figures',
  route: 'page or route',
  session: 'sign-in',
  token: 'token for programs',
  user: 'account',
  version: 'approved version',
  work: 'background work',
};

/** @returns `part`, `risk matrix`. */
export const nounWords = (noun: string): string => NOUNS[noun] ?? noun.replaceAll('_', ' ');

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

/** Facts of an event, a line each: `reason: Late`, `places: 3`. Pure. */
export function detailLines(detail: AuditEvent['detail']): string[] {
  return Object.entries(detail).map(
    ([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
}
