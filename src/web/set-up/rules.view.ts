import {
  choices,
  head,
  paths,
  type Examples,
  type FormView,
  type PageView,
  type Path,
} from '../shell/index.js';

/** From which variance on a budget line has to be explained. */
export interface BudgetRulePage extends PageView {
  form: FormView;
  action: Path;
  version: number;
}

/** What public editions print. */
export interface PublicationRulesPage extends PageView {
  form: FormView;
  action: Path;
  version: number;
  names: ReturnType<typeof choices>;
}

/** The programme's own abbreviations. */
export interface GlossaryPage extends PageView {
  form: FormView;
  action: Path;
  version: number;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'set-up/budget-rule': BudgetRulePage;
    'set-up/publication-rules': PublicationRulesPage;
    'set-up/glossary': GlossaryPage;
  }
}

export const nameChoices = () =>
  choices([
    { value: 'names', text: 'Names and job titles' },
    { value: 'titles', text: 'Job titles alone' },
  ]);

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const around = { programme: 'Planning improvement', back: { text: 'Set-up', href: paths.setUp(id) } };
const budget = {
  head: head('Budget rule', {
    ...around,
    lead: 'A budget line that is further from its budget than this needs a comment before it can be submitted. Drafts follow at once.',
  }),
  action: paths.budgetRule(id),
  version: 1,
};
const publication = {
  head: head('Publication rules', {
    ...around,
    lead: 'What public editions leave out by themselves. It counts from the next approval; what is sealed stays as it is.',
  }),
  action: paths.publicationRules(id),
  version: 1,
  names: nameChoices(),
};
const glossary = {
  head: head('Glossary', {
    ...around,
    lead: 'The abbreviations of your programme. A report explains those that it uses, and no others.',
  }),
  action: paths.glossary(id),
  version: 1,
};
const noTerm = 'Line 1: write the term, a colon and its meaning, such as “SRO: Senior Responsible Officer”.';

export const examples = {
  'set-up/budget-rule': {
    usual: { ...budget, form: { values: { threshold: '5' }, errors: { threshold: null }, problems: [] } },
    refused: {
      ...budget,
      form: {
        values: { threshold: '' },
        errors: { threshold: 'Enter a percentage, such as 5' },
        problems: [{ text: 'Enter a percentage, such as 5', href: '#threshold' }],
      },
    },
  },
  'set-up/publication-rules': {
    usual: {
      ...publication,
      form: {
        values: { threshold: '5', floor: '10', names: 'titles' },
        errors: { threshold: null, floor: null, names: null },
        problems: [],
      },
    },
    refused: {
      ...publication,
      form: {
        values: { threshold: '0', floor: '', names: '' },
        errors: {
          threshold: 'Enter 1 to 20 for the largest count that is left out',
          floor: 'Enter 0 to 100 people for percentages that are left out',
          names: 'Choose what public editions print',
        },
        problems: [
          { text: 'Enter 1 to 20 for the largest count that is left out', href: '#threshold' },
          { text: 'Enter 0 to 100 people for percentages that are left out', href: '#floor' },
          { text: 'Choose what public editions print', href: '#names' },
        ],
      },
    },
  },
  'set-up/glossary': {
    filled: {
      ...glossary,
      form: {
        values: { terms: 'PIP: Planning <Improvement> Programme' },
        errors: { terms: null },
        problems: [],
      },
    },
    refused: {
      ...glossary,
      form: {
        values: { terms: 'PIP' },
        errors: { terms: noTerm },
        problems: [{ text: noTerm, href: '#terms' }],
      },
    },
  },
} satisfies Examples;
