import { printedDecimal } from '../platform/index.js';
import type { FteColumn, Rate, WorkforceContent } from '../workforce/index.js';
import {
  AREA_NAMES,
  formatDecimal,
  inWords,
  longDate,
  NOT_AVAILABLE,
  type Sealed,
  type SnapshotSection,
} from '../snapshot/index.js';
import { horizontalBars } from './charts/bars.js';
import type { Chart } from './charts/chart.js';
import { sectionHead, type SectionHead } from './section-head.js';

/** Establishment and vacancies as the template prints them, inside the theme that they belong to. */
export interface WorkforceView extends SectionHead {
  /** Null when nothing has ever been approved for this section. */
  content: {
    teams: {
      caption: string;
      columns: { heading: string; style: 'number' | 'number rate' }[];
      rows: { name: string; cells: string[] }[];
      /** The council’s total; null where there is one team, which is its own total. */
      total: string[] | null;
    };
    /** What the figures mean, under the table. */
    notes: string[];
    /** Narratives. */
    teamNotes: { name: string; text: string }[];
    /** Null with fewer than two teams of which a rate is known. */
    chart: { caption: string; drawing: Chart } | null;
    /** `rows` is empty when nothing can be said; `missing` says why then. */
    rates: {
      caption: string;
      rows: { rate: string; local: string; dfe: string; benchmark: string[]; formulas: string }[];
      missing: string | null;
    };
  } | null;
}

type SealedWorkforce = Sealed<WorkforceContent>;
type Team = SealedWorkforce['teams'][number];

/** In printed order: heading of the column, and how a sentence calls it. */
export const COLUMNS: readonly { key: FteColumn; heading: string; called: string }[] = [
  { key: 'establishmentFte', heading: 'Posts', called: 'posts' },
  { key: 'permanentFte', heading: 'Permanent', called: 'permanent staff' },
  { key: 'vacantFte', heading: 'Vacant', called: 'vacant posts' },
  { key: 'agencyFte', heading: 'Agency', called: 'agency workers' },
  { key: 'agencyCoveringFte', heading: 'Agency covering', called: 'agency workers who cover a vacancy' },
  { key: 'startersFte', heading: 'Starters', called: 'starters' },
  { key: 'leaversFte', heading: 'Leavers', called: 'leavers' },
];

/** In printed order: each rate with its formula in words. */
export const RATES: readonly { key: Rate; label: string; formula: string }[] = [
  {
    key: 'vacancyLocal',
    label: 'Vacancy rate, local formula',
    formula: 'Posts not filled by permanent staff, as a share of all posts',
  },
  {
    key: 'vacancyDfe',
    label: 'Vacancy rate, DfE formula',
    formula: 'Vacant posts, as a share of vacant posts and permanent staff together',
  },
  {
    key: 'turnoverLocal',
    label: 'Turnover rate, local formula',
    formula: 'Leavers in twelve months, as a share of all posts',
  },
  {
    key: 'turnoverDfe',
    label: 'Turnover rate, DfE formula',
    formula: 'Leavers in twelve months, as a share of permanent staff at the date',
  },
  {
    key: 'agencyLocal',
    label: 'Agency rate, local formula',
    formula: 'Agency workers, as a share of all posts',
  },
  {
    key: 'agencyDfe',
    label: 'Agency rate, DfE formula',
    formula: 'Agency workers, as a share of agency workers and permanent staff together',
  },
  {
    key: 'agencyCover',
    label: 'Agency workers covering vacancies, DfE formula',
    formula: 'Agency workers who cover a vacancy, as a share of all agency workers',
  },
];

/** A kind of rate by both formulas, where it has both. */
const RATE_ROWS: readonly { name: string; local: Rate | null; dfe: Rate | null }[] = [
  { name: 'Vacancy', local: 'vacancyLocal', dfe: 'vacancyDfe' },
  { name: 'Turnover', local: 'turnoverLocal', dfe: 'turnoverDfe' },
  { name: 'Agency', local: 'agencyLocal', dfe: 'agencyDfe' },
  { name: 'Agency workers covering vacancies', local: null, dfe: 'agencyCover' },
];

const formulaOf = (rate: Rate): string => `${RATES.find(({ key }) => key === rate)?.formula ?? rate}.`;

export function presentWorkforce(section: SnapshotSection): WorkforceView {
  const content = section.content as SealedWorkforce | null;
  return {
    ...sectionHead(section, 'workforce'),
    content: content && presentContent(content),
  };
}

function presentContent(content: SealedWorkforce): NonNullable<WorkforceView['content']> {
  const { teams, derived, asAt } = content;
  const given = COLUMNS.filter(({ key }) => teams.some((team) => team[key] !== null));
  const withCaseload = teams.some(({ caseload }) => caseload !== null);
  const cellsOf = (row: Team | SealedWorkforce['derived']['total'], rate: string, cases: number | null) => [
    ...given.map(({ key }) => fte(row[key])),
    ...(withCaseload ? [cases === null ? NOT_AVAILABLE : printedDecimal(cases, 1)] : []),
    rate,
  ];
  const { rates, casesPerWorker } = derived.total;
  const inTotal = teams.length < 2 ? null : workedOut(rates);
  const formulas = new Set([inTotal, ...teams.map(vacancyOf)].flatMap((vacancy) => vacancy?.formula ?? []));
  const [formula] = formulas.size === 1 ? formulas : [];
  // Where the formula is not the same for all, each rate says its own.
  const rateOf = (vacancy: Vacancy | null) =>
    vacancy === null
      ? NOT_AVAILABLE
      : vacancy.formula === null || vacancy.formula === formula
        ? vacancy.words
        : `${vacancy.words}, ${FORMULA_WORDS[vacancy.formula]}`;
  const rows = teams.map((team) => ({
    name: team.name,
    cells: cellsOf(team, rateOf(vacancyOf(team)), team.derived.casesPerWorker),
  }));
  const total = teams.length < 2 ? null : cellsOf(derived.total, rateOf(inTotal), casesPerWorker);
  return {
    teams: {
      caption: `Teams as at ${longDate(asAt)}, in full-time equivalents (FTE)`,
      columns: [
        ...given.map(({ heading }) => ({ heading, style: 'number' as const })),
        ...(withCaseload ? [{ heading: 'Cases per worker', style: 'number' as const }] : []),
        {
          heading: formula ? `Vacancy rate, ${FORMULA_WORDS[formula]}` : 'Vacancy rate',
          style: 'number rate',
        },
      ],
      rows,
      total,
    },
    notes: notesOf(teams, given.map(({ key }) => key), rows, total), // prettier-ignore
    teamNotes: teams.flatMap(({ name, note }) => (note === null ? [] : [{ name, text: note }])),
    chart: chartOf(teams),
    rates: presentRates(content),
  };
}

function notesOf(
  teams: readonly Team[],
  given: readonly FteColumn[],
  rows: readonly { cells: string[] }[],
  total: readonly string[] | null,
): string[] {
  const missing = COLUMNS.filter(({ key }) => !given.includes(key)).map(({ called }) => called);
  const isReported = teams.some((team) => vacancyOf(team)?.formula === null);
  const incomplete = total?.includes(NOT_AVAILABLE) === true;
  return [
    ...(given.includes('agencyFte')
      ? [
          'Agency workers are stated apart from the posts: a post that an agency worker covers still counts as vacant.',
        ]
      : []),
    ...(missing.length > 0 ? [`Not given by any team: ${inWords(missing)}.`] : []),
    ...(isReported
      ? [
          '“Reported” is a rate that a team states without its posts. It is not worked out here and is part of no total.',
        ]
      : []),
    ...(incomplete || rows.some(({ cells }) => cells.includes(NOT_AVAILABLE))
      ? [`${NOT_AVAILABLE} means not available. It does not mean zero.`]
      : []),
    ...(incomplete
      ? [
          `The council total is not complete: it is ${NOT_AVAILABLE} where a team does not give its own figure.`,
        ]
      : []),
  ];
}

/** How a vacancy rate was worked out. */
const FORMULA_WORDS = { vacancyLocal: 'local formula', vacancyDfe: 'DfE formula' } as const;

interface Vacancy {
  value: number;
  words: string;
  /** Null for one that was only reported. */
  formula: keyof typeof FORMULA_WORDS | null;
}

/** The vacancy rate by the local formula, or else by the DfE's, which takes other figures. */
function workedOut(rates: Team['derived']['rates']): Vacancy | null {
  for (const formula of ['vacancyLocal', 'vacancyDfe'] as const) {
    const value = rates[formula];
    if (value !== null) return { value, words: percent(value), formula };
  }
  return null;
}

/** A team's vacancy rate: worked out from its posts, or else the one that it reports. Null when neither is known. */
function vacancyOf({ derived: { rates }, reportedVacancyPercent }: Team): Vacancy | null {
  if (reportedVacancyPercent === null) return workedOut(rates);
  return (
    workedOut(rates) ?? {
      value: reportedVacancyPercent,
      words: `${reportedVacancyPercent}%, reported`,
      formula: null,
    }
  );
}

function chartOf(teams: readonly Team[]): NonNullable<WorkforceView['content']>['chart'] {
  const bars = teams.flatMap((team) => {
    const vacancy = vacancyOf(team);
    if (!vacancy) return [];
    return [
      { label: team.name, value: vacancy.value, words: vacancy.words, outline: vacancy.formula === null },
    ];
  });
  if (bars.length < 2) return null;
  const both = new Set(bars.map(({ outline }) => outline)).size > 1;
  const figures = bars.map(({ label, words }) => `${label} ${words}`).join('; ');
  return {
    caption: `Vacancy rate by team, on a scale from 0 to 100%${both ? '; a bar in outline is a reported rate' : ''}`,
    drawing: horizontalBars(
      `Bar chart of the vacancy rate by team, from 0 to 100 per cent: ${figures}.`,
      bars,
      100,
    ),
  };
}

function presentRates({
  benchmarks,
  derived,
}: SealedWorkforce): NonNullable<WorkforceView['content']>['rates'] {
  // A report that was sealed before a rate was known does not have it.
  const known: Partial<typeof derived.total.rates> = derived.total.rates;
  const rows = RATE_ROWS.flatMap(({ name, local, dfe }) => {
    const keys = [local, dfe].filter((key) => key !== null);
    const own = benchmarks.filter(({ rate }) => keys.includes(rate));
    if (own.length === 0 && keys.every((key) => (known[key] ?? null) === null)) return [];
    const printed = (key: Rate | null) => (key === null ? 'None' : percent(known[key] ?? null));
    return [
      {
        rate: name,
        local: printed(local),
        dfe: printed(dfe),
        benchmark:
          own.length === 0
            ? ['None given']
            : own.map(
                ({ area, value: figure, period, source, likeForLike, rate }) =>
                  `${AREA_NAMES[area]} ${figure}% (${period}; ${source})${likeForLike ? '' : `, not like for like${rate === local ? ' with the local formula' : ''}`}`,
              ),
        formulas: keys.map((key) => `${key === local ? 'Local' : 'DfE'}: ${formulaOf(key)}`).join(' '),
      },
    ];
  });
  return {
    caption: 'Rates of the council as a whole, by the local formula and by the DfE’s',
    rows,
    missing:
      rows.length > 0
        ? null
        : 'No rate of the council as a whole can be worked out, because not every team gives its figures.',
  };
}

const percent = (value: number | null): string =>
  value === null ? NOT_AVAILABLE : `${printedDecimal(value, 1)}%`;

/** `1,234.5`: at least one decimal, two where there are two. */
const fte = (value: number | null): string => (value === null ? NOT_AVAILABLE : formatDecimal(value, 1, 2));
