import { PartMarkup } from '../../document/index.js';
import {
  head,
  paths,
  withFragment,
  type Examples,
  type Link,
  type PageView,
  type Path,
} from '../shell/index.js';

/** What the four pages of a review share: changes, text, questions, history. */
export interface ReviewTab extends PageView {
  tabs: readonly (Link & { current: boolean })[];
}

/** The part as the report would print it. */
export interface ReviewTextPage extends ReviewTab {
  printed: PartMarkup;
  /** To the decision; null where it is not the reader's. */
  decide: Link | null;
}

/** What it would be asked. */
export interface ReviewQuestionsPage extends ReviewTab {
  questions: readonly string[];
  decide: Link | null;
}

/** What became of it so far. */
export interface ReviewHistoryPage extends ReviewTab {
  /** The newest first; `when` is an ISO instant. */
  steps: readonly { what: string; when: string; who: string; text: string | null }[];
  decide: Link | null;
}

/** Somebody decided first. What was typed stands here to be copied. */
export interface DecidedMeanwhilePage extends PageView {
  texts: readonly { label: string; text: string }[];
  part: Path;
  next: Link | null;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'review/text': ReviewTextPage;
    'review/questions': ReviewQuestionsPage;
    'review/history': ReviewHistoryPage;
    'review/meanwhile': DecidedMeanwhilePage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const around = {
  caption: 'January 2020',
  back: { text: 'Theme 1: Leadership', href: paths.part(id) },
  wide: true,
};
/** Also of the first of the four. */
export const reviewTabs = (current: string, questions = 1) =>
  [
    { text: 'Changes', href: paths.partStep(id, 'review') },
    { text: 'Text as it prints', href: paths.reviewTab(id, 'text') },
    { text: `Questions (${questions})`, href: paths.reviewTab(id, 'questions') },
    { text: 'History', href: paths.reviewTab(id, 'history') },
  ].map((tab) => ({ ...tab, current: tab.text === current }));
const decide = { text: 'Go to your decision', href: withFragment(paths.partStep(id, 'review'), 'decide') };

export const examples = {
  'review/text': {
    usual: {
      head: head('Review Theme 1: Leadership', {
        ...around,
        title: 'Review Theme 1: Leadership: text',
        lead: 'The report would print it like this, with nothing left out.',
      }),
      tabs: reviewTabs('Text as it prints'),
      printed: new PartMarkup('<h2>Theme 1: Leadership</h2><p>Progress is slow.</p>'),
      decide,
    },
  },
  'review/questions': {
    some: {
      head: head('Review Theme 1: Leadership', {
        ...around,
        title: 'Review Theme 1: Leadership: questions',
        lead: 'Members may ask 1 question.',
      }),
      tabs: reviewTabs('Questions (1)'),
      questions: ['Theme 1 is rated Green, but 2 of its <actions> are Red. Is that so?'],
      decide,
    },
    none: {
      head: head('Review Theme 1: Leadership', {
        ...around,
        title: 'Review Theme 1: Leadership: questions',
        lead: 'No question. Nothing in this part looks odd to the rules.',
      }),
      tabs: reviewTabs('Questions (0)', 0),
      questions: [],
      decide: null,
    },
  },
  'review/history': {
    usual: {
      head: head('Review Theme 1: Leadership', {
        ...around,
        title: 'Review Theme 1: Leadership: history',
        lead: 'With the reviewer since today at 09:40.',
      }),
      tabs: reviewTabs('History'),
      steps: [
        { what: 'Submitted', when: '2020-01-21T09:00:00Z', who: 'Deputy Director', text: null },
        { what: 'Given back', when: '2020-01-20T14:05:00Z', who: 'Manager', text: 'Say what <happened>.' },
      ],
      decide,
    },
  },
  'review/meanwhile': {
    'given back': {
      head: head('Your decision was not taken', {
        caption: 'January 2020 · Theme 1: Leadership',
        lead: 'Somebody else decided first: given back today at 10:02. Copy what you need from below.',
      }),
      texts: [
        { label: 'Comment', text: 'Say <more>.' },
        { label: 'Note about Overview', text: 'Who decided this?' },
      ],
      part: paths.part(id),
      next: { text: 'Next waiting: Theme 2: Practice', href: paths.partStep(id, 'review') },
    },
  },
} satisfies Examples;
