import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { daysInOrder } from '../../platform/index.js';
import { readFilter } from './filter.js';

const schema = daysInOrder(
  z.strictObject({
    who: z.string().max(5, 'Shorten this').optional(),
    from: z.iso.date().optional(),
    until: z.iso.date().optional(),
  }),
);
const read = (sent: { who?: string; from?: string; until?: string }) =>
  readFilter(schema, { who: '', from: '', until: '', ...sent });

describe('a filter', () => {
  it('asks for what is filled in alone, with days as people type them', () => {
    expect(read({}).filter).toEqual({});
    for (const from of ['9/2/2020', '09/02/2020', ' 9.2.2020 ', '9-2-2020', '2020-02-09'])
      expect(read({ who: ' ', from }).filter).toEqual({ from: '2020-02-09' });
    expect(read({ from: '2020-02-09' }).form.values['from']).toBe('9/2/2020');
  });

  it('keeps what cannot be read, and says of which field it is', () => {
    const { filter, form } = read({ who: 'too long', from: '30/2/2020', until: 'soon' });
    expect(filter).toBeNull();
    expect(form.values).toEqual({ who: 'too long', from: '30/2/2020', until: 'soon' });
    expect(form.problems).toEqual([
      { text: 'Shorten this', href: '#who' },
      { text: 'From: enter a day that exists, such as 29/2/2020', href: '#from' },
      { text: 'Until: enter a day that exists, such as 29/2/2020', href: '#until' },
    ]);
  });

  it('has its last day not before its first', () => {
    expect(read({ from: '2/1/2020', until: '1/1/2020' }).form.errors['until']).toBe(
      'The last day is before the first',
    );
    expect(read({ from: '1/1/2020', until: '1/1/2020' }).filter).not.toBeNull();
  });
});
