import type { Person } from '../../identity/index.js';
import { headedTable, line, type Grid } from '../../platform/index.js';
import { MONTH_NAMES } from '../../programmes/index.js';
import type { ThemeContent } from '../../themes/index.js';
import { personCalled, plainWords } from '../shell/index.js';
import type { Objective } from './objective.rules.js';

const COLUMNS = ['objective', 'action', 'owner', 'due'] as const;
type Column = (typeof COLUMNS)[number];

/** What the heading of a column may be, in lower case. Without headings the columns stand in their usual order. */
const NAMES: Readonly<Record<string, Column>> = {
  objective: 'objective',
  action: 'action',
  owner: 'owner',
  lead: 'owner',
  due: 'due',
  'due date': 'due',
};

/** One row of a pasted plan. */
export interface PlanRow {
  objective: string;
  /** Null in a row that only names an objective. */
  action: string | null;
  owner: Person | null;
  /** As it was written, where nobody of the programme is called so. */
  unknownOwner: string | null;
  dueOn: string | null;
}

/** What a row does to the theme: it adds an objective, an action, both, or nothing that is not there already. */
export type PlanEffect = 'objective' | 'action' | 'both' | 'nothing';

/**
 * Reads a plan as a spreadsheet copies it: columns objective, action, owner, due. An empty objective means the one above. Pure.
 * @param owners who can own an action.
 * @returns the rows; those with issues are left out. An owner who is not found is no issue.
 */
export function readPlan(grid: Grid, owners: readonly Person[]): { rows: PlanRow[]; issues: string[] } {
  const table = headedTable(grid, NAMES, COLUMNS);
  const issues: string[] = [...table.faults];
  const rows: PlanRow[] = [];
  let objective = '';
  for (const { number, text } of table.rows) {
    const wrong = (message: string): void => {
      issues.push(`Row ${number}: ${message}`);
    };
    objective = text('objective') || objective;
    const action = text('action');
    const due = text('due');
    const dueOn = due === '' ? null : readDay(due);
    if (objective === '') {
      wrong('there is no objective in it or above it.');
      continue;
    }
    for (const title of [objective, action])
      if (title !== '' && !line(500).safeParse(title).success)
        wrong(`“${title.slice(0, 40)}…” is longer than 500 characters.`);
    if (dueOn === undefined) wrong(`“${due}” is not a day. Write 29/02/2020, or leave it empty.`);
    const owner = personCalled(text('owner'), owners);
    rows.push({
      objective,
      action: action === '' ? null : action,
      owner,
      unknownOwner: owner === null && text('owner') !== '' ? text('owner') : null,
      dueOn: dueOn ?? null,
    });
  }
  if (rows.length === 0 && issues.length === 0)
    issues.push(grid.rows.length === 0 ? 'Paste your plan' : 'There is no row below the headings');
  return { rows, issues };
}

/** `29/02/2020`, `29.2.2020`, `29 February 2020`, `29 Feb 2020` or `2020-02-29`. Undefined when it is no day. */
function readDay(text: string): string | undefined {
  const iso = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  const numbers = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text);
  const words = /^(\d{1,2})[ -]([a-z]{3,9})[ -](\d{4})$/i.exec(text);
  const [year, month, day] = iso
    ? [iso[1], iso[2], iso[3]]
    : numbers
      ? [numbers[3], numbers[2], numbers[1]]
      : words
        ? [words[3], monthNumber(words[2] ?? ''), words[1]]
        : [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const made = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(made.getTime()) && made.toISOString().startsWith(date) ? date : undefined;
}

function monthNumber(name: string): string | undefined {
  const index = MONTH_NAMES.findIndex((full) => full.toLowerCase().startsWith(name.toLowerCase()));
  return index < 0 ? undefined : String(index + 1);
}

/**
 * The objectives with those of a plan added at the end: what has the same title is there already. Pure, apart from the ids.
 * @param newId gives the id of an objective or an action that is added.
 */
export function withPlan(
  objectives: readonly Objective[],
  rows: readonly PlanRow[],
  newId: () => string,
): { objectives: ThemeContent['objectives']; effects: PlanEffect[] } {
  const known = objectives.map((objective) => ({ ...objective, actions: [...objective.actions] }));
  const effects = rows.map(({ objective: title, action, owner, dueOn }): PlanEffect => {
    const there = known.find((one) => plainWords(one.title) === plainWords(title));
    const objective = there ?? { id: newId(), title, actions: [], narratives: [] };
    if (!there) known.push(objective);
    if (action === null || objective.actions.some((one) => plainWords(one.title) === plainWords(action)))
      return there ? 'nothing' : 'objective';
    objective.actions.push({ id: newId(), title: action, ownerId: owner?.id ?? null, dueOn, ratings: [] });
    return there ? 'action' : 'both';
  });
  return { objectives: known, effects };
}
