import { PartMarkup } from '../../../document/index.js';
import { ratingView, type RatingView } from '../../../snapshot/index.js';
import {
  facts,
  head,
  paths,
  wordRows,
  type Examples,
  type Fact,
  type Link,
  type PageView,
  type Path,
  type WordRow,
} from '../../shell/index.js';

export interface YearCell {
  /** `67.2% [p]`, `[n]`; empty where the period has not begun. */
  text: string;
  note: string | null;
  /** Of how it was recorded; null where it was not. */
  href: Path | null;
  /** For who hears the link. */
  about: string;
}

export interface YearsTable {
  columns: readonly string[];
  rows: readonly { name: string; cells: readonly YearCell[] }[];
}

/** Everything that is known of one measure. */
export interface MeasurePage extends PageView {
  rating: RatingView;
  facts: readonly Fact[];
  /** Null without two figures. */
  chart: { sentence: string; drawing: PartMarkup; key: string | null; trial: string | null } | null;
  /** What to do about it where there is no figure; null otherwise. */
  empty: string | null;
  actions: readonly Link[];
  years: YearsTable | null;
  /** What the signs in the figures mean. */
  signs: readonly string[];
  restatements: readonly WordRow[];
  /** There are more than are shown. */
  moreRestatements: boolean;
  benchmarks: readonly WordRow[];
  /** Every one that was ever recorded. */
  allBenchmarks: readonly WordRow[];
  rebases: readonly WordRow[];
  definition: readonly Fact[];
  versions: readonly WordRow[];
  /** The approved parts that print it. */
  reports: readonly {
    link: Link | null;
    period: string;
    figure: string;
    /** What versions said that corrections took the place of, the newest first. */
    before: readonly Link[];
    now: string;
    rating: RatingView;
    note: string | null;
  }[];
  reportsNote: string | null;
}

/** How one figure came about. */
export interface FigurePage extends PageView {
  revisions: readonly WordRow[];
  next: Path | null;
}

declare module '../../shell/page-views.js' {
  interface PageViews {
    'measures/measure': MeasurePage;
    'measures/figure': FigurePage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const crumbs = [
  { text: 'Measures', href: paths.measures(id) },
  { text: '1 Timeliness', href: paths.measureGroup(id) },
];
const cell = (text: string, period: string, note: string | null = null): YearCell => ({
  text,
  note,
  href: paths.figureHistory(id, 'm2019-12'),
  about: `, ${period}, how it was recorded (${text})`,
});
const blank: YearCell = { text: '', note: null, href: null, about: '' };
const definition = facts([
  { name: 'What is counted', value: 'Assessments that ended within 45 <working> days of their referral.' },
  { name: 'Source', value: 'Case system' },
  { name: 'Unit', value: 'Per cent' },
  { name: 'Better when', value: 'Higher is better' },
  { name: 'Target', value: 'at least 80%, ambition 90%' },
]);
const versions = wordRows([
  {
    cells: [
      '2',
      '3 December 2019 at 10:00',
      'Analyst',
      'Other target and tolerance',
      'Members asked for <more>.',
    ],
  },
  { cells: ['1', '1 April 2018 at 09:12', 'Analyst', 'First definition', 'Not said'] },
]);
const chart = {
  sentence: 'Worse than its usual range in its latest month.',
  drawing: new PartMarkup(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 336 196" width="336" height="196" role="img" aria-label="Assessments: worse than its usual range in its latest month. Months: December 2019 67.2%" focusable="false"><path d="M56,120L250,60" fill="none" stroke="#16212c" stroke-width="1.75"/><text x="260" y="64" font-size="15" fill="#16212c">target</text></svg>',
  ),
  key: 'Open circle: within its usual range; square: worse than chance explains.',
  trial: 'Trial limits: 7 points',
};
const shared = {
  rebases: [],
  allBenchmarks: [],
  moreRestatements: false,
  definition,
  reportsNote: null,
};

export const examples = {
  'measures/measure': {
    'no figure yet': {
      head: head('1.1.3 Satisfaction of families', {
        breadcrumbs: crumbs,
        wide: true,
        lead: 'No figure yet. Record one in the figures of its part, or import a file.',
      }),
      ...shared,
      rating: ratingView(null),
      facts: facts([{ name: 'Why it is rated so', value: 'Not rated: it has no current figure' }]),
      chart: null,
      empty: 'There are two ways to record its first figure.',
      actions: [
        { text: 'Record figures', href: paths.partBlock(id, 'figures') },
        { text: 'Import figures', href: paths.importFigures(id) },
      ],
      years: null,
      signs: [],
      restatements: [],
      benchmarks: [],
      versions: wordRows([
        { cells: ['1', '1 April 2018 at 09:12', 'Analyst', 'First definition', 'Not said'] },
      ]),
      reports: [],
      reportsNote: 'No report prints it yet.',
    },
    'all of it': {
      head: head('1.1.1 Assessments within 45 working days of <referral>', {
        breadcrumbs: crumbs,
        wide: true,
        lead: '67.2% in January 2020, worse than in December 2019.',
      }),
      ...shared,
      rating: ratingView('RED'),
      facts: facts([
        { name: 'Latest figure', value: '67.2% [p], January 2020' },
        { name: 'As at', value: '27 January 2020' },
        { name: 'State', value: 'Provisional: it may still change' },
        { name: 'Made of', value: '41 of 61' },
        { name: 'Why it is rated so', value: 'Red: 67.2% is below the floor of 80%' },
        { name: 'Target', value: 'at least 80%, ambition 90%' },
      ]),
      chart,
      empty: null,
      actions: [
        { text: 'Record figures', href: paths.partBlock(id, 'figures') },
        { text: 'Change the definition', href: paths.measureStep(id, 'definition') },
        { text: 'Set the target', href: paths.measureStep(id, 'target') },
        { text: 'Add a benchmark', href: paths.newBenchmark(id) },
        { text: 'Begin limits anew', href: paths.newRebase(id) },
      ],
      years: {
        columns: [
          'Apr',
          'May',
          'Jun',
          'Jul',
          'Aug',
          'Sep',
          'Oct',
          'Nov',
          'Dec',
          'Jan',
          'Feb',
          'Mar',
          'Year to date',
        ],
        rows: [
          {
            name: '2019/20',
            cells: [
              ...['70.1%', '71.0%', '70.4%', '69.9%', '71.4%', '70.0%', '69.9%'].map((text, index) =>
                cell(
                  text,
                  `${['April', 'May', 'June', 'July', 'August', 'September', 'October'][index]} 2019`,
                ),
              ),
              { text: '[n]', note: null, href: null, about: '' },
              cell('68.0% [r]', 'December 2019', 'recorded 3 times'),
              cell('67.2% [p]', 'January 2020'),
              blank,
              blank,
              cell('69.4%', '2019/20 to date', 'to Jan'),
            ],
          },
          {
            name: '2018/19',
            cells: [...Array.from({ length: 11 }, () => blank), cell('72.0%', '2018/19'), blank],
          },
        ],
      },
      signs: ['[p] provisional: not validated yet', '[r] revised: an earlier report gave another figure'],
      restatements: wordRows([
        {
          cells: [
            'December 2019',
            '69.9%',
            '68.0%',
            '3 cases were entered <late>.',
            'Analyst',
            '3 January 2020 at 10:00',
          ],
        },
      ]),
      benchmarks: wordRows([
        { cells: ['England', '78%, 2017/18; old; 10.8 points worse', 'Department', '1 November 2018'] },
      ]),
      allBenchmarks: wordRows([
        { cells: ['England', '78%', '2017/18', 'Department', 'Analyst', '1 November 2018 at 09:00'] },
      ]),
      rebases: wordRows([{ cells: ['April 2019', 'A new team took over the front door.', 'Analyst'] }]),
      versions,
      reports: [
        {
          link: { text: 'January 2020', href: paths.part(id) },
          period: 'January 2020',
          figure: '67.2% [p]',
          before: [{ text: 'Version 1 said 66.9% [p], December 2019', href: paths.version(id) }],
          now: 'The same',
          rating: ratingView('AMBER'),
          note: 'Not by its target: 3 of 41 cases were entered <late>.',
        },
        {
          link: { text: 'December 2019', href: paths.version(id) },
          period: 'December 2019',
          figure: '69.9%',
          before: [],
          now: '68.0% [r]',
          rating: ratingView('RED'),
          note: null,
        },
        {
          link: null,
          period: 'November 2019',
          figure: '[n]',
          before: [],
          now: 'The same',
          rating: ratingView(null),
          note: null,
        },
      ],
    },
  },
  'measures/figure': {
    'recorded again': {
      head: head('December 2019', {
        caption: '1.1.1 Assessments within 45 working days of <referral>',
        back: { text: '1.1.1 Assessments within 45 working days of <referral>', href: paths.measure(id) },
        wide: true,
        lead: 'It was recorded twice. The figure that counts is 68.0%.',
      }),
      revisions: wordRows([
        {
          cells: [
            '68.0%',
            '3 January 2020 at 10:00',
            'Analyst, Performance',
            'Restated: it was relied on',
            '31 December 2019',
            '41 of 60',
            '3 cases were entered <late>.',
          ],
        },
        {
          cells: [
            '69.9%',
            '31 December 2019 at 16:40',
            'Analyst, Performance',
            'Validated',
            'Not said',
            'Not given',
            'None',
          ],
        },
      ]),
      next: paths.figureHistory(id, 'm2019-12'),
    },
  },
} satisfies Examples;
