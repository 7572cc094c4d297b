import type { EditorPage } from '../part/editor-page.js';
import {
  choices,
  facts,
  forMacro,
  head,
  paths,
  wordRows,
  type Examples,
  type Fact,
  type FormView,
  type PageView,
  type Path,
  type WordRow,
} from '../shell/index.js';

/** The establishment by team. */
export interface TeamsPage extends PageView {
  warnings: readonly string[];
  facts: readonly Fact[];
  columns: readonly string[];
  teams: readonly WordRow[];
  rateColumns: readonly string[];
  /** What is worked out, by team. */
  rates: readonly { name: string; cells: readonly string[] }[];
  /** Null where the reader cannot write it now. */
  add: Path | null;
  benchmarks: Path;
}

export interface AboutPage extends EditorPage {
  themes: ReturnType<typeof choices>;
}

export interface TeamPage extends EditorPage {
  /** The seven columns. */
  fields: readonly { field: string; label: string }[];
  warnings: readonly string[];
  /** Each rate with the name of its formula; empty where nothing is saved yet. */
  rates: readonly Fact[];
  remove: Path | null;
}

export interface BenchmarksPage extends PageView {
  rows: readonly WordRow[];
  add: Path | null;
}

export interface ChooseBenchmarkPage extends PageView {
  form: FormView;
  action: Path;
  rates: ReturnType<typeof choices>;
  areas: ReturnType<typeof choices>;
}

export interface BenchmarkPage extends EditorPage {
  remove: Path | null;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'workforce/teams': TeamsPage;
    'workforce/about': AboutPage;
    'workforce/team': TeamPage;
    'workforce/benchmarks': BenchmarksPage;
    'workforce/choose-benchmark': ChooseBenchmarkPage;
    'workforce/benchmark': BenchmarkPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const around = {
  caption: 'January 2020 · Establishment and vacancies',
  back: { text: 'Teams', href: paths.partBlock(id, 'teams') },
  wide: true,
};
const editing = { ...around, script: 'editor.js' };
const editor = {
  action: paths.partItem(id, 'teams', id),
  version: 3,
  block: '0123456789abcdef',
  saved: 'Last saved today at 14:05 by Head of Workforce.',
  next: null,
  preview: null,
  cameBack: null,
  evidence: [],
  leftOut: [],
  notes: [],
  read: 'text=0123456789',
  isNew: false,
  asked: [],
  moved: [],
  hasNarrative: false,
  before: null,
};
const labels = ['Posts', 'Permanent', 'Vacant', 'Agency', 'Agency covering', 'Starters', 'Leavers'];
const names = ['establishment', 'permanent', 'vacant', 'agency', 'covering', 'starters', 'leavers'];
const fields = names.map((field, index) => ({ field, label: labels[index] ?? '' }));
const columns = ['Team', ...labels, 'Reported vacancy rate', ''];
const rateColumns = forMacro([
  'Vacancy rate, local formula',
  'Vacancy rate, DfE formula',
  'Cases per worker',
]);
const teamFields = ['name', ...names, 'reported', 'cases', 'workers', 'note'];
const empty = Object.fromEntries(teamFields.map((name) => [name, ''])) as Record<string, string>;
const noErrors = Object.fromEntries(teamFields.map((name) => [name, null])) as Record<string, null>;
const lead = 'Figures as at 27 January 2020. Leave empty what is not known.';
const sum = 'Permanent and vacant posts make 41.0, the establishment is 43.0.';
const action = paths.partItem(id, 'benchmarks', 'vacancyDfe-england');
const benchmarkHead = head('Vacancy rate, DfE formula: England', {
  ...editing,
  lead: 'Vacant posts, as a share of vacant posts and permanent staff together. The council’s own: 12.5%.',
});

export const examples = {
  'workforce/teams': {
    empty: {
      head: head('Teams', { ...around, lead: 'There is no team yet. Add the teams of the establishment.' }),
      warnings: [],
      facts: facts([
        { name: 'The figures are of', value: '27 January 2020' },
        { name: 'Theme that prints them', value: 'None' },
      ]),
      columns,
      teams: [],
      rateColumns,
      rates: [],
      add: paths.newPartItem(id, 'teams'),
      benchmarks: paths.partBlock(id, 'benchmarks'),
    },
    filled: {
      head: head('Teams', { ...around, lead: '1 team as at 27 January 2020, in full-time equivalents.' }),
      warnings: [`Front <door>: ${sum}`],
      facts: facts([
        {
          name: 'The figures are of',
          value: '27 January 2020',
          action: {
            text: 'Change',
            about: 'the day of the figures',
            href: paths.partItem(id, 'teams', 'about'),
          },
        },
        { name: 'Theme that prints them', value: 'Theme 1: Leadership' },
      ]),
      columns,
      teams: wordRows([
        {
          cells: ['Front <door>', '43.0', '39.0', '2.0', '1.0', '1.0', '4.0', '3.0', '–'],
          link: { text: 'Change', about: 'Front <door>', href: paths.partItem(id, 'teams', id) },
        },
        { cells: ['All teams', '43.0', '39.0', '2.0', '1.0', '1.0', '4.0', '3.0', '–'] },
      ]),
      rateColumns,
      rates: forMacro([{ name: 'Front <door>', cells: ['9.3%', '4.9%', 'Not known'] }]),
      add: null,
      benchmarks: paths.partBlock(id, 'benchmarks'),
    },
  },
  'workforce/about': {
    filled: {
      head: head('Day and theme of the figures', {
        ...editing,
        lead: 'The figures of all teams are of one day. The report prints them in one of its themes, or apart.',
      }),
      form: {
        values: { 'asAt-day': '27', 'asAt-month': '1', 'asAt-year': '2020', theme: id },
        errors: { asAt: null, theme: null },
        problems: [],
      },
      editor: { ...editor, action: paths.partItem(id, 'teams', 'about') },
      themes: choices([{ value: id, text: 'Theme 1: Leadership' }], 'None: apart from the themes'),
    },
  },
  'workforce/team': {
    new: {
      head: head('Add a team', { ...editing, lead }),
      form: { values: empty, errors: noErrors, problems: [] },
      editor,
      fields,
      warnings: [],
      rates: [],
      remove: null,
    },
    filled: {
      head: head('Front <door>', { ...editing, lead }),
      form: {
        values: { ...empty, name: 'Front <door>', establishment: '43', permanent: '39', vacant: '2' },
        errors: noErrors,
        problems: [],
      },
      editor: {
        ...editor,
        next: 'Save and go to Assessment',
        before: {
          heading: 'December 2019, approved 27 December 2019',
          texts: [
            {
              label: 'Figures',
              text: 'Posts: 43.0\nPermanent: 40.0',
              isNarrative: false,
              since: [],
              changes: null,
            },
          ],
        },
      },
      fields,
      warnings: [sum],
      rates: facts([
        { name: 'Vacancy rate, local formula', value: '9.3%' },
        { name: 'Cases per worker', value: 'Not known' },
      ]),
      remove: paths.partItemStep(id, 'teams', id, 'remove'),
    },
    refused: {
      head: head('Add a team', { ...editing, lead }),
      form: {
        values: { ...empty, establishment: '43', permanent: 'a <few>', reported: '9.3' },
        errors: {
          ...noErrors,
          name: 'Enter the team’s name',
          permanent: 'Permanent: use a number, such as 12.5',
          reported: 'Give the posts or a reported rate, not both',
        },
        problems: [
          { text: 'Enter the team’s name', href: '#name' },
          { text: 'Permanent: use a number, such as 12.5', href: '#permanent' },
          { text: 'Give the posts or a reported rate, not both', href: '#reported' },
        ],
      },
      editor,
      fields,
      warnings: [],
      rates: [],
      remove: null,
    },
  },
  'workforce/benchmarks': {
    empty: {
      head: head('Benchmarks', {
        ...around,
        lead: 'No benchmark yet. A benchmark stands beside the council’s own rate in the report.',
      }),
      rows: [],
      add: paths.newPartItem(id, 'benchmarks'),
    },
    filled: {
      head: head('Benchmarks', { ...around, lead: '1 benchmark beside the council’s own rates.' }),
      rows: wordRows([
        {
          cells: [
            'Vacancy rate, DfE formula',
            'England',
            '18.9%',
            '12.5%',
            '30 September 2018, children’s <social> work workforce',
            'Yes',
          ],
          link: { text: 'Change', about: 'Vacancy rate, DfE formula, England', href: action },
        },
      ]),
      add: null,
    },
  },
  'workforce/choose-benchmark': {
    empty: {
      head: head('Add a benchmark', {
        ...around,
        wide: false,
        lead: 'Choose the rate that it stands beside, and whose it is.',
      }),
      form: { values: { rate: '', area: '' }, errors: { rate: null, area: null }, problems: [] },
      action: paths.newPartItem(id, 'benchmarks'),
      rates: choices([{ value: 'vacancyDfe', text: 'Vacancy rate, DfE formula', hint: 'Vacant posts.' }]),
      areas: choices([{ value: 'england', text: 'England' }]),
    },
    refused: {
      head: head('Add a benchmark', {
        ...around,
        wide: false,
        lead: 'Choose the rate that it stands beside, and whose it is.',
      }),
      form: {
        values: { rate: 'vacancyDfe', area: '' },
        errors: { rate: null, area: 'Choose whose benchmark it is' },
        problems: [{ text: 'Choose whose benchmark it is', href: '#area' }],
      },
      action: paths.newPartItem(id, 'benchmarks'),
      rates: choices([{ value: 'vacancyDfe', text: 'Vacancy rate, DfE formula', hint: 'Vacant posts.' }]),
      areas: choices([{ value: 'england', text: 'England' }]),
    },
  },
  'workforce/benchmark': {
    new: {
      head: benchmarkHead,
      form: {
        values: { value: '', period: '', source: '', likeForLike: '' },
        errors: { value: null, period: null, source: null, likeForLike: null },
        problems: [],
      },
      editor: { ...editor, action },
      remove: null,
    },
    refused: {
      head: benchmarkHead,
      form: {
        values: { value: '189', period: '30 <September> 2018', source: '', likeForLike: 'true' },
        errors: { value: null, period: null, source: 'Enter where it is from', likeForLike: null },
        problems: [{ text: 'Enter where it is from', href: '#source' }],
      },
      editor: { ...editor, action },
      remove: paths.partItemStep(id, 'benchmarks', 'vacancyDfe-england', 'remove'),
    },
  },
} satisfies Examples;
