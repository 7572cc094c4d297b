import { describe, expect, it } from '@jest/globals';
import type { ReadingValue } from '../reading.rules.js';
import { planEntries, type EntryFacts, type FigureEntry } from './figure-entries.rules.js';
import { parseFigure, typedFigure } from './figure-text.js';

const ID = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
/** What is recorded of the months before. */
const USUAL = ['09', '10', '11'].map((month) => ({
  span: 'month' as const,
  measureId: ID,
  period: `2019-${month}-01`,
  value: 71,
}));
const TIME = { asAt: '2020-01-27', today: '2020-01-28' };

const reading = (value: number | null, more: Partial<ReadingValue> = {}): ReadingValue => ({
  missingReason: value === null ? 'no_data' : null,
  value,
  numerator: null,
  denominator: null,
  decimals: 1,
  asAt: null,
  state: 'provisional',
  reason: null,
  ...more,
});

const factsOf = (
  newest: ReadingValue | null,
  more: Partial<EntryFacts> & { approved?: boolean } = {},
): EntryFacts => ({
  measure: { id: ID, title: 'Share', reference: null, unit: 'percent', belowZero: null },
  fedBy: null,
  seen: newest,
  changedBy: null,
  changedByReader: false,
  recorded: {
    measure: { unit: 'percent', decimals: 1, belowZero: null, frequency: 'month' },
    newest,
    approved: more.approved ?? false,
  },
  ...more,
});

const entry = (text: string, more: Partial<FigureEntry> = {}): FigureEntry => ({
  measureId: ID,
  span: 'month',
  period: '2019-12-01',
  text,
  reason: null,
  leave: false,
  accepted: false,
  ...more,
});

const planned = (
  text: string,
  facts: EntryFacts | null,
  reason: string | null = null,
  more: Partial<FigureEntry> = {},
) => planEntries([entry(text, more)], [facts], { state: 'provisional', reason }, USUAL, TIME);

describe('what is typed into a cell', () => {
  it('changes nothing when it is what was read there, whatever was recorded since', () => {
    const facts = factsOf(reading(70), { seen: reading(67.2), changedBy: 'Analyst' });
    expect(planned(' 67.2% ', facts)).toMatchObject({ changes: [], problems: [] });
    expect(planned('', factsOf(null))).toMatchObject({ changes: [], problems: [] });
  });

  it('is read as the importer reads a file', () => {
    expect(planned('67.2%', factsOf(null)).changes).toMatchObject([
      { change: { outcome: 'new', after: { value: 67.2, decimals: 1, state: 'provisional' } } },
    ]);
    expect(planned('[c]', factsOf(reading(5))).changes).toMatchObject([
      { change: { outcome: 'changed', after: { missingReason: 'suppressed', value: null } } },
    ]);
    expect(planned('902', factsOf(null), null, { period: '2020-01-01' }).changes).toMatchObject([
      { change: { after: { asAt: '2020-01-27', state: 'provisional' } } },
    ]);
    for (const [text, says] of [
      ['67,2', '“67,2” is not a figure. Write 67.2'],
      ['####', 'Make it wider and copy again'],
      ['0.64', 'Write it with a percent sign'],
      ['1 204', 'Write 1,204'],
    ] as const)
      expect(planned(text, factsOf(null)).problems).toMatchObject([
        { entry: 0, message: expect.stringContaining(says), locked: false },
      ]);
  });

  it('cannot take a figure away, come from elsewhere, or be of a time to come', () => {
    expect(planned('', factsOf(reading(67.2))).problems[0]?.message).toContain('Put 67.2% back');
    expect(planned('5%', factsOf(null, { fedBy: 'workforce:x' })).problems).toMatchObject([{ locked: true }]);
    expect(planned('5%', factsOf(null), null, { period: '2020-02-01' }).problems[0]?.message).toContain(
      'after the as-at date',
    );
    expect(planned('5%', null).problems[0]?.message).toContain('no such measure');
  });

  it('of a figure that was relied on is shown before its reason is given, and waits for it', () => {
    const relied = factsOf(reading(66, { state: 'validated' }));
    const without = planned('67.2%', relied);
    expect(without).toMatchObject({
      problems: [],
      changes: [{ lacksReason: true, change: { outcome: 'restated' } }],
    });
    const given = planned('67.2%', relied, 'Late entries');
    expect(given.changes).toMatchObject([
      { lacksReason: false, change: { after: { reason: 'Late entries' } } },
    ]);
    expect(given.hash).toBe(without.hash);
    expect(planned('67.2%', relied, 'All', { reason: 'Own' }).changes[0]?.change.after.reason).toBe('Own');
    expect(planned('67.3%', relied).hash).not.toBe(without.hash);
  });

  it('is doubted by the rule of the file import, where it changes something', () => {
    const doubt = (text: string, newest = reading(70)): unknown =>
      planned(text, factsOf(newest)).changes[0]?.doubt;
    expect(doubt('104%')).toBe('104% is more than 100%.');
    expect(doubt('7.1%')).toBe('7.1 is a tenth of what is usual here (71), or less.');
    expect(doubt('67.2%')).toBeNull();
    expect(planned('104.0%', factsOf(reading(104))).changes).toEqual([]);
    const count = factsOf(null);
    count.measure.unit = count.recorded.measure.unit = 'count';
    expect(planned('712', count).changes[0]?.doubt).toBe(
      '712 is ten times what is usual here (71), or more.',
    );
    expect(planned('71.5', count).problems[0]?.message).toContain('is not a whole number');
    expect(planned('-71', count).problems[0]?.message).toContain('is below zero');
  });

  it('says when somebody else recorded another figure since it was read', () => {
    const facts = factsOf(reading(66.8), { seen: reading(66), changedBy: 'Analyst (Team)' });
    expect(planned('67.2%', facts).changes).toMatchObject([
      { meanwhile: { by: 'Analyst (Team)', seen: { value: 66 } }, change: { before: { value: 66.8 } } },
    ]);
    expect(planned('66.8%', facts).changes).toEqual([]);
  });
});

describe('a figure as people type it', () => {
  it.each([
    [1234567.5, 'pounds', '£1,234,567.5'],
    [-1234, 'pounds', '-£1,234.0'],
    [1204, 'days', '1,204.0'],
    [67.2, 'percent', '67.2%'],
  ] as const)('%s in %s is %s, and is read as the same', (value, unit, text) => {
    const figure = { missingReason: null, value, decimals: 1 };
    expect(typedFigure(figure, unit)).toBe(text);
    expect(parseFigure(text, { unit, belowZero: null })).toEqual(figure);
  });
});
