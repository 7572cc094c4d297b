import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  effectOf,
  effectOfRoleChange,
  effectivePermissions,
  mixesApprovalAndAdministration,
  type Grant,
} from './access.rules.js';
import { Actor } from './actor.js';
import { BUILT_IN_ROLES } from './built-in-roles.js';
import { kindOf, PERMISSION_NAMES, PERMISSIONS } from './permissions.js';

const grant = (
  programmeId: string | null,
  permissions: readonly string[],
  standsInFor: string | null = null,
): Grant => ({ programmeId, permissions, standsInFor });

const actor = (...grants: Grant[]): Actor =>
  new Actor(
    { userId: 'u', name: 'Olive Owner', jobTitle: 'Head of Service', via: 'session', grants },
    'request-1',
  );

describe('what somebody may do', () => {
  it('is nothing without a role', () => {
    const nobody = actor();
    for (const name of PERMISSION_NAMES) {
      expect(nobody.can(name, 'p1')).toBe(false);
      expect(nobody.can(name, null)).toBe(false);
      expect(nobody.holds(name)).toBe(false);
      expect(nobody.programmesWith(name)).toEqual([]);
    }
  });

  it('adds up over roles and programmes', () => {
    const somebody = actor(
      grant('p1', ['programme.read', 'contribution.edit']),
      grant('p2', ['programme.read']),
    );
    expect(somebody.programmesWith('programme.read')).toEqual(['p1', 'p2']);
    expect(somebody.can('contribution.edit', 'p1')).toBe(true);
    expect(somebody.can('contribution.edit', 'p2')).toBe(false);
    expect(somebody.can('contribution.edit', null)).toBe(false);
    expect(somebody.holds('contribution.edit')).toBe(true);
  });

  it.each([
    ['before', [grant(null, ['programme.read']), grant('p1', ['programme.read'])]],
    ['after', [grant('p1', ['programme.read']), grant(null, ['programme.read'])]],
  ])('is everywhere when one role says so, %s another that does not', (_order, grants) => {
    const somebody = actor(...grants);
    expect(somebody.programmesWith('programme.read')).toBeNull();
    expect(somebody.can('programme.read', 'any')).toBe(true);
    expect(somebody.can('programme.read', null)).toBe(true);
  });

  it('leaves out names that the catalogue does not know', () => {
    expect(effectivePermissions([grant(null, ['report.delete', 'toString', '__proto__'])]).size).toBe(0);
  });

  it('never both approves and administers, whatever roles come together', () => {
    const grants = fc.array(
      fc.record({
        programmeId: fc.option(fc.constantFrom('p1', 'p2', 'p3')),
        permissions: fc.subarray([...PERMISSION_NAMES]),
        standsInFor: fc.option(fc.constantFrom('u1', 'u2')),
      }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(grants, (held) => {
        const names = [...effectivePermissions(held).keys()];
        expect(mixesApprovalAndAdministration(names)).toBe(false);
        // Nothing else is taken away.
        for (const name of held.flatMap(({ permissions }) => permissions))
          if (kindOf(name) !== 'approval') expect(names).toContain(name);
      }),
    );
  });
});

describe('an actor', () => {
  it('is shown by name and job title, and audited so', () => {
    expect(actor().label).toBe('Olive Owner (Head of Service)');
    expect(actor().audit).toEqual({
      userId: 'u',
      label: 'Olive Owner (Head of Service)',
      correlationId: 'request-1',
    });
  });

  it('stands in for the person who delegated to them, in that programme or in all', () => {
    const deputy = actor(
      grant('p1', ['report.approve'], 'sro'),
      grant('p1', ['contribution.edit'], 'sro'),
      grant(null, ['programme.read'], 'manager'),
      grant('p2', ['report.approve']),
    );
    expect(deputy.standsInFor('p1')).toEqual(['sro', 'manager']);
    expect(deputy.standsInFor('p2')).toEqual(['manager']);
  });
});

describe('what a change of roles does', () => {
  const reader = grant('p1', ['programme.read', 'version.read']);
  it('is what is gained or lost in that place, and nothing that another role gives there already', () => {
    const owner = grant('p1', ['programme.read', 'contribution.edit']);
    expect(effectOf([reader], [reader, owner], 'p1')).toEqual({ gained: ['contribution.edit'], lost: [] });
    expect(effectOf([reader, owner], [owner], 'p1')).toEqual({ gained: [], lost: ['version.read'] });
    expect(effectOf([reader], [reader, owner], 'p2')).toEqual({ gained: [], lost: [] });
    const everywhere = grant(null, reader.permissions);
    expect(effectOf([everywhere], [everywhere, reader], 'p1')).toEqual({ gained: [], lost: [] });
    expect(effectOf([reader], [everywhere], null).gained).toEqual(['programme.read', 'version.read']);
  });

  it('counts approval as lost where administration comes', () => {
    const approver = grant('p1', ['report.approve']);
    expect(effectOf([approver], [approver, grant('p2', ['user.manage'])], 'p1')).toEqual({
      gained: [],
      lost: ['report.approve'],
    });
  });
});

describe('the built-in roles', () => {
  it('hold nothing unknown, nothing twice, and never both approve and administer', () => {
    for (const { permissions } of BUILT_IN_ROLES) {
      expect(new Set(permissions).size).toBe(permissions.length);
      expect(permissions.every((name) => Object.hasOwn(PERMISSIONS, name))).toBe(true);
      expect(mixesApprovalAndAdministration(permissions)).toBe(false);
    }
  });

  it('give every permission to somebody', () => {
    const given = new Set<string>(BUILT_IN_ROLES.flatMap(({ permissions }) => [...permissions]));
    expect(PERMISSION_NAMES.filter((name) => !given.has(name))).toEqual([]);
  });
});

describe('a change of a role', () => {
  const held = (roleId: string, programmeId: string | null, permissions: string[]) => ({
    roleId,
    ...grant(programmeId, permissions),
  });
  const reads = ['programme.read'];

  it('is about those to whom no other role of theirs gives the same in the same place', () => {
    const holders = [
      { person: 'alone', grants: [held('r', 'here', reads)] },
      { person: 'elsewhere too', grants: [held('r', 'here', reads), held('s', 'there', ['version.read'])] },
      { person: 'has it already', grants: [held('r', 'here', reads), held('s', null, ['version.read'])] },
      { person: 'keeps it', grants: [held('r', 'here', reads), held('s', 'here', reads)] },
    ];
    expect(effectOfRoleChange(holders, 'r', ['version.read'])).toEqual({
      gained: [{ permission: 'version.read', people: ['alone', 'elsewhere too', 'keeps it'] }],
      lost: [{ permission: 'programme.read', people: ['alone', 'elsewhere too', 'has it already'] }],
    });
    expect(effectOfRoleChange(holders, 'r', reads)).toEqual({ gained: [], lost: [] });
    expect(effectOfRoleChange([], 'r', [])).toEqual({ gained: [], lost: [] });
  });

  it('that administers takes approval away, which is said', () => {
    const holders = [
      { person: 'both', grants: [held('r', 'here', []), held('s', 'here', ['report.approve'])] },
    ];
    expect(effectOfRoleChange(holders, 'r', ['user.manage'])).toEqual({
      gained: [{ permission: 'user.manage', people: ['both'] }],
      lost: [{ permission: 'report.approve', people: ['both'] }],
    });
  });
});
