import {
  choices,
  head,
  paths,
  wordRows,
  type Examples,
  type FormView,
  type PageView,
  type Path,
  type WordRow,
} from '../shell/index.js';

/** What recording a table of figures changes, before it is recorded. */
export interface FiguresPreviewPage extends PageView {
  form: FormView;
  action: Path;
  /** Where “Change them” leads, with everything that was typed; null where no table can show them all. */
  again: Path | null;
  cancel: Path;
  known: string;
  plan: string;
  state: string;
  hidden: readonly { name: string; value: string }[];
  warning: string | null;
  /** Recorded since these were typed: `said` tells both. `name` is that of the field that leaves it so. */
  meanwhile: readonly {
    name: string;
    what: string;
    theirs: string;
    said: string;
  }[];
  /** Measure, period, was, now, what it is. */
  changes: readonly WordRow[];
  /** Figures that were relied on: one reason for all, or for each its own. */
  restated: readonly { name: string; label: string; value: string }[];
  /** Figures that can hardly be true; each is ticked, or changed. */
  doubts: ReturnType<typeof choices>;
  /** What of a pasted table is not recorded, and what to look at. */
  notes: readonly string[];
  button: string;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'figures/preview': FiguresPreviewPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const cell = `f_${id}_m2019-12`;
const more = {
  caption: 'January 2020 · 1.1 Contacts and referrals',
  back: { text: '1.1 Contacts and referrals', href: paths.part(id) },
  wide: true,
};
const around = {
  action: paths.recordFigures(id),
  again: paths.partBlock(id, 'figures'),
  cancel: paths.partBlock(id, 'figures'),
  known: '17',
  plan: 'a'.repeat(64),
  state: 'provisional',
  hidden: [{ name: cell, value: '67.2%' }],
  warning: null,
  meanwhile: [],
  restated: [],
  doubts: [],
  notes: [],
};
const noReason = {
  values: { reason: '', accepted: [] },
  errors: { reason: null, accepted: null },
  problems: [],
};
const notAccepted = 'One figure can hardly be true. Nothing was recorded: change it, or tick it as right.';
const fresh = {
  cells: ['Contacts', 'January 2020', 'nothing', '902', 'New, provisional: as at 27 January 2020'],
};
const restated = {
  cells: [
    'Assessments within 45 working days of <referral>',
    'December 2019',
    '66.0%',
    '67.2%',
    'Restated: it was relied on',
  ],
};

export const examples = {
  'figures/preview': {
    'one new': {
      head: head('Record 1 figure', { ...more, lead: '1 new. Nothing is recorded yet.' }),
      ...around,
      form: noReason,
      changes: wordRows([fresh]),
      button: 'Record 1 figure',
    },
    'a reason is missing': {
      head: head('Record 2 figures', { ...more, lead: '1 new, 1 restated. Nothing is recorded yet.' }),
      ...around,
      warning:
        'Recording figures makes you an author of the parts that print them. Authors do not approve: somebody else would have to.',
      form: {
        values: { reason: '', accepted: [] },
        errors: { accepted: null, reason: 'Say why a figure that was relied on changes' },
        problems: [{ text: 'Say why a figure that was relied on changes', href: '#reason' }],
      },
      changes: wordRows([fresh, restated]),
      restated: [
        {
          name: `reason_${cell}`,
          label: 'Assessments within 45 working days, December 2019',
          value: 'Late <entries>',
        },
      ],
      button: 'Record 2 figures',
    },
    'a figure is doubted': {
      head: head('Record 1 figure', { ...more, lead: '1 new. Nothing is recorded yet.' }),
      ...around,
      form: {
        values: { reason: '', accepted: [] },
        errors: { reason: null, accepted: notAccepted },
        problems: [{ text: notAccepted, href: '#accepted' }],
      },
      changes: wordRows([
        {
          cells: ['Contacts', 'January 2020', 'nothing', '9,020', 'New, provisional: as at 27 January 2020'],
        },
      ]),
      doubts: choices([
        {
          value: cell,
          text: 'Contacts, January 2020: 9,020 is ten times what is usual here (902), or more.',
        },
      ]),
      button: 'Record 1 figure',
    },
    'recorded by somebody else': {
      head: head('Somebody else recorded figures meanwhile', {
        ...more,
        lead: 'One of your figures differs from what was recorded after you began to type. Nothing of this is recorded yet.',
      }),
      ...around,
      form: noReason,
      meanwhile: [
        {
          name: `leave_${cell}`,
          what: 'Assessments within 45 working days, December 2019',
          theirs: '66.8%',
          said: 'When you typed 67.2%, 66.0% was recorded. Since then Analyst <A> (Performance team) recorded 66.8%.',
        },
      ],
      changes: wordRows([fresh, restated]),
      notes: ['“Target Min” (12 cells): a target is kept with the measure, not imported here'],
      button: 'Record these figures',
    },
  },
} satisfies Examples;
