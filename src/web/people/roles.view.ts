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

/** Every role beside every permission. */
export interface RolesPage extends PageView {
  roles: readonly Link[];
  groups: readonly {
    heading: string;
    /** Of each role, whether it holds the permission. */
    rows: readonly { permission: string; held: readonly boolean[] }[];
  }[];
  /** How many people have each role today; null where this person may not see it. */
  people: readonly number[] | null;
  add: Path | null;
  assignments: Path | null;
}

/** One role: what it lets people do, and who has it. */
export interface RolePage extends PageView {
  facts: readonly Fact[];
  groups: readonly { heading: string; permissions: readonly string[] }[];
  /** Name, job title, where, when. Null where they are not this person's to see. */
  holders: readonly WordRow[] | null;
  more: string | null;
  change: Path | null;
  remove: Path | null;
  whyNot: string | null;
}

/** A new role, or one that is changed. */
export interface EditRolePage extends PageView {
  form: FormView;
  action: Path;
  /** Null for a new one. */
  version: number | null;
  groups: readonly {
    heading: string;
    /** Of its first check box. */
    id: string;
    items: ReturnType<typeof choices>;
  }[];
  button: string;
}

/** Who has what where. */
export interface AssignmentsPage extends PageView {
  filter: { items: ReturnType<typeof choices>; chosen: string } | null;
  caption: string;
  /** Role, who, job title, where, when. */
  rows: readonly WordRow[];
  empty: string;
  next: Path | null;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'people/roles': RolesPage;
    'people/role': RolePage;
    'people/edit-role': EditRolePage;
    'people/assignments': AssignmentsPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const crumbs = [{ text: 'Administration', href: paths.administration() }];
const roleCrumbs = [...crumbs, { text: 'Roles', href: paths.roles() }];
const roles = [
  'Owner',
  'Reviewer (programme manager)',
  'Senior Responsible Officer',
  'Clerk',
  'Analyst',
  'Administrator',
].map((text) => ({ text, href: paths.role(id) }));
const matrix: RolesPage = {
  head: head('Roles', {
    breadcrumbs: crumbs,
    wide: true,
    lead: 'A role is a set of permissions. Approving and administering never meet in one person.',
  }),
  roles,
  groups: [
    {
      heading: 'Reading',
      rows: [
        {
          permission: 'See parts of reports that are not published yet',
          held: [true, true, true, false, true, false],
        },
      ],
    },
    {
      heading: 'Approving',
      rows: [{ permission: 'Approve and so seal a report', held: [false, false, true, false, false, false] }],
    },
    {
      heading: 'Administering',
      rows: [
        {
          permission: 'Create, change, disable and enable user accounts',
          held: [false, false, false, false, false, true],
        },
      ],
    },
  ],
  people: [12, 1, 1, 2, 0, 1],
  add: paths.newRole(),
  assignments: paths.assignments(),
};
const one: RolePage = {
  head: head('Analyst', { breadcrumbs: roleCrumbs, wide: true, lead: 'One person has this role today.' }),
  facts: facts([
    { name: 'What it is for', value: 'Prepares figures and text for owners' },
    { name: 'Where it comes from', value: 'Built in: it can be changed, and not deleted' },
  ]),
  groups: [
    { heading: 'Reading', permissions: ['See a programme and its reporting periods'] },
    { heading: 'Writing', permissions: ['Record and restate readings of measures'] },
  ],
  holders: wordRows([
    {
      cells: ['Ann Analyst', 'Performance Analyst', 'Children’s services improvement', 'Always'],
      link: { text: 'Open', about: 'Ann Analyst', href: paths.user(id) },
    },
  ]),
  more: null,
  change: paths.changeRole(id),
  remove: null,
  whyNot: null,
};
const edit: EditRolePage = {
  head: head('Create a role', {
    back: { text: 'Roles', href: paths.roles() },
    lead: 'For people whom no role fits. Approving and administering cannot be in one.',
  }),
  form: {
    values: { name: '', description: '', permissions: [] },
    errors: { name: null, description: null, permissions: null },
    problems: [],
  },
  action: paths.newRole(),
  version: null,
  groups: [
    {
      heading: 'Reading',
      id: 'permissions',
      items: choices([
        { value: 'programme.read', text: 'See a programme and its reporting periods' },
        { value: 'version.read', text: 'Read about sealed report versions, and their public editions' },
      ]),
    },
    {
      heading: 'Approving',
      id: 'permissions-approval',
      items: choices([{ value: 'report.approve', text: 'Approve and so seal a report' }]),
    },
  ],
  button: 'Create the role',
};
const held: AssignmentsPage = {
  head: head('Who has which role', {
    breadcrumbs: crumbs,
    wide: true,
    lead: 'More roles count here than a page shows, today or later. To give one or end one, open the account of the person.',
  }),
  filter: {
    items: choices([
      { value: '', text: 'Every programme' },
      { value: id, text: 'Planning improvement' },
    ]),
    chosen: id,
  },
  caption: 'Roles in Planning improvement',
  rows: wordRows([
    {
      cells: ['Administrator', 'Ada Admin', 'Systems Officer', 'Every programme', 'Always'],
      link: { text: 'Open', about: 'Ada Admin', href: paths.user(id) },
    },
    { cells: ['Owner', 'Ole <b>', 'Head of Planning', 'Planning improvement', 'Until 31 March 2027'] },
  ]),
  empty: 'Nobody has a role here.',
  next: paths.assignments(id),
};

export const examples = {
  'people/roles': {
    'an administrator’s': matrix,
    'read only': { ...matrix, people: null, add: null, assignments: null },
  },
  'people/role': {
    'built in': one,
    'the council’s own': {
      ...one,
      head: head('Head of service', {
        breadcrumbs: roleCrumbs,
        wide: true,
        lead: 'Nobody has this role today.',
      }),
      facts: facts([
        { name: 'What it is for', value: 'Writes for a whole service' },
        { name: 'Where it comes from', value: 'The council’s own' },
      ]),
      holders: [],
      remove: paths.deleteRole(id),
    },
    'one’s own': {
      ...one,
      holders: null,
      change: null,
      whyNot: 'You hold this role yourself: another administrator has to change it.',
      more: null,
    },
  },
  'people/edit-role': {
    'a new one': edit,
    refused: {
      ...edit,
      form: {
        values: { name: '', description: 'x', permissions: ['report.approve'] },
        errors: {
          name: 'Enter a name',
          description: null,
          permissions: 'Approving and administering cannot be in one role',
        },
        problems: [
          { text: 'Enter a name', href: '#name' },
          { text: 'Approving and administering cannot be in one role', href: '#permissions' },
        ],
      },
    },
    change: {
      ...edit,
      head: head('Change this role', {
        back: { text: 'Analyst', href: paths.role(id) },
        lead: 'You see whom it changes what for before it is saved.',
      }),
      form: {
        values: { name: 'Analyst', description: 'Prepares figures', permissions: ['version.read'] },
        errors: { name: null, description: null, permissions: null },
        problems: [],
      },
      action: paths.changeRole(id),
      version: 3,
      button: 'Continue',
    },
  },
  'people/assignments': {
    filled: held,
    'nobody, in the only programme': {
      ...held,
      head: {
        ...held.head,
        lead: 'No role counts here today or later. To give one, open the account of a person.',
      },
      filter: null,
      rows: [],
      next: null,
    },
  },
} satisfies Examples;
