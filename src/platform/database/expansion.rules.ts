/**
 * The rule of expand and contract: a migration that only adds can be run while the release before it still works, so that web and workers are
 * renewed one after another. Whatever takes away, or asks more of what is written, waits for the release after: by then no program is left
 * that knows the old form. Pure.
 */

const NAME = '"?(\\w+)"?';
const CREATE_TABLE = new RegExp(`^create table (?:if not exists )?${NAME}`);
const CREATE_INDEX = new RegExp(`^create (unique )?index (?:if not exists )?(?:${NAME} )?on ${NAME}`);
const ADD_COLUMN = new RegExp(`^alter table ${NAME} add column [^,]*$`);

/**
 * What a migration that says that it expands must not do.
 * @param statements as they are sent to the database.
 * @returns each statement that the release before could not live with, shortened, with the reason; none where it may.
 */
export function notAdditive(statements: readonly string[]): string[] {
  const each = statements.flatMap((text) =>
    // A body of a function may hold anything, semicolons too: it is one statement, and refused below.
    text.includes('$$') ? [text] : text.split(';'),
  );
  const lines = each.map((text) =>
    text
      .replace(/--[^\n]*/g, '')
      .replace(/\s+/g, ' ')
      .trim()
      .toLowerCase(),
  );
  const added = new Set(lines.flatMap((line) => CREATE_TABLE.exec(line)?.[1] ?? []));
  return lines
    .filter((line) => line !== '')
    .flatMap((line) => {
      const reason = whyNot(line, added);
      return reason === null ? [] : [`${line.slice(0, 80)}: ${reason}`];
    });
}

function whyNot(line: string, added: ReadonlySet<string>): string | null {
  if (CREATE_TABLE.test(line) || line.startsWith('comment on ')) return null;
  const index = CREATE_INDEX.exec(line);
  if (index) {
    const [, unique, , table = ''] = index;
    return unique === undefined || added.has(table)
      ? null
      : 'a unique index on a table that is there refuses what the release before may write';
  }
  const table = /^alter table "?(\w+)"?/.exec(line)?.[1];
  if (table !== undefined && added.has(table)) return null;
  if (ADD_COLUMN.test(line))
    return line.includes(' not null') && !line.includes(' default ')
      ? 'a column that must be filled is not known to the release before'
      : / (?:check|unique|references) /.test(`${line} `.replace(/\(/g, ' ('))
        ? 'a rule on a new column may refuse what the release before writes'
        : null;
  return 'only new tables, indexes and columns are additions';
}
