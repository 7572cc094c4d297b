import {
  choices,
  facts,
  head,
  paths,
  wordRows,
  type Examples,
  type Fact,
  type FormView,
  type Link,
  type PageView,
  type Path,
  type WordRow,
} from '../shell/index.js';

/** The files that are attached to a part, and a form for another one. */
export interface PartEvidencePage extends PageView {
  rows: readonly WordRow[];
  /** Null where this person may not attach anything. */
  add: {
    action: Path;
    entries: ReturnType<typeof choices>;
    accept: string;
    /** Which files, how large, and whether they are scanned. */
    hint: string;
    scans: string;
  } | null;
  form: FormView;
  /** All files of the part, where those of one entry are shown. */
  place: Path | null;
  all: Path;
}

/** One file: what is known of it, and what can be done with it. */
export interface EvidencePage extends PageView {
  facts: readonly Fact[];
  file: Path | null;
  version: number;
  /** Each asks for a reason. */
  steps: readonly { name: string; action: Path; text: string; consequence: string }[];
  form: FormView;
}

/** The evidence of a programme, and what has none. */
export interface ProgrammeEvidencePage extends PageView {
  states: ReturnType<typeof choices>;
  action: Path;
  form: FormView;
  caption: string;
  rows: readonly WordRow[];
  next: Path | null;
  missing: readonly WordRow[];
  scans: string;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'evidence/part': PartEvidencePage;
    'evidence/file': EvidencePage;
    'evidence/programme': ProgrammeEvidencePage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const look = (title: string): { link: Link & { about: string } } => ({
  link: { text: 'Look', about: `at ${title}`, href: paths.evidence(id) },
});
const rows = wordRows([
  {
    cells: [
      'Minutes of the <board>',
      'Action: Implement service plans',
      '6 January 2020, by Olive Owner',
      'Kept',
    ],
    ...look('Minutes of the board'),
  },
  {
    cells: ['Attendance list', 'The whole part', '3 January 2020, by Olive Owner', 'Withdrawn'],
    ...look('Attendance list'),
  },
]);
const blank = {
  values: { entry: '', title: '', note: '' },
  errors: { entry: null, title: null, note: null, file: null },
  problems: [],
};
const add = {
  action: paths.partEvidence(id),
  entries: choices([{ value: `actions/${id}`, text: 'Action: Implement service plans' }], 'The whole part'),
  accept: '.pdf,.docx',
  hint: 'A PDF, a Word file. At most 20 MB.',
  scans: 'Files are scanned for malware before they are kept.',
};
const partHead = head('Evidence', {
  caption: 'January 2020 · Theme 1: Leadership',
  back: { text: 'Theme 1: Leadership', href: paths.part(id) },
  lead: '2 files are attached to this part. Nobody outside reads a file unless it is released.',
  wide: true,
});
const reason = { values: { reason: '' }, errors: { reason: null }, problems: [] };
const fileHead = head('Minutes of the <board>', {
  caption: 'January 2020',
  back: { text: 'Evidence', href: paths.partEvidence(id) },
  lead: 'This file is kept. Nothing of it is published.',
});
const about = facts([
  { name: 'What it shows', value: 'Action: Implement service plans' },
  { name: 'Added', value: '6 January 2020 at 10:40, by Olive Owner (Head of Service)' },
  { name: 'SHA-256', value: 'ab12'.repeat(16) },
]);
const listHead = head('Evidence', {
  caption: 'Children’s services',
  lead: '1 action is called complete without a file that shows it.',
  wide: true,
});
const states = choices([{ value: 'released', text: 'Released' }], 'Kept, released or not');
const filter = { values: { state: '' }, errors: { state: null }, problems: [] };

export const examples = {
  'evidence/part': {
    nothing: {
      head: {
        ...partHead,
        lead: 'No file is attached to this part yet. Nobody outside reads a file unless it is released.',
      },
      rows: [],
      add,
      form: blank,
      place: null,
      all: paths.programmeEvidence(id),
    },
    'of one entry': {
      head: {
        ...partHead,
        lead: '1 file is attached to “Action: Implement service plans”. Nobody outside reads a file unless it is released.',
      },
      rows: rows.slice(0, 1),
      add,
      form: blank,
      place: paths.partEvidence(id),
      all: paths.programmeEvidence(id),
    },
    filled: { head: partHead, rows, add, form: blank, place: null, all: paths.programmeEvidence(id) },
    'read only': {
      head: partHead,
      rows,
      add: null,
      form: blank,
      place: null,
      all: paths.programmeEvidence(id),
    },
  },
  'evidence/file': {
    'to decide': {
      head: fileHead,
      facts: about,
      file: paths.evidenceFile(id),
      version: 1,
      steps: [
        {
          name: 'Release it',
          action: paths.evidenceStep(id, 'release'),
          text: 'Release',
          consequence: 'The report lists it.',
        },
        {
          name: 'Withdraw it',
          action: paths.evidenceStep(id, 'withdraw'),
          text: 'Withdraw',
          consequence: 'It is deleted.',
        },
      ],
      form: reason,
    },
    deleted: {
      head: { ...fileHead, lead: 'The file is deleted. What it was stands here.' },
      facts: about,
      file: null,
      version: 3,
      steps: [],
      form: reason,
    },
  },
  'evidence/programme': {
    filled: {
      head: listHead,
      states,
      action: paths.programmeEvidence(id),
      form: filter,
      caption: 'Files, the newest first',
      rows,
      next: paths.programmeEvidence(id, { cursor: 'x' }),
      missing: wordRows([
        {
          cells: ['Implement service plans'],
          link: { text: 'Attach a file', about: 'that shows it', href: paths.partEvidence(id) },
        },
      ]),
      scans: add.scans,
    },
    empty: {
      head: {
        ...listHead,
        lead: 'No action is called complete without a file that shows it.',
      },
      states,
      action: paths.programmeEvidence(id),
      form: filter,
      caption: 'Files, the newest first',
      rows: [],
      next: null,
      missing: [],
      scans: 'Files are not scanned for malware here.',
    },
  },
} satisfies Examples;
