import type { EditorPage } from '../part/editor-page.js';
import { choices, head, paths, type Examples } from '../shell/index.js';
import { RATING_CHOICES } from './theme.words.js';

/** How a theme is going as a whole. */
export interface OverviewPage extends EditorPage {
  ratings: ReturnType<typeof choices>;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'theme/overview': OverviewPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const more = {
  caption: 'January 2020 · Theme 1: Leadership',
  back: { text: 'Theme 1: Leadership', href: paths.part(id) },
  lead: 'Say how the theme is going and rate it. Members who read nothing else read this.',
  wide: true,
  script: 'editor.js',
};
const ratings = choices(RATING_CHOICES);
const editor = {
  action: paths.partBlock(id, 'overview'),
  version: 3,
  block: '0123456789abcdef',
  saved: 'Last saved today at 14:05 by Deputy Director.',
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
const noErrors = { narrative: null, rag: null };

export const examples = {
  'theme/overview': {
    empty: {
      head: head('Overview', more),
      form: { values: { narrative: '', rag: '' }, errors: noErrors, problems: [] },
      editor: { ...editor, saved: 'Nobody has changed this part yet.' },
      ratings,
    },
    'with last month': {
      head: head('Overview', more),
      form: {
        values: { narrative: 'Eleven of fourteen members have had their induction.', rag: 'AMBER' },
        errors: noErrors,
        problems: [],
      },
      editor: {
        ...editor,
        asked: ['Theme 1 is rated <Amber>, but 1.1.2 Assessments in 45 days is Red. Why is it not Red?'],
        moved: [
          {
            measureId: id,
            sentence:
              '“Assessments <in> 45 days” got worse: it was 69.9% (November 2019) and is 67.2% (December 2019).',
            isMentioned: false,
            stub: 'Assessments <in> 45 days fell from 69.9% (November 2019) to 67.2% (December 2019) because ',
          },
          {
            measureId: '6f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a11',
            sentence:
              '“Members with an induction” got better: it was 70% (November 2019) and is 78% (December 2019).',
            isMentioned: true,
            stub: 'Members with an induction rose from 70% (November 2019) to 78% (December 2019) because ',
          },
        ],
        hasNarrative: true,
        cameBack:
          'It came back today at 10:23, from Improvement Programme Manager: “Say what moved, and why.”',
        notes: [
          {
            name: 'Overview',
            href: null,
            text: 'Who <decided> this, and when?',
            state: 'Not changed since it came back',
            changed: false,
          },
        ],
        before: {
          heading: 'December 2019, approved 27 December 2019',
          texts: [
            {
              label: 'How is the theme going?',
              text: 'Ten of **fourteen** members have had their induction.',
              isNarrative: true,
              since: ['The same words since October 2019, in 3 reports.'],
              changes: [
                { kind: 'removed', text: 'Ten' },
                { kind: 'added', text: 'Eleven' },
                { kind: 'same', text: ' of fourteen members have had their induction.' },
              ],
            },
            { label: 'Rating of the theme', text: 'Green', isNarrative: false, since: [], changes: null },
          ],
        },
      },
      ratings,
    },
    previewed: {
      head: head('Overview', more),
      form: {
        values: { narrative: 'Two things moved:\n- **78%** <in time>\n- _not yet_ others', rag: '' },
        errors: noErrors,
        problems: [],
      },
      editor: { ...editor, preview: 'Two things moved:\n- **78%** <in time>\n- _not yet_ others' },
      ratings,
    },
    refused: {
      head: head('Overview', more),
      form: {
        values: { narrative: 'Eleven <of> fourteen', rag: '' },
        errors: { ...noErrors, narrative: 'Shorten this to 4,000 characters. It has 4,120.' },
        problems: [{ text: 'Shorten this to 4,000 characters. It has 4,120.', href: '#narrative' }],
      },
      editor,
      ratings,
    },
  },
} satisfies Examples;
