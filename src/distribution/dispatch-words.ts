import { LRUCache } from 'lru-cache';
import { DateTime } from 'luxon';
import type { Edition } from '../disclosure/index.js';
import { counted, PEOPLE_ZONE } from '../platform/index.js';
import { inWords, londonInstant } from '../snapshot/index.js';
import type { DispatchProblem } from './dispatch.rules.js';
import type { DispatchView } from './dispatches.queries.js';

/** The handling markings of subject and text. What is not for publication is for those alone who need it. */
const MARKINGS = { public: 'OFFICIAL', exempt: 'OFFICIAL-SENSITIVE' } as const;

/** How the mail that brings this edition is marked. */
export const markingOf = ({ exemption }: Edition): string => (exemption ? MARKINGS.exempt : MARKINGS.public);

/** The same few instants stand in the mails to all of a committee, and a calendar takes longer over one than the rest of the text. */
const words = new LRUCache<string, string>({
  max: 200,
  memoMethod: (instant) =>
    DateTime.fromISO(instant, { zone: PEOPLE_ZONE, locale: 'en-GB' }).toFormat('cccc d LLLL yyyy, HH:mm'),
});

/** `Tuesday 11 February 2020, 10:00`, London time. */
export const instantWords = (instant: string): string => words.memo(instant);

const PROBLEMS: Readonly<
  Record<Exclude<DispatchProblem, 'uncertain' | 'not-delivered' | 'returned'>, string>
> = {
  'meeting-cancelled': 'the meeting was cancelled, and papers are still planned',
  'committee-inactive': 'this committee no longer meets, and papers are still planned',
  'no-recipients': 'nobody receives this committee’s papers',
  'work-failed': 'a job in the background gave up',
  replaced: 'its readers hold a version that was replaced, and have not got the new one',
};

/** How papers stand, for people: the state first. `Planned: 3 February 2020 at 09:00` */
export function papersState(dispatch: DispatchView): string {
  const { status, problem, deliveryCounts: counts } = dispatch;
  const all = Object.values(counts).reduce((sum, number) => sum + number, 0);
  switch (status) {
    case 'cancelled':
      return `Cancelled: ${dispatch.cancelReason ?? ''}`;
    case 'waiting':
      return waitingWords(dispatch);
    case 'sending':
      return `On its way: accepted for ${counts.accepted ?? 0} of ${recipients(all)}`;
    case 'sent':
      return `Sent: accepted for ${all === 1 ? 'the recipient' : all === 2 ? 'both recipients' : `all ${recipients(all)}`}`;
    case 'needs_attention':
      return `Needs somebody: ${problemWords(problem, dispatch)}`;
  }
}

/** How many of the deliveries wait for a person: those that were refused or not sent, came back, or are uncertain. */
export function needingSomebody({
  deliveryCounts: counts,
  returned,
}: Pick<DispatchView, 'deliveryCounts' | 'returned'>): {
  refused: number;
  returned: number;
  uncertain: number;
} {
  return {
    refused: (counts.bounced ?? 0) + (counts.failed ?? 0),
    returned,
    uncertain: counts.uncertain ?? 0,
  };
}

/** `it did not go through for 1 recipient, came back from 1 recipient, as a notice says, and …`: each kind, and nothing of what there is none. */
function needingWords(dispatch: Pick<DispatchView, 'deliveryCounts' | 'returned'>): string {
  const { refused, returned, uncertain } = needingSomebody(dispatch);
  return inWords([
    ...(refused > 0 ? [`it did not go through for ${recipients(refused)}`] : []),
    ...(returned > 0 ? [`a notice says that it came back from ${recipients(returned)}`] : []),
    ...(uncertain > 0 ? [`whether it reached ${recipients(uncertain)} is uncertain`] : []),
  ]);
}

/** Papers go by e-mail, into folders or to programs: what every way has is who gets them. */
const recipients = (number: number): string => counted(number, 'recipient');

function waitingWords({ overdue, underWay, send, sendAt, heldUntil, periodLabel }: DispatchView): string {
  if (underWay) return 'Being printed and sent now. Look again in a minute';
  if (overdue) return 'Late: its time has come, and nothing has gone out yet';
  if (heldUntil !== null)
    return `Ready: it leaves ${londonInstant(heldUntil)}, and can be cancelled until then`;
  return send === 'at' && sendAt !== null
    ? `Planned: ${londonInstant(sendAt)}`
    : `Planned: as soon as the report of ${periodLabel} is sealed`;
}

function problemWords(
  problem: DispatchProblem | null,
  dispatch: Pick<DispatchView, 'deliveryCounts' | 'returned'>,
): string {
  if (problem === 'uncertain' || problem === 'not-delivered' || problem === 'returned')
    return needingWords(dispatch);
  return problem === null ? '' : PROBLEMS[problem];
}
