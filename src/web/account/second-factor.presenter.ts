import type { AppKey } from '../../identity/index.js';
import { londonDate } from '../../platform/index.js';
import { count, longDate, paths, type FormView, type PageView, type Path } from '../shell/index.js';
import { squareOf } from './second-factor.square.js';
import {
  factorHead,
  NO_FACTOR,
  setUpHead,
  type NoFactorPage,
  type SetUpFactorPage,
} from './second-factor.view.js';

export const presentFactor = (since: string, recoveryCodesLeft: number): PageView => ({
  head: factorHead(
    `A code is asked for when you sign in, since ${longDate(londonDate(new Date(since)))}. You have ${count(recoveryCodesLeft, 'recovery code')} left.`,
  ),
});

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
