import {
  kindOf,
  PERMISSIONS,
  TOKEN_PERMISSIONS,
  type Actor,
  type Permission,
  type TokenView,
} from '../../identity/index.js';
import { londonDate } from '../../platform/index.js';
import { choices, count, longDate, paths, wordRows, type FormView } from '../shell/index.js';
import { newTokenHead, tokensHead, type NewTokenPage, type TokensPage } from './tokens.view.js';

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
      tokens.map(({ id, name, permissions, createdAt, lastUsedOn, expiresAt }) => ({
        cells: [
          name,
          mayInWords(permissions),
          day(createdAt),
          lastUsedOn === null ? 'Never' : longDate(lastUsedOn),
          day(expiresAt),
        ],
        link: { text: 'Revoke', about: name, href: paths.revokeToken(id) },
      })),
    ),
  };
}

function mayInWords(permissions: readonly string[] | null): string {
  if (permissions === null) return 'Whatever you may';
  const more = TOKEN_PERMISSIONS.filter((name) => permissions.includes(name) && kindOf(name) !== 'read');
  return more.length === 0 ? 'Read' : more.map((name) => PERMISSIONS[name].description).join('; ');
}

/** What this person may and a program can hold, in the order of the catalogue. */
const offered = (actor: Actor): Permission[] => TOKEN_PERMISSIONS.filter((name) => actor.holds(name));

/** What is ticked until the person chooses otherwise. */
export const readOnly = (actor: Actor): Permission[] =>
  offered(actor).filter((name) => kindOf(name) === 'read');

export const presentNewToken = (actor: Actor, form: FormView): NewTokenPage => ({
  head: newTokenHead,
  form,
  permissions: choices(offered(actor).map((name) => ({ value: name, text: PERMISSIONS[name].description }))),
});
