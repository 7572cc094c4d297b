import { describe, expect, it } from '@jest/globals';
import { calendarOf } from '../platform/index.js';
import type { PlannedMeeting } from './deadlines.rules.js';
import { movedDays } from './moved-days.rules.js';

const cabinet: PlannedMeeting = {
  id: 'm',
  committeeName: 'Cabinet',
  kind: 'cabinet',
  noticeDays: null,
  meetsOn: '2020-05-12',
};
const closed = (...days: string[]) =>
  calendarOf([
    {
      year: 2020,
      bankHolidays: null,
      closures: days.map((on) => ({ on, name: 'Offices closed' })),
      version: 1,
    },
  ]);

describe('what a change of the calendar moves', () => {
  it('is the last day to publish papers, with the days that count otherwise, in both directions', () => {
    expect(movedDays([cabinet], closed(), closed('2020-05-07'))).toEqual([
      {
        meeting: cabinet,
        from: '2020-05-01',
        to: '2020-04-30',
        why: '7 May 2020 (Offices closed) no longer counts',
      },
    ]);
    expect(movedDays([cabinet], closed('2020-05-07'), closed())).toMatchObject([
      { from: '2020-04-30', to: '2020-05-01', why: '7 May 2020 (Offices closed) counts again' },
    ]);
  });

  it('names the day itself where the papers could have been published on it', () => {
    expect(movedDays([cabinet], closed(), closed('2020-05-01'))).toMatchObject([
      { to: '2020-04-30', why: '1 May 2020 (Offices closed) no longer counts' },
    ]);
  });

  it('is nothing where the day stays, where nobody asks for notice, and beyond the known bank holidays', () => {
    expect(movedDays([cabinet], closed(), closed('2020-05-12', '2020-04-01'))).toEqual([]);
    expect(movedDays([{ ...cabinet, kind: 'board' }], closed(), closed('2020-05-07'))).toEqual([]);
    expect(movedDays([{ ...cabinet, meetsOn: '2099-05-12' }], closed(), closed('2020-05-07'))).toEqual([]);
  });
});
