import { head, paths, type Examples, type PageView, type Path, type TextRun } from '../shell/index.js';

export interface ConflictField {
  /** How it is written: a text, a line, one of several values, or some of them. */
  kind: 'text' | 'line' | 'one' | 'some';
  name: string;
  label: string;
  /** Marked where the words differ. */
  yours: readonly TextRun[];
  theirs: readonly TextRun[];
  kept: string;
  /** For `one` and `some`. */
  items: readonly { value: string; text: string; checked: boolean }[];
}

/** Two people wrote the same block of a part. */
export interface ConflictPage extends PageView {
  action: Path;
  keepTheirs: Path;
  version: number;
  block: string;
  /** What stands in its fields now. */
  read: string;
  /** Whose text is whose. */
  sides: readonly [string, string];
  keepOther: string;
  /** Fields that nobody or only one of them changed, as they are kept. */
  hidden: readonly { name: string; value: string }[];
  fields: readonly ConflictField[];
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'part/conflict': ConflictPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const heading = 'Somebody else changed this while you were writing';
const around = {
  action: paths.partBlock(id, 'overview'),
  keepTheirs: paths.partBlock(id, 'overview'),
  version: 7,
  block: '0123456789abcdef',
  read: 'narrative=0123456789',
  sides: ['Yours', 'Theirs'] as const,
  keepOther: 'Keep theirs and throw mine away',
};
const more = {
  caption: 'January 2020 · Theme 1: Leadership',
  back: { text: 'Theme 1: Leadership', href: paths.part(id) },
  wide: true,
};

export const examples = {
  'part/conflict': {
    'a text and a rating': {
      head: head(heading, {
        ...more,
        lead: 'Deputy Director saved it today at 14:05. Nothing that you wrote here is saved yet. Choose what should be kept.',
      }),
      ...around,
      hidden: [{ name: 'id', value: id }],
      fields: [
        {
          kind: 'text',
          name: 'narrative',
          label: 'How is the theme going?',
          yours: [
            { kind: 'added', text: 'Eleven' },
            { kind: 'same', text: ' of fourteen members have had their induction.' },
          ],
          theirs: [
            { kind: 'added', text: 'Twelve' },
            { kind: 'same', text: ' of fourteen members have had their induction.' },
          ],
          kept: 'Eleven of fourteen members have had their induction.',
          items: [],
        },
        {
          kind: 'one',
          name: 'rag',
          label: 'Rating of the theme',
          yours: [{ kind: 'same', text: 'Amber' }],
          theirs: [{ kind: 'same', text: 'Green' }],
          kept: 'amber',
          items: [
            { value: 'amber', text: 'Amber', checked: true },
            { value: 'green', text: 'Green', checked: false },
          ],
        },
      ],
    },
    'taken away': {
      head: head(heading, {
        ...more,
        lead: 'Deputy Director saved it today at 14:05. Nothing that you wrote here is saved yet. They took this entry away. Saving puts yours back.',
      }),
      ...around,
      keepTheirs: paths.part(id),
      hidden: [],
      fields: [
        {
          kind: 'line',
          name: 'title',
          label: 'Title',
          yours: [{ kind: 'added', text: 'Workload <of> social workers' }],
          theirs: [],
          kept: 'Workload <of> social workers',
          items: [],
        },
        {
          kind: 'some',
          name: 'owners',
          label: 'Owners',
          yours: [{ kind: 'same', text: 'Director, Deputy Director' }],
          theirs: [{ kind: 'same', text: 'Nothing' }],
          kept: '',
          items: [
            { value: id, text: 'Director', checked: true },
            { value: `${id}2`, text: 'Deputy Director', checked: true },
          ],
        },
      ],
    },
  },
} satisfies Examples;
