import { wordRows, type WordRow } from '../shell/blocks.js';
import { head, type Examples, type PageView } from '../shell/page-views.js';
import { paths, type Path } from '../shell/paths.js';

export interface SessionsPage extends PageView {
  /** Since when, last used, until when; the link ends it. */
  sessions: readonly WordRow[];
  /** Browsers that are known: what, first used, last used. */
  browsers: readonly WordRow[];
  /** Null where this is the only one. */
  endOthers: Path | null;
}

export interface EndSessionPage extends PageView {
  action: Path;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'account/sessions': SessionsPage;
    'account/end-session': EndSessionPage;
  }
}

export const sessionsHead = (lead: string) =>
  head('Where you are signed in', {
    lead,
    breadcrumbs: [{ text: 'Your account', href: paths.account() }],
    wide: true,
  });

export const endSessionHead = head('Sign out there', {
  back: { text: 'Where you are signed in', href: paths.sessions() },
  lead: 'The person in front of that browser has to sign in again. What was typed there and not saved is kept in its page.',
});

const id = 'ab'.repeat(32);
const here = {
  cells: [
    'Here (Firefox on Windows)',
    '27 January 2020 at 09:12',
    '27 January 2020 at 14:05',
    '27 January 2020 at 14:35',
  ],
};

const browsers = wordRows([
  { cells: ['Firefox on Windows', '3 January 2020', '27 January 2020 at 09:12'] },
  { cells: ['Safari on iPhone', '26 January 2020', '26 January 2020 at 18:40'] },
]);

export const examples = {
  'account/sessions': {
    'only here': {
      head: sessionsHead('You are signed in here and nowhere else.'),
      sessions: wordRows([here]),
      browsers,
      endOthers: null,
    },
    'in two browsers': {
      head: sessionsHead('You are signed in here and in 1 other browser.'),
      sessions: wordRows([
        here,
        {
          cells: [
            'Safari on iPhone',
            '26 January 2020 at 18:40',
            '27 January 2020 at 13:50',
            '27 January 2020 at 14:20',
          ],
          link: { text: 'Sign out', about: 'there', href: paths.endSession(id) },
        },
      ]),
      browsers,
      endOthers: paths.endOtherSessions(),
    },
  },
  'account/end-session': { usual: { head: endSessionHead, action: paths.endSession(id) } },
} satisfies Examples;
