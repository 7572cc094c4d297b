import type { ProposedRole } from './proposals.js';
import type { TableTaker } from './take-table.js';
import { labelOf, namesIn, plain, themeIn } from './words.js';

/** What a role can be for, and what to do where nobody knows. */
type Said = { role: ProposedRole['role']; theme: number | null; why: null } | { role: null; why: string };

/** The number of a theme in the words of a role: `Theme 2 lead`, `Lead for theme two: Practice`. */
function themeOfRole(words: string): number | null {
  const [found] =
    /\b(?:theme|priority|workstream)\s+(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)\b/i.exec(
      words,
    ) ?? [];
  return found === undefined ? null : (themeIn(found)?.number ?? null);
}

/** What a label or a role in words says: of which of the product’s roles, and of which theme. @param around the theme under whose heading it stands. */
function roleIn(words: string, around: number | null): Said {
  const label = labelOf(words);
  if (label === 'sro' || label === 'manager') return { role: label, theme: null, why: null };
  if (label !== 'lead')
    return {
      role: null,
      why: 'Brought in are the Senior Responsible Officer, the programme manager and the leads of themes.',
    };
  const theme = themeOfRole(words) ?? around;
  return theme === null ? { role: null, why: LOST } : { role: 'lead', theme, why: null };
}

const LOST = 'It does not say of which theme, by its number. Say it on the page of the themes.';

/** People with their roles, one in each row: a role and a name, or a theme and its lead. Who has an account is found out later. */
export function takePeople(taker: TableTaker): void {
  const leads = taker.columnsOf('role').length === 0;
  for (const { row, at } of taker.rows()) {
    const person = taker.cell(row, 'person');
    const role = taker.cell(row, 'role');
    const theme = taker.cell(row, 'theme');
    const job = taker.cell(row, 'job');
    taker.mark(at, job?.at, 'told', 'A job title or an address is kept with the account of the person.');
    const inTheme = theme ? themeNumber(theme.text) : null;
    const said: Said = leads
      ? inTheme === null
        ? { role: null, why: LOST }
        : { role: 'lead', theme: inTheme, why: null }
      : role
        ? roleIn(role.text, inTheme)
        : { role: null, why: 'It says no role.' };
    const names = namesIn(person?.text ?? '');
    if (said.role === null || names.length === 0) {
      const why = said.role === null ? said.why : 'It names nobody.';
      for (const cell of [role, theme, person]) taker.mark(at, cell?.at, 'unplaced', why);
      continue;
    }
    proposeRoles(taker, at, said.role, said.theme, names);
    for (const cell of [role, theme, person]) taker.mark(at, cell?.at, 'taken');
  }
}

const themeNumber = (text: string): number | null =>
  themeIn(text)?.number ?? (/^\d{1,2}$/.test(plain(text)) ? Number(plain(text)) : null);

/** One proposal for each name; a theme has one lead, so that the first is taken. */
function proposeRoles(
  taker: TableTaker,
  at: number,
  role: ProposedRole['role'],
  theme: number | null,
  names: readonly string[],
): void {
  const place = { table: taker.of.number, row: at + 1 };
  const taken = role === 'lead' ? names.slice(0, 1) : names;
  if (taken.length < names.length)
    taker.notes.add(
      `Row ${at + 1}: a theme has one lead. The first is taken, ${names.slice(1).join(' and ')} not.`,
    );
  for (const name of taken)
    taker.proposals.push({ type: 'role', place, needs: taker.tableNeeds, role, theme, name });
}

/** A row of a label and a value that names who has a role. */
export function takeRoleRow(
  taker: TableTaker,
  at: number,
  column: number,
  label: string,
  text: string,
): void {
  const said = roleIn(label, taker.of.theme);
  const names = namesIn(text);
  if (said.role === null || names.length === 0) {
    taker.mark(at, column, 'unplaced', said.role === null ? said.why : 'It names nobody.');
    return;
  }
  proposeRoles(taker, at, said.role, said.theme, names);
  taker.mark(at, column, 'taken');
}
