import { describe, expect, it } from '@jest/globals';
import { groupsIn, planOf, type Held, type Rule } from './group-roles.rules.js';

const rule = (id: string, groupName: string, roleId: string, programmeId: string | null = null): Rule => ({
  id,
  groupName,
  roleId,
  programmeId,
});
const held = (
  id: string,
  roleId: string,
  groupRuleId: string | null,
  programmeId: string | null = null,
): Held => ({
  id,
  roleId,
  programmeId,
  groupRuleId,
});

describe('groups', () => {
  const rules = [rule('1', 'owners', 'owner'), rule('2', 'heads', 'owner'), rule('3', 'heads', 'clerk', 'p')];

  it('give each role once, and only where it is not there', () => {
    expect(planOf(rules, ['owners', 'heads', 'others'], []).give.map(({ id }) => id)).toEqual(['1', '3']);
    expect(planOf(rules, ['owners'], [held('a', 'owner', null)])).toEqual({ give: [], end: [], move: [] });
    expect(planOf(rules, ['heads'], [held('a', 'clerk', null, 'q')]).give).toHaveLength(2);
  });

  it('end what they gave when they go, and nothing that was given by hand', () => {
    const now = [held('a', 'owner', '1'), held('b', 'clerk', null, 'p'), held('c', 'analyst', '9')];
    expect(planOf(rules, [], now).end.map(({ id }) => id)).toEqual(['a', 'c']);
    expect(planOf(rules, ['heads'], now)).toMatchObject({
      give: [],
      end: [{ id: 'c' }],
      move: [{ id: 'a', to: { id: '2' } }],
    });
  });
});

describe('the claim of an ID token', () => {
  it.each([
    ['a list', { groups: ['a', 'b', 'a'] }, ['a', 'b']],
    ['one group', { groups: 'a' }, ['a']],
    ['nothing', {}, []],
    ['an empty list', { groups: [] }, []],
    ['too many for the token', { _claim_names: { groups: 'src1' } }, null],
    ['objects', { groups: [{ id: 'a' }] }, null],
    ['a number', { groups: 7 }, null],
    ['more than 500', { groups: Array.from({ length: 501 }, (_, n) => String(n)) }, null],
    ['a group of 256 characters', { groups: ['g'.repeat(256)] }, null],
  ])('with %s', (_what, claims, groups) => {
    expect(groupsIn(claims, 'groups')).toEqual(groups);
  });
});
