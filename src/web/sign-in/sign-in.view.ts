import type { FormView } from '../shell/form.js';
import { head, type Examples, type PageView } from '../shell/page-views.js';
import { paths, type Path } from '../shell/paths.js';

export interface SignInPage extends PageView {
  form: FormView;
  /** Where the person wanted to go. */
  next: Path | null;
  /** What was typed when the session ended, for this person alone. */
  sealed: string | null;
}

export interface CodePage extends PageView {
  form: FormView;
  next: Path | null;
  sealed: string | null;
  /** That the password was right, sealed. */
  waiting: string;
}

export type SignedOutPage = PageView;

declare module '../shell/page-views.js' {
  interface PageViews {
    'sign-in/sign-in': SignInPage;
    'sign-in/code': CodePage;
    'sign-in/signed-out': SignedOutPage;
  }
}

export const codeHead = head('Enter your code', {
  lead: 'Your authenticator app shows one for “Highlight reports”. It changes every 30 seconds.',
  back: { text: 'Sign in', href: paths.signIn() },
});

const blank: FormView = {
  values: { email: '', password: '' },
  errors: { email: null, password: null },
  problems: [],
};
const typed = { email: 'owner@example.org', password: '' };

export const examples = {
  'sign-in/sign-in': {
    blank: { head: head('Sign in'), form: blank, next: null, sealed: null },
    'after a session that ended': {
      head: head('Sign in', { lead: 'You were signed out. Sign in to go on where you were.' }),
      form: blank,
      next: '/my-work' as Path,
      sealed: null,
    },
    'with what was typed': {
      head: head('Sign in', {
        lead: 'You were signed out while you were typing. Sign in, and you can still save it.',
      }),
      form: blank,
      next: '/my-work' as Path,
      sealed: 'c2VhbGVk',
    },
    wrong: {
      head: head('Sign in'),
      form: {
        values: typed,
        errors: { email: null, password: 'The e-mail address or the password is not right' },
        problems: [{ text: 'The e-mail address or the password is not right', href: '#password' }],
      },
      next: null,
      sealed: null,
    },
    paused: {
      head: head('Sign in'),
      form: {
        values: typed,
        errors: { email: null, password: null },
        problems: [{ text: 'Too many attempts. Try again in 30 seconds (at 14:05:30)' }],
      },
      next: null,
      sealed: null,
    },
  },
  'sign-in/code': {
    blank: {
      head: codeHead,
      form: { values: { code: '' }, errors: { code: null }, problems: [] },
      next: null,
      sealed: null,
      waiting: 'c2VhbGVk',
    },
    wrong: {
      head: codeHead,
      form: {
        values: { code: '' },
        errors: { code: 'The code is not right, or was used before' },
        problems: [{ text: 'The code is not right, or was used before', href: '#code' }],
      },
      next: '/my-work' as Path,
      sealed: null,
      waiting: 'c2VhbGVk',
    },
    paused: {
      head: codeHead,
      form: {
        values: { code: '' },
        errors: { code: null },
        problems: [{ text: 'Too many attempts. Try again in 30 seconds (at 14:05:30)' }],
      },
      next: null,
      sealed: null,
      waiting: 'c2VhbGVk',
    },
  },
  'sign-in/signed-out': {
    usual: { head: head('You are signed out', { lead: 'Nothing that you saved is lost.' }) },
  },
} satisfies Examples;
