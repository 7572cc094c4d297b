import type { EditorPage } from '../part/editor-page.js';
import { choices, head, paths, wordRows, type Examples, type WordRow } from '../shell/index.js';

/** What the figures of a part tell, and how its measures are rated. */
export interface CommentaryPage extends EditorPage {
  /** Measure, latest figure, worked-out rating with its why, printed rating; the link prints another one. */
  measures: readonly WordRow[];
}

/** Another rating of one measure than the one that follows from its target. */
export interface RatingPage extends EditorPage {
  /** The worked-out rating, and why. */
  why: string;
  ratings: ReturnType<typeof choices>;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'figures/commentary': CommentaryPage;
    'figures/rating': RatingPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const more = {
  caption: 'January 2020 · 1 Timeliness',
  back: { text: '1 Timeliness', href: paths.part(id) },
  wide: true,
  script: 'editor.js',
};
const editor = {
  action: paths.partBlock(id, 'commentary'),
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
const measures = wordRows([
  {
    cells: [
      '1.1.1 Assessments within 45 working days of <referral>',
      '67.2%, December 2019',
      'Red: 67.2% is below the floor of 80%',
      'Amber: 3 of 41 cases were entered late.',
    ],
    link: { text: 'Print another rating', about: 'of Assessments', href: paths.printedRating(id, id) },
  },
  {
    cells: ['1.1.2 Contacts', 'none yet', 'Not rated: it has no current figure', 'As worked out'],
    link: { text: 'Print another rating', about: 'of Contacts', href: paths.printedRating(id, id) },
  },
]);
const ratings = choices([
  { value: '', text: 'The worked-out one' },
  { value: 'GREEN', text: 'Green' },
  { value: 'AMBER', text: 'Amber' },
  { value: 'RED', text: 'Red' },
]);
const ratingHead = head('Print another rating', {
  ...more,
  caption: 'January 2020 · 1.1.1 Assessments within 45 working days of <referral>',
  back: { text: 'Commentary', href: paths.partBlock(id, 'commentary') },
  lead: 'The report prints the rating that follows from the target, unless you say why another one is right.',
});
const lead = 'Say what the figures tell: name what moved, and why.';

export const examples = {
  'figures/commentary': {
    'with last month': {
      head: head('Commentary', { ...more, lead }),
      form: {
        values: { commentary: 'Assessments in time fell again.' },
        errors: { commentary: null },
        problems: [],
      },
      editor: {
        ...editor,
        before: {
          heading: 'December 2019, approved 27 December 2019',
          texts: [
            {
              label: 'What do these figures tell?',
              text: 'Assessments in time fell.',
              isNarrative: false,
              since: [],
              changes: [
                { kind: 'same', text: 'Assessments in time ' },
                { kind: 'removed', text: 'fell.' },
                { kind: 'added', text: 'fell again.' },
              ],
            },
          ],
        },
      },
      measures,
    },
    refused: {
      head: head('Commentary', { ...more, lead }),
      form: {
        values: { commentary: 'Too <long>' },
        errors: { commentary: 'Shorten this to 20,000 characters. It has 20,120.' },
        problems: [{ text: 'Shorten this to 20,000 characters. It has 20,120.', href: '#commentary' }],
      },
      editor,
      measures: [],
    },
  },
  'figures/rating': {
    'worked out': {
      head: ratingHead,
      form: { values: { rag: '', reason: '' }, errors: { rag: null, reason: null }, problems: [] },
      editor: { ...editor, action: paths.printedRating(id, id) },
      why: 'Red: 67.2% is below the floor of 80%',
      ratings,
    },
    'without a reason': {
      head: ratingHead,
      form: {
        values: { rag: 'AMBER', reason: '' },
        errors: { rag: null, reason: 'Say why the rating is not the one that follows from the target' },
        problems: [
          { text: 'Say why the rating is not the one that follows from the target', href: '#reason' },
        ],
      },
      editor: { ...editor, action: paths.printedRating(id, id) },
      why: 'Red: 67.2% is below the floor of 80%',
      ratings,
    },
  },
} satisfies Examples;
