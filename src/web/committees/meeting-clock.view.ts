import { choices, facts, wordRows, type Fact, type WordRow } from '../shell/blocks.js';
import type { FormView } from '../shell/form.js';
import { head, type Examples, type Link, type PageView } from '../shell/page-views.js';
import { paths, type Path } from '../shell/paths.js';

/** A meeting: by when its papers have to be out, counted day by day, and what comes after it. */
export interface MeetingPage extends PageView {
  facts: readonly Fact[];
  /** What somebody would get wrong who counts weekdays; otherwise null. */
  overlooked: string | null;
  /** That the last day moved with the calendar, and why; otherwise null. */
  moved: string | null;
  /** Day, whether it counts, why not. */
  days: readonly WordRow[];
  /** Which rule asks for them; null where none does. */
  source: string | null;
  /** Notice, clear days, last day, rule. */
  notices: readonly WordRow[];
  /** Step, last day, rule. */
  afterwards: readonly WordRow[];
  /** Number, question, who answers, state; null for somebody who may not see questions. */
  questions: readonly WordRow[] | null;
  links: readonly Link[];
  whyNot: string | null;
}

export interface PublicationPage extends PageView {
  form: FormView;
  action: Path;
  version: number;
  /** What the law asks for, before somebody types. */
  rule: string | null;
}

export interface AgendaPage extends PageView {
  form: FormView;
  action: Path;
  version: number;
  periods: ReturnType<typeof choices>;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'committees/meeting': MeetingPage;
    'committees/publication': PublicationPage;
    'committees/agenda': AgendaPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const back = { text: 'Cabinet, Tuesday 12 May at 10:00', href: paths.meeting(id, id) };
const pageHead = (lead: string) =>
  head('Cabinet, Tuesday 12 May at 10:00', {
    lead,
    breadcrumbs: [
      { text: 'Meetings', href: paths.meetings(id) },
      { text: 'Cabinet', href: paths.committee(id) },
    ],
    wide: true,
  });
const about = (published: string) =>
  facts([
    { name: 'Place', value: 'Council Chamber' },
    { name: 'Gets the report of', value: 'April 2020' },
    { name: 'Papers published', value: published },
  ]);
const day = (date: string, reason: string | null) => ({
  cells: [date, reason === null ? 'Counts' : 'Left out', reason ?? ''],
});
const fromMonday = [
  day('Tuesday 5 May 2020', null),
  day('Wednesday 6 May 2020', null),
  day('Thursday 7 May 2020', null),
  day('Friday 8 May 2020', 'Early May bank holiday (VE day)'),
  day('Saturday 9 May 2020', 'Saturday'),
  day('Sunday 10 May 2020', 'Sunday'),
  day('Monday 11 May 2020', null),
  day('Tuesday 12 May 2020', 'Day of the meeting'),
];
const days = wordRows([
  day('Friday 1 May 2020', 'Day of publication'),
  day('Saturday 2 May 2020', 'Saturday'),
  day('Sunday 3 May 2020', 'Sunday'),
  day('Monday 4 May 2020', null),
  ...fromMonday,
]);
const EXECUTIVE = 'SI 2012/2089 (Executive Arrangements, Meetings and Access to Information, England)';
const inTime = {
  overlooked:
    'Early May bank holiday (VE day) does not count. Whoever overlooks it publishes on Monday 4 May 2020, which is too late.',
  moved:
    'The last day to publish them moved from Monday 4 May 2020 to Friday 1 May 2020, because the calendar was changed on 27 January 2020 at 10:05: 8 May 2020 (Early May bank holiday <VE day>) no longer counts.',
  days,
  source: `${EXECUTIVE}, regulations 6 and 7`,
  notices: wordRows([
    {
      cells: [
        'A key decision will be made',
        '28 clear days',
        'Thursday 9 April 2020',
        `${EXECUTIVE}, regulation 9`,
      ],
    },
  ]),
  afterwards: wordRows([
    { cells: ['Decisions are published', 'Thursday 14 May 2020', 'The council’s own rule'] },
    { cells: ['They can be called in', 'Thursday 21 May 2020', 'The council’s own rule'] },
    {
      cells: ['Papers are open to inspection (6 years)', 'Monday 11 May 2026', `${EXECUTIVE}, regulation 21`],
    },
  ]),
  questions: wordRows([
    {
      cells: ['3', 'How many first visits were <late>?', 'Head of Service', 'Open, late'],
      link: { text: 'Open', about: 'question 3', href: paths.enquiry(id) },
    },
  ]),
  links: [
    { text: 'Record when its papers were published', href: paths.meetingStep(id, id, 'publication') },
    { text: 'Change this meeting', href: paths.meetingStep(id, id, 'change') },
  ],
  whyNot: null,
};
const dated = (value: string) => ({
  'published-day': value,
  'published-month': '5',
  'published-year': '2020',
});
const late = 'These papers are late: 4 of 5 clear days. Say why they could not wait.';
const rule = 'Five clear days are needed: the papers are in time until Friday 1 May 2020, 23:59.';
const publicationHead = head('When its papers were published', {
  back,
  lead: 'Say on which day the agenda and the papers were open to the public.',
});

export const examples = {
  'committees/meeting': {
    planned: {
      ...inTime,
      head: pageHead('Its papers have to be published by Friday 1 May 2020, 23:59: five clear days.'),
      facts: about('Not yet'),
    },
    'published late': {
      ...inTime,
      head: pageHead('Its papers are late: published on Monday 4 May 2020, 4 of 5 clear days.'),
      days: wordRows([day('Monday 4 May 2020', 'Day of publication'), ...fromMonday]),
      facts: facts([
        { name: 'Papers published', value: 'Monday 4 May 2020, late' },
        { name: 'Reason of urgency', value: 'The approval came on <1 May>; Cabinet decides on the budget.' },
      ]),
    },
    'an internal meeting': {
      head: pageHead('No rule asks for notice of its papers: send them when they are ready.'),
      facts: about('Not yet'),
      overlooked: null,
      moved: null,
      days: [],
      source: null,
      notices: [],
      afterwards: [],
      questions: [],
      links: [],
      whyNot:
        'You can read this. To change it you need the permission “Change committees, members and meetings”, which your administrator can give you.',
    },
    'beyond the known bank holidays': {
      head: pageHead(
        'Nothing can be worked out yet: bank holidays are known from 1 January 2012 to 31 December 2028; whether 11 February 2031 is a working day is not.',
      ),
      facts: about('Not yet'),
      overlooked: null,
      moved: null,
      days: [],
      source: null,
      notices: [],
      afterwards: [],
      questions: null,
      links: [],
      whyNot: null,
    },
  },
  'committees/publication': {
    blank: {
      head: publicationHead,
      form: {
        values: { ...dated('1'), urgency: '' },
        errors: { published: null, urgency: null },
        problems: [],
      },
      action: paths.meetingStep(id, id, 'publication'),
      version: 2,
      rule,
    },
    late: {
      head: publicationHead,
      form: {
        values: { ...dated('4'), urgency: '' },
        errors: { published: null, urgency: late },
        problems: [{ text: late, href: '#urgency' }],
      },
      action: paths.meetingStep(id, id, 'publication'),
      version: 2,
      rule,
    },
  },
  'committees/agenda': {
    usual: {
      head: head('What this meeting gets', {
        back,
        lead: 'The dates of a period are planned back from the meetings that get its report.',
      }),
      form: { values: { periods: ['a'] }, errors: { periods: null }, problems: [] },
      action: paths.meetingStep(id, id, 'agenda'),
      version: 2,
      periods: choices([
        { value: 'a', text: 'April 2020' },
        { value: 'b', text: 'March 2020' },
      ]),
    },
  },
} satisfies Examples;
