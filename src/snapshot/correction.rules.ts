import { canonicalJson } from '../platform/index.js';
import type { Quarter } from '../programmes/index.js';
import type { Figure, Span } from '../performance/index.js';
import type { CorrectedEntry, CorrectedPart } from './correction.js';
import { formatFigureWithUnit, formatPeriod, type Unit } from './format-figure.js';
import { PERSON_KEYS, type MemberQuestion, type SnapshotSection } from './snapshot.js';

/** The parts of a snapshot that a reader reads; ids and revision differ by nature, and the history is not what was corrected. */
interface Readable {
  programme: { name: string; council: string };
  period: object;
  roles: unknown;
  overall: object;
  quarters: unknown;
  /** Missing in what was sealed before questions were asked. */
  challenges?: readonly { print: boolean }[];
  /** Missing in what was sealed before they were kept. */
  memberQuestions?: readonly MemberQuestion[] | null | undefined;
  sections: readonly SnapshotSection[];
}

/** Compares two versions of a report, part by part. Pure; knows no kind of section by name. */
export function changesBetween(before: Readable, after: Readable): CorrectedPart[] {
  const parts: CorrectedPart[] = [];
  const own = entriesBetween(frontOf(before), frontOf(after));
  if (own.length > 0) parts.push({ section: null, change: 'changed', entries: own });
  const earlier = new Map(before.sections.map((section) => [section.contributionId, section]));
  for (const section of after.sections) {
    const was = earlier.get(section.contributionId);
    earlier.delete(section.contributionId);
    const [old, now] = [was && readOf(was), readOf(section)];
    if (old && canonicalJson(old) === canonicalJson(now)) continue;
    parts.push({
      section: nameOf(section),
      change: old ? 'changed' : 'added',
      entries: old ? entriesBetween(old, now) : [],
    });
  }
  for (const section of earlier.values())
    parts.push({ section: nameOf(section), change: 'removed', entries: [] });
  return parts;
}

const frontOf = ({
  programme,
  period,
  roles,
  overall,
  quarters,
  challenges = [],
  memberQuestions,
}: Readable): Fields => ({
  overall,
  roles,
  programme,
  period,
  quarters,
  challenges: challenges.filter(({ print }) => print),
  memberQuestions: memberQuestions ?? [],
});

const nameOf = ({ kind, contributionId, subject }: SnapshotSection) => ({
  kind,
  contributionId,
  title: subject.title,
});

/** What a section says, as the fields of one entry. */
const readOf = ({ subject, notUpdatedSince, content }: SnapshotSection): Fields => ({
  subject: `${subject.number} ${subject.title}`,
  notUpdatedSince,
  ...(isObject(content) ? content : { content }),
});

type Fields = Record<string, unknown>;
type Entry = Fields & { id: string };

function entriesBetween(before: Fields, after: Fields): CorrectedEntry[] {
  const found: CorrectedEntry[] = [];
  compare(before, after, { list: null, title: null, within: [] }, found);
  return found;
}

/** Where the comparison is: in which entry, of which list, inside what. */
type Place = Pick<CorrectedEntry, 'list' | 'title' | 'within'>;

/** Writes down how one entry differs, and then the entries in it. */
function compare(before: Fields, after: Fields, place: Place, found: CorrectedEntry[]): void {
  const fields: string[] = [];
  const ratings: CorrectedEntry['ratings'] = [];
  const figures: CorrectedFigure[] = [];
  const lists: { key: string; was: Entry[]; now: Entry[] }[] = [];
  const walk = (old: Fields, fresh: Fields, prefix: string): void => {
    for (const key of new Set([...Object.keys(fresh), ...Object.keys(old)])) {
      const [was, now] = [fieldOf(old, key), fieldOf(fresh, key)];
      const name = prefix + key;
      if (SILENT.has(key) || same(was, now)) continue;
      if (isFigures(was) || isFigures(now)) {
        const between = figuresBetween(was, now, unitOf(after));
        figures.push(...between.figures.filter(({ about }) => figures.every((one) => one.about !== about)));
        fields.push(...between.aspects.filter((aspect) => !fields.includes(aspect)));
        continue;
      }
      if (key === 'rag' && !isObject(was) && !isObject(now))
        ratings.push({ quarter: null, was: wordOf(was), now: wordOf(now) });
      else if (key === 'ratings') ratings.push(...quartersBetween(was, now));
      else if (PEOPLE.has(key)) fields.push(name);
      else if (isList(was) && isList(now)) {
        lists.push({ key, was, now });
        if (isMoved(was, now)) fields.push(`${name}.order`);
      } else if (isObject(was) && isObject(now)) walk(was, now, `${name}.`);
      else fields.push(name);
    }
  };
  walk(before, after, '');
  if (fields.length > 0 || ratings.length > 0 || figures.length > 0)
    found.push({
      ...place,
      change: 'changed',
      fields,
      ratings,
      ...(figures.length === 0 ? {} : { figures }),
    });
  const within = place.title === null ? place.within : [...place.within, place.title];
  for (const list of lists) compareLists(list, within, found);
}

function compareLists(
  { key, was, now }: { key: string; was: readonly Entry[]; now: readonly Entry[] },
  within: string[],
  found: CorrectedEntry[],
): void {
  const earlier = new Map(was.map((entry) => [entry.id, entry]));
  const whole = { list: key, within, fields: [], ratings: [] };
  for (const entry of now) {
    const old = earlier.get(entry.id);
    earlier.delete(entry.id);
    const title = titleOf(entry);
    if (old) compare(old, entry, { list: key, title, within }, found);
    else found.push({ ...whole, title, change: 'added' });
  }
  // Its title is among what was taken out.
  for (const _ of earlier.values()) found.push({ ...whole, title: null, change: 'removed' });
}

/** Those that follow from others. */
const SILENT: ReadonlySet<string> = new Set(['id', 'derived', 'direction', 'gap', 'gapMeaning', 'spc']);
const PEOPLE: ReadonlySet<string> = new Set(Object.values(PERSON_KEYS));

const same = (a: unknown, b: unknown): boolean => canonicalJson(spoken(a)) === canonicalJson(spoken(b));

/** Without what follows from others. */
function spoken(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(spoken);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) =>
      SILENT.has(key) && key !== 'id' ? [] : [[key, spoken(inner)]],
    ),
  );
}

/** A field that is not there says what an empty one says. */
const fieldOf = (entry: Fields, key: string): unknown =>
  Object.hasOwn(entry, key) ? (entry[key] ?? null) : null;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Entries with ids of their own, by which they are followed from version to version. */
const isList = (value: unknown): value is Entry[] =>
  Array.isArray(value) && value.every((item) => isObject(item) && typeof item['id'] === 'string');

/** The entries that both have stand in another order. */
function isMoved(was: readonly Entry[], now: readonly Entry[]): boolean {
  const common = (some: readonly Entry[], others: readonly Entry[]): string[] =>
    some.map(({ id }) => id).filter((id) => others.some((other) => other.id === id));
  return !same(common(was, now), common(now, was));
}

/** What readers know an entry by, whatever its kind. */
export function titleOf(entry: Fields): string | null {
  const definition = isObject(entry['definition']) ? entry['definition'] : {};
  const name = [entry['title'], entry['name'], definition['title'], entry['number'], entry['reference']].find(
    (one) => one !== null && one !== undefined && one !== '',
  );
  return typeof name === 'string' || typeof name === 'number' ? String(name) : null;
}

type CorrectedFigure = NonNullable<CorrectedEntry['figures']>[number];
/** A figure of a measure: of a month, of a year, or the current one, which says what it covers. */
type SealedFigure = Figure & { month?: string; span?: Span; year?: string };

const isFigure = (value: unknown): value is SealedFigure =>
  isObject(value) && ['value', 'missingReason', 'decimals'].every((key) => key in value);

const isFigures = (value: unknown): value is SealedFigure | SealedFigure[] =>
  isFigure(value) || (Array.isArray(value) && value.length > 0 && value.every(isFigure));

const unitOf = ({ definition }: Fields): Unit =>
  isObject(definition) ? ((definition['unit'] ?? null) as Unit) : null;

/** What else of a figure may change, when its value does not. */
const ASPECTS = [
  'state',
  'partMonth',
  'asAt',
  'decimals',
  'numerator',
  'denominator',
  'missingReason',
] as const;

/** The figures that are others, each by what it is about, and the aspects of the rest that changed. */
function figuresBetween(
  was: unknown,
  now: unknown,
  unit: Unit,
): { figures: CorrectedFigure[]; aspects: string[] } {
  const byName = (value: unknown) =>
    new Map(
      [value]
        .flat()
        .filter(isFigure)
        .map((figure) => [nameOfFigure(figure), figure]),
    );
  const [old, fresh] = [byName(was), byName(now)];
  const figures: CorrectedFigure[] = [];
  const aspects = new Set<string>();
  for (const about of new Set([...fresh.keys(), ...old.keys()])) {
    const [before, after] = [old.get(about), fresh.get(about)];
    const [first, second] = [before?.value ?? null, after?.value ?? null];
    const words = (figure: SealedFigure | undefined): string | null =>
      figure?.value == null ? null : formatFigureWithUnit({ ...figure, state: null, partMonth: false }, unit);
    // What was taken out is not repeated.
    if (first !== second)
      figures.push({ about, was: second === null ? null : words(before), now: words(after) });
    else
      for (const aspect of ASPECTS)
        if ((before?.[aspect] ?? null) !== (after?.[aspect] ?? null)) aspects.add(aspect);
  }
  return { figures, aspects: [...aspects] };
}

function nameOfFigure({ month, span, year }: SealedFigure): string {
  if (year !== undefined) return `baseline ${year}`;
  return month === undefined ? 'the figure' : formatPeriod(month, span ?? 'month');
}

const wordOf = (rating: unknown): string | null => (typeof rating === 'string' ? rating : null);

/** Ratings by quarter; a quarter without one is not rated. */
function quartersBetween(was: unknown, now: unknown): CorrectedEntry['ratings'] {
  const byQuarter = (ratings: unknown) =>
    new Map(
      (Array.isArray(ratings) ? (ratings as (Quarter & { rag: string })[]) : []).map((rating) => [
        `${rating.financialYear} ${rating.quarter}`,
        rating,
      ]),
    );
  const [old, fresh] = [byQuarter(was), byQuarter(now)];
  return [...new Set([...old.keys(), ...fresh.keys()])].sort().flatMap((key) => {
    const [before, after] = [old.get(key), fresh.get(key)];
    const either = after ?? before;
    if (!either || before?.rag === after?.rag) return [];
    const quarter = { financialYear: either.financialYear, quarter: either.quarter };
    return [{ quarter, was: before?.rag ?? null, now: after?.rag ?? null }];
  });
}
