import type { SourceCell, SourceTable } from '../platform/index.js';
import { FIXED_ROLES, NO_ROLE, type Role, type TableKind } from './choices.js';
import type { Recognised } from './recognised.js';
import { labelOf, roleOf } from './words.js';

/** What each column holds, by the rows of headings. A merged heading is that of every column under it. */
export function columnsOf(table: SourceTable, kind: TableKind, heads: number): Role[] {
  if (kind === 'summary')
    return (
      table.rows[0]?.map((_, at) =>
        at === 0 || table.rows.some((row) => labelOf(row[at]?.text ?? '') !== null) ? 'label' : 'value',
      ) ?? []
    );
  if (kind === 'overall') return table.rows[0]?.map(() => 'text') ?? [];
  const rows = table.rows.slice(0, heads);
  const roles =
    table.rows[0]?.map((_, at) => {
      for (const row of rows.toReversed()) {
        const role = roleOf(kind, headingAt(row, at));
        if (role !== null) return role;
        // A heading that says nothing hides what stands above it only where it says something else.
        if (headingAt(row, at) !== '') return NO_ROLE;
      }
      return NO_ROLE;
    }) ?? [];
  return kind === 'measures' ? withoutRepeats(roles) : roles;
}

/** A period in two columns counts once: the second is not read. */
const withoutRepeats = (roles: readonly Role[]): Role[] =>
  roles.map((role, at) => (role.startsWith('period:') && roles.indexOf(role) !== at ? NO_ROLE : role));

/** The text of a column’s heading: the lowest that says something. */
export function headingOf({ table, heads }: Pick<Recognised, 'table' | 'heads'>, at: number): string {
  for (const row of table.rows.slice(0, heads).toReversed()) {
    const text = headingAt(row, at);
    if (text !== '') return text;
  }
  return '';
}

function headingAt(row: readonly SourceCell[], at: number): string {
  let own = at;
  while (own > 0 && row[own]?.covered === 'left') own--;
  return row[own]?.text ?? '';
}

/** Every role that a column of this kind can have, for a person to choose from: the fixed ones, and what this document names. */
export function rolesFor(kind: TableKind, all: readonly Recognised[]): Role[] {
  const named = all
    .filter((one) => one.kind === kind)
    .flatMap(({ columns }) => columns.filter((role) => role.includes(':')));
  const quarters = kind === 'plan' ? ['quarter:1', 'quarter:2', 'quarter:3', 'quarter:4'] : [];
  return [NO_ROLE, ...FIXED_ROLES[kind], ...new Set([...quarters, ...named].sort())];
}
