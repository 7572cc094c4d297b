import type { MailOutcome } from '../platform/index.js';

/**
 * The state of one delivery.
 * - `queued`: it waits for the worker, or the worker speaks to the mail server and has not handed over any of the content.
 * - `sending`: recorded when the server has asked for the content and before a byte of it leaves. Until then nothing is out for certain.
 * - `accepted`: the mail server accepted it. This does NOT say that it reached the inbox.
 * - `deferred`: not accepted this time; the worker tries again.
 * - `bounced`: the mail server refused it permanently.
 * - `failed`: not sent; the worker does not try again.
 * - `uncertain`: it may or may not have been sent. A person has to decide.
 */
export const DELIVERY_STATES = [
  'queued',
  'sending',
  'accepted',
  'deferred',
  'bounced',
  'failed',
  'uncertain',
] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** Nothing happens to these until a person decides; nor to what was accepted and came back, as a notice says. */
export const NEEDS_PERSON = ['bounced', 'failed', 'uncertain'] as const satisfies readonly DeliveryState[];

/**
 * What can happen to a delivery.
 * - `begun`: the mail server waits for the content; it is about to leave.
 * - `accepted`, `refused`, `unanswered`: what the server said, or that it said nothing after the content.
 * - `undeliverable`: cannot be sent as it is (the file is damaged, the message is against our own rules).
 * - `postponed`, `exhausted`: certainly not sent, with or without attempts left.
 * - `too_large`: certainly not sent, because the mail is larger than the mail server takes. A link goes instead, in the same attempt.
 * - `unsure`: nobody knows whether it arrived, and it is tried again by itself, because the other side takes it once.
 * - `abandoned`: a worker began to hand over the content and never recorded an outcome.
 * - `resent`, `settled_accepted`, `settled_failed`: a person's decision.
 */
export const DELIVERY_EVENTS = [
  'begun',
  'accepted',
  'refused',
  'undeliverable',
  'postponed',
  'exhausted',
  'too_large',
  'unanswered',
  'unsure',
  'abandoned',
  'resent',
  'settled_accepted',
  'settled_failed',
] as const;
export type DeliveryEvent = (typeof DELIVERY_EVENTS)[number];

const NOTHING = {
  begun: null,
  accepted: null,
  refused: null,
  undeliverable: null,
  postponed: null,
  exhausted: null,
  too_large: null,
  unanswered: null,
  unsure: null,
  abandoned: null,
  resent: null,
  settled_accepted: null,
  settled_failed: null,
} as const satisfies Record<DeliveryEvent, null>;

const TO_BE_SENT = {
  ...NOTHING,
  begun: 'sending',
  refused: 'bounced',
  undeliverable: 'failed',
  postponed: 'deferred',
  exhausted: 'failed',
  too_large: 'queued',
} as const;

/** Every state × every event; null = it does not happen there. The ledger refuses what is not here. */
export const DELIVERY_STEPS: Readonly<
  Record<DeliveryState, Readonly<Record<DeliveryEvent, DeliveryState | null>>>
> = {
  queued: TO_BE_SENT,
  deferred: TO_BE_SENT,
  sending: {
    ...NOTHING,
    accepted: 'accepted',
    refused: 'bounced',
    undeliverable: 'failed',
    postponed: 'deferred',
    exhausted: 'failed',
    too_large: 'queued',
    unanswered: 'uncertain',
    unsure: 'deferred',
    abandoned: 'uncertain',
  },
  accepted: NOTHING,
  bounced: { ...NOTHING, resent: 'queued' },
  failed: { ...NOTHING, resent: 'queued' },
  uncertain: { ...NOTHING, resent: 'queued', settled_accepted: 'accepted', settled_failed: 'failed' },
};

/**
 * @param returned a notice that counts says that it came back, and nobody has decided since. What was accepted is then decided as what is
 *   uncertain is: by a person, and by nothing else.
 * @returns undefined when this does not happen in this state.
 */
export function nextState(
  state: DeliveryState,
  event: DeliveryEvent,
  returned = false,
): DeliveryState | undefined {
  const steps = state === 'accepted' && returned ? DELIVERY_STEPS.uncertain : DELIVERY_STEPS[state];
  return steps[event] ?? undefined;
}

/**
 * What the outcome of one attempt is for a delivery.
 * @param lastTry no attempt follows this one.
 * @param repeatable the other side takes the same delivery once, however often it is handed over.
 */
export function eventOf(outcome: MailOutcome, lastTry: boolean, repeatable: boolean): DeliveryEvent {
  switch (outcome.kind) {
    case 'accepted':
      return 'accepted';
    case 'uncertain':
      return repeatable && !lastTry ? 'unsure' : 'unanswered';
    case 'rejected':
      if (!outcome.permanent) return lastTry ? 'exhausted' : 'postponed';
      // Without an answer, one of our own rules refused it, not a server.
      return outcome.response === undefined ? 'undeliverable' : 'refused';
  }
}
