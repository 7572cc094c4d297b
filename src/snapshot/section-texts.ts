import { locationIn, WHOLE_REPORT, type ReportContent, type TextLocation } from './report-content.js';
import { sectionFormat } from './section-kinds.js';
import { isPerson, memberQuestionName, type MemberQuestion, type SnapshotSection } from './snapshot.js';
import { REPORT_MARKS, type Mark } from './text-marks.js';

/** A text that somebody wrote, and where. */
export interface WrittenText {
  location: TextLocation;
  /** In the Markdown subset of narratives. */
  text: string;
  /** It says how things are, so that its figures can be compared with others. */
  isStatement: boolean;
  /** It has a mark. What has none is a word of a closed list, such as `no_data`, or of a field that a newer release knows. */
  isMarked: boolean;
}

/**
 * Every string of a report that is not marked as fixed, each with its location, in the order of the marks. What nobody marked is
 * read all the same: a new field or a new kind is never left out of the search.
 */
export function textsOf(report: ReportContent): WrittenText[] {
  const { sections, ...front } = report;
  return [...strings(front, REPORT_MARKS).map(inFront), ...sections.flatMap(sectionTexts)];
}

/** Those that say how things are. */
export const statementsOf = (report: ReportContent): WrittenText[] =>
  textsOf(report).filter(({ isStatement }) => isStatement);

/** The location of the answer to a question, by the key of the question. */
export const answerLocation = (key: string): TextLocation => ({
  ...WHOLE_REPORT,
  path: `challenges.${key}`,
  label: 'The answer to a question',
});

const questionLocation = (question: MemberQuestion): TextLocation => ({
  ...WHOLE_REPORT,
  entryId: question.id,
  path: `memberQuestions.${question.id}`,
  label: memberQuestionName(question),
});

function sectionTexts(section: SnapshotSection): WrittenText[] {
  const { marks, items } = sectionFormat(section);
  return [
    { location: locationIn(section), text: section.subject.title, isStatement: false, isMarked: true },
    ...strings(section.content, marks).map(
      ({ text, isStatement, isMarked, path, items: within }): WrittenText => {
        const [list = '', outermost, index = 0] = within.at(0) ?? [];
        const label = outermost === undefined ? null : (items[list]?.(outermost, index) ?? null);
        return { location: locationIn(section, path, idOf(within), label), text, isStatement, isMarked };
      },
    ),
  ];
}

const inFront = ({ text, isStatement, isMarked, items }: FoundString): WrittenText => {
  const [list, item] = items.at(0) ?? [];
  return {
    location:
      list === 'challenges'
        ? answerLocation((item as { key: string }).key)
        : list === 'memberQuestions'
          ? questionLocation(item as MemberQuestion)
          : WHOLE_REPORT,
    text,
    isStatement,
    isMarked,
  };
};

/** Of the innermost item that has an id of its own, or that says which measure it is about. */
function idOf(items: FoundString['items']): string | null {
  for (const [, item] of items.toReversed()) {
    const { id, measureId } = item as { id?: unknown; measureId?: unknown };
    if (typeof id === 'string') return id;
    if (typeof measureId === 'string') return measureId;
  }
  return null;
}

interface FoundString {
  text: string;
  isStatement: boolean;
  isMarked: boolean;
  /** `entries[2].due.words` */
  path: string;
  /** The items of lists that it stands in, the outermost first. */
  items: readonly (readonly [list: string, item: object, index: number])[];
}

/** Every string that is not fixed, in the order of the marks; those without a mark come last. A person has none: see `peopleOf`. */
function strings(value: unknown, marks: Readonly<Record<string, Mark>>): FoundString[] {
  const order = orderOf(marks);
  const found: FoundString[] = [];
  const walk = (
    inner: unknown,
    marked: string,
    at: Pick<FoundString, 'path' | 'items'>,
    key: string,
  ): void => {
    if (typeof inner === 'string') {
      const isMarked = Object.hasOwn(marks, marked);
      const mark = isMarked ? marks[marked] : 'text';
      if (mark !== 'fixed') found.push({ ...at, text: inner, isStatement: mark === 'statement', isMarked });
    } else if (Array.isArray(inner))
      for (const [index, item] of inner.entries() as ArrayIterator<[number, unknown]>)
        walk(
          item,
          `${marked}[]`,
          { path: `${at.path}[${index}]`, items: within(at.items, key, item, index) },
          key,
        );
    else if (typeof inner === 'object' && inner !== null && !isPerson(inner))
      for (const name of Object.keys(inner).toSorted(
        (a, b) => rank(order, `${marked}.${a}`) - rank(order, `${marked}.${b}`),
      ))
        walk(
          (inner as Record<string, unknown>)[name],
          `${marked}.${name}`,
          { path: at.path === '' ? name : `${at.path}.${name}`, items: at.items },
          name,
        );
  };
  walk(value, '', { path: '', items: [] }, '');
  return found;
}

const within = (
  items: FoundString['items'],
  list: string,
  item: unknown,
  index: number,
): FoundString['items'] =>
  typeof item === 'object' && item !== null ? [...items, [list, item, index]] : items;

const rank = (order: ReadonlyMap<string, number>, path: string): number => order.get(path) ?? Infinity;

/** The place of every path, and of all that leads to it, in the order of the marks. Worked out once for each kind. */
const orders = new WeakMap<object, ReadonlyMap<string, number>>();

function orderOf(marks: Readonly<Record<string, Mark>>): ReadonlyMap<string, number> {
  const known = orders.get(marks);
  if (known) return known;
  const order = new Map<string, number>();
  for (const [index, path] of Object.keys(marks).entries())
    for (const [end] of [...path.matchAll(/(?=[.[])|$/gu)].map((match) => [match.index] as const)) {
      const lead = path.slice(0, end);
      if (!order.has(lead)) order.set(lead, index);
    }
  orders.set(marks, order);
  return order;
}
