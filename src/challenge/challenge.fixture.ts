import type { ConcernsContent } from '../concerns/index.js';
import type { BudgetContent } from '../finance/index.js';
import { decimalsOf, type MeasuresContent } from '../performance/index.js';
import type { WorkforceContent } from '../workforce/index.js';
import type {
  ReportContent,
  Sealed,
  SnapshotPerson,
  SnapshotSection,
  SnapshotTheme,
} from '../snapshot/index.js';
/** For the specs beside it; nothing else imports this. */
import { OWNER, reportSnapshot, themeSection } from '../snapshot/testing.js';
import type { FigureFacts, MeasureFacts } from './measure-facts.js';
import { challenge } from './challenge.rules.js';
import type { Finding } from './finding.js';

const MONTHS = ['2019-08', '2019-09', '2019-10', '2019-11', '2019-12', '2020-01'] as const;

/** What the rules read of each kind of section, so that a spec need not write the rest. */
export interface Facts {
  budget: {
    lines: Pick<
      Sealed<BudgetContent>['lines'][number],
      'id' | 'title' | 'budget' | 'actual' | 'forecast' | 'comment'
    >[];
  };
  concerns: Sealed<ConcernsContent>;
  developments: Sealed<ConcernsContent>;
  risks: {
    entries: {
      id: string;
      number: number;
      kind: string;
      cause: string | null;
      event: string;
      consequence: string | null;
      mitigation: string | null;
      owner: SnapshotPerson | null;
      raised: string;
      lastReviewedOn: string | null;
      reviewOn: string | null;
      nextAction: string | null;
      status: string;
      closedReason: string | null;
      acceptance: { until: string; reason: string } | null;
      links: { actionIds: string[] };
      derived: { scores: { current: { score: number } | null } };
    }[];
  };
  theme: SnapshotTheme;
  measures: Pick<Sealed<MeasuresContent>, 'title' | 'themeId' | 'commentary'> & {
    measures: MeasureFacts[];
    restatements: { measureId: string; title: string; reason: string | null }[];
  };
  workforce: Pick<WorkforceContent, 'asAt' | 'benchmarks'> & {
    teams: {
      id: string;
      name: string;
      reportedVacancyPercent: number | null;
      note: string | null;
      derived: { rates: { vacancyLocal: number | null; vacancyDfe: number | null } };
    }[];
    derived: { total: { rates: WorkforceContent['derived']['total']['rates'] } };
  };
}

/** As at 27 January 2020, overall Red; nothing in it but these sections. */
export function report(...sections: SnapshotSection[]): ReportContent {
  return { ...reportSnapshot({ overall: { rag: 'RED', narrative: 'The whole.' } }), sections };
}

export function section<Kind extends keyof Facts>(
  kind: Kind,
  content: Facts[Kind] | null,
  changes: Partial<SnapshotSection> = {},
): SnapshotSection {
  const subject = { id: `${kind}-subject`, number: 1, title: `The ${kind}` };
  return { ...themeSection(), contributionId: `${kind}-1`, subject, ...changes, kind, content };
}

/** A figure as it is printed; with the places that its value has. */
export const figure = (value: number | null, denominator: number | null = null): FigureFacts => ({
  value,
  decimals: value === null ? 0 : decimalsOf(value),
  denominator,
});

export function measure(
  id: string,
  values: readonly (number | null)[],
  changes: Partial<Omit<MeasureFacts, 'definition'>> & {
    definition?: Partial<MeasureFacts['definition']>;
  } = {},
): MeasureFacts {
  return {
    id,
    months: MONTHS.map((month, index) => ({ month, ...figure(values[index] ?? null) })),
    current: null,
    baseline: null,
    rag: { printed: null, override: null },
    benchmarks: [],
    ...changes,
    definition: {
      reference: null,
      title: `Measure ${id}`,
      unit: 'percent',
      basis: 'snapshot',
      cellBasis: 'in_month',
      availabilityNote: null,
      fedBy: null,
      numerator: null,
      denominator: null,
      target: { minimum: null, upper: null },
      ...changes.definition,
    },
  };
}

export const measures = (...items: MeasureFacts[]): SnapshotSection =>
  section('measures', {
    title: null,
    themeId: null,
    commentary: 'All is told.',
    measures: items,
    restatements: [],
  });

type Risk = Facts['risks']['entries'][number];

export const risk = (number: number, changes: Partial<Risk> = {}): Risk => ({
  id: `r${number}`,
  number,
  kind: 'risk',
  cause: null,
  event: 'Staff leave.',
  consequence: null,
  mitigation: null,
  owner: { ...OWNER, id: `owner-${number}` },
  raised: '2020-01',
  lastReviewedOn: null,
  reviewOn: null,
  nextAction: null,
  status: 'open',
  closedReason: null,
  acceptance: null,
  links: { actionIds: [] },
  derived: { scores: { current: { score: 12 } } },
  ...changes,
});

type Entry = Facts['concerns']['entries'][number];

export const concern = (changes: Partial<Entry> = {}): Entry => ({
  id: 'e1',
  reference: 1,
  title: 'Sufficiency',
  description: 'Too many children live far away.',
  owners: [OWNER],
  due: { words: 'Ongoing', on: null, every: null },
  status: 'open',
  closedReason: null,
  links: { riskIds: [], measureIds: [], actionIds: [] },
  history: [],
  derived: { slipped: null, isNew: false },
  ...changes,
});

type Team = Facts['workforce']['teams'][number];

export const team = (name: string, rate: number | null, changes: Partial<Team> = {}): Team => ({
  id: name,
  name,
  reportedVacancyPercent: rate,
  note: null,
  derived: { rates: { vacancyLocal: null, vacancyDfe: null } },
  ...changes,
});

type Workforce = Facts['workforce'];
type Rates = Workforce['derived']['total']['rates'];

/** The establishment as at 27 January 2020. @param rates of the council; those that are not given are not known. */
export const workforce = (
  teams: Team[],
  rates: Partial<Rates> = {},
  benchmarks: Workforce['benchmarks'] = [],
): SnapshotSection =>
  section('workforce', {
    asAt: '2020-01-27',
    teams,
    benchmarks,
    derived: {
      total: {
        rates: {
          vacancyLocal: null,
          vacancyDfe: null,
          turnoverLocal: null,
          turnoverDfe: null,
          agencyLocal: null,
          agencyDfe: null,
          agencyCover: null,
          ...rates,
        },
      },
    },
  });

export const benchmark = (
  area: MeasureFacts['benchmarks'][number]['area'],
  value: number,
  changes: Partial<MeasureFacts['benchmarks'][number]> = {},
): MeasureFacts['benchmarks'][number] => ({
  area,
  figure: figure(value),
  period: null,
  source: null,
  ...changes,
});

/** A theme with one objective: these actions, these progress texts. */
export function theme(
  actions: SnapshotTheme['objectives'][number]['actions'],
  narratives: SnapshotTheme['objectives'][number]['narratives'] = [],
  overview: SnapshotTheme['overview'] = { narrative: null, rag: null },
): SnapshotSection {
  return themeSection({
    content: { overview, objectives: [{ id: 'o1', title: 'Better plans', actions, narratives }] },
  });
}
export type Action = SnapshotTheme['objectives'][number]['actions'][number];
export const action = (changes: Partial<Action> = {}): Action => ({
  id: 'a1',
  title: 'Write the plans',
  owner: null,
  dueOn: null,
  ratings: [],
  ...changes,
});

/** What one rule finds in these sections. */
export const asked = (rule: string, ...sections: SnapshotSection[]): Finding[] =>
  challenge(report(...sections)).filter((finding) => finding.rule === rule);
export const questions = (rule: string, ...sections: SnapshotSection[]): string[] =>
  asked(rule, ...sections).map(({ question }) => question);
