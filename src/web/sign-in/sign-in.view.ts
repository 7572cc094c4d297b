import type { FormView } from '../shell/form.js';
import { head, type Examples, type Link, type PageView } from '../shell/page-views.js';
import { paths, type Path } from '../shell/paths.js';

export interface SignInPage extends PageView {
  form: FormView;
  /** Where the person wanted to go. */
  next: Path | null;
  /** What was typed when the session ended, for this person alone. */
  sealed: string | null;
  /** Signs in with the council's identity provider; null where there is none. */
  provider: Link | null;
  /** Whether the form for a password is unfolded, where there is a provider. */
  formOpen: boolean;
}

/** Asks whose account of the identity provider it is. */
export interface LinkIdentityPage extends PageView {
  form: FormView;
  next: Path | null;
  /** What the provider vouches for, sealed. */
  identity: string;
}

export interface ProviderFailedPage extends PageView {
  again: Link;
}

export interface CodePage extends PageView {
  form: FormView;
  next: Path | null;
  sealed: string | null;
  /** That the password was right, sealed. */
  waiting: string;
  /** Whether codes of an app count. */
  app: boolean;
  /** What the browser asks the person’s security keys, as JSON; null where they have none. */
  key: string | null;
}

export type SignedOutPage = PageView;

declare module '../shell/page-views.js' {
  interface PageViews {
    'sign-in/sign-in': SignInPage;
    'sign-in/code': CodePage;
    'sign-in/link-identity': LinkIdentityPage;
    'sign-in/provider-failed': ProviderFailedPage;
    'sign-in/signed-out': SignedOutPage;
  }
}

export const codeHead = head('Enter your code', {
  lead: 'Your authenticator app shows one for “Highlight reports”. It changes every 30 seconds.',
  back: { text: 'Sign in', href: paths.signIn() },
});

export const keyHead = (app: boolean) =>
  head('Use your security key', {
    lead: app
      ? 'Press the button and touch your key, or enter the code that your authenticator app shows.'
      : 'Press the button, and touch your key or use the passkey of your device.',
    back: { text: 'Sign in', href: paths.signIn() },
    script: 'key.js',
  });

export const linkHead = head('Which account is yours?', {
  lead: 'Nobody has signed in here with this council account yet. Show once, with the password of your account here, which one is yours.',
  back: { text: 'Sign in', href: paths.signIn() },
});

export const failedHead = (lead: string) => head('You are not signed in', { lead });

const signInHead = head('Sign in', {
  lead: 'Use the e-mail address and the password of your account.',
});
const blank: FormView = {
  values: { email: '', password: '' },
  errors: { email: null, password: null },
  problems: [],
};
const appAlone = { app: true, key: null };
const passwords = { provider: null, formOpen: true };
const typed = { email: 'owner@example.org', password: '' };
const paused = 'Too many attempts. Try again in 30 seconds (at 14:05:30)';
const keyRefused = 'The security key was not accepted. Try once more, or enter a code';

export const examples = {
  'sign-in/sign-in': {
    blank: { head: signInHead, form: blank, next: null, sealed: null, ...passwords },
    'with an identity provider': {
      head: head('Sign in'),
      form: blank,
      next: '/my-work' as Path,
      sealed: null,
      provider: { text: 'Sign in with your council account', href: paths.signInProvider('/my-work' as Path) },
      formOpen: false,
    },
    'after a session that ended': {
      head: head('Sign in', { lead: 'You were signed out. Sign in to go on where you were.' }),
      form: blank,
      next: '/my-work' as Path,
      sealed: null,
      ...passwords,
    },
    'with what was typed': {
      head: head('Sign in', {
        lead: 'Sign in, and you can still save what you typed.',
      }),
      form: blank,
      next: '/my-work' as Path,
      sealed: 'c2VhbGVk',
      ...passwords,
    },
    'with what was typed, and an identity provider': {
      head: head('Sign in', { lead: 'Sign in, and you can still save what you typed.' }),
      form: blank,
      next: '/my-work' as Path,
      sealed: 'c2VhbGVk',
      provider: { text: 'Sign in with your council account', href: paths.signInProvider() },
      formOpen: true,
    },
    wrong: {
      head: signInHead,
      form: {
        values: typed,
        errors: { email: null, password: 'The e-mail address or the password is not right' },
        problems: [{ text: 'The e-mail address or the password is not right', href: '#password' }],
      },
      next: null,
      sealed: null,
      ...passwords,
    },
    paused: {
      head: signInHead,
      form: {
        values: typed,
        errors: { email: null, password: paused },
        problems: [{ text: paused, href: '#password' }],
      },
      next: null,
      sealed: null,
      ...passwords,
    },
  },
  'sign-in/link-identity': {
    blank: {
      head: linkHead,
      form: {
        values: { email: '', password: '', code: '' },
        errors: { email: null, password: null, code: null },
        problems: [],
      },
      next: null,
      identity: 'c2VhbGVk',
    },
    wrong: {
      head: linkHead,
      form: {
        values: { email: 'owner@example.org', password: '', code: '' },
        errors: { email: null, password: 'The e-mail address or the password is not right', code: null },
        problems: [{ text: 'The e-mail address or the password is not right', href: '#password' }],
      },
      next: '/my-work' as Path,
      identity: 'c2VhbGVk',
    },
  },
  'sign-in/provider-failed': {
    usual: {
      head: failedHead('Signing in with the identity provider did not work. Begin once more.'),
      again: { text: 'Begin once more', href: paths.signIn() },
    },
  },
  'sign-in/code': {
    'a security key': {
      head: keyHead(false),
      form: { values: { code: '' }, errors: { code: null }, problems: [] },
      next: null,
      sealed: null,
      waiting: 'c2VhbGVk',
      app: false,
      key: '{"challenge":"Y2hhbGxlbmdl"}',
    },
    'a security key or a code': {
      head: keyHead(true),
      form: {
        values: { code: '' },
        errors: { code: keyRefused },
        problems: [{ text: keyRefused, href: '#code' }],
      },
      next: null,
      sealed: null,
      waiting: 'c2VhbGVk',
      app: true,
      key: '{"challenge":"Y2hhbGxlbmdl"}',
    },
    blank: {
      head: codeHead,
      form: { values: { code: '' }, errors: { code: null }, problems: [] },
      next: null,
      sealed: null,
      waiting: 'c2VhbGVk',
      ...appAlone,
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
      ...appAlone,
    },
    paused: {
      head: codeHead,
      form: {
        values: { code: '' },
        errors: { code: paused },
        problems: [{ text: paused, href: '#code' }],
      },
      next: null,
      sealed: null,
      waiting: 'c2VhbGVk',
      ...appAlone,
    },
  },
  'sign-in/signed-out': {
    usual: { head: head('You are signed out', { lead: 'Nothing that you saved is lost.' }) },
  },
} satisfies Examples;
