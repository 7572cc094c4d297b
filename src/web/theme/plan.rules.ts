import type { Person } from '../../identity/index.js';
import { cellAt, FileRefused, line, readCsv, type GridRow, type ProblemIssue } from '../../platform/index.js';
import { MONTH_NAMES } from '../../programmes/index.js';
import type { ThemeContent } from '../../themes/index.js';
import { personLabel } from '../shell/index.js';
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
export function readPlan(
  text: string,
  owners: readonly Person[],
): { rows: PlanRow[]; issues: ProblemIssue[] } {
  const issues: ProblemIssue[] = [];
  const [first, ...others] = gridOf(text, issues);
  if (first === undefined) {
    if (issues.length === 0) issues.push({ path: 'plan', message: 'Paste your plan' });
    return { rows: [], issues };
  }
  const headings = first.cells.map(({ text: cell }) => NAMES[cell.toLowerCase()]);
  const hasHeadings = headings.includes('objective') || headings.includes('action');
  const columnOf = (column: Column): number =>
    hasHeadings ? headings.indexOf(column) : COLUMNS.indexOf(column);
  const rows: PlanRow[] = [];
  let objective = '';
  for (const row of hasHeadings ? others : [first, ...others]) {
    const wrong = (message: string): void => {
      issues.push({ path: 'plan', message: `Row ${row.number}: ${message}` });
    };
    const read = (column: Column): string => cellAt(row, columnOf(column)).text;
    objective = read('objective') || objective;
    const action = read('action');
    const due = read('due');
    const dueOn = due === '' ? null : readDay(due);
    if (objective === '') {
      wrong('there is no objective in it or above it.');
      continue;
    }
    for (const title of [objective, action])
      if (title !== '' && !line(500).safeParse(title).success)
        wrong(`“${title.slice(0, 40)}…” is longer than 500 characters.`);
    if (dueOn === undefined) wrong(`“${due}” is not a day. Write 29/02/2020, or leave it empty.`);
    const owner = ownerOf(read('owner'), owners);
    rows.push({
      objective,
      action: action === '' ? null : action,
      owner,
      unknownOwner: owner === null && read('owner') !== '' ? read('owner') : null,
      dueOn: dueOn ?? null,
    });
  }
  if (rows.length === 0 && issues.length === 0)
    issues.push({ path: 'plan', message: 'There is no row below the headings' });
  return { rows, issues };
}

function gridOf(text: string, issues: ProblemIssue[]): readonly GridRow[] {
  try {
    return readCsv(text).rows;
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    issues.push({ path: 'plan', message: error.message });
    return [];
  }
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

const plain = (text: string): string => text.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();

/** By name, by job title, or by both; null also where several are meant. */
function ownerOf(text: string, owners: readonly Person[]): Person | null {
  if (text === '') return null;
  const found = owners.filter((owner) =>
    [owner.name, owner.jobTitle, personLabel(owner), `${owner.name} (${owner.jobTitle})`].some(
      (called) => plain(called) === plain(text),
    ),
  );
  return (found.length === 1 ? found[0] : undefined) ?? null;
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
    const there = known.find((one) => plain(one.title) === plain(title));
    const objective = there ?? { id: newId(), title, actions: [], narratives: [] };
    if (!there) known.push(objective);
    if (action === null || objective.actions.some((one) => plain(one.title) === plain(action)))
      return there ? 'nothing' : 'objective';
    objective.actions.push({ id: newId(), title: action, ownerId: owner?.id ?? null, dueOn, ratings: [] });
    return there ? 'action' : 'both';
  });
  return { objectives: known, effects };
}
