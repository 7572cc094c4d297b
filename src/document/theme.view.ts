import { quarterLabel, type ActionRating, type Quarter } from '../programmes/index.js';
import {
  inWords,
  longDate,
  personLabel,
  ratingView,
  type RatingView,
  type SnapshotSection,
  type ThemeSnapshotSection,
} from '../snapshot/index.js';
import { themeHeading } from '../themes/index.js';
import { sectionHead, type SectionHead } from './section-head.js';

/** One theme as the template prints it. */
export interface ThemeView extends SectionHead {
  /** Null when nothing has ever been approved for this theme. */
  content: {
    overview: { narrative: string | null; rating: RatingView } | null;
    objectives: ObjectiveView[];
  } | null;
}

export interface ObjectiveView {
  /** `objective-1-2` */
  anchor: string;
  heading: string;
  /** What is the same for all its actions is said here and stands at none of them: who owns them, that none has a date. */
  caption: string;
  quarters: string[];
  /** `held`: who owns it and when it is due, where the caption does not say it for all; otherwise null. */
  actions: { number: number; title: string; held: string | null; ratings: RatingView[] }[];

  /** `about` is null when the text covers every action of the objective. */
  narratives: { about: string | null; text: string }[];
}

/** One line of the summary on the first page. */
export interface ThemeLine {
  anchor: string;
  heading: string;
  /** Null when nothing has been approved for the theme: nothing can be counted then, which is not zero. */
  counted: {
    rating: RatingView;
    actions: number;
    /** In the order of `COUNTED`. */
    ratings: number[];
  } | null;
}

/** What the summary counts, in printed order; null = not rated. */
export const COUNTED: readonly (ActionRating | null)[] = [
  'RED',
  'AMBER',
  'GREEN',
  'COMPLETE',
  'NOT_DUE',
  null,
];

const headingOf = ({ subject }: SnapshotSection): string => themeHeading(subject);
const anchorOf = ({ subject }: SnapshotSection): string => `theme-${subject.number}`;

/** @param quarters those that the report prints, oldest first. */
export function presentTheme(section: ThemeSnapshotSection, quarters: readonly Quarter[]): ThemeView {
  const { content, subject } = section;
  return {
    ...sectionHead(section, anchorOf(section), headingOf(section)),
    content: content && {
      overview:
        content.overview.narrative === null && content.overview.rag === null
          ? null
          : { narrative: content.overview.narrative, rating: ratingView(content.overview.rag) },
      objectives: content.objectives.map((objective, index) =>
        presentObjective(objective, `${subject.number}.${index + 1}`, quarters),
      ),
    },
  };
}

type Objective = NonNullable<ThemeSnapshotSection['content']>['objectives'][number];

const ownerOf = ({ owner }: Objective['actions'][number]): string =>
  owner === null ? 'Not assigned' : personLabel(owner);

function presentObjective(objective: Objective, number: string, quarters: readonly Quarter[]): ObjectiveView {
  const numbers = new Map(objective.actions.map(({ id }, index) => [id, index + 1]));
  const owners = new Set(objective.actions.map(ownerOf));
  const hasDates = objective.actions.some(({ dueOn }) => dueOn !== null);
  const [owner] = owners;
  return {
    anchor: `objective-${number.replace('.', '-')}`,
    heading: `Objective ${number}: ${objective.title}`,
    caption: [
      `Actions of objective ${number}, by quarter`,
      ...(owner === undefined || owners.size > 1 ? [] : [`Owner: ${owner}`]),
      ...(hasDates || objective.actions.length === 0 ? [] : ['No due dates are set']),
    ].join('. '),
    quarters: quarters.map(quarterLabel),
    actions: objective.actions.map((action, index) => ({
      number: index + 1,
      title: action.title,
      held: heldOf(action, owners.size > 1, hasDates),
      ratings: quarters.map((quarter) => ratingView(ratingIn(action.ratings, quarter))),
    })),
    narratives: objective.narratives.map(({ text, actionIds }) => ({
      about: aboutActions(
        actionIds.map((id) => numbers.get(id)).filter((found) => found !== undefined),
        objective.actions.length,
      ),
      text,
    })),
  };
}

/** `Ada Example, Director; due 29 February 2020` */
function heldOf(action: Objective['actions'][number], withOwner: boolean, withDate: boolean): string | null {
  const due = action.dueOn === null ? 'no date set' : `due ${longDate(action.dueOn)}`;
  const parts = [...(withOwner ? [ownerOf(action)] : []), ...(withDate ? [due] : [])].join('; ');
  return parts === '' ? null : `${parts.charAt(0).toUpperCase()}${parts.slice(1)}`;
}

/** @returns null where nobody gave one. */
export function ratingIn(
  ratings: Objective['actions'][number]['ratings'],
  quarter: Quarter,
): ActionRating | null {
  return (
    ratings.find(
      (rating) => rating.financialYear === quarter.financialYear && rating.quarter === quarter.quarter,
    )?.rag ?? null
  );
}

function aboutActions(numbers: readonly number[], all: number): string | null {
  if (numbers.length === all) return null;
  const sorted = numbers.toSorted((a, b) => a - b);
  return `About: ${sorted.length === 1 ? 'action' : 'actions'} ${inWords(sorted)}`;
}

/** @param quarter the one whose ratings are counted. */
export function themeLine(section: ThemeSnapshotSection, quarter: Quarter): ThemeLine {
  const line = { anchor: anchorOf(section), heading: headingOf(section) };
  if (section.content === null) return { ...line, counted: null };
  const actions = section.content.objectives.flatMap((objective) => objective.actions);
  const rated = actions.map((action) => ratingIn(action.ratings, quarter));
  return {
    ...line,
    counted: {
      rating: ratingView(section.content.overview.rag),
      actions: actions.length,
      ratings: COUNTED.map((counted) => rated.filter((rating) => rating === counted).length),
    },
  };
}
