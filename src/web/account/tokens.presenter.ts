import type { TokenView } from '../../identity/index.js';
import { londonDate } from '../../platform/index.js';
import { count, longDate, paths, wordRows } from '../shell/index.js';
import { tokensHead, type TokensPage } from './tokens.view.js';

const day = (instant: string): string => longDate(londonDate(new Date(instant)));

/** Those that still work; the others are of no use to anybody. */
export function presentTokens(all: readonly TokenView[], now: Date): TokensPage {
  const tokens = all.filter(
    ({ revokedAt, expiresAt }) => revokedAt === null && Date.parse(expiresAt) > now.getTime(),
  );
  return {
    head: tokensHead(
      tokens.length === 0
        ? 'You have no token. Programs need one to use the API in your name.'
        : `You have ${count(tokens.length, 'token')}.`,
    ),
    tokens: wordRows(
      tokens.map(({ id, name, createdAt, lastUsedOn, expiresAt }) => ({
        cells: [name, day(createdAt), lastUsedOn === null ? 'Never' : longDate(lastUsedOn), day(expiresAt)],
        link: { text: 'Revoke', about: name, href: paths.revokeToken(id) },
      })),
    ),
  };
}
