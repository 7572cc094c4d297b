import type { LinkChoices } from '../part/links.js';
import type { EditorPage } from '../part/editor-page.js';
import type { ItemStepPage } from '../part/item-step.view.js';
import {
  choices,
  facts,
  head,
  paths,
  wordRows,
  type Examples,
  type PageView,
  type Path,
  type WordRow,
} from '../shell/index.js';
import {
  choicesOf,
  KIND_WORDS,
  LEVELS,
  PROXIMITY_WORDS,
  RESPONSE_WORDS,
  SEVERITY_WORDS,
} from './risk.words.js';

/** The cells of the council's matrix: rows by probability, the highest first. */
export interface MatrixTable {
  rows: readonly {
    probability: number;
    cells: readonly { impact: number; score: number; band: string }[];
  }[];
}

/** The register of a part: what is open by its score, what is closed. */
export interface RegisterPage extends PageView {
  /** Number and wording, score, movement, owner; the link leads to the entry. */
  open: readonly WordRow[];
  closed: readonly WordRow[];
  /** Null where the reader cannot write it now. */
  add: Path | null;
  /** Of the programme, with its matrix and each risk through time. */
  programme: Path;
}

export interface RiskPage extends EditorPage {
  kinds: ReturnType<typeof choices>;
  responses: ReturnType<typeof choices>;
  levels: ReturnType<typeof choices>;
  proximities: ReturnType<typeof choices>;
  severities: ReturnType<typeof choices>;
  owners: ReturnType<typeof choices>;
  /** What it may be connected with, by name. */
  links: readonly LinkChoices[];
  matrix: MatrixTable;
  /** “Probability 4, impact 3: 12, High”, or that there is no score yet. */
  score: string;
  /** Who accepts it until when; null where nobody does. */
  accepted: string | null;
  close: Path | null;
  isClosed: boolean;
  accept: Path | null;
  remove: Path | null;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'risks/register': RegisterPage;
    'risks/risk': RiskPage;
    'risks/accept': ItemStepPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const around = {
  caption: 'January 2020 · Risks and issues',
  back: { text: 'Risks and issues', href: paths.part(id) },
};
const back = { text: 'Register', href: paths.partBlock(id, 'risks') };
const matrix: MatrixTable = {
  rows: [5, 4, 3, 2, 1].map((probability) => ({
    probability,
    cells: [1, 2, 3, 4, 5].map((impact) => ({
      impact,
      score: probability * impact,
      band:
        ['Low', 'Moderate', 'High', 'Very high'][Math.floor((probability * impact - 1) / 5)] ?? 'Very high',
    })),
  })),
};
const lists = {
  kinds: choices(Object.entries(KIND_WORDS).map(([value, text]) => ({ value, text }))),
  responses: choices(choicesOf(RESPONSE_WORDS)),
  levels: choices(LEVELS),
  proximities: choices(choicesOf(PROXIMITY_WORDS)),
  severities: choices(choicesOf(SEVERITY_WORDS)),
  owners: choices([{ value: id, text: 'Director' }], 'Nobody yet'),
  links: [
    {
      field: 'link-actions',
      label: 'Actions',
      items: choices([{ value: id, text: 'Theme 1: <Induct> members' }]),
    },
  ],
  matrix,
};
const names = [
  'kind',
  'cause',
  'event',
  'consequence',
  'mitigation',
  'response',
  'owner',
  'probability',
  'impact',
  'before-probability',
  'before-impact',
  'target-probability',
  'target-impact',
  'proximity',
  'severity',
  'next',
  'link-actions',
];
const dates = ['raised', 'reviewed', 'review'];
const values = Object.fromEntries([
  ...names.map((name) => [name, '']),
  ...dates.flatMap((name) => ['day', 'month', 'year'].map((part) => [`${name}-${part}`, ''])),
]) as Record<string, string>;
const errors = Object.fromEntries([...names, ...dates].map((name) => [name, null])) as Record<string, null>;
const editor = {
  action: paths.partItem(id, 'risks', id),
  version: 3,
  block: '0123456789abcdef',
  saved: 'Last saved today at 14:05 by Director.',
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
const riskLead = 'Say what may happen, how likely and how bad it is now, and what is done about it.';
const riskHead = head('Risk 4', {
  ...around,
  back,
  wide: true,
  script: 'risk.js',
  lead: riskLead,
});
const about = facts([{ name: 'What may happen', value: 'Too few <social> workers' }]);
const step = {
  action: paths.partItemStep(id, 'risks', id, 'accept'),
  version: 3,
  block: '0123456789abcdef',
  about,
};

export const examples = {
  'risks/register': {
    empty: {
      head: head('Register of risks and issues', { ...around, lead: 'No risk is open.', wide: true }),
      open: [],
      closed: [],
      add: paths.newPartItem(id, 'risks'),
      programme: paths.risks(id),
    },
    filled: {
      head: head('Register of risks and issues', {
        ...around,
        lead: '2 risks or issues are open. The highest score is 20.',
        wide: true,
      }),
      open: wordRows([
        {
          cells: ['4 Too few <social> workers', '4 × 5 = 20, Very high', 'Up from 12', 'Director'],
          link: { text: 'Change', about: 'risk 4', href: paths.partItem(id, 'risks', id) },
        },
        {
          cells: ['7 The new system is late', 'Severity: high', 'New', 'Not assigned'],
          link: { text: 'Change', about: 'issue 7', href: paths.partItem(id, 'risks', id) },
        },
      ]),
      closed: wordRows([{ cells: ['2 Grant ends', 'No score', 'Closed', 'Director'] }]),
      add: null,
      programme: paths.risks(id),
    },
  },
  'risks/risk': {
    new: {
      head: head('Add a risk or an issue', {
        ...around,
        back,
        wide: true,
        script: 'risk.js',
        lead: riskLead,
      }),
      form: { values, errors, problems: [] },
      editor: {
        ...editor,
        action: paths.newPartItem(id, 'risks'),
        saved: 'Nobody has changed this part yet.',
      },
      ...lists,
      score: 'No score yet: probability or impact is missing.',
      accepted: null,
      close: null,
      isClosed: false,
      accept: null,
      remove: null,
    },
    filled: {
      head: riskHead,
      form: {
        values: {
          ...values,
          kind: 'risk',
          event: 'Too few <social> workers',
          probability: '4',
          impact: '3',
          'raised-month': '1',
          'raised-year': '2020',
        },
        errors,
        problems: [],
      },
      editor: {
        ...editor,
        before: {
          heading: 'December 2019, approved 27 December 2019',
          texts: [
            {
              label: 'What may happen',
              text: 'Too few social workers',
              isNarrative: false,
              since: [],
              changes: null,
            },
          ],
        },
      },
      ...lists,
      score: 'Probability 4, impact 3: 12, High.',
      accepted: 'Accepted until 31 March 2020 by Director: the cost of more is too high.',
      close: paths.partItemStep(id, 'risks', id, 'close'),
      isClosed: false,
      accept: paths.partItemStep(id, 'risks', id, 'accept'),
      remove: paths.partItemStep(id, 'risks', id, 'remove'),
    },
    refused: {
      head: riskHead,
      form: {
        values: { ...values, kind: 'risk' },
        errors: { ...errors, event: 'Say what may happen, or what has happened' },
        problems: [{ text: 'Say what may happen, or what has happened', href: '#event' }],
      },
      editor,
      ...lists,
      score: 'No score yet: probability or impact is missing.',
      accepted: null,
      close: null,
      isClosed: false,
      accept: null,
      remove: null,
    },
  },
  'risks/accept': {
    asked: {
      head: head('Accept risk 4', {
        ...around,
        back,
        lead: 'You will be named as who accepts it, with today’s date: 27 January 2020.',
      }),
      form: {
        values: { reason: '', 'until-day': '', 'until-month': '', 'until-year': '' },
        errors: { reason: null, until: 'Enter a day from today on' },
        problems: [{ text: 'Enter a day from today on', href: '#until-day' }],
      },
      ...step,
      verb: 'Accept it',
    },
  },
} satisfies Examples;
