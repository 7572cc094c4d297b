import type { AppKey, OwnFactor } from '../../identity/index.js';
import { londonDate } from '../../platform/index.js';
import {
  capitalised,
  count,
  instantWords,
  longDate,
  paths,
  wordRows,
  type FormView,
  type Path,
} from '../shell/index.js';
import { squareOf } from './second-factor.square.js';
import {
  factorHead,
  NO_FACTOR,
  setUpHead,
  type FactorPage,
  type NoFactorPage,
  type SetUpFactorPage,
} from './second-factor.view.js';

/** What is asked for at sign-in, and what can be done about it. */
export const presentFactor = ({ since, keys, recoveryCodesLeft }: OwnFactor, now: Date): FactorPage => {
  const asked =
    since === null
      ? 'A security key is asked for when you sign in.'
      : keys.length > 0
        ? 'A security key or a code is asked for when you sign in.'
        : `A code is asked for when you sign in, since ${longDate(londonDate(new Date(since)))}.`;
  return {
    head: factorHead(`${asked} You have ${count(recoveryCodesLeft, 'recovery code')} left.`),
    app: since !== null,
    keys: wordRows(
      keys.map(({ id, name, addedAt, lastUsedAt }) => ({
        cells: [
          name,
          longDate(londonDate(new Date(addedAt))),
          lastUsedAt === null ? 'Never' : capitalised(instantWords(lastUsedAt, now)),
        ],
        link: { text: 'Remove', about: name, href: paths.removeKey(id) },
      })),
    ),
  };
};

/** @param due from when on they need one; null where they do not. @param next where the person wanted to go when they signed in. */
export const presentNoFactor = (
  form: FormView,
  { email, due, next, now }: { email: string; due: Date | null; next: Path | undefined; now: Date },
): NoFactorPage => ({
  head: factorHead(
    due === null
      ? NO_FACTOR
      : due <= now
        ? 'You need one to approve and to administer. Everything else works without.'
        : `You approve or administer. From ${longDate(londonDate(due))} on you need a second factor for that.`,
  ),
  form,
  email,
  later: due === null ? null : (next ?? paths.myWork()),
});

export const presentSetUp = ({ key, uri }: AppKey, form: FormView): SetUpFactorPage => ({
  head: setUpHead,
  form: { ...form, values: { code: '' } },
  square: squareOf(uri),
  key: key.match(/.{1,4}/g)?.join(' ') ?? key,
});
