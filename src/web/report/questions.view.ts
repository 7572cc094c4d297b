import {
  facts,
  head,
  paths,
  withQuery,
  type Examples,
  type Fact,
  type Link,
  type PageView,
  type Path,
  type WordRow,
  wordRows,
} from '../shell/index.js';

/** Everything that the report is asked: what is open by part, and what is answered, folded. */
export interface QuestionsPage extends PageView {
  /** The first open question, from which each answer leads to the next; null where the reader answers none. */
  first: Link | null;
  /** Open ones by the part that they are about, in the order of the report. */
  places: readonly {
    place: string;
    questions: readonly { question: string; link: Link & { about: string } }[];
  }[];
  /** Question, its answer and who gave it, part. */
  answered: readonly WordRow[];
  /** Answers to what is not asked any more: question, answer and who gave it. */
  noLonger: readonly WordRow[];
  next: Link;
}

/** One question, and its answer. */
export interface QuestionPage extends PageView {
  question: string;
  facts: readonly Fact[];
  /** Where it can be corrected instead. */
  correct: Link | null;
  answer: string | null;
  /** What the report before answered when it was asked the same; `use` puts that into the field. Null where it was not. */
  earlier: { text: string; question: string; use: Path | null } | null;
  /** Where the page's form goes, and whether the answer may hold in later reports; null where the reader may not answer now, and then why. */
  ask: { action: Path; version: number; mayStand: boolean; onward: string | null } | null;
  whyNot: string | null;
  /** The open question that comes after it. */
  next: Link | null;
}

/** A question that the report does not ask (any more): what it was, what was typed, and where to go on. */
export interface QuestionGonePage extends PageView {
  was: { question: string; answer: string } | null;
  typed: string | null;
  next: Link;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'report/questions': QuestionsPage;
    'report/question': QuestionPage;
    'report/question-gone': QuestionGonePage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const key = '0123456789abcdef0123456789abcdef';
const around = {
  caption: 'January 2020 report, version 1',
  back: { text: 'The January 2020 report', href: paths.report(id) },
};
const back = { text: 'Questions', href: paths.reportStep(id, 'questions') };
const question = 'Theme 1 is rated Green, but 2 of its <actions> are Red. Is that so?';
const form = {
  values: { reason: '', print: '', stands: '' },
  errors: { reason: null, print: null, stands: null },
  problems: [],
};
const one = {
  question,
  facts: facts([{ name: 'Red actions', value: '2' }]),
  correct: { text: 'Correct it in Theme 1: Leadership', href: paths.part(id) },
  answer: null,
  earlier: null,
  whyNot: null,
  next: { text: 'Leave it open, and go on to the next', href: paths.question(id, key) },
};

export const examples = {
  'report/questions': {
    none: {
      head: head('Questions', {
        ...around,
        lead: 'No question. Nothing in the report looks odd to the rules.',
      }),
      first: null,
      places: [],
      answered: [],
      noLonger: [],
      next: { text: 'Next: what the public will not see', href: paths.reportStep(id, 'publication') },
    },
    some: {
      head: head('Questions', {
        ...around,
        lead: '2 questions are open, 1 is answered. The SRO cannot approve before they are answered.',
      }),
      first: { text: 'Answer them one after the other', href: paths.question(id, key) },
      places: [
        {
          place: 'Theme 1: Leadership',
          questions: [
            { question, link: { text: 'Answer', about: question, href: paths.question(id, key) } },
            {
              question: 'The <figure> fell by half. Is that right?',
              link: { text: 'Answer', about: 'the figure', href: paths.question(id, key) },
            },
          ],
        },
      ],
      answered: wordRows([
        {
          cells: [
            'The <share> rose. Is that right?',
            'It is: a team left. (Programme Manager, today at 10:12)',
            'Theme 1: <Leadership>',
          ],
          link: { text: 'Change the answer', about: 'the share', href: paths.question(id, key) },
        },
      ]),
      noLonger: wordRows([
        {
          cells: ['The <figure> rose by half. Is that right?', 'It is. (Programme Manager, today at 09:12)'],
        },
      ]),
      next: { text: 'Next: what the public will not see', href: paths.reportStep(id, 'publication') },
    },
  },
  'report/question': {
    open: {
      head: head('Question about Theme 1: Leadership', {
        ...around,
        back,
        lead: 'Correct it, or say why it is so.',
      }),
      ...one,
      earlier: {
        text: 'Asked the same way in December 2019, and answered: the <actions> wait for a decision.',
        question: 'Theme 1 is rated Green, but 3 of its actions are Red. Is that so?',
        use: withQuery(paths.question(id, key), { use: 'earlier' }),
      },
      form,
      ask: {
        action: paths.question(id, key),
        version: 3,
        mayStand: true,
        onward: 'Answer, and go on to the next',
      },
    },
    refused: {
      head: head('Question about Theme 1: Leadership', {
        ...around,
        back,
        lead: 'Correct it, or say why it is so.',
      }),
      ...one,
      form: {
        ...form,
        errors: { reason: 'Say why it is accepted as it is', print: null, stands: null },
        problems: [{ text: 'Say why it is accepted as it is', href: '#reason' }],
      },
      ask: {
        action: paths.question(id, key),
        version: 3,
        mayStand: false,
        onward: null,
      },
    },
    'read only': {
      head: head('Question about Theme 1: Leadership', { ...around, back, lead: 'It is answered.' }),
      ...one,
      answer:
        'It is so, and <known>. (Programme Manager, 3 December 2019 at 10:12; given for November 2019, and stands)',
      ask: null,
      whyNot: 'The programme manager answers the questions.',
    },
  },
  'report/question-gone': {
    'with what was typed': {
      head: head('This question is not asked any more', {
        caption: around.caption,
        back,
        lead: 'What it was about has changed since you opened the page, and nothing was saved. 3 questions are open now.',
      }),
      was: { question, answer: 'It is being corrected. (Programme Manager, today at 10:12)' },
      typed: 'Two actions slipped <by a week>.',
      next: { text: 'Go to the first open question', href: paths.question(id, key) },
    },
    'opened from an old list': {
      head: head('This question is not asked any more', {
        caption: around.caption,
        back,
        lead: 'What it was about has changed since you opened the page. No question is open.',
      }),
      was: null,
      typed: null,
      next: { text: 'See all questions', href: back.href },
    },
  },
} satisfies Examples;
