import {
  choices,
  facts,
  head,
  paths,
  wordRows,
  type Examples,
  type Fact,
  type FormView,
  type Link,
  type PageView,
  type Path,
  type WordRow,
} from '../shell/index.js';

/** An account: who, which roles where, what an administrator can do. */
export interface UserPage extends PageView {
  facts: readonly Fact[];
  /** Null where this person may not change it. */
  change: Path | null;
  /** What was asked for and waits for a decision. */
  waiting: readonly Link[];
  /** Role, where, when; the link ends it. Null where they are not this person's to see. */
  roles: readonly WordRow[] | null;
  give: Path | null;
  whyNot: string | null;
  /** Back to each set-up that is not finished. */
  setUps: readonly Link[];
  /** With the account as a whole. */
  steps: readonly Link[];
}

export interface ChangeUserPage extends PageView {
  form: FormView;
  action: Path;
  version: number;
  /** Of the address, where it is somebody who approves or administers. */
  hint: string;
}

export interface GiveRolePage extends PageView {
  form: FormView;
  action: Path;
  roles: ReturnType<typeof choices>;
  programmes: ReturnType<typeof choices>;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'people/user': UserPage;
    'people/change-user': ChangeUserPage;
    'people/give-role': GiveRolePage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const crumbs = [
  { text: 'Administration', href: paths.administration() },
  { text: 'People', href: paths.users() },
];
const back = { text: 'Dan Deputy', href: paths.user(id) };
const about = facts([
  { name: 'Name', value: 'Dan Deputy' },
  { name: 'Job title', value: 'Deputy Director of Children’s Services' },
  { name: 'E-mail', value: 'dan.deputy@example.org' },
  { name: 'State', value: 'In use' },
]);
const page: UserPage = {
  head: head('Dan Deputy', { lead: 'They have 2 roles.', breadcrumbs: crumbs, wide: true }),
  facts: about,
  change: paths.userStep(id, 'change'),
  waiting: [
    {
      text: 'To give Dan Deputy the role “Senior Responsible Officer” in every programme',
      href: paths.heldChange(id),
    },
  ],
  roles: wordRows([
    {
      cells: ['Owner', 'Children’s services improvement', 'from 1 January 2026 until 31 March 2026'],
      link: { text: 'End', about: 'Owner in Children’s services improvement', href: paths.endRole(id, id) },
    },
    {
      cells: ['Reader', 'every programme', 'always'],
      link: { text: 'End', about: 'Reader in every programme', href: paths.endRole(id, id) },
    },
  ]),
  give: paths.giveRole(id),
  whyNot: null,
  setUps: [{ text: 'Go on with the set-up of Children’s services & <improvement>', href: paths.setUp(id) }],
  steps: [
    { text: 'Send a link for a new password', href: paths.userStep(id, 'password') },
    { text: 'End their sessions', href: paths.userStep(id, 'end-sessions') },
    { text: 'Disable the account', href: paths.userStep(id, 'disable') },
  ],
};
const noErrors = { role: null, programme: null, from: null, until: null };
const giveValues = {
  role: '',
  programme: '',
  'from-day': '',
  'from-month': '',
  'from-year': '',
  'until-day': '',
  'until-month': '',
  'until-year': '',
};
const give = {
  head: head('Give a role', {
    back,
    caption: 'Dan Deputy',
    lead: 'You see what it lets them do before it is given.',
  }),
  action: paths.giveRole(id),
  roles: choices([
    { value: id, text: 'Owner', hint: 'Drafts and submits their own part of the report' },
    { value: 'x', text: 'Administrator', hint: 'Keeps accounts, roles and programmes; approves nothing' },
  ]),
  programmes: choices(
    [
      { value: id, text: 'Children’s services improvement' },
      { value: 'every', text: 'Every programme' },
    ],
    'Choose where',
  ),
};

export const examples = {
  'people/user': {
    'with everything': page,
    'read only': {
      ...page,
      head: head('Dan Deputy', {
        lead: 'They have no role, and can do nothing.',
        breadcrumbs: crumbs,
        wide: true,
      }),
      change: null,
      waiting: [],
      roles: [],
      give: null,
      setUps: [],
      steps: [],
    },
    oneself: {
      ...page,
      waiting: [],
      give: null,
      whyNot: 'This is you. Another administrator gives you a role, or ends one.',
      steps: [],
    },
    disabled: {
      ...page,
      head: head('Dan Deputy', {
        lead: 'The account is disabled: they cannot sign in, and no role of theirs counts.',
        breadcrumbs: crumbs,
        wide: true,
      }),
      facts: facts([
        ...about.filter(({ name }) => name !== 'State'),
        { name: 'State', value: 'Disabled on 3 January 2026' },
      ]),
      waiting: [],
      give: null,
      whyNot: 'Enable the account before you give a role.',
      steps: [{ text: 'Enable the account', href: paths.userStep(id, 'enable') }],
    },
    'roles not shown': {
      ...page,
      head: head('Dan Deputy', { lead: 'The account is in use.', breadcrumbs: crumbs, wide: true }),
      roles: null,
      give: null,
      waiting: [],
      steps: [],
      change: null,
    },
  },
  'people/change-user': {
    filled: {
      head: head('Change name, job title or address', {
        back,
        caption: 'Dan Deputy',
        lead: 'Pages show it from now on. Reports that are sealed keep what they said.',
      }),
      form: {
        values: { name: 'Dan Deputy', 'job-title': 'Deputy Director', email: 'dan.deputy@example.org' },
        errors: { name: null, 'job-title': null, email: null },
        problems: [],
      },
      action: paths.userStep(id, 'change'),
      version: 3,
      hint: 'They sign in with it.',
    },
    refused: {
      head: head('Change name, job title or address', {
        back,
        caption: 'Dan Deputy',
        lead: 'Pages show it from now on. Reports that are sealed keep what they said.',
      }),
      form: {
        values: { name: '', 'job-title': 'Deputy Director', email: 'dan.deputy@example.org' },
        errors: { name: 'Enter a name', 'job-title': null, email: null },
        problems: [{ text: 'Enter a name', href: '#name' }],
      },
      action: paths.userStep(id, 'change'),
      version: 3,
      hint: 'They sign in with it.',
    },
  },
  'people/give-role': {
    blank: { ...give, form: { values: giveValues, errors: noErrors, problems: [] } },
    'nothing chosen': {
      ...give,
      form: {
        values: giveValues,
        errors: { ...noErrors, role: 'Choose a role', programme: 'Choose where the role counts' },
        problems: [
          { text: 'Choose a role', href: '#role' },
          { text: 'Choose where the role counts', href: '#programme' },
        ],
      },
    },
    'would approve and administer': {
      ...give,
      form: {
        values: { ...giveValues, role: 'x', programme: 'every' },
        errors: noErrors,
        problems: [
          {
            text: 'Dan Deputy would both approve and administer, which nobody may. End the one role before you give the other.',
            href: paths.user(id),
          },
        ],
      },
    },
  },
} satisfies Examples;
