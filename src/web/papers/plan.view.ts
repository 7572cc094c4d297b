import { choices, wordRows, type WordRow } from '../shell/blocks.js';
import type { FormView } from '../shell/form.js';
import { head, type Examples, type PageView } from '../shell/page-views.js';
import { paths } from '../shell/paths.js';

export interface PlanPapersPage extends PageView {
  form: FormView;
  meetingId: string;
  periods: ReturnType<typeof choices>;
  times: ReturnType<typeof choices>;
}

/** Where nobody has said for which meeting. */
export interface ChooseMeetingPage extends PageView {
  /** Committee and time; the link leads on. */
  meetings: readonly WordRow[];
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'papers/plan': PlanPapersPage;
    'papers/choose-meeting': ChooseMeetingPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const planHead = head('Plan papers', {
  back: { text: 'Meetings', href: paths.meetings(id) },
  caption: 'Cabinet, Tuesday 11 February at 10:00',
  lead: 'Choose which report goes to this meeting, and when. You see what goes to whom before anything is planned.',
});
const values = {
  meeting: id,
  period: id,
  send: 'when_sealed',
  urgency: '',
  password: '',
  'at-day': '',
  'at-month': '',
  'at-year': '',
  'at-time': '',
};
const errors = {
  meeting: null,
  period: null,
  send: null,
  urgency: null,
  password: null,
  at: null,
  'at-time': null,
};
const periods = choices([{ value: id, text: 'January 2020' }], 'Choose a period');
const times = choices([
  {
    value: 'when_sealed',
    text: 'As soon as the report is sealed',
    hint: 'At once, where it is sealed already',
  },
  { value: 'at', text: 'At a time' },
]);

export const examples = {
  'papers/plan': {
    blank: { head: planHead, form: { values, errors, problems: [] }, meetingId: id, periods, times },
    'time has passed': {
      head: planHead,
      form: {
        values: {
          ...values,
          send: 'at',
          'at-day': '3',
          'at-month': '2',
          'at-year': '2020',
          'at-time': '09:00',
        },
        errors: { ...errors, at: 'This time has passed' },
        problems: [{ text: 'This time has passed', href: '#at-day' }],
      },
      meetingId: id,
      periods,
      times,
    },
    late: {
      head: planHead,
      form: {
        values,
        errors: {
          ...errors,
          urgency: 'These papers come late: 3 of 5 clear days. Say why they could not wait.',
        },
        problems: [
          {
            text: 'These papers come late: 3 of 5 clear days. Say why they could not wait.',
            href: '#urgency',
          },
        ],
      },
      meetingId: id,
      periods,
      times,
    },
    'planned already': {
      head: planHead,
      form: {
        values,
        errors,
        problems: [
          {
            text: 'Papers of this period’s report are planned for this meeting already. Cancel them first.',
            href: paths.dispatch(id),
          },
        ],
      },
      meetingId: id,
      periods,
      times,
    },
  },
  'papers/choose-meeting': {
    some: {
      head: head('Choose a meeting for the papers', {
        back: { text: 'My work', href: paths.myWork() },
        lead: 'Papers are planned for one meeting. Choose it, and then say which report goes to it.',
      }),
      meetings: wordRows([
        {
          cells: ['Cabinet <and> leader', 'Tuesday 11 February at 10:00'],
          link: { text: 'Plan the papers', about: 'for Cabinet', href: paths.newDispatch(id) },
        },
      ]),
    },
    none: {
      head: head('Choose a meeting for the papers', {
        back: { text: 'My work', href: paths.myWork() },
        lead: 'No meeting lies ahead. Add one on the page of its committee, and plan its papers from there.',
      }),
      meetings: [],
    },
  },
} satisfies Examples;
