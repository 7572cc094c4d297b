import { expect, it } from '@jest/globals';
import { unsaidStates } from './doubts.rules.js';
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
