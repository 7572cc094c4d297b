import {
  quarterLabel,
  quarterNumber,
  quarterOf,
  type ActionRating,
  type Quarter,
} from '../programmes/index.js';
import { isTheme, ratingView, type SnapshotSection, type SnapshotTheme } from '../snapshot/index.js';
import type { ChangeItem, Direction, Told } from './changes.js';
import { counterpart, inBoth, placeOf, quoted, type Pair } from './pair.js';

type Action = SnapshotTheme['objectives'][number]['actions'][number];

/** From the worst to the best; what is not due says nothing about how it goes. */
const RANKS: Readonly<Partial<Record<ActionRating, number>>> = { RED: 0, AMBER: 1, GREEN: 2, COMPLETE: 3 };

/** The rating of the programme, where it is not what it was. */
export function overallChange({ before, after }: Pair): ChangeItem[] {
  const [was, now] = [before.overall.rag, after.overall.rag];
  if (was === now) return [];
  return [
    {
      kind: 'overall_rating',
      direction: directionOf(was, now),
      section: null,
      contributionId: null,
      entryId: null,
      place: 'The report as a whole',
      title: 'Overall rating',
      was: toldRating(was),
      now: toldRating(now),
      sentence: `The overall rating was ${word(was)} and is now ${word(now)}.`,
    },
  ];
}

/** The ratings of themes. A first rating is no move; a rating that was taken out is told, because it may hide a bad one. */
export function themeChanges({ before, after }: Pair): ChangeItem[] {
  return after.sections.filter(isTheme).flatMap((section): ChangeItem[] => {
    const earlier = counterpart(before, section);
    if (!earlier || !isTheme(earlier) || !earlier.content || !section.content) return [];
    const [was, now] = [earlier.content.overview.rag, section.content.overview.rag];
    if (was === null || was === now) return [];
    const place = placeOf(section);
    return [
      {
        kind: 'theme_rating',
        direction: directionOf(was, now),
        ...place,
        title: place.place,
        was: toldRating(was),
        now: toldRating(now),
        sentence: `${place.place} was rated ${word(was)} and is now ${now === null ? 'not rated' : `rated ${word(now)}`}.`,
      },
    ];
  });
}

/** The ratings of actions, quarter by quarter, where they are not what they were. */
export function actionChanges(pair: Pair): ChangeItem[] {
  const actions = inBoth(pair, 'theme', ({ objectives }) => objectives.flatMap((one) => one.actions)).filter(
    ({ section, earlier }) => !isSameText(pair, section, earlier),
  );
  return actions.flatMap(({ was, now, section }) => {
    const onward = sinceLastRating(pair, was, now, section);
    return [
      ...onward.items,
      ...pair.after.quarters
        .filter((quarter) => pair.before.quarters.some((one) => same(one, quarter)))
        .filter((quarter) => !onward.told.some((one) => same(one, quarter)))
        .flatMap((quarter) => inQuarter(quarter, was, now, section)),
    ];
  });
}

/**
 * The part was not approved since, and both reports print the same text of it. It has no news then, also where the later report is the
 * first that prints one of its quarters.
 */
const isSameText = ({ before }: Pair, section: SnapshotSection, earlier: SnapshotSection): boolean =>
  section.notUpdatedSince !== null &&
  section.notUpdatedSince <= (earlier.notUpdatedSince ?? before.period.asAt);

/** What both reports print of one quarter. */
function inQuarter(quarter: Quarter, before: Action, after: Action, section: SnapshotSection): ChangeItem[] {
  const [was, now] = [ratingIn(before, quarter), ratingIn(after, quarter)];
  if (was === now || (was === null && now !== 'COMPLETE')) return [];
  const label = quarterLabel(quarter);
  return [
    moved(section, after, toldRating(was, label), toldRating(now, label), directionOf(was, now), {
      sentence: `${quoted(after.title)} was ${word(was)} for ${label} and is now ${word(now)}.`,
    }),
  ];
}

/**
 * The later report rates the action in a quarter that the earlier one did not rate yet, as each month in which a quarter is rated for the
 * first time and for a committee that reads every third report: the last that each of them says is compared, and both quarters are
 * named. Nothing is told of an action that merely began.
 * @returns `told`: the quarters that this tells of.
 */
function sinceLastRating(
  { before, after }: Pair,
  earlier: Action,
  later: Action,
  section: SnapshotSection,
): { items: ChangeItem[]; told: readonly Quarter[] } {
  const from = lastRated(before, earlier);
  const to = lastRated(after, later);
  const nothing = { items: [], told: [] };
  if (!from || !to || quarterNumber(to) <= quarterNumber(from)) return nothing;
  const [was, now] = [ratingIn(earlier, from), ratingIn(later, to)];
  if (was === now || was === 'NOT_DUE' || now === 'NOT_DUE') return nothing;
  const [first, last] = [quarterLabel(from), quarterLabel(to)];
  return {
    items: [
      moved(section, later, toldRating(was, first), toldRating(now, last), directionOf(was, now), {
        sentence: `${quoted(later.title)} was ${word(was)} for ${first} and is ${word(now)} for ${last}.`,
      }),
    ],
    told: [from, to],
  };
}

/** The last quarter that the report prints a rating of the action for, up to the quarter that it was made in. */
function lastRated({ quarters, period }: Pair['before'], action: Action): Quarter | undefined {
  const running = quarterNumber(quarterOf(period.asAt));
  return quarters.findLast(
    (quarter) => quarterNumber(quarter) <= running && ratingIn(action, quarter) !== null,
  );
}

function moved(
  section: SnapshotSection,
  { id, title }: Action,
  was: Told,
  now: Told,
  direction: Direction,
  { sentence }: { sentence: string },
): ChangeItem {
  const place = placeOf(section, id);
  if (now.value === 'COMPLETE')
    return { kind: 'action_completed', direction: 'better', ...place, title, was, now, sentence };
  return { kind: 'action_rating', direction, ...place, title, was, now, sentence };
}

function directionOf(was: ActionRating | null, now: ActionRating | null): Direction {
  const [before, after] = [was && RANKS[was], now && RANKS[now]];
  if (typeof before !== 'number' || typeof after !== 'number') return 'neutral';
  return after < before ? 'worse' : 'better';
}

/** A rating as it is printed. @param of the quarter's label. */
export const toldRating = (rating: ActionRating | null, of: string | null = null): Told => ({
  text: ratingView(rating).word,
  value: rating,
  of,
});

const word = (rating: ActionRating | null): string =>
  rating === null ? 'not rated' : ratingView(rating).word;

const ratingIn = ({ ratings }: Action, quarter: Quarter): ActionRating | null =>
  ratings.find((rating) => same(rating, quarter))?.rag ?? null;

const same = (one: Quarter, other: Quarter): boolean => quarterNumber(one) === quarterNumber(other);

/** Which way a rating of three colours moved; null unless both are there and differ. */
export function ragMove(was: ActionRating | null, now: ActionRating | null): Direction | null {
  return was === null || now === null || was === now ? null : directionOf(was, now);
}
