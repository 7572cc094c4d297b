import type { Actor, PersonRole, UserView } from '../../identity/index.js';
import {
  capitalised,
  count,
  facts,
  head,
  paths,
  withQuery,
  wordRows,
  type Fact,
  type FormView,
  type Path,
} from '../shell/index.js';
import { roleWords, stateWords } from './people.words.js';
import type { AdministrationPage } from './start.view.js';
import type { NewUserPage, UsersPage } from './users.view.js';

/** @param waiting how many changes wait for a decision that this person sees. */
export function presentStart(actor: Pick<Actor, 'can' | 'holds'>, waiting: number): AdministrationPage {
  const held = `${capitalised(count(waiting, 'change'))} ${waiting > 1 ? 'wait' : 'waits'} for a decision`;
  const place = (
    may: boolean,
    name: string,
    value: string,
    href: Path,
    about = name.toLowerCase(),
  ): Fact[] => (may ? [{ name, value, action: { text: 'Open', about, href } }] : []);
  return {
    head: head('Administration', { lead: `${held}.` }),
    places: facts([
      ...place(
        actor.holds('programme.manage'),
        'Programmes',
        'What each reports on, and its set-up',
        paths.programmes(),
      ),
      ...place(actor.can('user.read', null), 'People', 'Accounts, and the roles of each', paths.users()),
      ...place(actor.holds('role.read'), 'Roles', 'What each lets people do', paths.roles()),
      ...place(
        actor.holds('assignment.read'),
        'Who has which role',
        'Everybody’s roles in one list',
        paths.assignments(),
      ),
      ...place(
        actor.holds('assignment.read'),
        'Roles by groups',
        'Which group of the council’s sign-in gives which role',
        paths.groupRules(),
      ),
      ...place(
        actor.holds('assignment.read'),
        'Standing in',
        'Who stands in for whom, and when',
        paths.delegations({}),
        'standing in',
      ),
      ...place(true, 'Changes to who approves or administers', held, paths.heldChanges()),
      ...place(
        actor.can('work.read', null),
        'System',
        'Checks, background work, settings',
        paths.systemWork(),
        'the system',
      ),
      ...place(
        actor.can('retention.read', null),
        'How long things are kept',
        'Periods, what is due, legal holds',
        paths.retention(),
        'how long what is kept',
      ),
      ...place(
        actor.holds('audit.read'),
        'Audit trail',
        'Who did what, and whether the chain is whole',
        paths.auditTrail(),
        'the audit trail',
      ),
    ]),
  };
}

interface UserList {
  users: readonly UserView[];
  nextCursor: string | null;
  search: string;
  /** Of these people; null where the actor may see none of anybody. */
  roles: readonly PersonRole[] | null;
  mayManage: boolean;
  /** London date. */
  today: string;
}

export function presentUsers({ users, nextCursor, search, roles, mayManage, today }: UserList): UsersPage {
  const about = `“${search}” in name, job title or address`;
  const rolesOf = (id: string): string => {
    if (roles === null) return 'Not shown to you';
    const own = roles.filter(({ userId }) => userId === id).map((role) => roleWords(role, today));
    return own.length === 0 ? 'No role' : own.join('; ');
  };
  return {
    head: head('People', {
      lead:
        users.length === 1 && search === '' && mayManage
          ? 'There is no other account yet. Create one for each person who works here.'
          : 'Search for somebody, or open an account to see and change it.',
      breadcrumbs: [{ text: 'Administration', href: paths.administration() }],
      wide: true,
    }),
    search,
    caption: search === '' ? 'Accounts, by name' : `Accounts with ${about}`,
    people: wordRows(
      users.map((user) => ({
        cells: [user.name, user.jobTitle, user.email, rolesOf(user.id), stateWords(user)],
        link: { text: 'Open', about: user.name, href: paths.user(user.id) },
      })),
    ),
    empty: search === '' ? 'Nobody has an account.' : `Nobody has ${about}.`,
    next:
      nextCursor === null
        ? null
        : withQuery(paths.users(), { search: search === '' ? undefined : search, cursor: nextCursor }),
    add: mayManage ? { one: paths.newUser(), several: paths.importUsers() } : null,
  };
}

export const presentNewUser = (form: FormView): NewUserPage => ({
  head: head('Create an account', {
    back: { text: 'People', href: paths.users() },
    lead: 'The person gets a link by mail, with which they choose their password. Nobody else ever knows it.',
  }),
  form,
});
