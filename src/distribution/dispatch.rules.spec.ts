import { describe, expect, it } from '@jest/globals';
import { dispatchStatus, type DispatchFacts } from './dispatch.rules.js';

const planned: DispatchFacts = {
  cancelled: false,
  bound: false,
  meetingCancelled: false,
  committeeActive: true,
  recipients: 3,
  replaced: false,
  workFailed: false,
  returned: 0,
  deliveries: {},
};

describe('a dispatch', () => {
  it.each<[string, Partial<DispatchFacts>, string, string | null]>([
    ['planned', {}, 'waiting', null],
    ['cancelled, whatever else', { cancelled: true, meetingCancelled: true }, 'cancelled', null],
    ['planned for a meeting that is off', { meetingCancelled: true }, 'needs_attention', 'meeting-cancelled'],
    ['planned for a closed committee', { committeeActive: false }, 'needs_attention', 'committee-inactive'],
    ['planned for nobody', { recipients: 0 }, 'needs_attention', 'no-recipients'],
    ['planned, and its work was given up', { workFailed: true }, 'needs_attention', 'work-failed'],
    [
      'queued, and the work of one was given up',
      { bound: true, workFailed: true, deliveries: { queued: 1, accepted: 2 } },
      'needs_attention',
      'work-failed',
    ],
    ['all queued', { bound: true, deliveries: { queued: 3 } }, 'sending', null],
    ['some under way', { bound: true, deliveries: { accepted: 2, sending: 1 } }, 'sending', null],
    ['some put off', { bound: true, deliveries: { accepted: 2, deferred: 1 } }, 'sending', null],
    ['all accepted', { bound: true, deliveries: { accepted: 3 } }, 'sent', null],
    [
      'all accepted, and replaced since',
      { bound: true, replaced: true, deliveries: { accepted: 3 } },
      'needs_attention',
      'replaced',
    ],
    [
      'replaced, and nobody can be sent the new one',
      { bound: true, replaced: true, meetingCancelled: true, deliveries: { accepted: 3 } },
      'sent',
      null,
    ],
    [
      'all accepted, and the meeting is off since',
      { bound: true, meetingCancelled: true, deliveries: { accepted: 3 } },
      'sent',
      null,
    ],
    [
      'one bounced, others under way',
      { bound: true, deliveries: { bounced: 1, queued: 2 } },
      'needs_attention',
      'not-delivered',
    ],
    [
      'one failed',
      { bound: true, deliveries: { accepted: 2, failed: 1 } },
      'needs_attention',
      'not-delivered',
    ],
    [
      'one uncertain, one failed',
      { bound: true, deliveries: { uncertain: 1, failed: 1 } },
      'needs_attention',
      'uncertain',
    ],
  ])('%s', (_name, facts, status, problem) => {
    expect(dispatchStatus({ ...planned, ...facts })).toEqual({ status, problem });
  });
});
