import { describe, expect, it } from '@jest/globals';
import { Actor, BUILT_IN_ROLES, type BuiltInRoleKey } from '../../identity/index.js';
import { navigationFor } from './navigation.js';

const HERE = 'f0a1';
const programme = {
  id: HERE,
  name: 'Here',
  council: 'Council',
  closedAt: null,
  period: { id: 'p1', label: 'January 2020' },
};
const POLICIES = new Map([
  ['/my-work', 'signed-in'],
  ['/periods/:id', 'contribution.read'],
  ['/programmes/:id/measures', 'measure.read'],
  ['/programmes/:id/risks', 'contribution.read'],
  ['/versions', 'version.read'],
  ['/programmes/:id/meetings', 'committee.read'],
  ['/admin', 'signed-in'],
]);

function actor(role: BuiltInRoleKey, programmeId: string | null): Actor {
  const permissions = BUILT_IN_ROLES.find(({ key }) => key === role)?.permissions ?? [];
  return new Actor(
    {
      userId: 'u',
      name: 'Sam',
      jobTitle: 'Officer',
      via: 'session',
      grants: [{ programmeId, permissions: [...permissions], standsInFor: null }],
    },
    'c',
  );
}
const items = (role: BuiltInRoleKey, programmeId: string | null, here = '/my-work') =>
  navigationFor(actor(role, programmeId), programme, POLICIES, here);
const words = (role: BuiltInRoleKey, programmeId: string | null = HERE) =>
  items(role, programmeId).map(({ text }) => text);

describe('the navigation', () => {
  it('shows what a person may read, by permission', () => {
    expect(words('owner')).toEqual(['My work', 'January 2020', 'Measures', 'Risks', 'Reports']);
    expect(words('reviewer')).toEqual([
      'My work',
      'January 2020',
      'Measures',
      'Risks',
      'Reports',
      'Meetings',
    ]);
    expect(words('reader')).toEqual(['My work', 'Reports']);
  });

  it('has no more than six items: measures and risks stand on the page of the period then', () => {
    expect(words('auditor', null)).toEqual([
      'My work',
      'January 2020',
      'Reports',
      'Meetings',
      'Administration',
    ]);
  });

  it('leads to no page of a programme in which the permission is not held', () => {
    expect(words('owner', 'elsewhere')).toEqual(['My work', 'Reports']);
  });

  it('marks the page that is shown, and the one above it', () => {
    const current = (here: string) =>
      items('owner', HERE, here).flatMap(({ text, current: mark }) => (mark === null ? [] : [[text, mark]]));
    expect(current(`/programmes/${HERE}/measures`)).toEqual([['Measures', 'page']]);
    expect(current(`/programmes/${HERE}/risks/4`)).toEqual([['Risks', 'section']]);
  });
});
