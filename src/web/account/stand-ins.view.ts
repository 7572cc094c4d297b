import { choices, wordRows, type WordRow } from '../shell/blocks.js';
import type { FormView } from '../shell/form.js';
import { head, type Examples, type PageView } from '../shell/page-views.js';
import { paths, type Path } from '../shell/paths.js';

export interface StandInsPage extends PageView {
  /** Who, for which role, from when until when; the link ends it. */
  given: readonly WordRow[];
  received: readonly WordRow[];
  /** Null where the person may not add one. */
  add: Path | null;
}

export interface NewStandInPage extends PageView {
  form: FormView;
  roles: ReturnType<typeof choices>;
  people: ReturnType<typeof choices>;
}

export interface EndStandInPage extends PageView {
  action: Path;
  version: number;
  consequence: string;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'account/stand-ins': StandInsPage;
    'account/new-stand-in': NewStandInPage;
    'account/end-stand-in': EndStandInPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const back = { text: 'Standing in', href: paths.standIns() };
const crumbs = [{ text: 'Your account', href: paths.account() }];
const given = wordRows([
  {
    cells: [
      'Deputy Director',
      'Owner, Improvement Programme',
      '27 January to 7 February 2020',
      'Annual leave',
    ],
    link: { text: 'End', about: 'standing in by the Deputy Director', href: paths.endStandIn(id) },
  },
]);
const received = wordRows([
  { cells: ['Director', 'Owner', '27 January to 7 February 2020', 'Annual leave'] },
]);
const nobody = 'Nobody stands in for you, and you stand in for nobody.';
const listHead = (lead: string) => head('Standing in', { lead, breadcrumbs: crumbs, wide: true });
const roles = choices([{ value: id, text: 'Owner, Improvement Programme' }], 'Choose a role');
const people = choices([{ value: id, text: 'Deputy Director' }], 'Choose somebody');
const values = {
  role: '',
  person: '',
  'from-day': '',
  'from-month': '',
  'from-year': '',
  'until-day': '',
  'until-month': '',
  'until-year': '',
  reason: '',
};
const errors = { role: null, person: null, from: null, until: null, reason: null };
const newHead = head('Let somebody stand in for you', {
  back,
  lead: 'They can do everything that the role can, in your place and under their own name.',
});

export const examples = {
  'account/stand-ins': {
    none: { head: listHead(nobody), given: [], received: [], add: paths.newStandIn() },
    given: { head: listHead('One person stands in for you.'), given, received: [], add: paths.newStandIn() },
    both: {
      head: listHead('One person stands in for you. You stand in for 1 person.'),
      given,
      received,
      add: paths.newStandIn(),
    },
    'not allowed': { head: listHead(nobody), given: [], received: [], add: null },
  },
  'account/new-stand-in': {
    blank: { head: newHead, form: { values, errors, problems: [] }, roles, people },
    'three errors': {
      head: newHead,
      form: {
        values: { ...values, 'until-day': '7' },
        errors: {
          ...errors,
          person: 'Choose who stands in for you',
          until: 'The date must include a month',
          reason: 'Say why',
        },
        problems: [
          { text: 'Choose who stands in for you', href: '#person' },
          { text: 'The date must include a month', href: '#until-month' },
          { text: 'Say why', href: '#reason' },
        ],
      },
      roles,
      people,
    },
  },
  'account/end-stand-in': {
    usual: {
      head: head('End this standing in', {
        back,
        lead: 'The Deputy Director stands in for you until 7 February 2020.',
      }),
      action: paths.endStandIn(id),
      version: 1,
      consequence: 'From now on the Deputy Director can do nothing in your place.',
    },
  },
} satisfies Examples;
