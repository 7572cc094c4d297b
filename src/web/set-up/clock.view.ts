import { head, paths, type Examples, type FormView, type PageView, type Path } from '../shell/index.js';

/** How many working days before a meeting each step is due, and what follows a meeting. */
export interface ClockPage extends PageView {
  form: FormView;
  action: Path;
  version: number;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'set-up/clock': ClockPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const page = {
  head: head('Days before a meeting', {
    programme: 'Planning improvement',
    back: { text: 'Set-up', href: paths.setUp(id) },
    lead: 'From these, and from when the law wants papers published, the dates of a new period are proposed. Dates that are set already stay.',
  }),
  action: paths.clockSettings(id),
  version: 1,
};
const values = { owner: '10', reviewer: '6', manager: '4', sro: '1', publish: '2', 'call-in': '5' };
const errors = { owner: null, reviewer: null, manager: null, sro: null, publish: null, 'call-in': null };
const missing = 'Enter 0 to 60 working days for drafts';
const later = 'The SRO approves once the report is with them: give the approval as many days or fewer';

export const examples = {
  'set-up/clock': {
    usual: { ...page, form: { values, errors, problems: [] } },
    refused: {
      ...page,
      form: {
        values: { ...values, owner: '', sro: '9' },
        errors: { ...errors, owner: missing, sro: later },
        problems: [
          { text: missing, href: '#owner' },
          { text: later, href: '#sro' },
        ],
      },
    },
  },
} satisfies Examples;
