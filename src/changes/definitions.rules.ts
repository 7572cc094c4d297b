import { ragOf, type MeasuresContent } from '../performance/index.js';
import {
  formatGiven,
  inWords,
  ratingView,
  sectionsOf,
  type Sealed,
  type SnapshotSection,
} from '../snapshot/index.js';
import type { ChangeItem, ChangeKind } from './changes.js';
import { counterpart, entriesOf, inBoth, placeOf, quoted, type Pair } from './pair.js';

type Content = Sealed<MeasuresContent>;
type Measure = Content['measures'][number];
type Definition = Measure['definition'];

const measuresIn = ({ measures }: Content): readonly Measure[] => measures;

/** What decides what a measure's figure means, by the words that readers know. Its title and its target are told by themselves. */
const MEANING = {
  definition: 'definition',
  unit: 'unit',
  polarity: 'better direction',
  frequency: 'frequency',
  cellBasis: 'time of each figure',
  basis: 'time of the current figure',
  numerator: 'numerator',
  denominator: 'denominator',
  tolerance: 'tolerance',
} as const satisfies Partial<Record<keyof Definition, string>>;

/**
 * Measures whose target, meaning or name is another, and those that have left the report: without this a reader takes a better rating for
 * a better service. A measure is told to have left only where nothing is withheld.
 */
export function definitionChanges(pair: Pair): ChangeItem[] {
  return [
    ...inBoth(pair, 'measures', measuresIn).flatMap(({ was, now, section }) =>
      withReasons(was, now, [
        ...targetChange(was, now, section, pair.after.period.asAt),
        ...meaningChange(was.definition, now, section),
        ...nameChange(was.definition, now, section),
      ]),
    ),
    ...(pair.complete ? dropped(pair) : []),
  ];
}

/** The reasons that were given since the report before, with the first of what changed: one reason may be that of several changes. */
function withReasons(was: Measure, now: Measure, [first, ...others]: ChangeItem[]): ChangeItem[] {
  if (!first) return [];
  const told = new Set((was.redefined ?? []).map(({ version }) => version));
  const reasons = (now.redefined ?? []).filter(({ version }) => !told.has(version));
  const why = reasons.map(({ reason }) => (/[.!?]$/u.test(reason) ? reason : `${reason}.`));
  return [
    why.length === 0
      ? first
      : {
          ...first,
          sentence: `${first.sentence} ${why.length === 1 ? 'Reason' : 'Reasons'}: ${why.join(' ')}`,
        },
    ...others,
  ];
}

function targetChange(was: Measure, now: Measure, section: SnapshotSection, asAt: string): ChangeItem[] {
  const [before, after] = [targetWords(was.definition), targetWords(now.definition)];
  if (before === after) return [];
  const { title } = now.definition;
  return [
    item('measure_target', section, now, {
      title,
      sentence: `${quoted(title)}: its target was ${before} and is now ${after}${byOldTarget(was, now, asAt)}.`,
    }),
  ];
}

/** What the present figure would be rated by the target before, where that is another rating. */
function byOldTarget(was: Measure, now: Measure, asAt: string): string {
  const { current, rag } = now;
  if (current?.value == null || rag.derived === null) return '';
  const { polarity, target, tolerance } = was.definition;
  const undated = { ...target, from: null, until: null };
  const then = ragOf(current, { polarity, target: undated, tolerance }, asAt);
  return then === null || then === rag.derived
    ? ''
    : `; by the target before it would be rated ${ratingView(then).word}`;
}

function targetWords({ target: { minimum, upper }, unit }: Definition): string {
  const parts = [
    ...(minimum === null ? [] : [`a floor of ${formatGiven(minimum, unit)}`]),
    ...(upper === null ? [] : [`an ambition of ${formatGiven(upper, unit)}`]),
  ];
  return parts.length === 0 ? 'none' : inWords(parts);
}

function meaningChange(was: Definition, now: Measure, section: SnapshotSection): ChangeItem[] {
  const keys = Object.keys(MEANING) as (keyof typeof MEANING)[];
  const changed = keys
    .filter((key) => isOther(key, was[key] ?? null, now.definition[key] ?? null))
    .map((key) => MEANING[key]);
  if (changed.length === 0) return [];
  const { title } = now.definition;
  return [
    item('measure_redefined', section, now, {
      title,
      sentence: `${quoted(title)} has another definition: its ${inWords(changed)} changed.`,
    }),
  ];
}

/** What was merely written down since, or left out, is still the same. */
function isOther(key: keyof typeof MEANING, was: unknown, now: unknown): boolean {
  const isText = key === 'definition' || key === 'numerator' || key === 'denominator';
  return was !== now && !(isText && (was === null || now === null));
}

function nameChange(was: Definition, now: Measure, section: SnapshotSection): ChangeItem[] {
  const { title } = now.definition;
  return was.title === title
    ? []
    : [
        item('renamed', section, now, {
          title,
          sentence: `${quoted(was.title)} is called ${quoted(title)} now.`,
        }),
      ];
}

/** The part may have gone with it: then the part is told. */
function dropped({ before, after }: Pair): ChangeItem[] {
  const present = entriesOf(after, 'measures', measuresIn);
  return sectionsOf(before, 'measures').flatMap(({ section, content }) => {
    const now = counterpart(after, section);
    if (!now || now.content === null) return [];
    return content.measures
      .filter(({ id }) => !present.has(id))
      .map((measure) => {
        const { title } = measure.definition;
        return item('measure_dropped', now, measure, {
          title,
          sentence: `${quoted(title)} is no longer in the report.`,
        });
      });
  });
}

const item = (
  kind: ChangeKind,
  section: SnapshotSection,
  { id }: Measure,
  { title, sentence }: Pick<ChangeItem, 'title' | 'sentence'>,
): ChangeItem => ({
  kind,
  direction: 'neutral',
  ...placeOf(section, id),
  title,
  was: null,
  now: null,
  sentence,
});
