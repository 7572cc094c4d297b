import { DateTime } from 'luxon';
import type { WaysOfSecondStep } from '../../identity/index.js';
import { PEOPLE_ZONE, type Problem } from '../../platform/index.js';
import { head, paths, textOf, waitWords, type FormView, type Path, type Sent } from '../shell/index.js';
import { codeForm, linkForm, signInForm } from './sign-in.form.js';
import {
  codeHead,
  failedHead,
  keyHead,
  linkHead,
  type CodePage,
  type LinkIdentityPage,
  type ProviderFailedPage,
  type SignInPage,
  type SignedOutPage,
} from './sign-in.view.js';

const TYPED = 'Sign in, and you can still save what you typed.';
const ACCOUNT = 'Use the e-mail address and the password of your account.';
const LATE = 'The code came too late. Sign in once more.';
const ENDED = 'You were signed out. Sign in to go on where you were.';

/** @param more `button` of the identity provider, where there is one. `ended`: a session of this browser has ended. `late`: the code came more than ten minutes after the password. `sealed`: what was typed then. */
export const presentSignIn = (
  form: FormView,
  next: Path | null,
  {
    ended = false,
    late = false,
    sealed = null,
    button = null,
  }: { ended?: boolean; late?: boolean; sealed?: string | null; button?: string | null } = {},
): SignInPage => ({
  head: head('Sign in', {
    lead: late ? LATE : sealed !== null ? TYPED : ended ? ENDED : button === null ? ACCOUNT : null,
  }),
  form: { ...form, values: { ...form.values, password: '' } },
  next,
  sealed,
  provider: button === null ? null : { text: button, href: paths.signInProvider(next ?? undefined) },
  formOpen: form.problems.length > 0 || sealed !== null,
});

/**
 * @param ways how the person may show their second factor.
 * @param kept that the password was right, sealed, and what was typed when the session ended.
 */
export const presentCode = (
  form: FormView,
  { app, key }: WaysOfSecondStep,
  kept: Pick<CodePage, 'next' | 'sealed' | 'waiting'>,
): CodePage => ({
  head: key === null ? codeHead : keyHead(app),
  form: { ...form, values: { code: '' } },
  ...kept,
  // Without a key a code is asked for, whatever there is: a recovery code counts.
  app: app || key === null,
  key: key === null ? null : JSON.stringify(key),
});

export const presentLinkIdentity = (
  form: FormView,
  next: Path | null,
  identity: string,
): LinkIdentityPage => ({
  head: linkHead,
  form: { ...form, values: { ...form.values, password: '', code: '' } },
  next,
  identity,
});

export const presentProviderFailed = (detail: string, next: Path | null): ProviderFailedPage => ({
  head: failedHead(detail),
  again: { text: 'Begin once more', href: paths.signIn(next ?? undefined) },
});

/** As for signing in, with the code in the same form. */
export function refusedLink(sent: Sent, problem: Problem, now: Date): FormView {
  if (problem.status === 422) return linkForm.refused(sent, problem);
  const values = { email: textOf(sent['email']), password: '', code: '' };
  const errors = { email: null, password: null, code: null };
  if (problem.status === 429) return paused(values, errors, 'password', problem, now);
  const [field, text] =
    problem.code === 'second-factor-needed'
      ? ['code', 'Enter the code of your app, or a recovery code, and your password once more']
      : problem.code === 'second-factor-wrong'
        ? ['code', 'The code is not right, or was used before']
        : ['password', 'The e-mail address or the password is not right'];
  return { values, errors: { ...errors, [field]: text }, problems: [{ text, href: `#${field}` }] };
}

/** The code is not kept: it counts once. */
export function refusedCode(sent: Sent, problem: Problem, now: Date): FormView {
  if (problem.status === 422) return codeForm.refused(sent, problem);
  if (problem.status === 429) return paused({ code: '' }, { code: null }, 'code', problem, now);
  const text = textOf(sent['response'])
    ? 'The security key was not accepted. Try once more, or enter a code'
    : 'The code is not right, or was used before';
  return { values: { code: '' }, errors: { code: text }, problems: [{ text, href: '#code' }] };
}

function paused(
  values: FormView['values'],
  errors: FormView['errors'],
  field: string,
  { retryAfter }: Problem,
  now: Date,
): FormView {
  const seconds = retryAfter ?? 60;
  const until = DateTime.fromJSDate(now, { zone: PEOPLE_ZONE }).plus({ seconds }).toFormat('HH:mm:ss');
  const text = `Too many attempts. Try again in ${waitWords(seconds)} (at ${until})`;
  return { values, errors: { ...errors, [field]: text }, problems: [{ text, href: `#${field}` }] };
}

/** One message for every reason; the address is kept, the password is not. */
export function refusedSignIn(sent: Sent, problem: Problem, now: Date): FormView {
  const { values } = signInForm.refused(sent, problem);
  if (problem.status === 429)
    return paused(values, { email: null, password: null }, 'password', problem, now);
  const text = 'The e-mail address or the password is not right';
  return { values, errors: { email: null, password: text }, problems: [{ text, href: '#password' }] };
}

export const signedOutPage: SignedOutPage = {
  head: head('You are signed out', { lead: 'Nothing that you saved is lost.' }),
};
