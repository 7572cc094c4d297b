import {
  head,
  paths,
  wordRows,
  type Examples,
  type FormView,
  type PageView,
  type Path,
  type WordRow,
} from '../shell/index.js';

export interface PastePlanPage extends PageView {
  form: FormView;
  action: Path;
}

/** What a plan would add, before it is saved. */
export interface CheckPlanPage extends PageView {
  form: FormView;
  action: Path;
  /** As it was pasted; it comes along until it is saved. */
  plan: string;
  adds: boolean;
  unknownOwners: string | null;
  /** Objective, action, owner, due, what happens. */
  rows: readonly WordRow[];
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'theme/paste-plan': PastePlanPage;
    'theme/check-plan': CheckPlanPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const around = {
  caption: 'January 2020 · Theme 1: Leadership',
  back: { text: 'Objectives', href: paths.partBlock(id, 'objectives') },
};
const lead =
  'Copy the rows in your spreadsheet and paste them here. You see what is added before it is saved.';
const action = paths.pastePlan(id);
const none = { values: {}, errors: {}, problems: [] };

export const examples = {
  'theme/paste-plan': {
    empty: {
      head: head('Paste your plan', { ...around, lead }),
      form: { values: { plan: '' }, errors: { plan: null }, problems: [] },
      action,
    },
    refused: {
      head: head('Paste your plan', { ...around, lead }),
      form: {
        values: { plan: 'Members\t<Induct>\t\tspring' },
        errors: { plan: 'Row 1: “spring” is not a day. Write 29/02/2020, or leave it empty.' },
        problems: [
          { text: 'Row 1: “spring” is not a day. Write 29/02/2020, or leave it empty.', href: '#plan' },
        ],
      },
      action,
    },
  },
  'theme/check-plan': {
    filled: {
      head: head('Check your plan', {
        ...around,
        wide: true,
        lead: '1 objective and 2 actions would be added. Nothing is saved yet.',
      }),
      form: none,
      action,
      plan: 'Members\t<Induct>\tDirector\t29/02/2020\n\tBrief\tSomebody',
      adds: true,
      unknownOwners: '1 owner is not known in this programme. Their actions are added without an owner.',
      rows: wordRows([
        { cells: ['Members', '<Induct>', 'Director', '29 February 2020', 'New objective and action'] },
        { cells: ['Members', 'Brief', 'Not known: Somebody', 'No date', 'New action'] },
      ]),
    },
    'nothing new': {
      head: head('Check your plan', {
        ...around,
        wide: true,
        lead: 'Everything in this plan is in the theme already. There is nothing to add.',
      }),
      form: none,
      action,
      plan: 'Members',
      adds: false,
      unknownOwners: null,
      rows: wordRows([{ cells: ['Members', '–', 'Nobody yet', 'No date', 'There already'] }]),
    },
  },
} satisfies Examples;
