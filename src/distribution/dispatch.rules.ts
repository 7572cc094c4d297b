import type { EditionName } from '../snapshot/index.js';
import type { DeliveryState } from './delivery.rules.js';

export const DISPATCH_STATUSES = ['waiting', 'sending', 'sent', 'cancelled', 'needs_attention'] as const;
export type DispatchStatus = (typeof DISPATCH_STATUSES)[number];

/** Why a dispatch needs a person, in one word each. */
export const DISPATCH_PROBLEMS = [
  'meeting-cancelled',
  'committee-inactive',
  'no-recipients',
  'work-failed',
  'uncertain',
  'not-delivered',
  'returned',
  'replaced',
] as const;
export type DispatchProblem = (typeof DISPATCH_PROBLEMS)[number];

export interface DispatchFacts {
  cancelled: boolean;
  /** A report version is bound: its deliveries exist. */
  bound: boolean;
  meetingCancelled: boolean;
  committeeActive: boolean;
  /** Who gets it on the day on which it leaves, as the committee's list is now. */
  recipients: number;
  /** A correction has taken the place of what went out, and no papers with it are planned for this meeting, or have gone out to it. */
  replaced: boolean;
  /** Work that it depends on was given up and waits for an operator. */
  workFailed: boolean;
  /** How many deliveries were accepted and came back, as a notice says, and wait for a decision. */
  returned: number;
  /** How many deliveries are in each state; a state without any may be missing. */
  deliveries: Partial<Record<DeliveryState, number>>;
}

/**
 * The status of a dispatch, derived from its parts and never stored. It is `sent` only when the mail server has accepted every
 * delivery, and none came back.
 */
export function dispatchStatus(facts: DispatchFacts): {
  status: DispatchStatus;
  problem: DispatchProblem | null;
} {
  if (facts.cancelled) return { status: 'cancelled', problem: null };
  const problem = facts.bound ? afterBinding(facts) : beforeBinding(facts);
  if (problem !== null) return { status: 'needs_attention', problem };
  if (!facts.bound) return { status: 'waiting', problem: null };
  const underWay = (['queued', 'sending', 'deferred'] as const).some((state) => has(facts, state));
  return { status: underWay ? 'sending' : 'sent', problem: null };
}

function beforeBinding(facts: DispatchFacts): DispatchProblem | null {
  if (facts.meetingCancelled) return 'meeting-cancelled';
  if (!facts.committeeActive) return 'committee-inactive';
  if (facts.recipients === 0) return 'no-recipients';
  return facts.workFailed ? 'work-failed' : null;
}

function afterBinding(facts: DispatchFacts): DispatchProblem | null {
  if (has(facts, 'uncertain')) return 'uncertain';
  if (has(facts, 'bounced') || has(facts, 'failed')) return 'not-delivered';
  if (facts.returned > 0) return 'returned';
  if (facts.workFailed) return 'work-failed';
  return facts.replaced && !facts.meetingCancelled && facts.committeeActive ? 'replaced' : null;
}

const has = (facts: DispatchFacts, state: DeliveryState): boolean => (facts.deliveries[state] ?? 0) > 0;

/**
 * If nothing is withheld, the public edition is the whole report and the only edition. A version that was sealed before public editions
 * existed is sent only to committees that may have all of it.
 * @param gets which edition the committee gets. @param made which editions there are of the version.
 * @returns undefined when the committee may not have any edition of this version.
 */
export const editionFor = (gets: EditionName, made: readonly EditionName[]): EditionName | undefined =>
  [gets, 'public' as const].find((one) => made.includes(one));
