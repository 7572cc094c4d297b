import { describe, expect, it } from '@jest/globals';
import { concern, MATRIX, part, register, reportOf, risk, sentences, told } from './changes.fixture.js';
import { changesSince } from './changes.rules.js';

const risks = (
  before: readonly object[],
  after: readonly object[],
  options: Parameters<typeof told>[3] = {},
) => told('risks', register(before), register(after), options);

describe('the score of a risk', () => {
  it('went up or down, by the matrix', () => {
    expect(risks([risk(5, 12)], [risk(5, 16)])).toMatchObject([
      {
        kind: 'risk_level',
        direction: 'worse',
        entryId: 'r5',
        title: 'Risk 5 (staff leave)',
        was: { value: 12 },
        now: { value: 16 },
        sentence: 'Risk 5 (staff leave) went up: its score was 12 and is now 16.',
      },
    ]);
    expect(risks([risk(5, 16)], [risk(5, 12)])).toMatchObject([{ direction: 'better' }]);
    expect(risks([risk(5, 12)], [risk(5, 12)])).toEqual([]);
  });

  it('is compared only where both have one: unknown is not zero', () => {
    expect(risks([risk(5, null)], [risk(5, 25)])).toEqual([]);
    expect(risks([risk(5, 25)], [risk(5, null)])).toEqual([]);
  });

  it('is not compared when the matrix is another one', () => {
    const other = { ...MATRIX, cells: MATRIX.cells.map((cell) => ({ ...cell, score: cell.score * 2 })) };
    expect(told('risks', register([risk(5, 12)]), register([risk(5, 24)], other))).toMatchObject([
      {
        kind: 'risk_matrix',
        direction: 'neutral',
        sentence:
          'Risks are scored by another matrix now: scores of the earlier report are on another scale.',
      },
    ]);
    // Where no score is printed twice, the scale is no news.
    expect(told('risks', register([risk(5, null)]), register([risk(5, 24)], other))).toEqual([]);
  });

  it('of an issue is its severity', () => {
    const issue = (severity: string | null) => risk(5, null, { kind: 'issue', severity });
    expect(sentences(risks([issue('low')], [issue('critical')]))).toEqual([
      'Issue 5 (staff leave) went up: its severity was low and is now critical.',
    ]);
    expect(risks([issue(null)], [issue('critical')])).toEqual([]);
  });
});

describe('what became of a risk', () => {
  it('it was closed, it is open again, it has happened, it is a risk again', () => {
    const closed = risk(5, 12, { status: 'closed' });
    const issue = risk(5, null, { kind: 'issue', severity: 'high' });
    expect(risks([risk(5, 12)], [closed])).toMatchObject([{ kind: 'risk_closed', direction: 'neutral' }]);
    expect(risks([closed], [risk(5, 12)])).toMatchObject([{ kind: 'risk_reopened', direction: 'worse' }]);
    expect(risks([closed], [closed])).toEqual([]);
    expect(risks([risk(5, 12)], [issue])).toMatchObject([
      {
        kind: 'risk_converted',
        direction: 'worse',
        sentence: 'Issue 5 (staff leave) was a risk: it has happened and is an issue now.',
      },
    ]);
    expect(risks([issue], [risk(5, 12)])).toMatchObject([{ kind: 'risk_converted', direction: 'neutral' }]);
  });

  it('a long event is cut, because a sentence is to be read', () => {
    const [item] = risks([risk(5, 12)], [risk(5, 16, { event: 'The **board** '.repeat(20) })]);
    expect(item?.title).toMatch(/^Risk 5 \(The board The board .* …\)$/);
    expect(item?.title.length).toBeLessThan(100);
  });
});

describe('a risk that the earlier report does not have, in an edition that withholds something', () => {
  const isNew = (changes: Record<string, unknown>, options: Parameters<typeof told>[3] = {}, number = 2) =>
    risks([risk(1, 5), risk(7, 5)], [risk(1, 5), risk(7, 5), risk(number, 20, changes)], options).some(
      ({ kind }) => kind === 'risk_new',
    );

  it('may have been withheld there: by itself its absence says nothing', () => {
    expect(isNew({})).toBe(false);
    expect(isNew({}, {}, 9)).toBe(false);
  });

  it('is new when it was raised after that register was closed', () => {
    expect(isNew({ raised: '2020-01' })).toBe(true);
    expect(isNew({ raised: '2019-12-29' })).toBe(true);
    expect(isNew({ raised: '2019-12-28' })).toBe(false);
    expect(isNew({ raised: '2019-12-26' })).toBe(false);
  });

  it('is new when it was raised in that very month and has a number that no earlier one has reached', () => {
    expect(isNew({ raised: '2019-12' })).toBe(false);
    expect(isNew({ raised: '2019-12' }, {}, 8)).toBe(true);
    expect(isNew({ raised: '2019-11' }, {}, 8)).toBe(false);
  });

  it('is new when it was not in the whole register before this text, if this text was written since', () => {
    expect(isNew({ movement: 'new' })).toBe(true);
    expect(isNew({ movement: 'new' }, { section: { notUpdatedSince: '2019-12-27' } })).toBe(false);
    expect(isNew({ movement: 'up' })).toBe(false);
  });

  it('for a reader who had no report for two months, also when the report between them had it', () => {
    expect(isNew({ raised: '2019-11', movement: 'same' }, { month: '2019-10' })).toBe(true);
    expect(isNew({ raised: '2019-10-05', movement: 'same' }, { month: '2019-10' })).toBe(false);
  });

  it('is not told when it is closed already, or when the whole register was not there', () => {
    expect(isNew({ raised: '2020-01', status: 'closed' })).toBe(false);
    expect(told('risks', null, register([risk(9, 20, { raised: '2020-01' })]))).toEqual([]);
  });
});

describe('entries that only one of the reports has', () => {
  it('are new or closed where nothing is withheld', () => {
    const items = risks([risk(1, 5)], [risk(2, 20)], { complete: true });
    expect(items).toMatchObject([
      { kind: 'risk_new', sentence: 'Risk 2 (staff leave) is new: its score is 20.', was: null },
      {
        kind: 'risk_closed',
        sentence: 'Risk 1 (staff leave) was closed.',
        contributionId: 'risks-1-2020-01',
      },
    ]);
    expect(risks([risk(1, 5, { status: 'closed' })], [], { complete: true })).toEqual([]);
  });

  it('are not told to be gone where something is', () => {
    expect(risks([risk(1, 5)], [])).toEqual([]);
    expect(told('concerns', { entries: [concern(1)] }, { entries: [] })).toEqual([]);
  });
});

describe('for a committee that did not have every report', () => {
  const december = [concern(1), concern(2, { status: 'closed' }), concern(3, { isNew: true })];
  const report = (month: string, entries: readonly object[]) =>
    reportOf(month, [part('concerns', { entries })]);
  const since = (between: readonly object[] | null, january: readonly object[]) => {
    const [before, after] = [report('2019-11', [concern(1), concern(2)]), report('2020-01', january)];
    const reports = between === null ? [before, after] : [before, report('2019-12', between), after];
    const steps = reports.slice(1).flatMap((next, index) => {
      const one = reports[index];
      return one ? [{ before: one, after: next, complete: false }] : [];
    });
    return sentences(changesSince(before, after, { complete: false, steps }).items);
  };

  it('what a report in between closed and brought in is told, though something is withheld', () => {
    const january = [concern(1), concern(3)];
    expect(since(december, january)).toEqual([
      'Concern 3 (Sufficiency) is new.',
      'Concern 2 (Sufficiency) was closed.',
    ]);
    // Nothing is told that none of the reports has said.
    expect(since(null, january)).toEqual([]);
    expect(since([concern(1), concern(2)], january)).toEqual([]);
  });

  it('what went up and down again in between is not', () => {
    expect(since(december, [concern(1), concern(2), concern(3, { status: 'closed' })])).toEqual([]);
  });
});

describe('concerns and developments', () => {
  const concerns = (before: object[], after: object[], options: Parameters<typeof told>[3] = {}) =>
    told('concerns', { entries: before }, { entries: after }, options);

  it('are closed when they say so', () => {
    expect(sentences(concerns([concern(3)], [concern(3, { status: 'closed' })]))).toEqual([
      'Concern 3 (Sufficiency) was closed.',
    ]);
    expect(concerns([concern(3)], [concern(3)])).toEqual([]);
  });

  it('are new by a fact of their own, or where nothing is withheld', () => {
    const fresh = (changes: Record<string, unknown>, options: Parameters<typeof told>[3] = {}) =>
      concerns([], [concern(4, changes)], options)
        .map(({ kind }) => kind)
        .filter((kind) => kind !== 'part_not_updated');
    expect(fresh({})).toEqual([]);
    expect(fresh({ isNew: true })).toEqual(['concern_new']);
    expect(fresh({ isNew: true }, { section: { notUpdatedSince: '2019-11-27' } })).toEqual([]);
    expect(fresh({ history: [{ on: '2019-12-28' }] })).toEqual([]);
    expect(fresh({ history: [{ on: '2019-12-29' }] })).toEqual(['concern_new']);
    expect(fresh({}, { complete: true })).toEqual(['concern_new']);
  });

  it('a new development is neither good nor bad', () => {
    expect(told('developments', { entries: [] }, { entries: [concern(4, { isNew: true })] })).toMatchObject([
      { kind: 'concern_new', direction: 'neutral', sentence: 'Development 4 (Sufficiency) is new.' },
    ]);
  });
});
