import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readingInput, type ReadingInput } from './measures.input.js';
import { planReading, type ReadingValue } from './reading.rules.js';

type Known = ReadingValue & { approved: boolean };

const MEASURE = { unit: 'percent', decimals: 1, belowZero: null, frequency: 'month' } as const;
const input = (said: object): ReadingInput =>
  readingInput.parse({ measureId: '00000000-0000-4000-8000-000000000001', period: '2019-12', ...said });
const known = (said: Partial<Known> = {}): Known => ({
  missingReason: null,
  value: 78,
  numerator: null,
  denominator: null,
  decimals: 1,
  asAt: null,
  state: 'provisional',
  reason: null,
  approved: false,
  ...said,
});
const plan = (said: object, before: Known | null) => {
  const { approved = false, ...newest } = before ?? {};
  return planReading(input(said), { measure: MEASURE, newest: before && (newest as ReadingValue), approved });
};

describe('recording a reading', () => {
  it.each<[string, object, Known | null, object]>([
    ['the first of its period', { value: 78 }, null, { outcome: 'new', after: { value: 78, decimals: 1 } }],
    [
      'zero where nothing was',
      { value: 0 },
      known({ missingReason: 'no_data', value: null }),
      { outcome: 'changed' },
    ],
    ['nothing where zero was', { missingReason: 'no_data' }, known({ value: 0 }), { outcome: 'changed' }],
    [
      'one kind of nothing for another',
      { missingReason: 'suppressed' },
      known({ missingReason: 'no_data', value: null }),
      { outcome: 'changed' },
    ],
    ['the same again', { value: 78 }, known(), { outcome: 'same' }],
    [
      'the same, now validated',
      { value: 78, state: 'validated' },
      known(),
      { outcome: 'changed', after: { state: 'validated' } },
    ],
    [
      'the same, printed already, now validated',
      { value: 78, state: 'validated' },
      known({ approved: true }),
      { outcome: 'changed', after: { state: 'validated' } },
    ],
    ['a validated figure as provisional', { value: 78 }, known({ state: 'validated' }), { outcome: 'same' }],
    [
      'a restated figure again',
      { value: 78 },
      known({ state: 'restated', reason: 'x' }),
      { outcome: 'same', after: { state: 'restated', reason: 'x' } },
    ],
    [
      'the same with its parts',
      { numerator: 39, denominator: 50 },
      known({ state: 'validated' }),
      { outcome: 'changed', after: { numerator: 39, state: 'validated' } },
    ],
    [
      'other parts of the same percentage',
      { numerator: 78, denominator: 100 },
      known({ state: 'validated', numerator: 39, denominator: 50 }),
      { path: 'reason' },
    ],
    [
      'another provisional figure',
      { value: 79 },
      known(),
      { outcome: 'changed', after: { state: 'provisional' } },
    ],
    [
      'another figure than an approved report’s',
      { value: 79 },
      known({ approved: true }),
      { path: 'reason' },
    ],
    ['another figure than a validated one', { value: 79 }, known({ state: 'validated' }), { path: 'reason' }],
    [
      'the same with a reason',
      { value: 79, reason: 'Late.' },
      known({ state: 'validated' }),
      { outcome: 'restated', after: { state: 'restated' } },
    ],
    ['a revision of what is not known here', { value: 79, state: 'restated' }, null, { path: 'reason' }],
    [
      'a value that its parts do not make',
      { value: 50, numerator: 7, denominator: 11 },
      null,
      { path: 'value' },
    ],
    [
      'a value as its parts make it, rounded',
      { value: 63.6, numerator: 7, denominator: 11 },
      null,
      { after: { value: 63.6364 } },
    ],
  ])('%s', (_, said, before, expected) => {
    expect(plan(said, before)).toMatchObject(expected);
  });

  it.each([
    [{ unit: 'percent', belowZero: null, frequency: 'month' }, -4.2, 'below zero'],
    [{ unit: 'count', belowZero: null, frequency: 'month' }, -4, 'below zero'],
    [{ unit: 'pounds', belowZero: false, frequency: 'month' }, -4, 'below zero'],
    [{ unit: 'count', belowZero: null, frequency: 'month' }, 341.5, 'not a whole number'],
    [{ unit: 'percent', belowZero: true, frequency: 'month' }, -4.2, null],
    [{ unit: 'pounds', belowZero: null, frequency: 'month' }, -4, null],
    [{ unit: null, belowZero: null, frequency: 'month' }, -4, null],
  ] as const)('of a measure as %j that is %s: %s', (rules, value, message) => {
    const result = planReading(input({ value }), {
      measure: { ...rules, decimals: 1 },
      newest: null,
      approved: false,
    });
    expect(result).toMatchObject(
      message === null ? { outcome: 'new' } : { path: 'value', message: expect.stringContaining(message) },
    );
  });

  it('of a count is printed without decimals, whatever was asked for', () => {
    const measure = { unit: 'count', decimals: 0, belowZero: null, frequency: 'month' } as const;
    expect(
      planReading(input({ value: 341, decimals: 1 }), { measure, newest: null, approved: false }),
    ).toMatchObject({
      after: { decimals: 0 },
    });
  });

  it('of whatever is known already comes to nothing', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e9 }).map((tenThousandths) => tenThousandths / 10_000),
        fc.constantFrom('provisional', 'validated'),
        fc.boolean(),
        (value, state, approved) => {
          const first = plan({ value, state }, null);
          if (!('after' in first)) throw new Error('a value is always taken first');
          expect(plan({ value, state }, { ...first.after, approved })).toMatchObject({ outcome: 'same' });
        },
      ),
    );
  });

  it.each([['value'], ['numerator'], ['denominator']])('takes no %s of more than four places', (path) => {
    const said = { value: 12.3456, numerator: 1.2345, denominator: 10 };
    expect(input(said)).toMatchObject(said);
    const refused = readingInput.safeParse({ ...input(said), [path]: 12.34567 });
    expect(refused.error?.issues).toMatchObject([{ path: [path], message: 'Use at most four decimals.' }]);
  });
});
