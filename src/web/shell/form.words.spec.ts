import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { line, narrative, Problem } from '../../platform/index.js';
import { pageForm, type Sent } from './form.js';

const form = pageForm(
  z.object({
    title: line(10),
    text: narrative(20).nullable(),
    days: z.int().min(1).max(365).nullable(),
    rate: z.number().gt(0).lt(100).nullable(),
    kind: z.enum(['risk', 'issue']).nullable(),
    owners: z.array(z.string()).min(1).max(2),
    on: z.iso.date().nullable(),
  }),
  {
    title: { to: 'title' },
    text: { to: 'text' },
    days: { to: 'days', as: 'figure' },
    rate: { to: 'rate', as: 'figure' },
    kind: { to: 'kind' },
    owners: { to: 'owners', as: 'list' },
    on: { to: 'on' },
  },
);
const right: Sent = { title: 'A title', owners: ['a'] };

function messages(sent: Sent): string[] {
  try {
    form.read({ ...right, ...sent });
    return [];
  } catch (error) {
    return (error as Problem).issues.map(({ message }) => message);
  }
}

describe('what is wrong with a field', () => {
  it.each<[string, Sent, string]>([
    ['nothing where something is needed', { title: '' }, 'Fill this in'],
    ['a text that is too long', { title: 'Twelve words' }, 'Shorten this to 10 characters. It has 12.'],
    [
      'a text that is far too long',
      { text: 'x'.repeat(5000) },
      'Shorten this to 20 characters. It has 5,000.',
    ],
    ['a word for a number', { rate: 'many' }, 'Use a number, such as 12.5'],
    ['half a day', { days: '1.5' }, 'Use a whole number, such as 12'],
    ['too many', { days: '366' }, 'Use 365 or less'],
    ['too few', { days: '0' }, 'Use 1 or more'],
    ['the limit itself, where it does not count', { rate: '100' }, 'Use less than 100'],
    ['nothing at all, where that does not count', { rate: '0' }, 'Use more than 0'],
    ['what is not offered', { kind: 'guess' }, 'Choose one of these'],
    ['too many chosen', { owners: ['a', 'b', 'c'] }, 'Choose at most 2'],
    ['nobody chosen', { owners: [] }, 'Choose at least one'],
    ['a day that is none', { on: '2020-02-31' }, 'Enter a day that exists'],
  ])('is said in plain words: %s', (_what, sent, said) => {
    expect(messages(sent)).toEqual([said]);
  });

  it('is nothing where all is right', () => {
    expect(messages({ days: '365', rate: '99.5', kind: 'risk', on: '2020-02-29' })).toEqual([]);
  });
});
