import { describe, expect, it } from '@jest/globals';
import type { MailOutcome } from '../platform/index.js';
import {
  DELIVERY_EVENTS,
  DELIVERY_STATES,
  eventOf,
  nextState,
  type DeliveryEvent,
  type DeliveryState,
} from './delivery.rules.js';

/** The specification, one line per step; every pair that is not here does not happen. */
const STEPS: readonly [DeliveryState, DeliveryEvent, DeliveryState][] = [
  ['queued', 'begun', 'sending'],
  ['queued', 'undeliverable', 'failed'],
  ['queued', 'postponed', 'deferred'],
  ['queued', 'exhausted', 'failed'],
  ['queued', 'refused', 'bounced'],
  ['queued', 'too_large', 'queued'],
  ['deferred', 'too_large', 'queued'],
  ['sending', 'too_large', 'queued'],
  ['deferred', 'refused', 'bounced'],
  ['deferred', 'begun', 'sending'],
  ['deferred', 'undeliverable', 'failed'],
  ['deferred', 'postponed', 'deferred'],
  ['deferred', 'exhausted', 'failed'],
  ['sending', 'accepted', 'accepted'],
  ['sending', 'refused', 'bounced'],
  ['sending', 'undeliverable', 'failed'],
  ['sending', 'postponed', 'deferred'],
  ['sending', 'exhausted', 'failed'],
  ['sending', 'unanswered', 'uncertain'],
  ['sending', 'unsure', 'deferred'],
  ['sending', 'abandoned', 'uncertain'],
  ['bounced', 'resent', 'queued'],
  ['failed', 'resent', 'queued'],
  ['uncertain', 'resent', 'queued'],
  ['uncertain', 'settled_accepted', 'accepted'],
  ['uncertain', 'settled_failed', 'failed'],
];

const pairs = DELIVERY_STATES.flatMap((state) => DELIVERY_EVENTS.map((event) => [state, event] as const));

describe('a delivery', () => {
  it.each(pairs)('%s × %s', (state, event) => {
    const expected = STEPS.find(([from, what]) => from === state && what === event)?.[2];
    expect(nextState(state, event)).toBe(expected);
  });

  it('never leaves "accepted", and nothing but a person leads out of "uncertain"', () => {
    expect(DELIVERY_EVENTS.filter((event) => nextState('accepted', event))).toEqual([]);
    expect(DELIVERY_EVENTS.filter((event) => nextState('uncertain', event))).toEqual([
      'resent',
      'settled_accepted',
      'settled_failed',
    ]);
  });

  it('that was accepted and came back, as a notice says, is decided by a person alone, as what is uncertain', () => {
    for (const event of DELIVERY_EVENTS)
      expect(nextState('accepted', event, true)).toBe(nextState('uncertain', event));
    for (const state of DELIVERY_STATES.filter((one) => one !== 'accepted'))
      for (const event of DELIVERY_EVENTS)
        expect(nextState(state, event, true)).toBe(nextState(state, event));
  });

  it('can reach every state from "queued"', () => {
    const reached = new Set<DeliveryState>(['queued']);
    for (const state of reached)
      for (const event of DELIVERY_EVENTS) {
        const next = nextState(state, event);
        if (next) reached.add(next);
      }
    expect([...reached].sort()).toEqual([...DELIVERY_STATES].sort());
  });
});

describe('the mail transport’s outcome', () => {
  const temporary: MailOutcome = {
    kind: 'rejected',
    permanent: false,
    code: '451',
    response: '451 later',
    reason: 'later',
  };
  it.each<[string, MailOutcome, boolean, DeliveryEvent]>([
    ['taken', { kind: 'accepted', response: '250 ok' }, false, 'accepted'],
    ['taken at the last try', { kind: 'accepted', response: '250 ok' }, true, 'accepted'],
    ['put off', temporary, false, 'postponed'],
    ['put off at the last try', temporary, true, 'exhausted'],
    [
      'no server there',
      { kind: 'rejected', permanent: false, code: 'ESOCKET', response: undefined, reason: 'refused' },
      false,
      'postponed',
    ],
    [
      'refused for good',
      { kind: 'rejected', permanent: true, code: '550', response: '550 no', reason: 'no' },
      false,
      'refused',
    ],
    [
      'refused by ourselves',
      {
        kind: 'rejected',
        permanent: true,
        code: 'domain-not-allowed',
        response: undefined,
        reason: 'not allowed',
      },
      false,
      'undeliverable',
    ],
    ['no answer', { kind: 'uncertain', reason: 'lost' }, false, 'unanswered'],
    ['no answer at the last try', { kind: 'uncertain', reason: 'lost' }, true, 'unanswered'],
  ])('%s', (_name, outcome, lastTry, event) => {
    expect(eventOf(outcome, lastTry, false)).toBe(event);
  });

  it('may have arrived: it is tried again where the other side takes it once, but for the last time', () => {
    const outcome = { kind: 'uncertain', reason: 'lost' } as const;
    expect([eventOf(outcome, false, true), eventOf(outcome, true, true)]).toEqual(['unsure', 'unanswered']);
  });
});
