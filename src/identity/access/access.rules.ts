import { isPermission, kindOf, PERMISSION_NAMES, type Permission } from './permissions.js';

/** One role that counts today: an assignment of the person's own, or one that was delegated to them. */
export interface Grant {
  /** Null = every programme. */
  programmeId: string | null;
  /** As stored; names that the catalogue no longer knows count for nothing. */
  permissions: readonly string[];
  /** The role's key, where it matters. */
  role?: string;
  /** The user whose assignment it is, when it came by delegation. */
  standsInFor: string | null;
}

/** Where a permission holds: everywhere, or in the programmes named. */
export type Scope = 'everywhere' | ReadonlySet<string>;

/** True when nobody may hold these together: an administrator approves nothing. */
export function mixesApprovalAndAdministration(permissions: Iterable<string>): boolean {
  const kinds = new Set([...permissions].filter(isPermission).map(kindOf));
  return kinds.has('approval') && kinds.has('administration');
}

/**
 * What a person may do, from every role that counts for them today. A person who holds any administration permission, in any
 * programme and by whatever way, loses every approval permission in all of them.
 */
export function effectivePermissions(grants: readonly Grant[]): ReadonlyMap<Permission, Scope> {
  const scopes = new Map<Permission, Scope>();
  for (const grant of grants)
    for (const permission of grant.permissions.filter(isPermission)) {
      const before = scopes.get(permission);
      if (before === 'everywhere') continue;
      scopes.set(
        permission,
        grant.programmeId === null ? 'everywhere' : new Set([...(before ?? []), grant.programmeId]),
      );
    }
  const administers = [...scopes.keys()].some((permission) => kindOf(permission) === 'administration');
  if (administers)
    for (const permission of [...scopes.keys()])
      if (kindOf(permission) === 'approval') scopes.delete(permission);
  return scopes;
}

/** What a person can do that they could not do before, and the other way round; in the order of the catalogue. */
export interface Effect {
  gained: Permission[];
  lost: Permission[];
}

/**
 * What a change of somebody's roles does in one place.
 * @param programmeId null asks for what holds in every programme.
 */
export function effectOf(
  before: readonly Grant[],
  after: readonly Grant[],
  programmeId: string | null,
): Effect {
  const held = (grants: readonly Grant[]) => {
    const scopes = effectivePermissions(grants);
    return PERMISSION_NAMES.filter((name) => {
      const scope = scopes.get(name);
      return scope === 'everywhere' || (programmeId !== null && scope?.has(programmeId) === true);
    });
  };
  const [was, will] = [held(before), held(after)];
  return {
    gained: will.filter((name) => !was.includes(name)),
    lost: was.filter((name) => !will.includes(name)),
  };
}

/** Somebody with every grant that counts for them today, each with its role. */
export interface Holder<P> {
  person: P;
  grants: readonly (Grant & { roleId: string })[];
}

/** A permission, and those whom a change of it is about. */
export interface PermissionEffect<P> {
  permission: Permission;
  people: P[];
}

/**
 * What a change of a role does to those who hold it, or stand in for somebody in it: a permission that another role gives them in the
 * same place is neither gained nor lost.
 * @param permissions what the role would hold.
 */
export function effectOfRoleChange<P>(
  holders: readonly Holder<P>[],
  roleId: string,
  permissions: readonly string[],
): { gained: PermissionEffect<P>[]; lost: PermissionEffect<P>[] } {
  const effects = holders.map(({ person, grants }) => {
    const after = grants.map((grant) => (grant.roleId === roleId ? { ...grant, permissions } : grant));
    const places = [...new Set(grants.map(({ programmeId }) => programmeId))];
    return { person, effects: places.map((place) => effectOf(grants, after, place)) };
  });
  const collected = (kind: keyof Effect): PermissionEffect<P>[] =>
    PERMISSION_NAMES.flatMap((permission) => {
      const people = effects
        .filter((one) => one.effects.some((effect) => effect[kind].includes(permission)))
        .map(({ person }) => person);
      return people.length === 0 ? [] : [{ permission, people }];
    });
  return { gained: collected('gained'), lost: collected('lost') };
}
