import type { FormView } from '../shell/form.js';
import { head, type Examples, type PageView } from '../shell/page-views.js';
import { paths, type Path } from '../shell/paths.js';

export interface EditMeetingPage extends PageView {
  form: FormView;
  action: Path;
  button: string;
  /** Null for a new one. */
  version: number | null;
  /** Where to cancel it; null for a new one. */
  cancelMeeting: Path | null;
}

export interface CancelMeetingPage extends PageView {
  form: FormView;
  action: Path;
  version: number;
  /** What becomes of planned papers, and that it cannot be undone. */
  consequences: readonly string[];
  cancel: Path;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'committees/edit-meeting': EditMeetingPage;
    'committees/cancel-meeting': CancelMeetingPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const back = { text: 'Cabinet', href: paths.committee(id) };
const values = { 'starts-day': '', 'starts-month': '', 'starts-year': '', 'starts-time': '', place: '' };
const errors = { starts: null, 'starts-time': null, place: null };
const added = {
  head: head('Add a meeting', {
    back,
    caption: 'Cabinet',
    lead: 'Say when it is. Papers for it are planned afterwards.',
  }),
  action: paths.newMeeting(id),
  button: 'Add the meeting',
  version: null,
  cancelMeeting: null,
};
const hour = 'That hour does not exist on this day (clocks go forward)';
const cancelled = {
  head: head('Cancel the meeting of Tuesday 11 February at 10:00', { back, caption: 'Cabinet' }),
  action: paths.meetingStep(id, id, 'cancel'),
  version: 1,
  cancel: paths.committee(id),
};

export const examples = {
  'committees/edit-meeting': {
    'a new one': { ...added, form: { values, errors, problems: [] } },
    'clocks go forward': {
      ...added,
      form: {
        values: {
          'starts-day': '29',
          'starts-month': '3',
          'starts-year': '2020',
          'starts-time': '01:30',
          place: 'Council Chamber',
        },
        errors: { ...errors, 'starts-time': hour },
        problems: [{ text: hour, href: '#starts-time' }],
      },
    },
    'no day': {
      ...added,
      form: {
        values,
        errors: { ...errors, starts: 'Enter a day that exists' },
        problems: [{ text: 'Enter a day that exists', href: '#starts-day' }],
      },
    },
    change: {
      head: head('Change this meeting', {
        back,
        caption: 'Cabinet',
        lead: 'Papers that are planned for it stay planned. They go out when they were to go out.',
      }),
      form: {
        values: {
          'starts-day': '11',
          'starts-month': '2',
          'starts-year': '2020',
          'starts-time': '10:00',
          place: 'Council Chamber',
        },
        errors,
        problems: [],
      },
      action: paths.meetingStep(id, id, 'change'),
      button: 'Save',
      version: 1,
      cancelMeeting: paths.meetingStep(id, id, 'cancel'),
    },
  },
  'committees/cancel-meeting': {
    'papers planned': {
      ...cancelled,
      form: { values: { reason: '' }, errors: { reason: null }, problems: [] },
      consequences: [
        'Papers of January 2020 are planned for it. They do not go out, and stay planned until somebody cancels them.',
        'A cancelled meeting cannot be brought back. Add another one instead.',
      ],
    },
    refused: {
      ...cancelled,
      form: {
        values: { reason: '' },
        errors: { reason: 'Say why' },
        problems: [{ text: 'Say why', href: '#reason' }],
      },
      consequences: ['A cancelled meeting cannot be brought back. Add another one instead.'],
    },
  },
} satisfies Examples;
