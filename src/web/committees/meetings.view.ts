import { wordRows, type WordRow } from '../shell/blocks.js';
import { head, type Examples, type Link, type PageView } from '../shell/page-views.js';
import { paths, withQuery, type Path } from '../shell/paths.js';

export interface MeetingsPage extends PageView {
  tabs: readonly (Link & { current: boolean })[];
  /** What the table of meetings shows: those ahead, or those that are over. */
  caption: string;
  /** When, committee, what it gets, last day to publish, papers; the link is the verb. */
  meetings: readonly WordRow[];
  /** Instead of an empty table. */
  empty: string;
  next: Path | null;
  /** Name, kind, to whom it reports, chair, what it gets, its next meeting, who receives its papers: each under the body that it reports to. */
  committees: readonly WordRow[];
  /** Days on which nothing is counted. */
  calendar: Path;
  /** What was sent to whom; null where it is not the person's to read. */
  ledger: Path | null;
  /** Questions of members; null for somebody who may not see them. */
  questions: Path | null;
  /** Null where the person may not add one; then there is a reason. */
  add: Path | null;
  /** Null for the same. */
  bring: Path | null;
  whyNot: string | null;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'committees/meetings': MeetingsPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const here = paths.meetings(id);
const tabs = [
  { text: 'Next meetings', href: here, current: true },
  { text: 'Earlier meetings', href: withQuery(here, { when: 'past' }), current: false },
];
const pageHead = (lead: string) =>
  head('Meetings', { lead, wide: true, programme: 'Children’s services improvement' });
const committees = wordRows([
  {
    cells: [
      'Cabinet',
      'Cabinet',
      '',
      'Leader of the Council',
      'The public edition',
      '11 February 2020',
      '4 people',
    ],
    link: { text: 'Open', about: 'Cabinet', href: paths.committee(id) },
  },
  {
    cells: [
      'Improvement Board',
      'Board',
      'Cabinet',
      'Independent Chair',
      'The whole report',
      'None ahead',
      'Nobody now',
    ],
    link: { text: 'Open', about: 'Improvement Board', href: paths.committee(id) },
  },
]);
const meetings = wordRows([
  {
    cells: [
      'Tuesday 11 February at 10:00',
      'Cabinet',
      'The public edition',
      'Monday 3 February 2020',
      'Needs somebody: whether it reached 1 recipient is uncertain',
    ],
    link: { text: 'See the papers', about: 'of Cabinet, 11 February 2020', href: paths.dispatch(id) },
  },
  {
    cells: [
      'Thursday 20 February at 14:00',
      'Improvement Board',
      'The whole report',
      'No notice is asked for',
      'Planned: as soon as the report of January 2020 is sealed',
    ],
    link: {
      text: 'See the papers',
      about: 'of Improvement Board, 20 February 2020',
      href: paths.dispatch(id),
    },
  },
  {
    cells: [
      'Tuesday 10 March at 10:00',
      'Cabinet',
      'The public edition',
      'Monday 2 March 2020',
      'No papers planned',
    ],
    link: { text: 'Plan papers', about: 'of Cabinet, 10 March 2020', href: paths.newDispatch(id) },
  },
]);
const nothing = {
  tabs,
  caption: 'Next meetings',
  meetings: [],
  empty: 'No meeting yet. Add one on the page of its committee.',
  next: null,
  committees: [],
  calendar: paths.calendar(2020),
  ledger: paths.deliveries(id),
  questions: paths.enquiries(id),
  add: paths.newCommittee(id),
  bring: paths.importMeetings(id),
  whyNot: null,
};

export const examples = {
  'committees/meetings': {
    empty: { ...nothing, head: pageHead('No committee yet. Add the bodies that get the report.') },
    filled: {
      ...nothing,
      head: pageHead('The papers of Cabinet, Tuesday 11 February at 10:00, need somebody.'),
      meetings,
      committees,
    },
    'more than a page': {
      ...nothing,
      head: pageHead('The papers of Cabinet, Tuesday 11 February at 10:00, need somebody.'),
      meetings,
      committees,
      next: withQuery(here, { cursor: 'x' }),
    },
    'may not change': {
      ...nothing,
      head: pageHead('The next meeting is Cabinet, Tuesday 11 February at 10:00.'),
      meetings: wordRows([
        {
          cells: [
            'Tuesday 11 February at 10:00',
            'Cabinet',
            'The public edition',
            'Monday 3 February 2020',
            'You may not see papers',
          ],
        },
      ]),
      committees,
      add: null,
      bring: null,
      whyNot:
        'You can read this. To change it you need the permission “Change committees, members and meetings”, which your administrator can give you.',
    },
  },
} satisfies Examples;
