import { describe, expect, it } from '@jest/globals';
import { recipientInput } from './committees.input.js';
import { serves, standingOn, type Standing, type Term } from './office.rules.js';

const term = (servesFrom: string | null, servesUntil: string | null, active = true): Term => ({
  active,
  servesFrom,
  servesUntil,
});

describe('who is in office on a day', () => {
  it.each<[string, Term, string, Standing]>([
    ['without a term', term(null, null), '2020-02-11', 'serving'],
    ['the day before the first', term('2020-02-11', null), '2020-02-10', 'not-yet'],
    ['the first day', term('2020-02-11', null), '2020-02-11', 'serving'],
    ['the last day', term(null, '2020-02-11'), '2020-02-11', 'serving'],
    ['the day after the last', term(null, '2020-02-11'), '2020-02-12', 'left'],
    ['one day in office', term('2020-02-11', '2020-02-11'), '2020-02-11', 'serving'],
    ['removed within the term', term('2020-02-01', '2020-02-29', false), '2020-02-11', 'removed'],
    ['removed after the term', term(null, '2020-01-01', false), '2020-02-11', 'removed'],
  ])('%s', (_name, given, day, standing) => {
    expect(standingOn(given, day)).toBe(standing);
    expect(serves(given, day)).toBe(standing === 'serving');
  });

  it('has its days in order', () => {
    const given = { name: 'Ann', email: 'ann@example.org', servesFrom: '2020-05-07' };
    expect(recipientInput.safeParse({ ...given, servesUntil: '2020-05-07' }).success).toBe(true);
    expect(recipientInput.safeParse({ ...given, servesUntil: '2020-05-06' }).error?.issues).toMatchObject([
      { path: ['servesUntil'], message: 'The last day of office is before the first.' },
    ]);
  });
});
