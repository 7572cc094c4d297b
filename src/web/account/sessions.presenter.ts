import type { SessionView } from '../../identity/index.js';
import { capitalised, count, instantWords, paths, wordRows } from '../shell/index.js';
import { sessionsHead, type SessionsPage } from './sessions.view.js';

/** @param sessions all of one person's. */
export function presentSessions(sessions: readonly SessionView[], now: Date): SessionsPage {
  const others = sessions.filter(({ current }) => !current).length;
  const words = (instant: string): string => capitalised(instantWords(instant, now));
  return {
    head: sessionsHead(
      others === 0
        ? 'You are signed in here and nowhere else.'
        : `You are signed in here and in ${count(others, 'other browser')}.`,
    ),
    sessions: wordRows(
      sessions.map(({ id, current, startedAt, lastSeenAt, endsAt }) => ({
        cells: [current ? 'Here' : 'Elsewhere', words(startedAt), words(lastSeenAt), words(endsAt)],
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
    endOthers: others === 0 ? null : paths.endOtherSessions(),
  };
}
