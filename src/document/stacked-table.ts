/** The role that each element of a table has by itself, until a style sheet gives it another `display`. */
const ROLES = {
  table: 'table',
  thead: 'rowgroup',
  tbody: 'rowgroup',
  tr: 'row',
  td: 'cell',
} as const;
const isNamed = (element: string): element is keyof typeof ROLES => element in ROLES;

/**
 * A table of our own templates, made ready to be read row by row, one cell below the other: every cell carries the words of its column,
 * for the style sheet to print before it, and every element says the role that it loses when it is laid out as a block. Pure.
 * @param table one header row, each of its cells with `scope="col"` and plain text, and no cell that spans others; not checked.
 */
export function stackedTable(table: string): string {
  const columns = [...table.matchAll(/<th scope="col"[^>]*>([^<]*)<\/th>/gu)].map(([, words]) => words ?? '');
  let column = 0;
  return table
    .replace(/<(table|thead|tbody|tr|th|td)\b/gu, (start: string, element: string) => {
      if (element === 'tr') column = 0;
      if (element === 'th') {
        column += 1;
        return start;
      }
      if (!isNamed(element)) return start;
      const label = element === 'td' ? ` data-column="${columns[column++] ?? ''}"` : '';
      return `${start} role="${ROLES[element]}"${label}`;
    })
    .replace(
      /<th scope="(col|row)"/gu,
      (start, scope: string) => `${start} role="${scope}${scope === 'col' ? 'umn' : ''}header"`,
    );
}
