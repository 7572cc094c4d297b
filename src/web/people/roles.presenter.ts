import {
  PERMISSION_NAMES,
  PERMISSIONS,
  type HeldRole,
  type Permission,
  type PermissionEffect,
  type PermissionKind,
  type Person,
  type RoleView,
} from '../../identity/index.js';
import type { Page } from '../../platform/index.js';
import {
  capitalised,
  choices,
  count,
  facts,
  head,
  inWords,
  paths,
  withQuery,
  wordRows,
  type FormView,
  type Sent,
} from '../shell/index.js';
import type { AskPage } from './ask.view.js';
import { whenWords, whereWords } from './people.words.js';
import type { AssignmentsPage, EditRolePage, RolePage, RolesPage } from './roles.view.js';

/** The kinds of permission, in the order of a page, as people call them. */
const KINDS: Readonly<Record<PermissionKind, string>> = {
  read: 'Reading',
  write: 'Writing',
  approval: 'Approving',
  administration: 'Administering',
};
const kinds = Object.entries(KINDS) as [PermissionKind, string][];
const ofKind = (kind: PermissionKind): Permission[] =>
  PERMISSION_NAMES.filter((name) => PERMISSIONS[name].kind === kind);

const crumbs = [{ text: 'Administration', href: paths.administration() }];
const roleCrumbs = [...crumbs, { text: 'Roles', href: paths.roles() }];

/** @param holders how many have each role, by its id; null where the actor may not see it. */
export function presentRoles(
  roles: readonly RoleView[],
  holders: ReadonlyMap<string, number> | null,
  may: { create: boolean },
): RolesPage {
  return {
    head: head('Roles', {
      breadcrumbs: crumbs,
      wide: true,
      lead: 'A role is a set of permissions. Approving and administering never meet in one person.',
    }),
    roles: roles.map(({ id, name }) => ({ text: name, href: paths.role(id) })),
    groups: kinds.map(([kind, heading]) => ({
      heading,
      rows: ofKind(kind).map((permission) => ({
        permission: PERMISSIONS[permission].description,
        held: roles.map(({ permissions }) => permissions.includes(permission)),
      })),
    })),
    people: holders && roles.map(({ id }) => holders.get(id) ?? 0),
    add: may.create ? paths.newRole() : null,
    assignments: holders === null ? null : paths.assignments(),
  };
}

interface RoleFacts {
  role: RoleView;
  /** Null where the actor may see nobody's roles. */
  holders: Page<HeldRole> | null;
  manages: boolean;
  /** The actor holds it. */
  own: boolean;
  /** The role that keeps everything else manageable; it stays as it is. */
  fixed: boolean;
  seesUsers: boolean;
}

export function presentRole({ role, holders, manages, own, fixed, seesUsers }: RoleFacts): RolePage {
  const mayChange = manages && !own && !fixed;
  return {
    head: head(role.name, {
      breadcrumbs: roleCrumbs,
      wide: true,
      lead: holders && holderWords(holders),
    }),
    facts: facts([
      { name: 'What it is for', value: role.description },
      {
        name: 'Where it comes from',
        value: role.builtIn
          ? fixed
            ? 'Built in, and fixed'
            : 'Built in: it can be changed, and not deleted'
          : 'Made here',
      },
    ]),
    groups: kinds.flatMap(([kind, heading]) => {
      const held = ofKind(kind).filter((permission) => role.permissions.includes(permission));
      return held.length === 0
        ? []
        : [{ heading, permissions: held.map((permission) => PERMISSIONS[permission].description) }];
    }),
    holders:
      holders &&
      wordRows(
        holders.items.map((one) => ({
          cells: [
            one.userName,
            one.userJobTitle,
            capitalised(whereWords(one)),
            capitalised(whenWords(one) || 'always'),
          ],
          ...(seesUsers ? { link: { text: 'Open', about: one.userName, href: paths.user(one.userId) } } : {}),
        })),
      ),
    more: holders?.nextCursor == null ? null : `The first ${holders.items.length} are shown.`,
    change: mayChange ? paths.changeRole(role.id) : null,
    remove: mayChange && !role.builtIn && holders?.items.length === 0 ? paths.deleteRole(role.id) : null,
    whyNot: !manages
      ? null
      : fixed
        ? 'This role keeps everything else manageable, so it stays as it is.'
        : own
          ? 'You hold this role yourself: another administrator has to change it.'
          : null,
  };
}

function holderWords({ items, nextCursor }: Page<HeldRole>): string {
  const people = new Set(items.map(({ userId }) => userId)).size;
  if (nextCursor !== null) return 'Many people have this role.';
  return people === 0
    ? 'Nobody has this role.'
    : `${capitalised(count(people, 'person has', 'people have'))} this role, today or later.`;
}

const checkBoxes = (): EditRolePage['groups'] =>
  kinds.map(([kind, heading], index) => ({
    heading,
    id: index === 0 ? 'permissions' : `permissions-${kind}`,
    items: choices(
      ofKind(kind).map((permission) => ({ value: permission, text: PERMISSIONS[permission].description })),
    ),
  }));

export const presentNewRole = (form: FormView): EditRolePage => ({
  head: head('Create a role', {
    back: { text: 'Roles', href: paths.roles() },
    lead: 'For people whom no role fits. Approving and administering cannot be in one.',
  }),
  form,
  action: paths.newRole(),
  version: null,
  groups: checkBoxes(),
  button: 'Create the role',
});

export const presentChangeRole = (form: FormView, { id, name }: RoleView, version: number): EditRolePage => ({
  head: head('Change this role', {
    back: { text: name, href: paths.role(id) },
    lead: 'You see whom it changes what for before it is saved.',
  }),
  form,
  action: paths.changeRole(id),
  version,
  groups: checkBoxes(),
  button: 'Continue',
});

interface Changing {
  role: RoleView;
  version: number;
  added: readonly Permission[];
  removed: readonly Permission[];
  effect: { gained: readonly PermissionEffect<Person>[]; lost: readonly PermissionEffect<Person>[] };
  sent: Sent;
  /** Whether the actor may see who has it. */
  names: boolean;
}

/** What a change of a role would do, before it is saved. */
export function presentAskToChange({
  role,
  version,
  added,
  removed,
  effect,
  sent,
  names,
}: Changing): AskPage {
  const words = (effects: readonly PermissionEffect<Person>[], verb: [string, string]): string[] =>
    effects.map(({ permission, people }) => {
      const who = count(people.length, `person ${verb[0]}`, `people ${verb[1]}`);
      const named = names && people.length <= 5 ? `: ${inWords(people.map(({ name }) => name))}` : '';
      return `${capitalised(who)} “${PERMISSIONS[permission].description}”${named}`;
    });
  const quiet = (changed: readonly Permission[], effects: readonly PermissionEffect<Person>[]): string[] =>
    changed
      .filter((permission) => effects.every((one) => one.permission !== permission))
      .map((permission) => PERMISSIONS[permission].description);
  const unfelt = [...quiet(added, effect.gained), ...quiet(removed, effect.lost)];
  return {
    head: head('Change this role?', {
      back: { text: 'Change this role', href: paths.changeRole(role.id) },
      caption: role.name,
      lead: 'It counts from the next request of everybody who has it, and they are told by mail.',
    }),
    sentences:
      unfelt.length === 0
        ? []
        : [
            `Nobody gains or loses anything today by: ${inWords(unfelt.map((one) => `“${one}”`))}. Nobody has the role, or another role of theirs gives it.`,
          ],
    work: [],
    lists: [
      {
        heading: 'What people can do then and cannot do today',
        items: words(effect.gained, ['gains', 'gain']),
      },
      { heading: 'What people can no longer do then', items: words(effect.lost, ['loses', 'lose']) },
    ].filter(({ items }) => items.length > 0),
    hidden: Object.entries(sent).flatMap(([name, value]) =>
      name.startsWith('_') || name === 'confirmed' ? [] : [value].flat().map((one) => ({ name, value: one })),
    ),
    version,
    action: paths.changeRole(role.id),
    button: 'Change the role',
    warning: removed.length > 0,
    cancel: paths.role(role.id),
  };
}

export const presentAskToDelete = (role: RoleView): AskPage => ({
  head: head('Delete this role?', {
    back: { text: role.name, href: paths.role(role.id) },
    caption: role.name,
  }),
  sentences: [
    'It is gone for good. A role that somebody has, or once had, cannot be deleted: the history names it.',
  ],
  work: [],
  lists: [],
  hidden: [],
  version: role.version,
  action: paths.deleteRole(role.id),
  button: 'Delete it',
  warning: true,
  cancel: paths.role(role.id),
});

/** @param programmes whose roles the actor may see. @param chosen the programme; undefined for all. */
export function presentAssignments(
  { items, nextCursor }: Page<HeldRole>,
  programmes: readonly { id: string; name: string }[],
  chosen: string | undefined,
  seesUsers: boolean,
): AssignmentsPage {
  const programme = programmes.find(({ id }) => id === chosen);
  return {
    head: head('Who has which role', {
      breadcrumbs: [...crumbs, { text: 'Roles', href: paths.roles() }],
      wide: true,
      lead: assignmentsLead(items.length, nextCursor !== null),
    }),
    filter:
      programmes.length > 1
        ? {
            items: choices(
              programmes.map(({ id, name }) => ({ value: id, text: name })),
              'Every programme',
            ),
            chosen: programme?.id ?? '',
          }
        : null,
    caption: programme ? `Roles in ${programme.name}` : 'Roles, by name',
    rows: wordRows(
      items.map((one) => ({
        cells: [
          one.roleName,
          one.userName,
          one.userJobTitle,
          capitalised(whereWords(one)),
          capitalised(whenWords(one) || 'always'),
        ],
        ...(seesUsers ? { link: { text: 'Open', about: one.userName, href: paths.user(one.userId) } } : {}),
      })),
    ),
    empty: 'Nobody has a role here.',
    next: nextCursor === null ? null : withQuery(paths.assignments(programme?.id), { cursor: nextCursor }),
  };
}

/** @param more the list goes on. */
function assignmentsLead(shown: number, more: boolean): string {
  if (shown === 0) return 'No role counts here today or later. To give one, open the account of a person.';
  const found = more
    ? 'More roles count here than a page shows'
    : capitalised(`${count(shown, 'role counts', 'roles count')} here`);
  return `${found}, today or later. To give one or end one, open the account of the person.`;
}
