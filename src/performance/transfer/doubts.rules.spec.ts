import { describe, expect, it } from '@jest/globals';
import { gapOf, unsaidStates } from './doubts.rules.js';
import { isWorkedOut, workedOut } from './figure-text.js';

type Planned = Parameters<typeof unsaidStates>[0][number];
const planned = (outcome: 'new' | 'same' = 'new', more: object = {}, provisional = false): Planned =>
  ({
    figure: { figure: { state: null, missingReason: null, ...more }, provisional },
    change: { outcome },
  }) as Planned;

it('says how many figures count as provisional because nobody said otherwise', () => {
  expect(unsaidStates([planned(), planned(), planned('same')])).toBe(
    '2 new figures count as provisional, because neither the file nor you said what they are.',
  );
  expect(unsaidStates([planned()])).toBe(
    '1 new figure counts as provisional, because neither the file nor you said what it is.',
  );
  for (const said of [
    planned('same'),
    planned('new', { state: 'validated' }),
    planned('new', { missingReason: 'no_data' }),
    planned('new', {}, true),
  ])
    expect(unsaidStates([said])).toBeNull();
});

it('a figure that follows from others is written so that an import passes it by', () => {
  const written = workedOut({ missingReason: null, value: 34, decimals: 0 }, 'count');
  expect(written).toBe('34 (worked out)');
  expect([isWorkedOut(written), isWorkedOut('34')]).toEqual([true, false]);
});

describe('a file that may have been cut off', () => {
  const measures = ['a', 'b', 'c', 'd'].map(
    (id) => ({ id, title: `Measure ${id}`, reported: true }) as never,
  );
  const before = ['a', 'b', 'c', 'd'].map((measureId) => ({
    measureId,
    span: 'month' as const,
    period: '2019-12-01',
    value: 1,
  }));
  const of = (...ids: string[]) =>
    ids.map((id) => ({ measure: { id }, span: 'month', period: '2020-01-01' }) as never);

  it('has no figure of half of the measures', () => {
    expect(gapOf(of('a', 'b'), measures, before)).toBe(
      '2 of the 4 measures that had figures before have none for 2020-01, such as “Measure c”. Is the file whole?',
    );
  });

  it.each([
    ['most of them are there', of('a', 'b', 'c'), before],
    ['it is a file of one measure', of('a'), before],
    ['the others never had any', of('a', 'b'), before.slice(0, 2)],
    [
      'the others have theirs already',
      of('a', 'b'),
      [...before, ...before.slice(2).map((one) => ({ ...one, period: '2020-01-01' }))],
    ],
  ])('is not one where %s', (_, figures, known) => {
    expect(gapOf(figures, measures, known)).toBeNull();
  });
});
