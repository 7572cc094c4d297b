import {
  head,
  paths,
  withQuery,
  wordRows,
  type Examples,
  type FormView,
  type PageView,
  type Path,
  type WordRow,
} from '../shell/index.js';

/** Everybody who has an account. */
export interface UsersPage extends PageView {
  /** What is searched for; empty where nothing is. */
  search: string;
  caption: string;
  /** Name, job title, address, roles with where they count, state. */
  people: readonly WordRow[];
  /** What is said in the place of the table. */
  empty: string;
  next: Path | null;
  /** Null where this person may not create any. */
  add: { one: Path; several: Path } | null;
}

export interface NewUserPage extends PageView {
  form: FormView;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'people/users': UsersPage;
    'people/new-user': NewUserPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const crumbs = [{ text: 'Administration', href: paths.administration() }];
const lead = 'Search for somebody, or open an account to see and change it.';
const listHead = head('People', { lead, breadcrumbs: crumbs, wide: true });
const row = (name: string, roles: string, state: string): WordRow => ({
  cells: [
    name,
    'Director of Children’s Services',
    `${name.toLowerCase().replaceAll(' ', '.')}@example.org`,
    roles,
    state,
  ],
  link: { text: 'Open', about: name, href: paths.user(id) },
});
const list: UsersPage = {
  head: listHead,
  search: '',
  caption: 'Accounts, by name',
  people: wordRows([
    row('Ann Admin', 'Administrator in every programme', 'In use'),
    row(
      'Person of a Long Name',
      'Senior Responsible Officer in Children’s services improvement, until 31 March 2026; Reader in Adults, from 1 May 2026',
      'In use',
    ),
    row('Dan Deputy', 'No role', 'Has not chosen a password yet'),
    row('Gone Away', 'Owner in Children’s services improvement', 'Disabled on 3 January 2026'),
  ]),
  empty: 'Nobody has an account.',
  next: withQuery(paths.users(), { cursor: 'x' }),
  add: { one: paths.newUser(), several: paths.importUsers() },
};
const newHead = head('Create an account', {
  back: { text: 'People', href: paths.users() },
  lead: 'The person gets a link by mail, with which they choose their password. Nobody else ever knows it.',
});

export const examples = {
  'people/users': {
    'a page of several': list,
    'oneself alone': {
      ...list,
      head: head('People', {
        lead: 'There is no other account yet. Create one for each person who works here.',
        breadcrumbs: crumbs,
        wide: true,
      }),
      people: wordRows([row('Ann Admin', 'Administrator in every programme', 'In use')]),
      next: null,
    },
    'found and read only': {
      ...list,
      head: head('People', { lead, breadcrumbs: crumbs, wide: true }),
      search: 'deputy',
      caption: 'Accounts with “deputy” in name, job title or address',
      people: wordRows([row('Dan Deputy', 'Not shown to you', 'In use')]),
      next: null,
      add: null,
    },
    'nobody found': {
      ...list,
      search: 'zzz <b>',
      people: [],
      empty: 'Nobody has “zzz <b>” in name, job title or address.',
      next: null,
    },
  },
  'people/new-user': {
    blank: {
      head: newHead,
      form: {
        values: { name: '', 'job-title': '', email: '' },
        errors: { name: null, 'job-title': null, email: null },
        problems: [],
      },
    },
    refused: {
      head: newHead,
      form: {
        values: { name: 'Dan Deputy', 'job-title': '', email: 'dan@' },
        errors: {
          name: null,
          'job-title': 'Enter a job title',
          email: 'Enter an e-mail address, such as name@example.org',
        },
        problems: [
          { text: 'Enter a job title', href: '#job-title' },
          { text: 'Enter an e-mail address, such as name@example.org', href: '#email' },
        ],
      },
    },
  },
} satisfies Examples;
