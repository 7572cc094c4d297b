import { head, paths, type Examples, type FormView, type PageView, type Path } from '../shell/index.js';

/** By when questions of members are answered, and whether the public may ask. */
export interface QuestionRulesPage extends PageView {
  /** The fields of both forms. */
  form: FormView;
  days: { action: Path; version: number };
  open: { action: Path; version: number };
  /** Where the public asks; null while it cannot. */
  ask: Path | null;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'set-up/question-rules': QuestionRulesPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const values = { answer: '10', open: 'no', keep: '120' };
const errors = { answer: null, open: null, keep: null };
const usual: QuestionRulesPage = {
  head: head('Questions of members and of the public', {
    programme: 'Planning improvement',
    back: { text: 'Set-up', href: paths.setUp(id) },
    lead: 'The public has no form: questions are recorded by a clerk, from a meeting.',
  }),
  form: { values, errors, problems: [] },
  days: { action: paths.questionRules(id, 'days'), version: 1 },
  open: { action: paths.questionRules(id, 'form'), version: 1 },
  ask: null,
};
const wrong = 'Enter 7 to 365 days for which name and address are kept';

export const examples = {
  'set-up/question-rules': {
    usual,
    'the public may ask': {
      ...usual,
      head: head('Questions of members and of the public', {
        programme: 'Planning improvement',
        back: { text: 'Set-up', href: paths.setUp(id) },
        lead: 'The public can ask by a form. A clerk accepts or declines each question.',
      }),
      form: { values: { ...values, open: 'yes' }, errors, problems: [] },
      ask: paths.askProgramme(id),
    },
    refused: {
      ...usual,
      form: {
        values: { ...values, open: 'yes', keep: '9999' },
        errors: { ...errors, keep: wrong },
        problems: [{ text: wrong, href: '#keep' }],
      },
    },
  },
} satisfies Examples;
