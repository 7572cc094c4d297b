import {
  ASKED,
  head,
  paths,
  type Examples,
  type FormView,
  type PageView,
  type Path,
  type StepUp,
} from '../shell/index.js';

/** Asks before a programme is closed, or opened again. */
export interface ClosingPage extends PageView {
  form: FormView;
  action: Path;
  version: number;
  /** What is not finished, and what becomes of it; empty where nothing is. */
  unfinished: readonly string[];
  /** What stays possible, or comes back. */
  stays: readonly string[];
  stepUp: StepUp;
  hint: string;
  button: string;
  cancel: Path;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'archive/closing': ClosingPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const programme = 'Children’s services improvement programme';
const closing: ClosingPage = {
  head: head('Close the programme', {
    lead: 'Once it is closed it can be read, and nothing in it can be changed.',
    back: { text: 'Set-up', href: paths.setUp(id) },
    programme,
    caption: programme,
  }),
  form: { values: { reason: '', password: '' }, errors: { reason: null, password: null }, problems: [] },
  action: paths.closeProgramme(id),
  version: 3,
  unfinished: [
    'Papers to Cabinet for 11 February 2020 (January 2020) are cancelled.',
    'Papers that go to the Improvement Board each month are stopped.',
    '2 parts are not approved. They stay as they are.',
  ],
  stays: ['Whoever could read it still can.'],
  stepUp: ASKED,
  hint: 'Everybody who may see the programme reads it. For example: The service was judged good, and the board has ended.',
  button: 'Close the programme',
  cancel: paths.setUp(id),
};

export const examples = {
  'archive/closing': {
    'with things that are not finished': closing,
    'nothing is open, confirmed a moment ago': {
      ...closing,
      unfinished: [],
      stepUp: { confirmed: 'today at 10:17', elsewhere: null },
    },
    refused: {
      ...closing,
      form: {
        values: { reason: '', password: '' },
        errors: { reason: 'Say why', password: 'Enter your password.' },
        problems: [
          { text: 'Say why', href: '#reason' },
          { text: 'Enter your password.', href: '#password' },
        ],
      },
    },
    'open again': {
      ...closing,
      head: head('Open the programme again', {
        lead: 'It was closed by Administrator on 31 March 2020: The board has ended.',
        back: { text: 'Set-up', href: paths.setUp(id) },
        programme,
        caption: programme,
      }),
      action: paths.openProgrammeAgain(id),
      unfinished: [],
      stays: ['What was cancelled and stopped when it was closed stays so.'],
      hint: 'It stands in the audit trail.',
      button: 'Open the programme again',
    },
  },
} satisfies Examples;
