import { PartMarkup } from '../../../document/index.js';
import { ratingView } from '../../../snapshot/index.js';
import {
  choices,
  head,
  paths,
  type Examples,
  type FormView,
  type Link,
  type PageView,
  type Path,
} from '../../shell/index.js';
import type { MeasureLine } from './measure-line.js';

/** A page of several that show one programme's measures. */
export interface Tab extends Link {
  current: boolean;
}

/** What is chosen of a list, as fields of a form that is only read. */
export interface MeasureFilter {
  action: Path;
  form: FormView;
  /** Empty where the reader may not see the periods. */
  periods: ReturnType<typeof choices>;
  ratings: ReturnType<typeof choices>;
  only: ReturnType<typeof choices>;
  /** Of the same page without it; null where nothing is chosen. */
  clear: Path | null;
}

/** The measures of a programme by group, with what is known now. */
export interface MeasuresPage extends PageView {
  tabs: readonly Tab[];
  filter: MeasureFilter;
  /** “12 of 34 measures” */
  result: string;
  groups: readonly { heading: Link; rows: readonly MeasureLine[] }[];
  /** What the signs in the figures mean. */
  signs: readonly string[];
  /** Instead of tables; null where there is something. */
  empty: string | null;
  /** Those that are no longer reported. */
  retired: readonly Link[];
  before: Path | null;
  next: Path | null;
  /** What this person can do. */
  actions: readonly Link[];
}

/** How measures were rated in the reports of the last twelve periods. */
export interface RatingsPage extends PageView {
  tabs: readonly Tab[];
  caption: string;
  /** Periods, the earliest first; with the sealed report where the reader may see it. */
  columns: readonly {
    text: string;
    href: Path | null;
    /** What it means that a measure has no rating there: `Not approved yet`. */
    without: string;
  }[];
  rows: readonly {
    link: Link;
    /** Null where its report did not have it. */
    cells: readonly ({ rating: ReturnType<typeof ratingView>; note: string | null } | null)[];
  }[];
  empty: string | null;
  before: Path | null;
  next: Path | null;
}

declare module '../../shell/page-views.js' {
  interface PageViews {
    'measures/measures': MeasuresPage;
    'measures/ratings': RatingsPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const tabs = (at: number): readonly Tab[] => [
  { text: 'Latest figures', href: paths.measures(id), current: at === 0 },
  { text: 'Ratings over time', href: paths.measureRatings(id), current: at === 1 },
];
export const exampleTrend = new PartMarkup(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 28" width="96" height="28" role="img" aria-label="August 2019 71.4%, January 2020 67.2%" focusable="false"><path d="M4,8L92,20" fill="none" stroke="#16212c" stroke-width="1.75"/><circle cx="92" cy="20" r="3" fill="#16212c"/></svg>',
);
const inTime: MeasureLine = {
  link: { text: '1.1.1 Assessments within 45 working days of <referral>', href: paths.measure(id) },
  hint: 'higher is better',
  figure: '67.2% [p]',
  of: 'January 2020',
  direction: { arrow: '↓', word: 'Worse', months: null },
  rating: ratingView('RED'),
  trend: exampleTrend,
  target: 'at least 80%, ambition 90%',
  notes: ['Another rating than the one that follows from its target'],
};
const onPlans: MeasureLine = {
  link: { text: '1.1.2 Children on a plan for longer than two years', href: paths.measure(id) },
  hint: 'lower is better; in days',
  figure: '1,204 days',
  of: 'Q3 2019/20',
  direction: { arrow: '↑', word: 'Better', months: 'Q1 to Q3 2019/20' },
  rating: ratingView('GREEN'),
  trend: exampleTrend,
  target: 'at most 1,300 days',
  notes: [],
};
export const exampleLines: readonly MeasureLine[] = [
  inTime,
  onPlans,
  {
    link: { text: '1.1.3 Satisfaction of families', href: paths.measure(id) },
    hint: 'for context; unit not stated',
    figure: '[n]',
    of: null,
    direction: { arrow: '', word: 'Too few months', months: null },
    rating: ratingView(null),
    trend: null,
    target: null,
    notes: ['No figure for January 2020 yet'],
  },
];
const filter = (values: Record<string, string | string[]>, clear: Path | null): MeasureFilter => ({
  action: paths.measures(id),
  form: {
    values: { period: '', rating: '', only: [], ...values },
    errors: { period: null, rating: null, only: null },
    problems: [],
  },
  periods: choices([
    { value: id, text: 'January 2020' },
    { value: '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a11', text: 'December 2019' },
  ]),
  ratings: choices([
    { value: '', text: 'Any' },
    { value: 'RED', text: 'Red' },
    { value: 'AMBER', text: 'Amber' },
    { value: 'GREEN', text: 'Green' },
    { value: 'none', text: 'Not rated' },
  ]),
  only: choices([
    { value: 'worse', text: 'Got worse' },
    { value: 'missing', text: 'No figure this period' },
    { value: 'provisional', text: 'Provisional' },
  ]),
  clear,
});
const shared = {
  tabs: tabs(0),
  signs: ['[n] not collected yet'],
  retired: [],
  before: null,
  next: null,
  actions: [],
};

export const examples = {
  'measures/measures': {
    none: {
      head: head('Measures', {
        wide: true,
        lead: 'There is no measure yet. Add a group, and then its measures.',
      }),
      ...shared,
      filter: filter({}, null),
      result: 'No measure',
      groups: [],
      empty: 'No measure yet.',
      actions: [{ text: 'Add a group', href: paths.newMeasureGroup(id) }],
    },
    some: {
      head: head('Measures', {
        wide: true,
        lead: '51 measures are reported. With what is known for January 2020, 1 is Red, 1 got worse and 1 has no figure.',
      }),
      ...shared,
      filter: filter({ period: id }, null),
      result: '51 measures, the first 50 of them',
      groups: [
        { heading: { text: '1 Timeliness & <quality>', href: paths.measureGroup(id) }, rows: exampleLines },
        { heading: { text: '2 Workforce', href: paths.measureGroup(id) }, rows: exampleLines.slice(1) },
      ],
      empty: null,
      retired: [{ text: '9.9 Old measure', href: paths.measure(id) }],
      before: null,
      next: paths.measures(id),
      actions: [
        { text: 'Add a measure', href: paths.newMeasure(id) },
        { text: 'Add a group', href: paths.newMeasureGroup(id) },
        { text: 'Import figures', href: paths.importFigures(id) },
        { text: 'Download the figures', href: paths.downloadFigures(id) },
      ],
    },
    'nothing fits': {
      head: head('Measures', { wide: true, lead: '34 measures are reported.' }),
      ...shared,
      filter: filter({ period: id, rating: 'RED', only: ['worse'] }, paths.measures(id)),
      result: 'None of 34 measures',
      groups: [],
      empty: 'No measure fits this filter.',
    },
  },
  'measures/ratings': {
    none: {
      head: head('Ratings over time', { wide: true, lead: 'No part with measures has been approved yet.' }),
      tabs: tabs(1),
      caption: 'Ratings',
      columns: [],
      rows: [],
      empty: 'Ratings stand here once the first part with measures is approved.',
      before: null,
      next: null,
    },
    some: {
      head: head('Ratings over time', {
        wide: true,
        lead: 'How the reports of November 2019 to January 2020 rated each measure.',
      }),
      tabs: tabs(1),
      caption: 'Ratings of measures 1 to 2 of 60',
      columns: [
        { text: 'Nov 2019', href: paths.version(id), without: 'Not in it' },
        { text: 'Dec 2019', href: paths.version(id), without: 'Not in it' },
        { text: 'Jan 2020', href: null, without: 'Not approved yet' },
      ],
      rows: [
        {
          link: inTime.link,
          cells: [
            { rating: ratingView('AMBER'), note: null },
            { rating: ratingView('AMBER'), note: 'not by its target' },
            { rating: ratingView('RED'), note: null },
          ],
        },
        {
          link: onPlans.link,
          cells: [
            null,
            { rating: ratingView(null), note: null },
            { rating: ratingView('GREEN'), note: null },
          ],
        },
      ],
      empty: null,
      before: null,
      next: paths.measureRatings(id),
    },
  },
} satisfies Examples;
