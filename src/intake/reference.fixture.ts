import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../platform/index.js';
import type { FixtureBlock, FixtureCell } from './docx.fixture.js';

type Figure =
  { kind: 'empty' | 'dash' | 'not_applicable' } | { kind: 'value'; value: number; decimals: number };

export interface ReferenceMeasure {
  ref: string | null;
  title: string;
  unit: string | null;
  basis: 'snapshot' | 'year_to_date' | null;
  cellBasis: string;
  availability: 'not_yet_available' | 'provisional' | 'calculation_to_be_developed' | null;
  baseline: ({ year: string } & Figure) | null;
  current: Figure;
  months: ({ month: string } & Figure)[];
  direction: string | null;
  benchmarks: { national: Figure; neighbours: Figure };
}

export interface ReferenceObjective {
  title: string;
  actions: {
    id: string;
    title: string;
    ratings: { financialYear: number; quarter: number; rag: string }[];
  }[];
  narratives: { text: string; actionIds: string[] }[];
}

export interface Reference {
  measures: { groups: { theme: number; title: string | null; measures: ReferenceMeasure[] }[] };
  themes: {
    themes: {
      number: number;
      title: string;
      overview: { rag: string; narrative: string } | null;
      objectives: ReferenceObjective[];
    }[];
  };
  concerns: { concerns: ReferenceConcern[] };
  developments: { developments: ReferenceConcern[] };
  risks: {
    risks: {
      ref: number;
      description: string;
      mitigation: string;
      probability: number;
      impact: number;
      owner: string;
    }[];
  };
  overall: { rag: string; narrative: string };
  people: { people: { key: string; name: string }[] };
}

interface ReferenceConcern {
  ref: number;
  title: string;
  owners: string[];
  byWhen: { text: string };
  description: string;
}

/** The sample’s January 2020: what the reference report says, in words of its own. */
export function reference(): Reference {
  const read = (name: string): unknown =>
    JSON.parse(readFileSync(join(projectFolder(), 'samples/january-2020', `${name}.json`), 'utf8'));
  return Object.fromEntries(
    ['measures', 'themes', 'concerns', 'developments', 'risks', 'overall', 'people'].map((name) => [
      name,
      read(name),
    ]),
  ) as unknown as Reference;
}

const MONTHS = ['Aug 19', 'Sep 19', 'Oct 19', 'Nov 19', 'Dec 19', 'Jan 20'];
const REMARKS = {
  not_yet_available: ' (not yet available)',
  provisional: ' (provisional subject to further validation)',
  calculation_to_be_developed: ' (in year collation and calculation needs to be developed)',
};

const figure = (of: Figure | null, unit: string | null): string =>
  of === null || of.kind === 'empty'
    ? ''
    : of.kind === 'value'
      ? `${of.value.toFixed(of.decimals)}${unit === 'percent' ? '%' : ''}`
      : of.kind === 'dash'
        ? '-'
        : 'n/a';

export const titleWithRemark = ({ title, availability }: ReferenceMeasure): string =>
  `${title}${availability === null ? '' : REMARKS[availability]}`;

/** A row as the reference prints it. @param end the cells after the months, as its table has them. */
function measureRow(measure: ReferenceMeasure, layout: 'split' | 'cut' | 'usual'): FixtureCell[] {
  const { unit, benchmarks, direction } = measure;
  const [national, neighbours] = [figure(benchmarks.national, unit), figure(benchmarks.neighbours, unit)];
  const arrow = direction === 'worse' ? '↓' : '';
  const end =
    layout === 'split'
      ? ['', arrow, national, neighbours, '', '']
      : layout === 'cut'
        ? ['', '', national, neighbours, '']
        : ['', '', arrow, national, neighbours];
  return [
    measure.ref ?? '',
    titleWithRemark(measure),
    figure(measure.baseline, unit),
    figure(measure.current, unit),
    measure.basis === null ? '' : measure.basis === 'snapshot' ? 'Snapshot' : 'YTD',
    ...measure.months.map((month) => figure(month, unit)),
    ...end,
  ];
}

const BEFORE = (year: string): FixtureCell[] => ['Ref', 'Performance Measure', year, 'Current', 'Period'];
/** Two rows of headings, in which one column was cut in two: 17 columns. */
const SPLIT = (year: string): FixtureCell[][] => [
  [
    ...BEFORE(year),
    { text: 'Six Month Trend', span: 6 },
    { text: 'Target', span: 2 },
    'Trend',
    { text: 'Benchmarking', span: 3 },
  ],
  ['', '', '', '', '', ...MONTHS, 'Min', 'Upper', '', 'Month', 'National', 'Regional / Stat / Neigh'],
  Array.from({ length: 17 }, () => ''),
];
/** Two rows of headings, 16 columns. */
const USUAL = (year: string): FixtureCell[][] => [
  [
    ...BEFORE(year),
    { text: 'Six Month Trend', span: 6 },
    { text: 'Target', span: 2 },
    'Trend',
    { text: 'Benchmarking', span: 2 },
  ],
  ['', '', '', '', '', ...MONTHS, 'Min', 'Upper', 'Month', 'National', 'Regional / Stat Neigh'],
  Array.from({ length: 16 }, () => ''),
];
/** One row of headings, cut at the end of a page. */
const CUT = (year: string): FixtureCell[][] => [
  [...BEFORE(year), ...MONTHS, 'Min', 'Upper', 'Mont', 'Nation', 'Region / Stat Neigt'],
];
/** No headings: the page before has them. */
const orphan = (measure: ReferenceMeasure): FixtureCell[] => [
  ...measureRow(measure, 'usual').slice(0, 11),
  ...measureRow(measure, 'usual').slice(12),
];

const SHADES: Readonly<Record<string, string | undefined>> = {
  RED: 'FF0000',
  AMBER: 'FFC000',
  GREEN: '00B050',
};

function planRows(objective: ReferenceObjective): FixtureCell[][] {
  return objective.actions.map((action, n) => {
    const narrative = objective.narratives.find(({ actionIds }) => actionIds.includes(action.id));
    const first = narrative?.actionIds[0] === action.id;
    return [
      { text: n === 0 ? objective.title : '', merge: n === 0 ? 'begin' : 'below' },
      action.title,
      ...action.ratings.map(({ rag }): FixtureCell => {
        const shade = SHADES[rag];
        return shade === undefined
          ? { text: rag === 'COMPLETE' ? 'Complete' : 'Not due' }
          : { text: '', shade };
      }),
      { text: first ? narrative.text : '', merge: first ? 'begin' : 'below' },
    ];
  });
}

const PLAN_HEADINGS: FixtureCell[] = [
  'Objective',
  'Key Actions',
  'Q4',
  'Q1',
  'Q2',
  'Q3',
  'PROGRESS NARRATIVE',
];
const CAPTION = 'Progress in delivering key improvement plan actions';

/** The reference report as a document: the sample’s content, in the reference’s layout with its faults. */
export function referenceBlocks(of: Reference): FixtureBlock[] {
  const name = (key: string): string => of.people.people.find((person) => person.key === key)?.name ?? key;
  const register = (title: string, what: string, entries: readonly ReferenceConcern[]): FixtureBlock => ({
    rows: [
      [{ text: title, span: 4 }],
      ['Ref', `Description of ${what}`, 'Owner', 'By When'],
      ...entries.map(({ ref, title: heading, description, owners, byWhen }) => [
        String(ref),
        `${heading} - ${description}`,
        owners.map(name).join('/'),
        byWhen.text,
      ]),
    ],
  });
  const group = (n: number) => of.measures.groups[n]?.measures ?? [];
  const theme = (n: number) => of.themes.themes[n - 1];
  const overview = (n: number): FixtureBlock => ({
    rows: [
      ['Overview narrative', 'Overview RAG rating'],
      [theme(n)?.overview?.narrative ?? '', { text: 'RED', shade: 'FF0000' }],
    ],
  });
  const plan = (n: number, from = 0, to?: number): FixtureCell[][] =>
    (theme(n)?.objectives.slice(from, to) ?? []).flatMap(planRows);
  const heading = (n: number): string =>
    `Theme ${['', 'one', 'Two', 'Three', 'Four'][n] ?? n}: ${theme(n)?.title ?? ''}`;
  const titled = (n: number, rows: FixtureCell[][]): FixtureBlock => ({
    rows: [[{ text: heading(n), span: 7 }], [{ text: CAPTION, span: 7 }], PLAN_HEADINGS, ...rows],
  });
  const [before, after] = [plan(1, 0, 4), plan(1, 4)];
  return [
    {
      rows: [
        ['Senior Responsible Officer', name('dcs')],
        ['Programme Manager', name('programme-manager')],
      ],
    },
    {
      rows: [
        ['Date of Report', '27/01/20'],
        ['Overall Status', 'Red'],
      ],
    },
    { rows: [[{ text: 'Overall progress narrative', span: 2 }], ['1', of.overall.narrative]] },
    {
      rows: [
        ['Progress against', 'Budget', 'Actual Spend', 'Forecast Spend', 'Variance', 'Comments'],
        ['2', 'Programme Budget', '', '', '', 'To be updated'],
      ],
    },
    register('Key Areas of Concern', 'concern', of.concerns.concerns),
    register('Medium Term Developments', 'development', of.developments.developments),
    {
      rows: [
        [{ text: 'Issues / Risks', span: 10 }],
        [
          'Ref',
          'Issue / Risk',
          'Description',
          'Mitigation / Resolution',
          'Date Raised',
          'Owner',
          'Probability',
          'Impact',
          'Risk Score',
          '',
        ],
        ...of.risks.risks.map(
          ({ ref, description, mitigation, owner, probability, impact }): FixtureCell[] => [
            String(ref),
            'Risk',
            description,
            mitigation,
            'January 2020',
            name(owner),
            String(probability),
            String(impact),
            String(probability * impact),
            { text: '', shade: probability * impact > 14 ? 'FF0000' : 'FFC000' },
          ],
        ),
        ...[9, 10, 11, 12].map((n) => [String(n), '', '', '', '', '', '', '', '0', '']),
      ],
    },
    {
      rows: [
        [{ text: 'Guidance for RAG status', span: 3 }],
        ['STATUS', 'Overall ratings', 'Individual Action ratings'],
        ...['GREEN', 'AMBER', 'RED'].map((word) => [
          word,
          `What ${word} means for the whole`,
          `What ${word} means for an action`,
        ]),
      ],
    },
    heading(1),
    overview(1),
    'Placement stability',
    { rows: [...SPLIT('2019/20'), ...group(0).map((one) => measureRow(one, 'split'))] },
    'Management oversight and supervision',
    { rows: group(1).map(orphan) },
    of.measures.groups[2]?.title ?? '',
    {
      rows: [
        ...SPLIT('2019/20'),
        ...group(2)
          .slice(0, 4)
          .map((one) => measureRow(one, 'split')),
      ],
    },
    { rows: [Array.from({ length: 15 }, () => ''), ...group(2).slice(4).map(orphan)] },
    heading(1),
    CAPTION,
    { rows: [PLAN_HEADINGS, ...before] },
    CAPTION,
    // One column less: which quarter is missing cannot be seen.
    { rows: after.map((row) => [...row.slice(0, 5), ...row.slice(6)]) },
    { rows: [...CUT('2018/19'), ...group(3).map((one) => measureRow(one, 'usual'))] },
    'Child protection process',
    { rows: [...USUAL('2018/19'), ...group(4).map((one) => measureRow(one, 'usual'))] },
    'IROs and CP chairs sufficiently challenge plans',
    { rows: [...USUAL('2018/19'), ...group(5).map((one) => measureRow(one, 'usual'))] },
    'Public Law Outline',
    { rows: [...USUAL('2018/19'), ...group(6).map((one) => measureRow(one, 'usual'))] },
    'Child permanence and adoption decisions',
    { rows: USUAL('2018/19') },
    { rows: [...CUT('2018/19'), ...group(7).map((one) => measureRow(one, 'usual'))] },
    titled(2, plan(2, 0, 5)),
    { rows: [PLAN_HEADINGS, ...plan(2, 5)] },
    heading(3),
    overview(3),
    'Workforce strategy',
    { rows: [...USUAL('2019/20'), ...group(8).map((one) => measureRow(one, 'cut'))] },
    titled(3, plan(3)),
    titled(4, plan(4)),
  ];
}
