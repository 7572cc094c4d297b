import {
  head,
  paths,
  wordRows,
  type Examples,
  type Link,
  type PageView,
  type Path,
  type WordRow,
} from '../shell/index.js';

/** The board of a period: every part, who has it, and what is next. */
export interface BoardPage extends PageView {
  /** Those that are not approved: part, who has it, state, by when, what is next. What is late stands first. */
  parts: readonly WordRow[];
  /** The others, folded. */
  approved: readonly WordRow[];
  /** About parts that nobody changed; null when there are none. */
  unchanged: { text: string; link: Link | null } | null;
  report: {
    text: string;
    link: Link | null;
    /** Where the button goes that starts it; null for who may not, or when it is there. */
    start: { action: Path; text: string } | null;
  };
  earlier: Link | null;
  later: Link | null;
  dates: readonly string[];
  links: readonly Link[];
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'period/board': BoardPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const dates = [
  'It tells the state of affairs on 27 January 2020.',
  'Drafts are due Monday 20 January, the review Thursday 23 January, approval Wednesday 29 January.',
  'Cabinet gets it on Tuesday 11 February: its papers have to be published by Monday 3 February.',
  'The deadlines of the period count. Counted back from the papers of Cabinet, the latest that they could be is Monday 20 January for drafts, Friday 24 January for the review, Tuesday 28 January for the report to be with the SRO and Friday 31 January for approval.',
];
const row = (what: string, who: string, state: string, when: string, verb: string) => ({
  cells: [what, who, state, when],
  link: { text: verb, about: what, href: paths.part(id) },
});
const around = {
  earlier: null,
  later: null,
  dates,
  links: [{ text: 'All periods', href: paths.periods(id) }],
};

const TO_REVIEW = 'Thursday 23 January, in 2 working days';

export const examples = {
  'period/board': {
    'nothing begun': {
      head: head('January 2020', { wide: true, lead: 'No part begins in this period yet.' }),
      parts: [],
      approved: [],
      unchanged: null,
      report: { text: 'The report has not been started.', link: null, start: null },
      ...around,
    },
    'one is late': {
      head: head('January 2020', {
        wide: true,
        lead: '1 of 4 parts is approved, and 2 are late. 1 waits for your decision.',
      }),
      parts: wordRows([
        row(
          'Risks and issues',
          'Director',
          'Draft, last saved today at 09:12',
          'Monday 20 January, 1 working day late',
          'Look',
        ),
        row(
          'Theme 1: Leadership',
          'Deputy Director',
          'With the reviewer since today at 10:40',
          TO_REVIEW,
          'Review',
        ),
        row(
          'Theme 2: <Practice>',
          'Head of Service',
          'Not begun: it says what December 2019 said',
          'Monday 20 January, 1 working day late',
          'Look',
        ),
      ]),
      approved: wordRows([
        row(
          'Progress against <budget>',
          'Nobody is named',
          'Approved, unchanged since December 2019',
          '',
          'Look',
        ),
      ]),
      unchanged: { text: '1 part says what December 2019 said.', link: null },
      report: {
        text: 'The report has not been started.',
        link: null,
        start: { action: paths.startReport(id), text: 'Start the January 2020 report' },
      },
      ...around,
      earlier: { text: 'December 2019', href: paths.period(id) },
      later: { text: 'February 2020', href: paths.period(id) },
      links: [
        { text: 'Change the dates', href: paths.periodDates(id) },
        { text: 'Add missing parts', href: paths.periodParts(id) },
        { text: 'Cancel this period', href: paths.cancelPeriod(id) },
        { text: 'Reminders', href: paths.periodReminders(id) },
        { text: 'All periods', href: paths.periods(id) },
      ],
    },
    'sealed late': {
      head: head('January 2020', { wide: true, lead: 'Every part is approved.' }),
      parts: [],
      approved: wordRows([row('Theme 1: Leadership', 'Deputy Director', 'Approved', '', 'Look')]),
      unchanged: null,
      report: {
        text: 'The report is approved and sealed.',
        link: { text: 'Go to the report', href: paths.report(id) },
        start: null,
      },
      ...around,
      dates: [
        ...dates.slice(0, 2),
        'The report was approved on Friday 31 January, 2 working days late.',
        ...dates.slice(2, 3),
      ],
    },
    'sealed without a part': {
      head: head('January 2020', {
        wide: true,
        lead: '1 of 2 parts is approved. The approved report went without 1 part.',
      }),
      parts: wordRows([
        row(
          'Risks and issues',
          'Director',
          'Draft, last saved today at 09:12',
          'Left out of the approved report',
          'Look',
        ),
      ]),
      approved: wordRows([row('Theme 1: Leadership', 'Deputy Director', 'Approved', '', 'Look')]),
      unchanged: null,
      report: {
        text: 'The report is approved and sealed.',
        link: { text: 'Go to the report', href: paths.report(id) },
        start: null,
      },
      ...around,
    },
    'all wait for you': {
      head: head('January 2020', {
        wide: true,
        lead: '1 of 3 parts is approved. 2 wait for your decision.',
      }),
      parts: wordRows([
        row(
          'Progress against budget',
          'Director',
          'With the reviewer since today at 10:40',
          TO_REVIEW,
          'Review',
        ),
        row('Workforce', 'Head of Service', 'With the reviewer since today at 10:45', TO_REVIEW, 'Review'),
      ]),
      approved: wordRows([row('Theme 1: Leadership', 'Deputy Director', 'Approved', '', 'Look')]),
      unchanged: {
        text: '2 parts with the reviewer say what December 2019 said.',
        link: { text: 'Approve them together', href: paths.unchangedParts(id) },
      },
      report: {
        text: 'The report is a draft.',
        link: { text: 'Go to the report', href: paths.report(id) },
        start: null,
      },
      ...around,
    },
  },
} satisfies Examples;
