import { DateTime } from 'luxon';
import { PEOPLE_ZONE, type Problem } from '../../platform/index.js';
import { head, waitWords, type FormView, type Path, type Sent } from '../shell/index.js';
import { signInForm } from './sign-in.form.js';
import type { SignInPage, SignedOutPage } from './sign-in.view.js';

const TYPED = 'Sign in, and you can still save what you typed.';
const ENDED = 'You were signed out. Sign in to go on where you were.';

/** @param more `ended`: a session of this browser has ended. `sealed`: what was typed then. */
export const presentSignIn = (
  form: FormView,
  next: Path | null,
  { ended = false, sealed = null }: { ended?: boolean; sealed?: string | null } = {},
): SignInPage => ({
  head: head('Sign in', { lead: sealed !== null ? TYPED : ended ? ENDED : null }),
  form: { ...form, values: { ...form.values, password: '' } },
  next,
  sealed,
});

/** One message for every reason; the address is kept, the password is not. */
export function refusedSignIn(sent: Sent, problem: Problem, now: Date): FormView {
  const { values } = signInForm.refused(sent, problem);
  if (problem.status === 429) {
    const seconds = problem.retryAfter ?? 60;
    const until = DateTime.fromJSDate(now, { zone: PEOPLE_ZONE }).plus({ seconds }).toFormat('HH:mm:ss');
    const text = `Too many attempts. Try again in ${waitWords(seconds)} (at ${until})`;
    return { values, errors: { email: null, password: null }, problems: [{ text }] };
  }
  const text = 'The e-mail address or the password is not right';
  return { values, errors: { email: null, password: text }, problems: [{ text, href: '#password' }] };
}

export const signedOutPage: SignedOutPage = {
  head: head('You are signed out', { lead: 'Nothing that you saved is lost.' }),
};
