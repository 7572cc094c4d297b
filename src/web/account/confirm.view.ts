import type { FormView } from '../shell/form.js';
import { head, type Examples, type Link, type PageView } from '../shell/page-views.js';
import { paths, type Path } from '../shell/paths.js';

export interface ConfirmPage extends PageView {
  form: FormView;
  email: string;
  action: Path;
  /** What the browser asks the person’s security keys, as JSON; null where they have none. */
  key: string | null;
  /** Says what became of the key. */
  keyForm: FormView | null;
  /** At the identity provider; null where the session did not begin there. */
  elsewhere: Link | null;
  cancel: Path;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'account/confirm': ConfirmPage;
  }
}

export const confirmHead = head('Show that it is you', {
  script: 'key.js',
  lead: 'What comes next cannot be called back. It counts for five minutes.',
});

const blank: FormView = { values: { password: '' }, errors: { password: null }, problems: [] };
const common = { email: 'sro@example.org', action: paths.confirm(), keyForm: null, cancel: paths.account() };

export const examples = {
  'account/confirm': {
    'password alone': { head: confirmHead, form: blank, key: null, elsewhere: null, ...common },
    'with a security key': {
      head: confirmHead,
      form: blank,
      key: '{"challenge":"Y2hhbGxlbmdl"}',
      elsewhere: null,
      ...common,
    },
    'with a council account': {
      head: confirmHead,
      form: {
        values: blank.values,
        errors: { password: 'This is not your password' },
        problems: [{ text: 'This is not your password', href: '#password' }],
      },
      key: null,
      elsewhere: {
        text: 'Confirm with your council account',
        href: paths.confirmWithProvider(paths.account()),
      },
      ...common,
    },
  },
} satisfies Examples;
