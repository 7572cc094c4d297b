import { describe, expect, it } from '@jest/globals';
import { papersState } from './dispatch-words.js';
import type { DispatchView } from './dispatches.queries.js';

const planned: DispatchView = {
  id: 'd',
  programmeId: 'p',
  periodId: 'january',
  periodLabel: 'January 2020',
  meeting: {
    id: 'm',
    committeeId: 'c',
    committeeName: 'Cabinet',
    startsAt: '2020-02-11T10:00:00.000000Z',
    meetsOn: '2020-02-11',
    place: null,
    cancelled: false,
  },
  send: 'when_sealed',
  sendAt: null,
  heldUntil: null,
  urgency: null,
  status: 'waiting',
  problem: null,
  overdue: false,
  underWay: false,
  reportVersion: null,
  returned: 0,
  boundAt: null,
  createdBy: { id: 'u', name: 'Clerk' },
  createdAt: '2020-02-03T10:00:00.000000Z',
  cancelledBy: null,
  cancelledAt: null,
  cancelReason: null,
  deliveryCounts: {},
  version: 1,
};

describe('papers that have not gone out', () => {
  it('are sent now while the worker is at them, and late only once it is not', () => {
    expect(papersState(planned)).toBe('Planned: as soon as the report of January 2020 is sealed');
    expect(papersState({ ...planned, underWay: true })).toBe(
      'Being printed and sent now. Look again in a minute',
    );
    expect(papersState({ ...planned, overdue: true })).toBe(
      'Late: its time has come, and nothing has gone out yet',
    );
  });
});
