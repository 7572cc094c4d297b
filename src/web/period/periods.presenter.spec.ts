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
    expect(suggestedPeriod(january)).toEqual({
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
      suggestedPeriod({
        ...january,
        startsOn: '2020-11-01',
        draftsDueOn: '2020-11-25',
        reviewDueOn: '2020-11-26',
        approvalDueOn: '2020-12-01',
      }),
    ).toMatchObject({ draftsDueOn: '2020-12-24', reviewDueOn: '2020-12-24', approvalDueOn: '2020-12-31' });
  });

  it('is none for the first', () => {
    expect(suggestedPeriod(undefined)).toBeNull();
  });
});
