import type { BrowserView, SessionView } from '../../identity/index.js';
import { londonDate } from '../../platform/index.js';
import { capitalised, count, instantWords, longDate, paths, wordRows } from '../shell/index.js';
import { sessionsHead, type SessionsPage } from './sessions.view.js';

/** @param sessions all of one person's. @param browsers all that are known of them. */
export function presentSessions(
  sessions: readonly SessionView[],
  browsers: readonly BrowserView[],
  now: Date,
): SessionsPage {
  const others = sessions.filter(({ current }) => !current).length;
  const words = (instant: string): string => capitalised(instantWords(instant, now));
  return {
    head: sessionsHead(
      others === 0
        ? 'You are signed in here and nowhere else.'
        : `You are signed in here and in ${count(others, 'other browser')}.`,
    ),
    sessions: wordRows(
      sessions.map(({ id, current, browser, startedAt, lastSeenAt, endsAt }) => ({
        cells: [
          current ? `Here${browser === null ? '' : ` (${browser})`}` : (browser ?? 'Elsewhere'),
          words(startedAt),
          words(lastSeenAt),
          words(endsAt),
        ],
        ...(current
          ? {}
          : {
              link: {
                text: 'Sign out',
                about: `there, since ${words(startedAt)}`,
                href: paths.endSession(id),
              },
            }),
      })),
    ),
    browsers: wordRows(
      browsers.map(({ browser, firstUsedAt, lastUsedAt }) => ({
        cells: [browser, longDate(londonDate(new Date(firstUsedAt))), words(lastUsedAt)],
      })),
    ),
    endOthers: others === 0 ? null : paths.endOtherSessions(),
  };
}
