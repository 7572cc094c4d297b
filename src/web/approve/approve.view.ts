import type { CorrectionNote, LastWords } from '../at-work/index.js';
import {
  ASKED,
  head,
  paths,
  withFragment,
  wordRows,
  type Examples,
  type FormView,
  type Link,
  type PageView,
  type Path,
  type StepUp,
  type WordRow,
} from '../shell/index.js';

export interface ApprovePage extends PageView {
  form: FormView;
  action: Path;
  version: number;
  sha256: string;
  /** When the person opened it, ISO instant. */
  read: string;
  /** Both editions as they would be printed, while they are what is approved. */
  editions: readonly Link[];
  /** Where both lie as PDF. */
  printed: Path;
  correction: CorrectionNote | null;
  /** With which it was sent. */
  words: LastWords | null;
  /** The same in sixteen groups of four. */
  groups: readonly string[];
  /** What is approved, one sentence each. */
  statements: readonly string[];
  stepUp: StepUp;
  giveBack: Path | null;
  readAgain: Path;
}

/** It cannot be approved, or not by this person. */
export interface NotApprovablePage extends PageView {
  /** What stands in the way; a link where it is corrected. */
  reasons: readonly { text: string; href: Path | null }[];
  next: Link;
  /** Where nothing but the trial print is waited for. */
  again: Link | null;
}

export interface ReturnReportPage extends PageView {
  form: FormView;
  action: Path;
  version: number;
}

export interface CorrectPage extends PageView {
  form: FormView;
  action: Path;
  version: number;
}

export interface WithdrawPage extends PageView {
  form: FormView;
  action: Path;
  version: number;
}

export interface SealedPage extends PageView {
  panel: { title: string; text: string };
  groups: readonly string[];
  /** What becomes of it now. */
  sentences: readonly string[];
  next: Link;
}

/** The report is not the one that was read. */
export interface ReportChangedPage extends PageView {
  /** Since it was read: what it is about, what was done, what was said, who, when. */
  changes: readonly WordRow[];
  /** What happened to the report as a whole last. */
  steps: readonly WordRow[];
  next: Link;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'approve/approve': ApprovePage;
    'approve/not-approvable': NotApprovablePage;
    'approve/return': ReturnReportPage;
    'approve/correct': CorrectPage;
    'approve/withdraw': WithdrawPage;
    'approve/sealed': SealedPage;
    'approve/changed': ReportChangedPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const groups = Array.from({ length: 16 }, (_, index) => ['9f3a', '22c1', '07be', 'd410'][index % 4] ?? '');
const back = { text: 'The January 2020 report', href: paths.report(id) };
const values = { comment: '', password: '' };
const errors = { comment: null, password: null };
const approveHead = head('Approve the January 2020 report', {
  back,
  lead: 'You approve, as Senior Responsible Officer, what this page said when you opened it today at 10:12. If anything changes before you press, nothing is approved.',
});
const approve: ApprovePage = {
  head: approveHead,
  form: { values, errors, problems: [] },
  action: paths.reportStep(id, 'approve'),
  version: 3,
  sha256: groups.join(''),
  read: '2020-01-27T10:12:00Z',
  printed: paths.reportStep(id, 'trial'),
  editions: [
    { text: 'Read the public edition', href: paths.readDraft(id, 'public') },
    { text: 'Read the whole, with what is not for publication', href: paths.readDraft(id, 'exempt') },
    { text: 'Read the questions and their answers', href: paths.reportStep(id, 'questions') },
  ],
  correction: null,
  words: null,
  groups,
  statements: [
    'This is version 1. It makes two editions: the public one, and one that is not for publication.',
    'Of 18 parts 17 are this month’s. Risks and issues is of 20 December 2019, with the reason “The Director was <away>”.',
    '15 questions were answered; 4 answers will be printed. 2 answers stand from earlier reports.',
    '9 questions have the same answer: “The programme manager has <looked> into it and accepts it as it stands.”',
  ],
  stepUp: ASKED,
  giveBack: paths.reportStep(id, 'return'),
  readAgain: paths.report(id),
};

export const examples = {
  'approve/approve': {
    usual: approve,
    'wrong password': {
      ...approve,
      form: {
        values: { ...values, comment: 'As discussed with the <Leader>.' },
        errors: { ...errors, password: 'This is not your password.' },
        problems: [{ text: 'This is not your password.', href: '#password' }],
      },
    },
    paused: {
      ...approve,
      form: {
        values,
        errors: { ...errors, password: 'There were too many attempts. Wait 30 seconds, then try again.' },
        problems: [
          { text: 'There were too many attempts. Wait 30 seconds, then try again.', href: '#password' },
        ],
      },
    },
    correction: {
      ...approve,
      statements: [
        'This is version 2. It makes two editions: the public one, and one that is not for publication.',
        ...approve.statements.slice(1),
      ],
      correction: {
        heading: 'What version 2 corrects',
        reason: 'The <mitigation> of risk 1 named the wrong board.',
        parts: [{ heading: 'Risks and issues', changes: ['Entry “Placements cost more”: wording changed.'] }],
      },
      words: {
        intro: 'Pat Lee (Programme Manager) sent it today at 10:14 and wrote:',
        text: 'Please look at <theme 3>.',
      },
    },
    'signed in elsewhere': {
      ...approve,
      stepUp: {
        confirmed: null,
        elsewhere: {
          text: 'Confirm with your council account',
          href: paths.confirmWithProvider(paths.reportStep(id, 'approve')),
        },
      },
    },
    'password given before': {
      ...approve,
      stepUp: { confirmed: 'today at 10:17', elsewhere: null },
      giveBack: null,
    },
  },
  'approve/not-approvable': {
    'questions open': {
      head: head('Approve the January 2020 report', {
        back,
        lead: 'This report cannot be approved yet: 2 things stand in the way.',
      }),
      reasons: [
        { text: 'Why do all risks have one owner?', href: paths.question(id, '0'.repeat(32)) },
        { text: 'Nothing says why the report goes without a part that is not approved.', href: null },
      ],
      next: { text: 'Read the report', href: paths.report(id) },
      again: null,
    },
    'trial waits': {
      head: head('Approve the January 2020 report', {
        back,
        lead: 'This report cannot be approved yet: 1 thing stands in the way.',
      }),
      reasons: [
        {
          text: 'The report is printed on trial first, as it is <now>.',
          href: paths.reportStep(id, 'trial'),
        },
      ],
      next: { text: 'Read the report', href: paths.report(id) },
      again: { text: 'Look again whether it can be approved', href: paths.reportStep(id, 'approve') },
    },
    'own text': {
      head: head('Approve the January 2020 report', {
        back,
        lead: 'You edited or submitted this report, so somebody else has to approve it: Sam Shaw, Director.',
      }),
      reasons: [],
      next: { text: 'Read the report', href: paths.report(id) },
      again: null,
    },
  },
  'approve/return': {
    blank: {
      head: head('Give the report back', {
        back,
        lead: 'The programme manager reads why, changes the report and sends it again.',
      }),
      form: { values: { comment: '' }, errors: { comment: null }, problems: [] },
      action: paths.reportStep(id, 'return'),
      version: 3,
    },
    'no reason': {
      head: head('Give the report back', {
        back,
        lead: 'The programme manager reads why, changes the report and sends it again.',
      }),
      form: {
        values: { comment: '' },
        errors: { comment: 'Say why, in a sentence or two' },
        problems: [{ text: 'Say why, in a sentence or two', href: '#comment' }],
      },
      action: paths.reportStep(id, 'return'),
      version: 3,
    },
  },
  'approve/withdraw': {
    blank: {
      head: head('Withdraw the correction', {
        back,
        lead: 'Version 1 stays in force, as it is. Nobody who has it is told anything.',
      }),
      form: { values: { comment: '' }, errors: { comment: null }, problems: [] },
      action: paths.reportStep(id, 'withdraw'),
      version: 3,
    },
    'no reason': {
      head: head('Withdraw the correction', {
        back,
        lead: 'Version 1 stays in force, as it is. Nobody who has it is told anything.',
      }),
      form: {
        values: { comment: '' },
        errors: { comment: 'Say why, in a sentence or two' },
        problems: [{ text: 'Say why, in a sentence or two', href: '#comment' }],
      },
      action: paths.reportStep(id, 'withdraw'),
      version: 3,
    },
  },
  'approve/correct': {
    blank: {
      head: head('Correct the January 2020 report', {
        back,
        lead: 'Version 1 stays in force until version 2 is approved.',
      }),
      form: { values: { reason: '' }, errors: { reason: null }, problems: [] },
      action: paths.reportStep(id, 'correct'),
      version: 5,
    },
  },
  'approve/sealed': {
    usual: {
      head: head('Sealed as version 1', { title: 'Sealed as version 1' }),
      panel: { title: 'Sealed as version 1', text: 'January 2020' },
      groups,
      sentences: [
        'Its editions are being printed. From now on nothing of it can be changed.',
        'Papers for 2 meetings go out with it by themselves.',
      ],
      next: { text: 'Go to version 1 and its files', href: paths.version(id) },
    },
  },
  'approve/changed': {
    usual: {
      head: head('The report is not what you read', {
        back,
        lead: 'Its content has changed since. Nothing was approved.',
      }),
      changes: wordRows([
        {
          cells: [
            'Risks and <issues>',
            'Made a draft again',
            'A risk is missing.',
            'Pat Lee',
            'today at 10:14',
          ],
          link: { text: 'Look', about: 'at Risks and issues', href: paths.part(id) },
        },
        { cells: ['The words of the report', 'Changed', '', 'Pat Lee', 'today at 10:15'] },
      ]),
      steps: wordRows([
        {
          cells: [
            'Opened again',
            'A part of this report was made a draft again while the report was with the SRO.',
            'Pat Lee',
            'today at 10:14',
          ],
        },
      ]),
      next: { text: 'Read it again', href: withFragment(paths.report(id), 'main-content') },
    },
  },
} satisfies Examples;
