import type { FormView } from '../shell/form.js';
import { head, type Examples, type PageView } from '../shell/page-views.js';
import { paths } from '../shell/paths.js';

export interface ForgottenPasswordPage extends PageView {
  form: FormView;
}

export interface NewPasswordPage extends PageView {
  form: FormView;
  /** Of the account, so that password managers know whose it is. */
  email: string;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'sign-in/forgotten-password': ForgottenPasswordPage;
    'sign-in/link-asked': PageView;
    'sign-in/new-password': NewPasswordPage;
    'sign-in/link-over': PageView;
    'sign-in/password-chosen': PageView;
  }
}

const back = { text: 'Sign in', href: paths.signIn() };

export const forgottenHead = head('Get a link to choose a new password', {
  lead: 'Enter the e-mail address of your account. The link comes by e-mail and works for an hour.',
  back,
});

export const linkAskedPage: PageView = {
  head: head('Look at your e-mail', {
    lead: 'If there is an account with this address, a link is on its way. It works for an hour, and once.',
  }),
};

export const linkOverPage: PageView = {
  head: head('This link no longer works', {
    lead: 'It was used before, is older than an hour, or a newer one was sent.',
  }),
};

export const passwordChosenPage: PageView = {
  head: head('Your password is set', {
    lead: 'You were signed out everywhere else, and tokens of programs were revoked.',
  }),
};

export const newPasswordHead = (email: string) =>
  head('Choose your password', { lead: `This is for the account ${email}.` });

const typed = (email: string): FormView['values'] => ({ email });

export const examples = {
  'sign-in/forgotten-password': {
    blank: {
      head: forgottenHead,
      form: { values: typed(''), errors: { email: null }, problems: [] },
    },
    'no address': {
      head: forgottenHead,
      form: {
        values: typed('olive'),
        errors: { email: 'Enter an e-mail address, such as name@example.org' },
        problems: [{ text: 'Enter an e-mail address, such as name@example.org', href: '#email' }],
      },
    },
  },
  'sign-in/link-asked': { usual: linkAskedPage },
  'sign-in/new-password': {
    blank: {
      head: newPasswordHead('owner@example.org'),
      form: { values: { token: 'x', password: '' }, errors: { token: null, password: null }, problems: [] },
      email: 'owner@example.org',
    },
    guessable: {
      head: newPasswordHead('owner@example.org'),
      form: {
        values: { token: 'x', password: '' },
        errors: { token: null, password: 'This is one that anybody would guess first. Choose another' },
        problems: [{ text: 'This is one that anybody would guess first. Choose another', href: '#password' }],
      },
      email: 'owner@example.org',
    },
  },
  'sign-in/link-over': { usual: linkOverPage },
  'sign-in/password-chosen': { usual: passwordChosenPage },
} satisfies Examples;
