import { addQuarters, quarterOf, type ActionRating, type Quarter } from '../../programmes/index.js';
import type { ThemeContent } from '../../themes/index.js';
import { UNRATED } from './theme.words.js';

export type Objective = ThemeContent['objectives'][number];
export type Action = Objective['actions'][number];
export type ProgressText = Objective['narratives'][number];

/** The quarters whose ratings a page shows, by the names of their fields: `q0` is the quarter of the period, `q3` three before it. */
export const QUARTER_FIELDS = ['q0', 'q1', 'q2', 'q3'] as const;
type QuarterField = (typeof QUARTER_FIELDS)[number];
export type ShownQuarters = Readonly<Record<QuarterField, Quarter>>;

/** @param asAt ISO local date: the day that the period's report is of. */
export function shownQuarters(asAt: string): ShownQuarters {
  const current = quarterOf(asAt);
  return Object.fromEntries(
    QUARTER_FIELDS.map((field, back) => [field, addQuarters(current, -back)]),
  ) as Record<QuarterField, Quarter>;
}

const same = (a: Quarter, b: Quarter): boolean =>
  a.financialYear === b.financialYear && a.quarter === b.quarter;

/** What a form shows of an action's ratings. */
export const shownRatings = (
  ratings: Action['ratings'],
  quarters: ShownQuarters,
): Record<QuarterField, string> =>
  Object.fromEntries(
    QUARTER_FIELDS.map((field) => [field, ratings.find((one) => same(one, quarters[field]))?.rag ?? UNRATED]),
  ) as Record<QuarterField, string>;

/** Ratings of quarters that were not in the form stay as they are. In the order of time, as the room gives them. */
export function ratedAs(
  typed: Readonly<Partial<Record<QuarterField, ActionRating | typeof UNRATED | undefined>>>,
  ratings: Action['ratings'],
  quarters: ShownQuarters,
): Action['ratings'] {
  const rated = QUARTER_FIELDS.reduce((kept, field) => {
    const rag = typed[field];
    const quarter = quarters[field];
    if (rag === undefined) return kept;
    const others = kept.filter((one) => !same(one, quarter));
    return rag === UNRATED ? others : [...others, { ...quarter, rag }];
  }, ratings);
  return rated.toSorted((a, b) => a.financialYear - b.financialYear || a.quarter - b.quarter);
}

/** Texts that name their actions in the order of the actions, as the room gives them. */
export const inActionOrder = (
  narratives: readonly ProgressText[],
  actions: readonly Pick<Action, 'id'>[],
): ProgressText[] => {
  const place = (id: string): number => actions.findIndex((action) => action.id === id);
  return narratives.map((text) => ({
    ...text,
    actionIds: text.actionIds.toSorted((a, b) => place(a) - place(b)),
  }));
};

export type Direction = 'up' | 'down';

/** The list with this item one place further up or down; as it is where there is no further place, or no such item. */
export function moved<T extends { id: string }>(list: readonly T[], id: string, direction: Direction): T[] {
  const from = list.findIndex((item) => item.id === id);
  const to = from + (direction === 'up' ? -1 : 1);
  const [item, other] = [list[from], list[to]];
  if (item === undefined || other === undefined) return [...list];
  return list.map((one, index) => (index === from ? other : index === to ? item : one));
}

/** What a button of a list sends: `up 5f0c…`. Undefined when it is no such thing. */
export function readMove(text: string): { direction: Direction; id: string } | undefined {
  const [, direction, id = ''] = /^(up|down) ([\w-]{36})$/.exec(text) ?? [];
  return direction === undefined ? undefined : { direction: direction as Direction, id };
}

/** The texts that would be about nothing without this action. */
export const textsOnlyAbout = ({ narratives }: Objective, actionId: string): ProgressText[] =>
  narratives.filter(({ actionIds }) => actionIds.every((id) => id === actionId));

/** Without an action, and without the texts that are about nothing else. */
export const withoutAction = (objective: Objective, actionId: string): Objective => ({
  ...objective,
  actions: objective.actions.filter(({ id }) => id !== actionId),
  narratives: objective.narratives
    .map((text) => ({ ...text, actionIds: text.actionIds.filter((id) => id !== actionId) }))
    .filter(({ actionIds }) => actionIds.length > 0),
});
