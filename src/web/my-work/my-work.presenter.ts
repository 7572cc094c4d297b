import type { Person } from '../../identity/index.js';
import { count, dueWords, head, inWords, weekday } from '../shell/index.js';
import { TASK_GROUPS, type Desk, type Task, type TaskGroup } from './my-work.tasks.js';
import { countedInWords } from './my-work.words.js';
import type { MyWorkPage } from './my-work.view.js';

/** @param tasks of every room, in any order. */
export function presentMyWork(desk: Pick<Desk, 'today'>, tasks: readonly Task[]): MyWorkPage {
  const groups = (Object.entries(TASK_GROUPS) as [TaskGroup, string][]).map(([id, heading]) => ({
    id,
    heading,
    tasks: tasks.filter(({ group }) => group === id).toSorted(inOrder),
  }));
  const shown = new Set<string>();
  const once = groups.map((group) => ({
    ...group,
    tasks: group.tasks.filter(({ key }) => !shown.has(key) && shown.add(key)),
  }));
  return {
    head: head('My work', { wide: true, lead: firstSentence(desk, once) }),
    groups: once
      .filter(({ tasks: some }) => some.length > 0)
      .map(({ id, heading, tasks: some }) => ({
        id,
        heading: id === 'done' ? `${heading} (${some.length})` : heading,
        folded: id === 'done',
        rows: some.map(({ row }) => row),
      })),
  };
}

/** For somebody who may do nothing yet. @param administrators who gives roles. */
export function presentNoRole(administrators: readonly Person[]): MyWorkPage {
  const names = administrators.map(({ name }) => name);
  const who =
    names.length === 0
      ? 'Ask your administrator for one.'
      : `Ask your administrator for one: ${inWords(names)}.`;
  return { head: head('My work', { wide: true, lead: `You have no role yet. ${who}` }), groups: [] };
}

/** By date, what has none last; then as people read: Theme 2 before Theme 10. */
const inOrder = (a: Task, b: Task): number =>
  (a.due ?? '9999').localeCompare(b.due ?? '9999') ||
  a.row.what.localeCompare(b.row.what, 'en-GB', { numeric: true });

function firstSentence(
  desk: Pick<Desk, 'today'>,
  groups: readonly { id: TaskGroup; tasks: readonly Task[] }[],
): string {
  const of = (id: TaskGroup): readonly Task[] => groups.find((group) => group.id === id)?.tasks ?? [];
  const waiting = of('waiting');
  const elsewhere = lateElsewhere(desk, of('out'));
  if (waiting.length === 0) {
    const next = of('coming').find(({ due }) => due !== null);
    return `Nothing is waiting for you.${elsewhere}${next?.due ? ` ${next.row.what} on ${weekday(next.due, desk.today)}.` : ''}`;
  }
  const counted = waiting.flatMap((task) => task.counted ?? []);
  const number = counted.reduce((sum, one) => sum + one.number, 0);
  return (
    `${countedInWords(counted)} ${number === 1 ? 'is' : 'are'} waiting for you. ${urgency(desk, waiting)}`.trim() +
    elsewhere
  );
}

/** `4 things are late with others.`; empty where none is. */
function lateElsewhere({ today }: Pick<Desk, 'today'>, out: readonly Task[]): string {
  const late = out.filter(({ due, row }) => due !== null && row.when !== null && due < today).length;
  return late === 0 ? '' : ` ${count(late, 'thing is', 'things are')} late with others.`;
}

/** What is late, or which date comes first. */
function urgency({ today }: Pick<Desk, 'today'>, waiting: readonly Task[]): string {
  const dated = waiting.filter(({ due, row }) => due !== null && row.when !== null);
  const late = dated.filter(({ due }) => due !== null && due < today).length;
  const single = waiting.length === 1;
  if (late > 0) return lateWords(late, waiting.length);
  const first = dated[0]?.due;
  return first ? `The ${single ? '' : 'first '}date is ${dueWords(first, today)}.` : '';
}

function lateWords(late: number, waiting: number): string {
  if (waiting === 1) return 'It is late.';
  if (late === waiting) return late === 2 ? 'Both are late.' : 'All of them are late.';
  return late === 1 ? 'One of them is late.' : `${late} of them are late.`;
}
