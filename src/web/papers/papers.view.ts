import { facts, wordRows, type Fact, type WordRow } from '../shell/blocks.js';
import type { FormView } from '../shell/form.js';
import { head, type Examples, type Link, type PageView } from '../shell/page-views.js';
import { paths, withQuery, type Path } from '../shell/paths.js';

export interface PapersPage extends PageView {
  facts: readonly Fact[];
  /** What can be done now. */
  /** To send what took the place of these; null where nothing did, or it is not the reader's to do. */
  supplement: Link | null;
  links: readonly Link[];
  /** What is in the pack, where there is one. */
  pack: { href: Path; text: string } | null;
  /** Null before anything has gone out. */
  ledger: {
    tabs: readonly (Link & { current: boolean })[];
    /** State, to whom, since when; the link is what to do. */
    rows: readonly WordRow[];
    next: Path | null;
  } | null;
  /** Who, which version, since when. */
  holdings: readonly WordRow[];
  /** Why it cannot be cancelled, and why somebody cannot change it. */
  notes: readonly string[];
}

export interface CancelPapersPage extends PageView {
  form: FormView;
  action: Path;
  version: number;
  consequence: string;
  cancel: Path;
}

export interface ToldPage extends PageView {
  groups: readonly {
    heading: string;
    /** `only`: which committee alone is told this; null where both are, or nothing is compared. */
    sentences: readonly { text: string; only: string | null }[];
  }[];
  /** What others are told about the same period. */
  others: readonly Link[];
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'papers/papers': PapersPage;
    'papers/cancel': CancelPapersPage;
    'papers/told': ToldPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const here = paths.dispatch(id);
const crumbs = [{ text: 'Meetings', href: paths.meetings(id) }];
const pageHead = (lead: string) =>
  head('Papers for Cabinet', {
    breadcrumbs: crumbs,
    caption: 'Tuesday 11 February at 10:00 · January 2020',
    lead,
    wide: true,
  });
const holdings = wordRows([
  { cells: ['Leader of the Council', 'January 2020, version 1, since 3 February 2020 at 09:00'] },
  { cells: ['Cabinet Clerk', 'Nothing yet'] },
]);
const rows = wordRows([
  {
    cells: [
      'Accepted by the mail server',
      'Leader of the Council, leader@example.org',
      '3 February 2020 at 09:00',
      'Not yet',
    ],
    link: { text: 'Look', about: 'the e-mail to Leader of the Council', href: paths.delivery(id) },
  },
  {
    cells: [
      'Bounced: The mail server refused the mail (552)',
      'Cabinet Member, member@example.org',
      '3 February 2020 at 09:01',
      'Not yet',
    ],
    link: {
      text: 'Send again',
      about: 'the e-mail to Cabinet Member',
      href: paths.deliveryStep(id, 'resend'),
    },
  },
  {
    cells: [
      'Uncertain: The mail server did not answer after the text',
      'Cabinet Clerk, clerk.to.the.cabinet.with.a.long.address@example.org',
      '3 February 2020 at 09:02',
      'Not yet',
    ],
    link: {
      text: 'Say what became of it',
      about: 'the e-mail to Cabinet Clerk',
      href: paths.deliveryStep(id, 'settle'),
    },
  },
]);
const ledger = {
  tabs: [
    { text: 'All (3)', href: here, current: true },
    { text: 'Needs somebody (2)', href: withQuery(here, { only: 'needs_person' }), current: false },
    { text: 'Accepted (1)', href: withQuery(here, { only: 'accepted' }), current: false },
  ],
  rows,
  next: null,
};
const bound = facts([
  { name: 'Sent', value: 'The public edition, version 1, on 3 February 2020 at 09:00' },
  { name: 'File', value: 'csip-highlight-report-2020-01-v1.pdf, 329 KB' },
  { name: 'SHA-256 of the file', value: '77ac 31f0 '.repeat(8).trim() },
  {
    name: 'They are told',
    value: '9 things got worse, 4 got better and 2 others changed since December 2019',
    action: { text: 'Read', about: 'what they are told', href: paths.dispatchStep(id, 'changes') },
  },
  { name: 'Planned', value: 'By Clerk on 27 January 2020 at 10:00' },
]);
const sent = {
  facts: bound,
  supplement: null,
  links: [],
  pack: {
    href: paths.dispatchStep(id, 'pack'),
    text: 'It holds the stored files, a covering report, the background papers and a list of everything with its hash.',
  },
  ledger,
  holdings,
  notes: ['These papers can no longer be cancelled: they are on their way, or out.'],
};
const waiting = {
  facts: facts([
    { name: 'When', value: 'As soon as the report is sealed' },
    { name: 'Planned', value: 'By Clerk on 27 January 2020 at 10:00' },
  ]),
  supplement: null,
  links: [
    { text: 'Check what goes to whom', href: paths.dispatchStep(id, 'check') },
    { text: 'Cancel these papers', href: paths.dispatchStep(id, 'cancel') },
  ],
  pack: null,
  ledger: null,
  holdings: wordRows([{ cells: ['Cabinet Clerk', 'Nothing yet'] }]),
  notes: [],
};
const cancel = {
  head: head('Cancel these papers', {
    back: { text: 'Papers for Cabinet', href: here },
    caption: 'Cabinet, Tuesday 11 February at 10:00',
  }),
  action: paths.dispatchStep(id, 'cancel'),
  version: 1,
  consequence:
    'Nobody gets the report of January 2020 for this meeting. Papers can be planned again afterwards.',
  cancel: here,
};
const toldHead = (lead: string) =>
  head('What Cabinet is told has changed', {
    back: { text: 'Papers for Cabinet', href: here },
    caption: 'January 2020, version 1',
    lead,
  });

export const examples = {
  'papers/papers': {
    waiting: { ...waiting, head: pageHead('Planned: as soon as the report of January 2020 is sealed.') },
    'needs somebody': {
      ...sent,
      head: pageHead(
        'Needs somebody: it did not go through for 1 recipient and whether it reached 1 recipient is uncertain.',
      ),
    },
    'nothing in this filter': {
      ...sent,
      head: pageHead('Sent: accepted for all 3 recipients.'),
      ledger: {
        tabs: [
          { text: 'All (3)', href: here, current: false },
          { text: 'Needs somebody (0)', href: withQuery(here, { only: 'needs_person' }), current: true },
          { text: 'Accepted (3)', href: withQuery(here, { only: 'accepted' }), current: false },
        ],
        rows: [],
        next: null,
      },
      holdings: holdings.slice(0, 1),
    },
    cancelled: {
      ...waiting,
      head: pageHead('Cancelled: the meeting has other business.'),
      supplement: null,
      links: [],
    },
    'may not change': {
      ...waiting,
      head: pageHead('Planned: as soon as the report of January 2020 is sealed.'),
      supplement: null,
      links: [{ text: 'Check what goes to whom', href: paths.dispatchStep(id, 'check') }],
      notes: [
        'You can read this. To plan, cancel or repeat papers you need the permission “Plan, hold and repeat papers”, which your administrator can give you.',
      ],
    },
  },
  'papers/cancel': {
    blank: { ...cancel, form: { values: { reason: '' }, errors: { reason: null }, problems: [] } },
    refused: {
      ...cancel,
      form: {
        values: { reason: '' },
        errors: { reason: 'Say why' },
        problems: [{ text: 'Say why', href: '#reason' }],
      },
    },
  },
  'papers/told': {
    changes: {
      head: toldHead('9 things got worse, 4 got better and 2 others changed since December 2019.'),
      groups: [
        {
          heading: 'Worse',
          sentences: [{ text: 'Assessments in 45 days fell from 69.9% to 67.2%.', only: null }],
        },
        {
          heading: 'Better',
          sentences: [
            { text: 'The vacancy rate fell from 18.2% to 15.8%.', only: 'only Cabinet <and> leader is told' },
          ],
        },
      ],
      others: [{ text: 'What Overview and Scrutiny is told', href: paths.dispatchStep(id, 'changes') }],
    },
    'a first report': {
      head: toldHead('This committee had no earlier report, and the e-mail says so.'),
      groups: [],
      others: [],
    },
  },
} satisfies Examples;
