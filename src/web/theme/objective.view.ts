import type { EditorPage } from '../part/editor-page.js';
import { choices, head, paths, type Examples, type PageView, type Path } from '../shell/index.js';
import { ACTION_GUIDANCE, ACTION_RATING_CHOICES } from './theme.words.js';

/** The objectives of a theme in their order. */
export interface ObjectivesPage extends PageView {
  action: Path;
  /** There are buttons that change the order. */
  moves: boolean;
  /** Of the list as it is shown; an old one moves nothing. */
  order: string;
  rows: readonly {
    /** `2 Members hold the service to account` */
    title: string;
    href: Path | null;
    /** `3 actions, 2 texts` */
    holds: string;
    missing: string | null;
    /** What the buttons send; null where there is no further place. */
    up: string | null;
    down: string | null;
    about: string;
  }[];
  /** Null where the reader cannot write it now. */
  add: Path | null;
  paste: Path | null;
}

/** One objective with its actions and texts. */
export interface ObjectivePage extends EditorPage {
  isNew: boolean;
  /** As the room says it; `field` leads to one of the page's fields. */
  missing: readonly { text: string; field: string | null }[];
  actions: readonly {
    /** What the names of its fields begin with: `actions.2`. */
    name: string;
    number: number;
    id: string;
    title: string;
    /** `Amber in Q4 2019/20 · Head of Service · due 29 February 2020` */
    rated: string;
    /** Something is to be done: it is not rated yet, or something is wrong with it. What is completed is folded. */
    isOpen: boolean;
    /** `Q1 2019/20: Green · Q2 2019/20: Green · Q3 2019/20: Amber` */
    earlier: string;
    up: string | null;
    down: string | null;
    remove: Path;
  }[];
  texts: readonly { name: string; number: number; id: string; remove: Path }[];
  /** The actions, for “This text is about”. */
  about: ReturnType<typeof choices>;
  owners: ReturnType<typeof choices>;
  ratings: ReturnType<typeof choices>;
  /** `Green: on track or completed, …` */
  guidance: readonly string[];
  /** `Rating in Q4 2019/20, this quarter` */
  now: string;
  earlier: readonly { field: string; label: string }[];
  earlierRatings: ReturnType<typeof choices>;
  remove: Path | null;
}

export interface ActionPage extends EditorPage {
  owners: ReturnType<typeof choices>;
}

export interface ThemeTextPage extends EditorPage {
  about: ReturnType<typeof choices>;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'theme/objectives': ObjectivesPage;
    'theme/objective': ObjectivePage;
    'theme/action': ActionPage;
    'theme/text': ThemeTextPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const [first, second] = ['5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a11', '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a12'];
const around = {
  caption: 'January 2020 · Theme 1: Leadership',
  back: { text: 'Objectives', href: paths.partBlock(id, 'objectives') },
  wide: true,
};
const editing = { ...around, script: 'editor.js' };
const inner = { ...editing, back: { text: 'Objective 2', href: paths.partItem(id, 'objectives', id) } };
const editor = {
  action: paths.partItem(id, 'objectives', id),
  version: 3,
  block: '0123456789abcdef',
  saved: 'Last saved today at 14:05 by Deputy Director.',
  next: null,
  preview: null,
  cameBack: null,
  evidence: [{ text: 'Objective: Members hold the service to account', href: paths.partEvidence(id) }],
  leftOut: ['A paragraph: “Members are briefed by the Head of Service …”'],
  notes: [],
  read: 'text=0123456789',
  isNew: false,
  asked: [],
  moved: [],
  hasNarrative: false,
  before: null,
};
const owners = choices([{ value: id, text: 'Head of Democratic Services' }], 'Nobody yet');
const lists = {
  owners,
  ratings: choices(ACTION_RATING_CHOICES.map(({ value, text }) => ({ value, text }))),
  guidance: ACTION_GUIDANCE,
  earlierRatings: choices(ACTION_RATING_CHOICES.map(({ value, text }) => ({ value, text }))),
  now: 'Rating in Q4 2019/20, this quarter',
  earlier: [
    { field: 'q3', label: 'Rating in Q1 2019/20' },
    { field: 'q2', label: 'Rating in Q2 2019/20' },
    { field: 'q1', label: 'Rating in Q3 2019/20' },
  ],
};
const actionValues = (number: number, actionId: string, title: string) => ({
  [`actions.${number}.id`]: actionId,
  [`actions.${number}.title`]: title,
  [`actions.${number}.owner`]: id,
  [`actions.${number}.due-day`]: '29',
  [`actions.${number}.due-month`]: '2',
  [`actions.${number}.due-year`]: '2020',
  [`actions.${number}.q0`]: 'AMBER',
  [`actions.${number}.q1`]: 'AMBER',
  [`actions.${number}.q2`]: 'GREEN',
  [`actions.${number}.q3`]: 'NOT_RATED',
});
const values = {
  title: 'Members hold the <service> to account',
  ...actionValues(0, first, 'Member induction'),
  'actions.0.owner': '',
  'actions.0.due-day': '',
  'actions.0.due-month': '',
  'actions.0.due-year': '',
  'actions.0.q0': 'NOT_RATED',
  'actions.0.q1': 'COMPLETE',
  ...actionValues(1, second, 'Quarterly briefing'),
  'texts.0.id': id,
  'texts.0.text': 'Eleven of fourteen members have had their induction.',
  'texts.0.about': [first],
};
const noErrors = Object.fromEntries(
  Object.keys(values).map((name) => [name.replace(/-(?:day|month|year)$/, ''), null]),
) as Record<string, null>;
const removal = (list: 'actions' | 'texts', itemId: string) =>
  paths.removeObjectiveItem(id, id, list, itemId);
const rows = {
  actions: [
    {
      name: 'actions.0',
      number: 1,
      id: first,
      title: 'Member <induction>',
      rated: 'Complete in Q3 2019/20 · Nobody yet',
      isOpen: false,
      earlier: 'Q1 2019/20: Not rated · Q2 2019/20: Green · Q3 2019/20: Complete',
      up: null,
      down: `down ${first}`,
      remove: removal('actions', first),
    },
    {
      name: 'actions.1',
      number: 2,
      id: second,
      title: 'Quarterly briefing',
      rated: 'Amber in Q4 2019/20 · Head of Democratic Services · due 29 February 2020',
      isOpen: true,
      earlier: 'Q1 2019/20: Not rated · Q2 2019/20: Green · Q3 2019/20: Amber',
      up: `up ${second}`,
      down: null,
      remove: removal('actions', second),
    },
  ],
  texts: [{ name: 'texts.0', number: 1, id, remove: removal('texts', id) }],
  about: choices([
    { value: first, text: '1 Member induction' },
    { value: second, text: '2 Quarterly briefing' },
  ]),
};
const heading = 'Objective 2: Members hold the <service> to account';

export const examples = {
  'theme/objectives': {
    empty: {
      head: head('Objectives', { ...around, lead: 'No objective yet.' }),
      action: paths.partBlock(id, 'objectives'),
      moves: false,
      order: '0123456789abcdef',
      rows: [],
      add: paths.newPartItem(id, 'objectives'),
      paste: paths.pastePlan(id),
    },
    filled: {
      head: head('Objectives', { ...around, lead: '2 objectives. Something is missing in 1 of them.' }),
      action: paths.partBlock(id, 'objectives'),
      moves: true,
      order: '0123456789abcdef',
      rows: [
        {
          title: '1 Effective <leadership>',
          href: paths.partItem(id, 'objectives', id),
          holds: '3 actions, 2 texts',
          missing: null,
          up: null,
          down: `down ${id}`,
          about: 'objective 1',
        },
        {
          title: '2 Members hold the service to account',
          href: paths.partItem(id, 'objectives', first),
          holds: '2 actions, 1 text',
          missing: '1 thing missing',
          up: `up ${first}`,
          down: null,
          about: 'objective 2',
        },
      ],
      add: paths.newPartItem(id, 'objectives'),
      paste: paths.pastePlan(id),
    },
    'read only': {
      head: head('Objectives', { ...around, lead: '1 objective. Nothing is missing.' }),
      action: paths.partBlock(id, 'objectives'),
      moves: false,
      order: '0123456789abcdef',
      rows: [
        {
          title: '1 Effective leadership',
          href: null,
          holds: '3 actions, 2 texts',
          missing: null,
          up: null,
          down: null,
          about: 'objective 1',
        },
      ],
      add: null,
      paste: null,
    },
  },
  'theme/objective': {
    new: {
      head: head('Add an objective', {
        ...editing,
        lead: 'Give it the title that it has in the plan. Its actions come next.',
      }),
      form: { values: { title: '' }, errors: { title: null }, problems: [] },
      editor: { ...editor, saved: 'Nobody has changed this part yet.' },
      isNew: true,
      missing: [],
      actions: [],
      texts: [],
      about: choices([]),
      ...lists,
      remove: null,
    },
    filled: {
      head: head(heading, { ...editing, lead: '1 thing is missing.' }),
      form: { values, errors: noErrors, problems: [] },
      editor: {
        ...editor,
        next: 'Save and go to objective 3',
        before: {
          heading: 'December 2019, approved 27 December 2019',
          texts: [
            {
              label: 'Progress text 1',
              text: 'Ten of fourteen members have had their induction.',
              isNarrative: false,
              since: [],
              changes: [
                { kind: 'removed', text: 'Ten' },
                { kind: 'added', text: 'Eleven' },
                { kind: 'same', text: ' of fourteen members have had their induction.' },
              ],
            },
          ],
        },
      },
      isNew: false,
      missing: [
        { text: 'No narrative says how “Quarterly briefing” is going.', field: 'actions.1.title' },
        { text: 'Something about the whole objective.', field: null },
      ],
      ...rows,
      ...lists,
      remove: paths.partItemStep(id, 'objectives', id, 'remove'),
    },
    refused: {
      head: head(heading, { ...editing, lead: 'Nothing of this is saved yet. Correct what is named above.' }),
      form: {
        values: { ...values, 'actions.1.title': '', 'actions.1.due-day': '31', 'texts.0.about': [] },
        errors: {
          ...noErrors,
          'actions.1.title': 'Enter the title of the action',
          'actions.1.due': 'Enter a day that exists',
          'texts.0.about': 'Choose at least one action',
        },
        problems: [
          { text: 'Action 2: Enter the title of the action', href: '#actions.1.title' },
          { text: 'Action 2: Enter a day that exists', href: '#actions.1.due-day' },
          { text: 'Text 1: Choose at least one action', href: '#texts.0.about' },
        ],
      },
      editor,
      isNew: false,
      missing: [],
      ...rows,
      ...lists,
      remove: paths.partItemStep(id, 'objectives', id, 'remove'),
    },
  },
  'theme/action': {
    new: {
      head: head('Add an action', {
        ...inner,
        lead: 'It belongs to “Members hold the service to account”. Its rating comes next.',
      }),
      form: {
        values: { title: '', owner: '', 'due-day': '', 'due-month': '', 'due-year': '' },
        errors: { title: null, owner: null, due: null },
        problems: [],
      },
      editor,
      owners,
    },
    refused: {
      head: head('Add an action', {
        ...inner,
        lead: 'It belongs to “Members <hold>”. Its rating comes next.',
      }),
      form: {
        values: { title: '', owner: id, 'due-day': '31', 'due-month': '2', 'due-year': '2020' },
        errors: { title: 'Enter the title of the action', owner: null, due: 'Enter a day that exists' },
        problems: [
          { text: 'Enter the title of the action', href: '#title' },
          { text: 'Enter a day that exists', href: '#due-day' },
        ],
      },
      editor,
      owners,
    },
  },
  'theme/text': {
    new: {
      head: head('Add a text', {
        ...inner,
        lead: 'It says how “Members hold the service to account” is going.',
      }),
      form: { values: { text: '', about: [] }, errors: { text: null, about: null }, problems: [] },
      editor,
      about: rows.about,
    },
    'no action yet': {
      head: head('Add a text', {
        ...inner,
        lead: 'A text is about actions, and this objective has none yet.',
      }),
      form: { values: { text: '', about: [] }, errors: { text: null, about: null }, problems: [] },
      editor,
      about: choices([]),
    },
    refused: {
      head: head('Add a text', { ...inner, lead: 'It says how “Members hold” is going.' }),
      form: {
        values: { text: 'Eleven <of> fourteen', about: [] },
        errors: { text: null, about: 'Choose at least one action' },
        problems: [{ text: 'Choose at least one action', href: '#about' }],
      },
      editor,
      about: rows.about,
    },
  },
} satisfies Examples;
