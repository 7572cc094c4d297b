import { describe, expect, it } from '@jest/globals';
import { BUNDLED_CALENDAR, calendarWith } from '../platform/index.js';
import { backPlan, USUAL_CLOCK, type PlannedMeeting } from './deadlines.rules.js';

const meeting = (id: string, kind: PlannedMeeting['kind'], meetsOn: string): PlannedMeeting => ({
  id,
  committeeName: id,
  kind,
  noticeDays: null,
  meetsOn,
});
const plan = (...meetings: PlannedMeeting[]) => backPlan(meetings, USUAL_CLOCK, BUNDLED_CALENDAR);

describe('deadlines planned back', () => {
  it('from a Cabinet of Tuesday 11 February 2020', () => {
    expect(plan(meeting('Cabinet', 'cabinet', '2020-02-11'))?.deadlines).toEqual({
      owner: '2020-01-20',
      reviewer: '2020-01-24',
      manager: '2020-01-28',
      sro: '2020-01-31',
      clerk: '2020-02-03',
    });
  });

  it('begin with the papers that have to be out first, not with the first meeting', () => {
    const found = plan(
      meeting('Board', 'board', '2020-02-06'),
      meeting('Scrutiny', 'scrutiny', '2020-02-12'),
      meeting('Cabinet', 'cabinet', '2020-02-11'),
    );
    expect(found?.meeting.id).toBe('Cabinet');
    expect(found?.rule?.days).toBe(5);
  });

  it('of a board without notice have the papers out on the working day before', () => {
    const found = plan(meeting('Board', 'board', '2020-04-14'));
    expect(found).toMatchObject({ rule: null, deadlines: { clerk: '2020-04-09', sro: '2020-04-08' } });
  });

  it('leave out Christmas and the days on which the council is closed', () => {
    const closed = calendarWith([], [{ on: '2019-12-27', name: 'Offices closed' }]);
    expect(
      backPlan([meeting('Cabinet', 'cabinet', '2020-01-07')], USUAL_CLOCK, closed)?.deadlines,
    ).toMatchObject({ sro: '2019-12-23', clerk: '2019-12-24' });
  });

  it('are none without a meeting, or beyond the known bank holidays', () => {
    expect(plan()).toBeNull();
    expect(plan(meeting('Cabinet', 'cabinet', '2031-02-11'))).toBeNull();
  });
});
