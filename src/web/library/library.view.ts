import {
  choices,
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
} from '../shell/index.js';

/** What the library has of one period. */
export interface LibraryEntry {
  heading: string;
  /** Of the version in force. */
  link: Link;
  about: string;
  sentence: string;
  replaced: readonly Link[];
}

export interface LibraryPage extends PageView {
  entries: readonly LibraryEntry[];
  /** To what the reports of each programme keep saying; none where this person may not read sealed texts. */
  said: readonly Link[];
  next: Path | null;
}

export interface VersionFileLink {
  /** `Public edition, PDF, 42 pages, 329 KB` */
  text: string;
  href: Path;
}

export interface VersionPage extends PageView {
  /** What became of each edition, one sentence each. */
  making: readonly string[];
  /** Where who may see background work finds why an edition was not printed. */
  causes: readonly Link[];
  /** The address that a script asks for the same, while something is being made. */
  live: Path | null;
  checkAgain: Path;
  files: readonly VersionFileLink[];
  facts: readonly Fact[];
  papers: readonly WordRow[];
  changes: Path | null;
  proof: Path;
  correct: Path | null;
  /** The publication of the public edition, in words, and the step that this person may take. */
  published: { sentence: string; step: Link | null } | null;
}

export interface VersionChangesPage extends PageView {
  action: Path;
  since: string;
  edition: string;
  choices: ReturnType<typeof choices>;
  editions: ReturnType<typeof choices>;
  groups: readonly { heading: string; lines: readonly string[] }[];
  notes: readonly string[];
}

export interface VersionProofPage extends PageView {
  groups: readonly string[];
  /** Each PDF: what it is, for whom it was made, which papers it went out with, its hash. */
  pdfs: readonly WordRow[];
  steps: readonly WordRow[];
  /** What has not happened, said aloud. */
  gaps: readonly string[];
  check: Path;
  evidence: Path | null;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'library/versions': LibraryPage;
    'library/version': VersionPage;
    'library/changes': VersionChangesPage;
    'library/proof': VersionProofPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const groups = Array.from({ length: 16 }, () => '9f3a');
const crumbs = [{ text: 'Reports', href: paths.versions() }];
const version: VersionPage = {
  head: head('January 2020, version 1', {
    breadcrumbs: crumbs,
    lead: 'This version is in force. Its files are being made.',
  }),
  making: ['Public edition: being printed.', 'Edition not for publication: waits to be printed.'],
  causes: [],
  live: paths.versionStep(id, 'making'),
  checkAgain: paths.version(id),
  files: [],
  facts: facts([
    { name: 'Approved by', value: 'Sam Shaw, Director' },
    { name: 'Approved', value: '27 January 2020 at 14:05' },
  ]),
  papers: [],
  changes: null,
  proof: paths.versionProof(id),
  correct: null,
  published: null,
};

export const examples = {
  'library/versions': {
    none: {
      head: head('Reports', { wide: true, lead: 'No report has been approved yet.' }),
      entries: [],
      said: [],
      next: null,
    },
    some: {
      head: head('Reports', { wide: true, lead: 'The newest is January 2020, version 2.' }),
      entries: [
        {
          heading: 'January 2020',
          link: { text: 'Version 2', href: paths.version(id) },
          about: 'of January 2020, Improvement <Programme>',
          sentence: 'Approved 31 January 2020 by Sam Shaw, Director. Public edition, 42 pages.',
          replaced: [{ text: 'Version 1, approved 27 January 2020', href: paths.version(id) }],
        },
        {
          heading: 'December 2019',
          link: { text: 'Version 1', href: paths.version(id) },
          about: 'of December 2019, Improvement <Programme>',
          sentence: 'Approved 23 December 2019 by Sam Shaw, Director. Not printed yet.',
          replaced: [],
        },
      ],
      said: [{ text: 'What reports keep saying', href: paths.saidAgain(id) }],
      next: paths.versions(),
    },
  },
  'library/version': {
    'being made': version,
    'needs a person': {
      ...version,
      head: head('January 2020, version 1', {
        breadcrumbs: crumbs,
        lead: 'This version is in force. Some of its files could not be made.',
      }),
      making: [
        'Public edition: could not be printed, or did not pass a check. No file of it was stored, so nothing of it can be sent. Ask an administrator to look at it.',
      ],
      causes: [{ text: 'Why it was not printed: Public edition', href: paths.job(id) }],
      live: null,
    },
    made: {
      ...version,
      head: head('January 2020, version 1', {
        breadcrumbs: crumbs,
        lead: 'This version was replaced by version 2: “A date was <wrong>.”',
      }),
      making: ['Public edition: printed and checked.'],
      live: null,
      files: [{ text: 'Public edition, PDF, 42 pages, 329 KB', href: paths.versionFile(id, 'public.pdf') }],
      papers: wordRows([
        {
          cells: ['Cabinet, 11 February 2020', 'public edition', '3 accepted'],
          link: { text: 'Look', about: 'at the papers for Cabinet', href: paths.dispatch(id) },
        },
      ]),
      changes: paths.versionChanges(id),
      correct: paths.reportStep(id, 'correct'),
      published: {
        sentence: 'The public edition is published.',
        step: { text: 'Take it down', href: paths.versionStep(id, 'take-down') },
      },
    },
  },
  'library/changes': {
    some: {
      head: head('What changed', { lead: '2 things are worse, 1 is better.' }),
      action: paths.versionChanges(id),
      since: id,
      edition: 'public',
      choices: choices([{ value: id, text: 'December 2019, version 1' }]),
      editions: choices([]),
      groups: [{ heading: 'Measures', lines: ['Visits <in time>: was 91.2%, now 88.0% (worse)'] }],
      notes: ['A note.'],
    },
    none: {
      head: head('What changed', { lead: 'There is no earlier report to compare it with.' }),
      action: paths.versionChanges(id),
      since: '',
      edition: 'exempt',
      choices: choices([]),
      editions: choices([]),
      groups: [],
      notes: [],
    },
    'both editions': {
      head: head('What changed', { lead: 'Nothing changed.' }),
      action: paths.versionChanges(id),
      since: id,
      edition: 'public',
      choices: choices([{ value: id, text: 'December 2019, version 1' }]),
      editions: choices([
        { value: 'public', text: 'Public' },
        { value: 'exempt', text: 'Not for publication' },
      ]),
      groups: [],
      notes: [],
    },
  },
  'library/proof': {
    usual: {
      head: head('Proof of January 2020, version 1', { wide: true, lead: 'Sealed 27 January 2020.' }),
      groups,
      pdfs: wordRows([
        {
          cells: [
            'Public edition, 42 pages, 329 KB',
            'Readers who last had December 2019, version 1',
            'Cabinet, 11 February 2020',
            groups.join(' '),
          ],
          link: { text: 'See the papers', about: 'of Cabinet, 11 February 2020', href: paths.dispatch(id) },
        },
        {
          cells: [
            'Edition not for publication, 51 pages, 402 KB',
            'Readers who had no earlier report',
            'It has gone to no committee',
            groups.join(' '),
          ],
        },
      ]),
      steps: wordRows([
        { cells: ['Sealed', '27 January 2020 at 14:05', 'Sam Shaw, Director', groups.join(' ')] },
      ]),
      gaps: ['No file has been printed yet.', 'It has been sent to no meeting.'],
      check: paths.verify(),
      evidence: paths.versionStep(id, 'evidence'),
    },
  },
} satisfies Examples;
