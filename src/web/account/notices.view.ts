import type { FormView } from '../shell/form.js';
import { head, type Examples, type PageView } from '../shell/page-views.js';
import { paths } from '../shell/paths.js';

export interface OwnNoticesPage extends PageView {
  form: FormView;
  version: number;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'account/notices': OwnNoticesPage;
  }
}

/** Heading, first sentence and way back. */
export const ownNoticesHead = head('E-mails about your work', {
  back: { text: 'Your account', href: paths.account() },
  lead: 'You get at most one reminder on a working day, with everything in it.',
});

const values = { reminders: 'true', waiting: 'true', from: '8', until: '18' };
const errors = { reminders: null, waiting: null, from: null, until: null };

export const examples = {
  'account/notices': {
    usual: { head: ownNoticesHead, form: { values, errors, problems: [] }, version: 1 },
    'wrong hours': {
      head: ownNoticesHead,
      form: {
        values: { ...values, reminders: '', from: '18', until: '8' },
        errors: { ...errors, until: 'This is not after the first hour.' },
        problems: [{ text: 'This is not after the first hour.', href: '#until' }],
      },
      version: 3,
    },
  },
} satisfies Examples;
