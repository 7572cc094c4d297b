import {
  isPermission,
  newUser,
  PERMISSIONS,
  type PersonToBring,
  type RoleView,
} from '../../identity/index.js';
import { headedTable, type Grid } from '../../platform/index.js';
import { plainWords } from '../shell/index.js';

const COLUMNS = ['name', 'email', 'jobTitle', 'role', 'programme'] as const;
type Column = (typeof COLUMNS)[number];
const NAMES: Readonly<Record<string, Column>> = {
  name: 'name',
  'full name': 'name',
  email: 'email',
  'e-mail': 'email',
  'e-mail address': 'email',
  'email address': 'email',
  'job title': 'jobTitle',
  title: 'jobTitle',
  post: 'jobTitle',
  role: 'role',
  programme: 'programme',
  where: 'programme',
};

/** More people are not brought at once. */
const MOST = 200;
/** Said in the place of a programme. Nobody gets every programme by leaving something out. */
const EVERY = ['every programme', 'all programmes', 'every', 'all'];

/** A row, with the words for what is given. */
export interface PersonRow extends PersonToBring {
  roleName: string | null;
  /** Null = every programme, or no role. */
  programmeName: string | null;
}

interface Known {
  roles: readonly Pick<RoleView, 'id' | 'key' | 'name' | 'permissions'>[];
  /** In which the actor may give roles. */
  programmes: readonly { id: string; code: string; name: string }[];
  /** The actor may give roles in every programme. */
  everywhere: boolean;
  /** The actor's own address. */
  own: string;
}

/**
 * Reads people as a spreadsheet copies them: name, e-mail, job title, role, programme, with or without headings. A person with several
 * roles has several rows. Pure: does NOT look who has an account.
 */
export function readPeople(grid: Grid, known: Known): { rows: PersonRow[]; issues: string[] } {
  const table = headedTable(grid, NAMES, COLUMNS);
  const issues = [...table.faults];
  const rows: PersonRow[] = [];
  for (const { number: row, text } of table.rows) {
    const before = issues.length;
    const wrong = (message: string): void => {
      issues.push(`Row ${row}: ${message}`);
    };
    const parsed = newUser.safeParse({
      name: text('name'),
      email: text('email'),
      jobTitle: text('jobTitle'),
    });
    if (!parsed.success)
      for (const { path, message } of parsed.error.issues)
        wrong(
          `${PLACES[String(path[0])] ?? ''}: ${text(path[0] as Column) === '' ? 'there is none.' : message}`,
        );
    const role = text('role') === '' ? null : roleCalled(text('role'), known.roles);
    if (role === undefined) wrong(`There is no role “${text('role')}”.`);
    const where = role ? programmeOf(text('programme'), known) : null;
    if (typeof where === 'string') wrong(where);
    if (parsed.success && role && parsed.data.email === known.own)
      wrong('This is you. Another administrator gives you a role.');
    if (!parsed.success || issues.length > before) continue;
    const programme = where === null || typeof where === 'string' ? null : where.programme;
    rows.push({
      ...parsed.data,
      row,
      role: role ? { roleId: role.id, programmeId: programme?.id ?? null } : null,
      roleName: role?.name ?? null,
      programmeName: programme?.name ?? null,
    });
  }
  issues.push(...quarrels(rows, known.roles));
  if (rows.length > MOST) issues.push(`Bring at most ${MOST} rows at once.`);
  if (rows.length === 0 && issues.length === 0) issues.push('There is no row below the headings.');
  return { rows, issues };
}

/** What rows of the same person say against each other. */
function quarrels(rows: readonly PersonRow[], roles: Known['roles']): string[] {
  const kindsOf = ({ role }: PersonRow): string[] =>
    (roles.find(({ id }) => id === role?.roleId)?.permissions ?? []).flatMap((name) =>
      isPermission(name) ? PERMISSIONS[name].kind : [],
    );
  const first = new Map<string, PersonRow>();
  return rows.flatMap((one) => {
    const { row, email, name, jobTitle } = one;
    const above = first.get(email);
    if (above === undefined) {
      first.set(email, one);
      return [];
    }
    const kinds = rows.filter((other) => other.email === email && other.row <= row).flatMap(kindsOf);
    return [
      ...(above.name === name && above.jobTitle === jobTitle
        ? []
        : [`Row ${row}: ${email} has another name or job title in row ${above.row}.`]),
      ...(kinds.includes('approval') && kinds.includes('administration')
        ? [`Row ${row}: ${name} would both approve and administer, which nobody may.`]
        : []),
    ];
  });
}

const PLACES: Readonly<Record<string, string>> = { name: 'Name', email: 'E-mail', jobTitle: 'Job title' };

/** By its name, its key, or either half of `Reviewer (programme manager)`. Undefined where none, or several, are called so. */
function roleCalled(called: string, roles: Known['roles']): Known['roles'][number] | undefined {
  const found = roles.filter(({ key, name }) => {
    const [, first = name, second = ''] = /^(.*?)\s*\((.*)\)$/.exec(name) ?? [];
    return [name, key, first, second].some((one) => one !== '' && plainWords(one) === plainWords(called));
  });
  return found.length === 1 ? found[0] : undefined;
}

/** @returns the programme, null for every one; or what is wrong. */
function programmeOf(
  called: string,
  { programmes, everywhere }: Known,
): { programme: Known['programmes'][number] | null } | string {
  if (EVERY.includes(plainWords(called)))
    return everywhere ? { programme: null } : 'You can give roles in your programmes alone.';
  const [only, second] = programmes;
  if (called === '')
    return only && !second
      ? { programme: only }
      : 'Say in which programme the role counts, or “every programme”.';
  const found = programmes.filter(({ code, name }) =>
    [code, name].some((one) => plainWords(one) === plainWords(called)),
  );
  const [programme] = found;
  return programme && found.length === 1
    ? { programme }
    : `There is no programme “${called}” in which you can give roles.`;
}
