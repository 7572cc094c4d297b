import { describe, expect, it } from '@jest/globals';
import type { DeadlinePlan } from '../../committees/index.js';
import { approvedWords, meetingDates, plannedDates, type Approval } from './deadline.words.js';

const cabinet = {
  id: 'm',
  committeeId: 'c',
  committeeName: 'Cabinet',
  meetsOn: '2020-02-11',
  notice: true,
  publishBy: '2020-02-03',
};
const plan: DeadlinePlan = {
  meetings: [cabinet],
  plan: {
    meetingId: 'm',
    days: 5,
    source: 'the law',
    owner: '2020-01-20',
    reviewer: '2020-01-24',
    manager: '2020-01-28',
    sro: '2020-01-31',
    clerk: '2020-02-03',
  },
};
const open = (dueOn: string): Approval => ({ dueOn, approvedOn: null, isClosed: false });
const said = (dueOn: string, of = plan) => meetingDates(open(dueOn), of, '2020-01-06');

describe('what the meetings make of the dates of a period', () => {
  it('is the last day to publish, and who would be due when', () => {
    expect(said('2020-01-31')).toEqual([
      'Cabinet gets it on Tuesday 11 February: its papers have to be published by Monday 3 February.',
      'The deadlines of the period count. Counted back from the papers of Cabinet, the latest that they could be is Monday 20 January for drafts, Friday 24 January for the review, Tuesday 28 January for the report to be with the SRO and Friday 31 January for approval.',
    ]);
  });

  it('says when the approval comes too late', () => {
    expect(said('2020-02-04')[0]).toMatch(/The approval of Tuesday 4 February is too late for that\.$/);
  });

  it.each([
    ['once it is sealed', { approvedOn: '2020-02-05' }],
    ['in a closed programme', { isClosed: true }],
  ])('says of no deadline that it is too late %s', (_, now) => {
    expect(meetingDates({ ...open('2020-02-04'), ...now }, plan, '2020-02-06')).toEqual([
      'Cabinet gets it on Tuesday 11 February: its papers have to be published by Monday 3 February.',
    ]);
  });

  it.each([
    [null, []],
    ['2020-01-31', ['The report was approved on Friday 31 January.']],
    ['2020-02-01', ['The report was approved on Saturday 1 February, 1 working day late.']],
    ['2020-02-03', ['The report was approved on Monday 3 February, 1 working day late.']],
    ['2020-02-05', ['The report was approved on Wednesday 5 February, 3 working days late.']],
  ])('says once when it was approved, and how late: %s', (approvedOn, words) => {
    expect(approvedWords({ ...open('2020-01-31'), approvedOn }, '2020-02-06')).toEqual(words);
  });

  it('says of papers without notice by when they are early enough, not that they have to be', () => {
    const board = { ...cabinet, committeeName: 'Board', notice: false, publishBy: '2020-02-10' };
    expect(said('2020-01-31', { meetings: [board], plan: null })).toEqual([
      'Board gets it on Tuesday 11 February: no notice of its papers is asked for, so Monday 10 February is early enough for them.',
    ]);
  });

  it('says what is not known', () => {
    expect(said('2020-01-31', { meetings: [], plan: null })).toEqual([
      'No meeting gets it yet: without one, no date follows from the law.',
    ]);
    expect(said('2020-01-31', { meetings: [{ ...cabinet, publishBy: null }], plan: null })[0]).toMatch(
      /not known yet, so nothing is worked out\.$/,
    );
  });

  it('becomes the proposal for a new period', () => {
    const period = {
      label: 'January 2020',
      startsOn: '2020-01-01',
      endsOn: '2020-01-31',
      asAt: '2020-01-31',
      draftsDueOn: '2020-02-01',
      reviewDueOn: '2020-02-02',
      approvalDueOn: '2020-02-03',
    };
    expect(plan.plan && plannedDates(period, plan.plan)).toEqual({
      ...period,
      draftsDueOn: '2020-01-20',
      reviewDueOn: '2020-01-24',
      approvalDueOn: '2020-01-31',
    });
  });
});
