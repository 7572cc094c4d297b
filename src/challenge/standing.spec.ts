import { describe, expect, it } from '@jest/globals';
import type { SnapshotSection } from '../snapshot/index.js';
import { action, asked, figure, measure, measures, theme } from './challenge.fixture.js';

/** As the next month has it: another contribution about the same subject. */
const nextMonth = (section: SnapshotSection): SnapshotSection => ({ ...section, contributionId: 'next' });
const keysOf = (rule: string, section: SnapshotSection) =>
  asked(rule, section).map(({ key, standingKey }) => ({ key, standingKey }));
const red = (title: string) =>
  theme([action({ title, ratings: [{ financialYear: 2019, quarter: 3, rag: 'RED' }] })]);
/** A percentage of nine cases in this month alone. */
const few = (month: string, title = 'Adopted, % of those who ceased') =>
  measures(measure('m', [], { months: [{ month, ...figure(33, 9) }], definition: { title } }));

describe('what an answer may rest on for longer than its report', () => {
  it('is the same in the next month, though the question is another one', () => {
    const [one] = keysOf('few-cases', few('2019-12'));
    const [other] = keysOf('few-cases', nextMonth(few('2020-01')));
    expect(one?.standingKey).toEqual(expect.any(String));
    expect(other?.standingKey).toBe(one?.standingKey);
    expect(other?.key).not.toBe(one?.key);
  });

  it('changes with what it rests on', () => {
    expect(keysOf('few-cases', few('2019-12', 'Another share'))[0]?.standingKey).not.toBe(
      keysOf('few-cases', few('2019-12'))[0]?.standingKey,
    );
    const [plans, visits] = [red('Write the plans'), red('Make the visits')].map((one) =>
      keysOf('red-without-word', one),
    );
    expect(plans?.[0]?.standingKey).not.toBe(visits?.[0]?.standingKey);
    expect(keysOf('red-without-word', nextMonth(red('Write the plans')))[0]?.standingKey).toBe(
      plans?.[0]?.standingKey,
    );
  });

  it('is nothing where each report has to be asked', () => {
    const carried = { ...red('Write the plans'), notUpdatedSince: '2019-12-31' };
    expect(asked('carried-forward', carried)).toMatchObject([{ standingKey: null }]);
    const green = theme([action({ ratings: [{ financialYear: 2019, quarter: 3, rag: 'RED' }] })], [], {
      narrative: 'All is well.',
      rag: 'GREEN',
    });
    expect(asked('green-beside-red', green)).toMatchObject([{ standingKey: null }]);
  });
});
