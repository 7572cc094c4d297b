import { describe, expect, it } from '@jest/globals';
import { presentMeeting, type MeetingFacts } from './meeting-clock.presenter.js';

/** A meeting whose papers came on the day before it, late by whatever is asked. */
const page = (number: number, basis: 'working' | 'calendar' = 'working') =>
  presentMeeting({
    committee: { id: 'c', active: true },
    meeting: {
      id: 'm',
      committeeId: 'c',
      committeeName: 'Cabinet',
      meetsOn: '2020-01-28',
      startsAt: '2020-01-28T10:00:00Z',
      agenda: [],
      cancelledAt: null,
      papersPublishedOn: '2020-01-27',
      papersRecorded: null,
      urgency: 'Late figures.',
    },
    clock: {
      unknown: null,
      certificate: {
        needed: number,
        counted: 0,
        latest: '2020-01-24',
        meetsOn: '2020-01-28',
        overlooking: null,
        inTime: false,
        days: [],
        source: 'A rule',
      },
      notices: [{ notice: 'papers', days: number, basis, latest: '2020-01-24', source: 'A rule' }],
      callIn: null,
      retention: [{ record: 'papers', years: number, until: '2026-01-27', source: 'A rule' }],
    },
    papers: { today: '2020-01-28', dispatches: [] },
    questions: null,
    mayRecord: false,
    mayManage: false,
    now: new Date('2020-01-28T09:00:00Z'),
  } as unknown as MeetingFacts);

describe('the numbers of a meeting’s clock', () => {
  it.each([
    [1, '0 of 1 clear day.', '1 clear working day', '1 clear day', '(1 year)'],
    [2, '0 of 2 clear days.', '2 clear working days', '2 clear days', '(2 years)'],
  ])('%i', (number, late, working, days, years) => {
    const told = JSON.stringify(page(number));
    for (const words of [late, `"${working}"`, years]) expect(told).toContain(words);
    expect(JSON.stringify(page(number, 'calendar'))).toContain(`"${days}"`);
  });
});
