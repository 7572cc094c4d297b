import type { FormView } from '../shell/form.js';
import { wordRows, type WordRow } from '../shell/blocks.js';
import { head, type Examples, type PageView } from '../shell/page-views.js';
import { paths, type Path } from '../shell/paths.js';
import { squareOf, type Square } from './second-factor.square.js';

export interface FactorPage extends PageView {
  /** Whether there is an authenticator app. */
  app: boolean;
  /** Name, added, last used; the link removes it. */
  keys: readonly WordRow[];
}

export interface AddKeyPage extends PageView {
  form: FormView;
  /** What the browser asks the key, as JSON. */
  key: string;
}

export interface NoFactorPage extends PageView {
  /** Asks for the password, to begin. */
  form: FormView;
  /** For password managers. */
  email: string;
  /** Where the person wanted to go; null where they came of their own accord, or cannot do without. */
  later: Path | null;
}

export interface SetUpFactorPage extends PageView {
  form: FormView;
  /** With its white margin. */
  square: Square;
  /** In groups of four. */
  key: string;
}

export interface RecoveryCodesPage extends PageView {
  codes: readonly string[];
}

export interface AskPasswordPage extends PageView {
  form: FormView;
  email: string;
  action: Path;
  button: string;
  warning: boolean;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'account/second-factor': FactorPage;
    'account/add-key': AddKeyPage;
    'account/no-second-factor': NoFactorPage;
    'account/set-up-factor': SetUpFactorPage;
    'account/recovery-codes': RecoveryCodesPage;
    'account/ask-password': AskPasswordPage;
  }
}

const toAccount = { text: 'Your account', href: paths.account() };
const back = { text: 'Second factor', href: paths.secondFactor() };

export const factorHead = (lead: string) => head('Second factor', { lead, back: toAccount });

export const NO_FACTOR =
  'Your password alone signs you in. With an app on your phone that shows codes, or a security key, a password that somebody found out is not enough.';

export const setUpHead = head('Set up your app', {
  back,
  lead: 'Any authenticator app does. Add an account in it, and let it read this square.',
});

export const codesHead = head('Keep your recovery codes', {
  lead: 'They are shown this once. Print them, or put them into your password manager.',
});

export const renewHead = head('Make new recovery codes', { back, lead: 'The old ones no longer count.' });

export const removeHead = head('Remove your authenticator app', {
  back,
  lead: 'Without a security key your password alone signs you in then. You are signed out everywhere else.',
});

export const removeKeyHead = (name: string) =>
  head(`Remove the key “${name}”`, {
    back,
    lead: 'It signs you in no more. Without another key or an app your password alone does. You are signed out everywhere else.',
  });

export const askToAddHead = (what: 'key' | 'app') =>
  head(what === 'key' ? 'Add a security key' : 'Add an authenticator app', {
    back,
    lead: 'First show that it is you.',
  });

export const addKeyHead = head('Add a security key', {
  back,
  script: 'key.js',
  lead: 'Give it a name, press the button, and do what your browser says: touch the key, or use the passkey of your device.',
});

const blank: FormView = { values: { password: '' }, errors: { password: null }, problems: [] };
const email = 'owner@example.org';
const square = squareOf(
  'otpauth://totp/Highlight%20reports:owner%40example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Highlight%20reports&algorithm=SHA1&digits=6&period=30',
);
const key = 'GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ';

const keyRow = (name: string, added: string, used: string): WordRow => ({
  cells: [name, added, used],
  link: { text: 'Remove', about: name, href: paths.removeKey('3f1c7e2a-4a4e-4c3e-9a55-0d6f1f0f5a11') },
});

export const examples = {
  'account/no-second-factor': {
    blank: { head: factorHead(NO_FACTOR), form: blank, email, later: null },
    'needed soon': {
      head: factorHead(
        'You approve or administer. From 16 February 2026 on you need a second factor for that.',
      ),
      form: blank,
      email,
      later: paths.myWork(),
    },
    'wrong password': {
      head: factorHead(NO_FACTOR),
      form: {
        values: blank.values,
        errors: { password: 'This is not your password' },
        problems: [{ text: 'This is not your password', href: '#password' }],
      },
      email,
      later: null,
    },
  },
  'account/second-factor': {
    'an app': {
      head: factorHead(
        'A code is asked for when you sign in, since 2 February 2026. You have 8 recovery codes left.',
      ),
      app: true,
      keys: [],
    },
    'keys alone': {
      head: factorHead('A security key is asked for when you sign in. You have 7 recovery codes left.'),
      app: false,
      keys: wordRows([
        keyRow('Blue key', '2 February 2026', '4 February 2026 at 09:12'),
        keyRow('The passkey of my work laptop with a long name', '3 February 2026', 'Never'),
      ]),
    },
  },
  'account/add-key': {
    blank: {
      head: addKeyHead,
      form: { values: { name: '', response: '' }, errors: { name: null, response: null }, problems: [] },
      key: '{"challenge":"Y2hhbGxlbmdl"}',
    },
    'without a name': {
      head: addKeyHead,
      form: {
        values: { name: '', response: '' },
        errors: { name: 'Enter a name', response: null },
        problems: [{ text: 'Enter a name', href: '#name' }],
      },
      key: '{"challenge":"Y2hhbGxlbmdl"}',
    },
  },
  'account/set-up-factor': {
    blank: {
      head: setUpHead,
      form: { values: { code: '' }, errors: { code: null }, problems: [] },
      square,
      key,
    },
    'wrong code': {
      head: setUpHead,
      form: {
        values: { code: '' },
        errors: { code: 'This code is not right. Take the one that the app shows now' },
        problems: [{ text: 'This code is not right. Take the one that the app shows now', href: '#code' }],
      },
      square,
      key,
    },
  },
  'account/recovery-codes': {
    usual: {
      head: codesHead,
      codes: ['GEZD-GNBV-GY3T-QOJQ-GEZD-GNBV', 'MZXW-6YTB-OIMZ-XW6Y-TBOI-MZXW'],
    },
  },
  'account/ask-password': {
    'new codes': {
      head: renewHead,
      form: blank,
      email,
      action: paths.secondFactorStep('recovery-codes'),
      button: 'Make new codes',
      warning: false,
    },
    remove: {
      head: removeHead,
      form: blank,
      email,
      action: paths.secondFactorStep('remove'),
      button: 'Remove it',
      warning: true,
    },
    'add a key': {
      head: askToAddHead('key'),
      form: blank,
      email,
      action: paths.secondFactorStep('add-key'),
      button: 'Go on',
      warning: false,
    },
  },
} satisfies Examples;
