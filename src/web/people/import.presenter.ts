import type { BroughtPerson } from '../../identity/index.js';
import {
  capitalised,
  count,
  facts,
  head,
  NO_FORM,
  paths,
  wordRows,
  type CheckPastedPage,
  type FormView,
  type PastePage,
} from '../shell/index.js';
import type { PersonRow } from './import.rules.js';

const back = { text: 'People', href: paths.users() };

export const presentImportPeople = (form: FormView): PastePage => ({
  head: head('Add several people', {
    back,
    lead: 'Paste a list, or choose it as a file. Each gets a link by mail, with which they choose their password. You see what is done before it is.',
  }),
  form,
  action: paths.importUsers(),
  fileAction: paths.importUsersFile(),
  label: 'Your list',
  hint: 'Columns: name, e-mail, job title, role, programme, with or without headings.',
  columns: facts([
    { name: 'Name', value: 'As it is printed in reports' },
    { name: 'E-mail', value: 'The link goes here, and they sign in with it' },
    { name: 'Job title', value: 'It may stand in public editions in the place of the name' },
    {
      name: 'Role',
      value: 'As the list of roles has it. Empty: an account alone. A person with two roles has two rows',
    },
    {
      name: 'Programme',
      value: 'Its code or name, or “every programme”. May be empty while there is one programme only',
    },
  ]),
});

/** @param brought what would become of each row, in their order. */
export function presentCheckPeople(
  table: string,
  rows: readonly PersonRow[],
  brought: readonly BroughtPerson[],
): CheckPastedPage {
  const made = brought.filter(({ account }) => account === 'made').length;
  const given = brought.filter(({ role }) => role === 'given').length;
  const waits = brought.filter(({ role }) => role === 'waits').length;
  const nothing = made + given + waits === 0;
  return {
    head: head('Check this list', {
      back: { text: 'Add several people', href: paths.importUsers() },
      wide: true,
      lead: nothing
        ? 'Everybody has their account and their role already. There is nothing to do.'
        : `${capitalised(count(made, 'account'))} would be created, and ${count(given + waits, 'role')} given. Nothing is done yet.`,
    }),
    form: NO_FORM,
    action: paths.importUsers(),
    table,
    add: nothing
      ? null
      : made === 0
        ? `Give ${count(given + waits, 'role')}`
        : `Create ${count(made, 'account')}`,
    notes:
      waits === 0
        ? []
        : [
            `${capitalised(count(waits, 'role approves or administers, so it waits', 'roles approve or administer, so they wait'))}: another administrator has to give ${waits === 1 ? 'it' : 'them'}, or you alone once a working day is over.`,
          ],
    caption: 'Rows of your list',
    columns: ['Name', 'E-mail', 'Job title', 'Role', 'What happens'],
    rows: wordRows(
      rows.map(({ name, email, jobTitle, roleName, programmeName }, index) => ({
        cells: [
          name,
          email,
          jobTitle,
          roleName === null ? 'None' : `${roleName} in ${programmeName ?? 'every programme'}`,
          whatHappens(brought[index]),
        ],
      })),
    ),
  };
}

const ACCOUNTS: Readonly<Record<BroughtPerson['account'], string>> = {
  made: 'New account',
  there: 'Has an account, which stays as it is',
  above: 'As above',
};

const ROLES = { given: '; gets the role', waits: '; the role waits' } as const;

function whatHappens(brought: BroughtPerson | undefined): string {
  if (!brought || (brought.account === 'there' && brought.role === null)) return 'There already';
  const role = brought.role === null ? '' : ROLES[brought.role];
  return `${ACCOUNTS[brought.account]}${role}`;
}

/** What is said when it is done. */
export function broughtWords(brought: readonly BroughtPerson[]): string {
  const made = brought.filter(({ account }) => account === 'made').length;
  const waits = brought.filter(({ role }) => role === 'waits').length;
  return [
    made === 0
      ? 'The roles are given.'
      : `${capitalised(count(made, 'person gets', 'people get'))} a link by mail and ${made === 1 ? 'chooses' : 'choose'} a password with it.`,
    ...(waits === 0
      ? []
      : [`${capitalised(count(waits, 'role waits', 'roles wait'))} for another administrator.`]),
  ].join(' ');
}
