import type { FormView } from '../shell/form.js';
import { head, type Examples, type PageView } from '../shell/page-views.js';
import { paths } from '../shell/paths.js';

export interface PasswordPage extends PageView {
  form: FormView;
  version: number;
  /** For password managers. */
  email: string;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'account/password': PasswordPage;
  }
}

export const passwordHead = head('Change your password', {
  back: { text: 'Your account', href: paths.account() },
  lead: 'You stay signed in here. You are signed out everywhere else, and tokens of programs stop working.',
});

const blank: FormView = {
  values: { presentPassword: '', newPassword: '' },
  errors: { presentPassword: null, newPassword: null },
  problems: [],
};

export const examples = {
  'account/password': {
    blank: { head: passwordHead, form: blank, version: 1, email: 'owner@example.org' },
    'both wrong': {
      head: passwordHead,
      form: {
        values: blank.values,
        errors: { presentPassword: 'Enter your present password', newPassword: 'Enter a new password' },
        problems: [
          { text: 'Enter your present password', href: '#presentPassword' },
          { text: 'Enter a new password', href: '#newPassword' },
        ],
      },
      version: 1,
      email: 'owner@example.org',
    },
  },
} satisfies Examples;
