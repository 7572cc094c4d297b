/** For the specs beside it; nothing else imports this. */
import type { Figure, MeasuresContent } from '../performance/index.js';
import { reportSnapshot, themeSection } from '../snapshot/testing.js';
import type { ReportSnapshot, Sealed, SnapshotSection, SnapshotTheme } from '../snapshot/index.js';
import { changesSince } from './changes.rules.js';
import type { ChangeItem } from './changes.js';

/** A kind of part. What it is about is the same from month to month, though each month has contributions of its own. */
export type Kind = 'theme' | 'measures' | 'risks' | 'concerns' | 'developments' | 'budget';

export function part(kind: Kind, content: unknown, changes: Partial<SnapshotSection> = {}): SnapshotSection {
  const titles = {
    theme: 'Leadership',
    measures: 'Workforce',
    risks: 'Risks and issues',
    concerns: 'Key areas of concern',
    developments: 'Medium-term developments',
    budget: 'Progress against budget',
  };
  return {
    ...themeSection(),
    subject: { id: `subject-of-${kind}`, number: 1, title: titles[kind] },
    ...changes,
    kind,
    content,
  };
}

/** The report of a month, as at its 27th; its contributions are its own. @param month `2020-01` */
export function reportOf(
  month: string,
  sections: readonly SnapshotSection[],
  changes: Partial<ReportSnapshot> = {},
): ReportSnapshot {
  return reportSnapshot({
    period: {
      id: `period-${month}`,
      label: month,
      startsOn: `${month}-01`,
      endsOn: `${month}-28`,
      asAt: `${month}-27`,
    },
    sections: sections.map((section) => ({
      ...section,
      contributionId: `${section.kind}-${section.subject.number}-${month}`,
      history: { ...section.history, approvedAt: `${month}-28T16:20:00Z` },
    })),
    ...changes,
  });
}

/** What the reader of January 2020 is told of a kind of part who had the report of another month. */
export function told(
  kind: Kind,
  before: unknown,
  after: unknown,
  {
    month = '2019-12',
    complete = false,
    section = {},
  }: { month?: string; complete?: boolean; section?: Partial<SnapshotSection> } = {},
): ChangeItem[] {
  return changesSince(
    reportOf(month, [part(kind, before)]),
    reportOf('2020-01', [part(kind, after, section)]),
    { complete },
  ).items;
}

export const sentences = (items: readonly ChangeItem[]): string[] => items.map(({ sentence }) => sentence);

type Action = SnapshotTheme['objectives'][number]['actions'][number];

export const theme = (
  actions: readonly Partial<Action>[],
  rag: 'RED' | 'AMBER' | 'GREEN' | null = 'AMBER',
): SnapshotTheme => ({
  overview: { narrative: null, rag },
  objectives: [
    {
      id: 'o1',
      title: 'Better plans',
      actions: actions.map((one) => ({
        id: 'a1',
        title: 'Write the plans',
        owner: null,
        dueOn: null,
        ratings: [],
        ...one,
      })),
      narratives: [],
    },
  ],
});

export const rated = (
  ...ratings: [year: number, quarter: 1 | 2 | 3 | 4, rag: Action['ratings'][number]['rag']][]
): Pick<Action, 'ratings'> => ({
  ratings: ratings.map(([financialYear, quarter, rag]) => ({ financialYear, quarter, rag })),
});

type Content = Sealed<MeasuresContent>;
type Measure = Content['measures'][number];

export const figure = (value: number | null, changes: Partial<Figure> = {}): Figure => ({
  missingReason: value === null ? 'not_collected' : null,
  value,
  decimals: 1,
  numerator: null,
  denominator: null,
  asAt: null,
  state: 'validated',
  partMonth: false,
  ...changes,
});

export const suppressed = figure(null, { missingReason: 'suppressed' });

/** A snapshot in per cent, lower is better, with a dead band of one point. @param months figures by month. */
export function measure(
  months: Readonly<Record<string, number | Figure | null>>,
  definition: Partial<Measure['definition']> = {},
  changes: Partial<Measure> = {},
): Measure {
  const cells = Object.entries(months).map(([month, cell]) => ({
    month,
    ...(typeof cell === 'object' && cell !== null ? cell : figure(cell)),
  }));
  const last = cells.findLast(({ value }) => value !== null);
  return {
    id: 'm1',
    definition: {
      reference: null,
      title: 'Vacancies',
      definition: null,
      source: null,
      unit: 'percent',
      decimals: 1,
      polarity: 'lower',
      basis: 'snapshot',
      cellBasis: 'snapshot',
      numerator: null,
      denominator: null,
      owner: null,
      statutory: false,
      availabilityNote: null,
      target: { minimum: null, upper: null, from: null, until: null },
      tolerance: null,
      deadBand: 1,
      fedBy: null,
      belowZero: null,
      frequency: 'month',
      ...definition,
    },
    months: cells,
    current: last ? { ...last, span: 'month', computed: false } : null,
    baseline: null,
    direction: null,
    rag: { derived: null, override: null, printed: null },
    benchmarks: [],
    spc: null,
    ...changes,
  };
}

export const measures = (
  items: readonly Measure[],
  restatements: readonly Partial<Content['restatements'][number]>[] = [],
): Content => ({
  title: 'Workforce',
  themeId: null,
  commentary: null,
  window: [],
  measures: [...items],
  restatements: restatements.map((one) => ({
    measureId: 'm1',
    title: 'Vacancies',
    period: '2019-12',
    span: 'month',
    before: figure(15),
    after: figure(16),
    reason: 'Counted again.',
    ...one,
  })),
});

const STEPS = [1, 2, 3, 4, 5];
export const MATRIX = {
  name: 'Product',
  bands: [
    { key: 'low', name: 'Low', rank: 1 },
    { key: 'high', name: 'High', rank: 2 },
  ],
  cells: STEPS.flatMap((probability) =>
    STEPS.map((impact) => ({ probability, impact, score: probability * impact, band: 'low' })),
  ),
};

/** Risk of this number with this score, raised in spring 2019. */
export const risk = (number: number, score: number | null, changes: Record<string, unknown> = {}) => ({
  id: `r${number}`,
  number,
  kind: 'risk',
  event: 'staff leave.',
  raised: '2019-05',
  severity: null,
  status: 'open',
  ...changes,
  derived: {
    scores: { inherent: null, current: score === null ? null : { score, band: 'low' }, target: null },
    movement: changes['movement'] ?? 'same',
    previous: null,
  },
});

export const register = (entries: readonly object[], matrix: object = MATRIX) => ({ matrix, entries });

/** A concern of this reference, raised in spring 2019. */
export const concern = (reference: number, changes: Record<string, unknown> = {}) => ({
  id: `c${reference}`,
  reference,
  title: 'Sufficiency',
  due: { words: 'Ongoing', on: null, every: null },
  status: 'open',
  history: [{ on: '2019-05-20', status: 'open', note: 'Raised.' }],
  ...changes,
  derived: { slipped: null, isNew: changes['isNew'] ?? false },
});
