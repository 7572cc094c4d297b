import { DateTime } from 'luxon';
import { PEOPLE_ZONE, type Problem } from '../../platform/index.js';
import { head, waitWords, type FormView, type Path, type Sent } from '../shell/index.js';
import { codeForm, signInForm } from './sign-in.form.js';
import { codeHead, type CodePage, type SignInPage, type SignedOutPage } from './sign-in.view.js';

const TYPED = 'Sign in, and you can still save what you typed.';
const LATE = 'The code came too late. Sign in once more.';
const ENDED = 'You were signed out. Sign in to go on where you were.';

/** @param more `ended`: a session of this browser has ended. `late`: the code came more than ten minutes after the password. `sealed`: what was typed then. */
export const presentSignIn = (
  form: FormView,
  next: Path | null,
  {
    ended = false,
    late = false,
    sealed = null,
  }: { ended?: boolean; late?: boolean; sealed?: string | null } = {},
): SignInPage => ({
  head: head('Sign in', { lead: late ? LATE : sealed !== null ? TYPED : ended ? ENDED : null }),
  form: { ...form, values: { ...form.values, password: '' } },
  next,
  sealed,
});

/** @param waiting that the password was right, sealed; @param sealed what was typed when the session ended. */
export const presentCode = (
  form: FormView,
  { next, sealed, waiting }: Pick<CodePage, 'next' | 'sealed' | 'waiting'>,
): CodePage => ({ head: codeHead, form: { ...form, values: { code: '' } }, next, sealed, waiting });

/** The code is not kept: it counts once. */
export function refusedCode(sent: Sent, problem: Problem, now: Date): FormView {
  if (problem.status === 422) return codeForm.refused(sent, problem);
  if (problem.status === 429) return paused({ code: '' }, { code: null }, problem, now);
  const text = 'The code is not right, or was used before';
  return { values: { code: '' }, errors: { code: text }, problems: [{ text, href: '#code' }] };
}

function paused(
  values: FormView['values'],
  errors: FormView['errors'],
  { retryAfter }: Problem,
  now: Date,
): FormView {
  const seconds = retryAfter ?? 60;
  const until = DateTime.fromJSDate(now, { zone: PEOPLE_ZONE }).plus({ seconds }).toFormat('HH:mm:ss');
  const text = `Too many attempts. Try again in ${waitWords(seconds)} (at ${until})`;
  return { values, errors, problems: [{ text }] };
}

/** One message for every reason; the address is kept, the password is not. */
export function refusedSignIn(sent: Sent, problem: Problem, now: Date): FormView {
  const { values } = signInForm.refused(sent, problem);
  if (problem.status === 429) return paused(values, { email: null, password: null }, problem, now);
  const text = 'The e-mail address or the password is not right';
  return { values, errors: { email: null, password: text }, problems: [{ text, href: '#password' }] };
}

export const signedOutPage: SignedOutPage = {
  head: head('You are signed out', { lead: 'Nothing that you saved is lost.' }),
};
