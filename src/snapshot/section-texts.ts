import { oncePer } from '../platform/index.js';
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

/** What is asked of a report reads the same texts again and again. */
const sectionTexts = oncePer((section: SnapshotSection): readonly WrittenText[] => {
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
});

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
  const found: FoundString[] = [];
  const walk = (
    inner: unknown,
    marked: MarkTree | undefined,
    at: Pick<FoundString, 'path' | 'items'>,
    key: string,
  ): void => {
    if (typeof inner === 'string') {
      const mark = marked?.mark ?? 'text';
      if (mark !== 'fixed')
        found.push({
          ...at,
          text: inner,
          isStatement: mark === 'statement',
          isMarked: marked?.mark !== undefined,
        });
    } else if (Array.isArray(inner)) {
      const items = marked?.inner.get('[]');
      for (const [index, item] of inner.entries() as ArrayIterator<[number, unknown]>)
        if (mayHoldText(item, items))
          walk(item, items, { path: `${at.path}[${index}]`, items: within(at.items, key, item, index) }, key);
    } else if (typeof inner === 'object' && inner !== null && !isPerson(inner)) {
      const fields = Object.entries(inner)
        .map(([name, field]: [string, unknown]) => ({ name, field, fieldMarks: marked?.inner.get(name) }))
        .filter(({ field, fieldMarks }) => mayHoldText(field, fieldMarks));
      for (const { name, field, fieldMarks } of fields.toSorted(
        (a, b) => (a.fieldMarks?.order ?? Infinity) - (b.fieldMarks?.order ?? Infinity),
      ))
        walk(
          field,
          fieldMarks,
          { path: at.path === '' ? name : `${at.path}.${name}`, items: at.items },
          name,
        );
    }
  };
  walk(value, treeOf(marks), { path: '', items: [] }, '');
  return found;
}

/** Most values are numbers, ids and dates: they are passed by before anything is said of where they stand. */
const mayHoldText = (value: unknown, marked: MarkTree | undefined): boolean =>
  typeof value === 'string' ? marked?.mark !== 'fixed' : typeof value === 'object' && value !== null;

const within = (
  items: FoundString['items'],
  list: string,
  item: unknown,
  index: number,
): FoundString['items'] =>
  typeof item === 'object' && item !== null ? [...items, [list, item, index]] : items;

/** The marks of a kind by the steps of their paths: a name, or `[]` for whatever is in a list. */
interface MarkTree {
  /** The place in the order of the marks, of the first one that it leads to. */
  order: number;
  mark: Mark | undefined;
  inner: Map<string, MarkTree>;
}

/** Worked out once for each kind. */
const treeOf = oncePer((marks: Readonly<Record<string, Mark>>): MarkTree => {
  const leaf = (order: number): MarkTree => ({ order, mark: undefined, inner: new Map() });
  const tree = leaf(0);
  for (const [order, [path, mark]] of Object.entries(marks).entries()) {
    let at = tree;
    for (const [step] of path.matchAll(/\[\]|[^.[]+/gu)) {
      const next = at.inner.get(step) ?? leaf(order);
      at.inner.set(step, next);
      at = next;
    }
    at.mark = mark;
  }
  return tree;
});
