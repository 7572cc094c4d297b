import { describe, expect, it } from '@jest/globals';
import { periodInput } from './programmes.input.js';

const january = {
  label: 'January 2020',
  startsOn: '2020-01-01',
  endsOn: '2020-01-31',
  asAt: '2020-01-31',
  draftsDueOn: '2020-02-05',
  reviewDueOn: '2020-02-07',
  approvalDueOn: '2020-02-10',
};
const saidOf = (change: Partial<typeof january>): string[] | undefined =>
  periodInput
    .safeParse({ ...january, ...change })
    .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);

describe('the input of a period', () => {
  it('is taken when its days are in order', () => {
    expect(saidOf({})).toBeUndefined();
  });

  it('says of each day that is out of order what is wrong', () => {
    expect(saidOf({ endsOn: '2019-12-31', asAt: '2020-04-01' })).toEqual([
      'endsOn: The period cannot end before it starts.',
      'asAt: The as-at date cannot lie more than 31 days after the period ends.',
    ]);
  });

  it.each(['', '2020-02-30', '31.01.2020', '<a href="javascript:alert(1)">'])(
    'names a day that is none, and counts nothing from it: %p',
    (day) => {
      expect(saidOf({ endsOn: day })).toEqual(['endsOn: Invalid ISO date']);
    },
  );
});
