import {
  facts,
  head,
  paths,
  wordRows,
  type Examples,
  type Fact,
  type Link,
  type PageView,
  type WordRow,
} from '../shell/index.js';

/** A report at work: four steps, and whose the next one is. */
export interface ReportPage extends PageView {
  /** Parts, words, questions, public. */
  steps: readonly Fact[];
  /** What stands in the way of the next step; linked where a page corrects it. */
  blockers: readonly { text: string; href: Link['href'] | null }[];
  /** All of them while the report is made, late first: title, owner, state, questions, next step. */
  parts: readonly WordRow[];
  /** What the reader may do next; the first is the primary one. */
  next: readonly Link[];
  /** Why the next step is not the reader's, and whose it is; null where it is theirs. */
  whyNot: string | null;
  /** To read it as it will print. */
  read: readonly Link[];
  summary: { rating: string; text: string } | null;
  /** What the readers of the public edition are told against the report before. */
  told: {
    heading: string;
    intro: string;
    groups: readonly { heading: string; lines: readonly string[] }[];
  } | null;
  /** Parts whose own text is not approved: title, state, what is printed instead. */
  late: readonly WordRow[];
  lateReason: string | null;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'report/report': ReportPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const name = 'January 2020 report, version 1';
const steps = facts([
  { name: '1 Parts', value: '15 approved, 3 not' },
  {
    name: '2 Words',
    value: 'Rating Amber, summary of 3 sentences, 2 asks, 4 background papers',
    action: { text: 'Change', about: 'the words of the report', href: paths.reportStep(id, 'text') },
  },
  {
    name: '3 Questions',
    value: '15 open, 4 answered',
    action: { text: 'Answer', about: 'the questions', href: paths.reportStep(id, 'questions') },
  },
  {
    name: '4 What the public will not see',
    value: '2 texts left out, 16 small numbers, 3 passages to read',
    action: {
      text: 'Look and decide',
      about: 'what the public will not see',
      href: paths.reportStep(id, 'publication'),
    },
  },
]);
const read = [{ text: 'Read the public edition', href: paths.readDraft(id, 'public') }];

export const examples = {
  'report/report': {
    'not ready': {
      head: head(name, {
        wide: true,
        lead: 'This report is a draft and not ready: 3 parts are not approved, 15 questions are open.',
      }),
      steps,
      blockers: [
        { text: 'The overall narrative has not been written.', href: paths.reportStep(id, 'text') },
        {
          text: 'Risks and issues is not approved, and nothing says why the report goes without it.',
          href: null,
        },
      ],
      parts: wordRows([
        {
          cells: ['Risks and <issues>', 'Jo Bloggs, Director', 'Draft. 2 working days late', '3 open'],
          link: { text: 'Look', about: 'Risks and issues', href: paths.part(id) },
        },
        { cells: ['Theme 1: Leadership', 'Nobody is named', 'Approved', 'None'] },
      ]),
      next: [],
      whyNot: null,
      read: [],
      summary: null,
      told: null,
      late: wordRows([
        {
          cells: ['Risks and <issues>', 'Draft', 'The text of 27 December 2019'],
          link: { text: 'Look', about: 'at Risks and issues', href: paths.part(id) },
        },
      ]),
      lateReason: null,
    },
    'with the SRO': {
      head: head(name, {
        wide: true,
        lead: 'This report is with you: read it, then approve it or give it back.',
      }),
      steps,
      blockers: [],
      parts: [],
      next: [
        { text: 'Go on to approve', href: paths.reportStep(id, 'approve') },
        { text: 'Give it back', href: paths.reportStep(id, 'return') },
      ],
      whyNot: null,
      read: [
        ...read,
        { text: 'Read the whole, which is not for publication', href: paths.readDraft(id, 'exempt') },
      ],
      summary: { rating: 'Amber', text: 'Progress is slow. Workload falls.\n\nHelp is asked for.' },
      told: {
        heading: 'What changed since the report of December 2019',
        intro: 'Compared with the report of December 2019, version 1.',
        groups: [
          {
            heading: 'Ratings of the programme and its themes',
            lines: ['Theme 1: was Amber, now Red (worse)'],
          },
        ],
      },
      late: wordRows([{ cells: ['Risks and issues', 'Draft', 'The text of 27 December 2019'] }]),
      lateReason: 'The register is being rewritten.',
    },
    'somebody else’s': {
      head: head(name, { wide: true, lead: 'This report is with the SRO.' }),
      steps,
      blockers: [],
      parts: [],
      next: [],
      whyNot: 'You can read it. Approving is for the Senior Responsible Officer.',
      read,
      summary: null,
      told: null,
      late: [],
      lateReason: null,
    },
  },
} satisfies Examples;
