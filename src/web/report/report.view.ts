import type { CorrectionNote, LastWords } from '../at-work/index.js';
import {
  facts,
  head,
  paths,
  withFragment,
  wordRows,
  type Examples,
  type Fact,
  type Link,
  type PageView,
  type Path,
  type WordRow,
} from '../shell/index.js';

/** A report at work: where each thing stands that it is made of, and whose the next step is. */
export interface ReportPage extends PageView {
  /** Null for the first version of a period's report. */
  correction: CorrectionNote | null;
  /** With which it last went to the SRO, or came back. */
  words: LastWords | null;
  /** For who decides: how long it takes to read, and where to find what. Null for who writes it. */
  reading: { sentence: string; jumps: readonly Link[] } | null;
  /** For who decides: what happened since they looked last; null at the first look. */
  sinceLook: { sentence: string; changes: readonly WordRow[] } | null;
  /** For who decides: what changed since the report before, by what it means; none where nothing can be compared. */
  consequences: readonly { id: string; heading: string; sentences: readonly string[]; isFolded: boolean }[];
  /** Parts, late parts, words, questions, public. */
  steps: readonly Fact[];
  /** For who makes it: on which parts nobody could decide, or one person alone. */
  fewDeciders: readonly string[];
  /** What stands in the way of sending it and is in none of these lines. */
  missing: readonly Link[];
  /** While the report is made, those that are not approved, late first: title, owner, state, questions, next step. */
  parts: readonly WordRow[];
  /** The others, folded unless one of them is to be opened next. */
  approved: readonly WordRow[];
  opensApproved: boolean;
  /** For who approves: which parts say what they said; null where none does. */
  unchanged: string | null;
  /** For who approves: question, answer and who gave it. */
  answers: readonly WordRow[];
  /** They are folded: somebody reads the report, and nobody writes it. */
  foldsParts: boolean;
  /** What the reader may do next; the first is the primary one. */
  next: readonly Link[];
  /** Gives up a correction that is a draft; null where it is none, or not the reader's. */
  withdraw: Path | null;
  /** The next step comes after what is read. */
  readsFirst: boolean;
  /** Why the next step is not the reader's, and whose it is; null where it is theirs. */
  whyNot: string | null;
  /** To read it as it will print. */
  read: readonly Link[];
  /** Null while it is written: there is a page for its words. */
  summary: { rating: string; text: string } | null;
  /** What the readers of the public edition are told against the report before. */
  told: {
    heading: string;
    intro: string;
    groups: readonly { heading: string; lines: readonly string[] }[];
  } | null;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'report/report': ReportPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const name = 'January 2020 report, version 1';
const corrected = 'January 2020 report, version 2';
/** @param late with the way to decide about it, where somebody may. */
const stepsWith = (...late: Parameters<typeof facts>[0]) =>
  facts([
    { name: '1 Parts', value: '1 approved and 1 draft (late)' },
    ...late,
    {
      name: '3 Words',
      value: 'Rating Amber, 3 sentences in short, 2 asks, 4 background papers',
      action: { text: 'Change', about: 'the words of the report', href: paths.reportStep(id, 'text') },
    },
    {
      name: '4 Questions',
      value: '3 open, 4 answered',
      action: { text: 'Answer', about: 'the questions', href: paths.reportStep(id, 'questions') },
    },
    {
      name: '5 What the public will not see',
      value: '2 texts left out, 16 small numbers, 3 passages to read',
      action: {
        text: 'Look and decide',
        about: 'what the public will not see',
        href: paths.reportStep(id, 'publication'),
      },
    },
  ]);
const late = (text: string) => ({
  text,
  about: 'at the parts that are not approved',
  href: paths.reportStep(id, 'late'),
});
const waits = stepsWith({
  name: '2 Parts not approved',
  value: '1 part is not approved. Wait for it, or say why the report goes without it',
  action: { ...late('Go without'), about: 'the parts that are not approved' },
});
const goesWithout = stepsWith({
  name: '2 Parts not approved',
  value: 'The report goes without 1 part. Why, as it is printed: “The Director was <away>.”',
  action: late('Look'),
});
const parts = wordRows([
  {
    cells: [
      'Risks and <issues>',
      'Jo Bloggs, Director',
      'Draft. Friday 17 January, 2 working days late',
      '3 open',
    ],
    link: { text: 'Look', about: 'Risks and issues', href: paths.part(id) },
  },
]);
const approved = wordRows([{ cells: ['Theme 1: <Leadership>', 'Nobody is named', 'Approved', 'None'] }]);
const told = {
  heading: 'What changed since the report of December 2019',
  intro: 'Compared with the report of December 2019, version 1.',
  groups: [
    {
      heading: 'Ratings of the programme and its themes',
      lines: ['Theme 1: was Amber, now Red (worse)'],
    },
  ],
};
const read = [{ text: 'Read the public edition', href: paths.readDraft(id, 'public') }];

/** Also of the pages on which the report is sent and approved. */
export const correction: CorrectionNote = {
  heading: 'What version 2 corrects',
  reason: 'The <mitigation> of risk 1 named the wrong board.',
  parts: [{ heading: 'Risks and issues', changes: ['Entry “Placements cost more”: wording changed.'] }],
};

/** Nobody decides about it now. */
const written = { reading: null, sinceLook: null, consequences: [] };

export const examples = {
  'report/report': {
    'not ready': {
      head: head(name, {
        wide: true,
        lead: 'This report is a draft. It cannot go to the SRO yet: 1 part is not approved. 3 questions are open.',
      }),
      correction: null,
      words: null,
      ...written,
      steps: waits,
      fewDeciders: [
        'Nobody but Sam Shaw, Director can decide on Risks and <issues>: ask them to name a stand-in.',
      ],
      missing: [
        {
          text: 'A paragraph that is <withheld> from publication is not in this report as it was.',
          href: paths.reportStep(id, 'publication'),
        },
      ],
      parts,
      approved,
      opensApproved: false,
      unchanged: null,
      answers: [],
      foldsParts: false,
      withdraw: null,
      next: [],
      readsFirst: false,
      whyNot: null,
      read: [],
      summary: null,
      told: null,
    },
    ready: {
      head: head(name, {
        wide: true,
        lead: 'This report is a draft and can go to the SRO. 3 questions are open. They may be open until the approval.',
      }),
      correction: null,
      words: null,
      ...written,
      steps: goesWithout,
      fewDeciders: [],
      missing: [],
      parts,
      approved,
      opensApproved: false,
      unchanged: null,
      answers: [],
      foldsParts: false,
      withdraw: paths.reportStep(id, 'withdraw'),
      next: [{ text: 'Send to the SRO', href: paths.reportStep(id, 'submit') }],
      readsFirst: false,
      whyNot: null,
      read,
      summary: null,
      told,
    },
    'with the SRO': {
      head: head(corrected, {
        wide: true,
        lead: 'This report is with you: read it, then approve it or give it back.',
      }),
      correction,
      words: {
        intro: 'Pat Lee (Programme Manager) sent it today at 10:14 and wrote:',
        text: 'Please look at <theme 3>.',
      },
      reading: {
        sentence: 'This page takes about 3 minutes to read; the whole report, as it will print, about 24.',
        jumps: [
          { text: 'Since you last looked', href: withFragment(paths.report(id), 'since-look') },
          { text: 'In short', href: withFragment(paths.report(id), 'short') },
          { text: 'What got worse (2)', href: withFragment(paths.report(id), 'worse') },
          { text: 'What got better (1)', href: withFragment(paths.report(id), 'better') },
          { text: 'What it is made of', href: withFragment(paths.report(id), 'made-of') },
          { text: 'As it will print', href: withFragment(paths.report(id), 'print') },
        ],
      },
      sinceLook: {
        sentence: 'You last looked yesterday at 17:40. Since then:',
        changes: wordRows([
          {
            cells: ['Risks and <issues>', 'Written', '', 'Jo Bloggs', 'today at 09:12'],
            link: { text: 'Look', about: 'at Risks and issues', href: paths.part(id) },
          },
        ]),
      },
      consequences: [
        {
          id: 'worse',
          heading: 'What got worse (2)',
          sentences: [
            'Theme 1: Leadership was rated Amber and is now rated Red.',
            '“Assessments <in> 45 days” got worse: it was 69.9% (November 2019) and is 67.2% (December 2019).',
          ],
          isFolded: false,
        },
        {
          id: 'better',
          heading: 'What got better (1)',
          sentences: ['“Vacancies” got better: it was 17.0% (November 2019) and is 15.0% (December 2019).'],
          isFolded: false,
        },
        {
          id: 'otherwise',
          heading: 'What else changed (1)',
          sentences: ['“Contacts” is now called “Contacts and referrals”.'],
          isFolded: true,
        },
      ],
      steps: goesWithout,
      fewDeciders: [],
      missing: [],
      parts,
      approved,
      opensApproved: false,
      unchanged: '2 parts say what the last approved ones said: Budget and <Workforce>.',
      answers: wordRows([{ cells: ['Is <that> so?', 'It is. (Pat Lee, today at 10:14)'] }]),
      foldsParts: true,
      withdraw: null,
      next: [
        { text: 'Go on to approve', href: paths.reportStep(id, 'approve') },
        { text: 'Give it back', href: paths.reportStep(id, 'return') },
      ],
      readsFirst: true,
      whyNot: null,
      read: [
        ...read,
        { text: 'Read the whole, which is not for publication', href: paths.readDraft(id, 'exempt') },
      ],
      summary: { rating: 'Amber', text: 'Progress is slow. Workload falls.\n\nHelp is asked for.' },
      told,
    },
    'somebody else’s': {
      head: head(corrected, { wide: true, lead: 'This report is with the SRO.' }),
      correction: { ...correction, parts: [] },
      words: null,
      ...written,
      steps: goesWithout,
      fewDeciders: [],
      missing: [],
      parts: [],
      approved: [],
      opensApproved: false,
      unchanged: null,
      answers: [],
      foldsParts: true,
      withdraw: null,
      next: [],
      readsFirst: false,
      whyNot: 'You can read it. Approving is for the Senior Responsible Officer.',
      read,
      summary: null,
      told: null,
    },
  },
} satisfies Examples;
