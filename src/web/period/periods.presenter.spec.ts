import { describe, expect, it } from '@jest/globals';
import type { PeriodView } from '../../programmes/index.js';
import { suggestedPeriod } from './periods.presenter.js';

const january: PeriodView = {
  id: 'p',
  programmeId: 'c',
  label: 'January 2020',
  startsOn: '2020-01-01',
  endsOn: '2020-01-31',
  asAt: '2020-01-31',
  draftsDueOn: '2020-01-20',
  reviewDueOn: '2020-01-30',
  approvalDueOn: '2020-02-03',
  version: 1,
};

describe('the period that is suggested', () => {
  it('is the month after the newest one, with deadlines a month later', () => {
    expect(suggestedPeriod(january, '2020-02-03')).toEqual({
      label: 'February 2020',
      startsOn: '2020-02-01',
      endsOn: '2020-02-29',
      asAt: '2020-02-29',
      draftsDueOn: '2020-02-20',
      reviewDueOn: '2020-02-28', // the 29th is a Saturday
      approvalDueOn: '2020-03-03',
    });
  });

  it('has no deadline on a bank holiday', () => {
    expect(
      suggestedPeriod(
        {
          ...january,
          startsOn: '2020-11-01',
          draftsDueOn: '2020-11-25',
          reviewDueOn: '2020-11-26',
          approvalDueOn: '2020-12-01',
        },
        '2020-12-03',
      ),
    ).toMatchObject({ draftsDueOn: '2020-12-24', reviewDueOn: '2020-12-24', approvalDueOn: '2020-12-31' });
  });

  it('is the last month that has ended for the first, due within two weeks of work', () => {
    expect(suggestedPeriod(undefined, '2026-12-18')).toEqual({
      label: 'November 2026',
      startsOn: '2026-11-01',
      endsOn: '2026-11-30',
      asAt: '2026-11-30',
      draftsDueOn: '2026-12-29', // Christmas Day is a Friday; the Monday after it is kept for Boxing Day
      reviewDueOn: '2027-01-04',
      approvalDueOn: '2027-01-06',
    });
    // Where no bank holidays are known, nothing is counted.
    expect(suggestedPeriod(undefined, '2099-01-05')).toMatchObject({ draftsDueOn: '2099-01-05' });
  });
});
