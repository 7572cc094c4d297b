import { z } from 'zod';
import { asText, keyAssertion } from '../../identity/index.js';
import { foldAddress } from '../../platform/index.js';
import { pageForm } from '../shell/index.js';

/** What signing in takes; passport's own guard belongs to the API. */
const credentials = z.object({
  email: z.string().trim().min(1).max(254).overwrite(foldAddress),
  password: z.string().min(1).max(512),
});

export const codeForm = pageForm(z.object({ code: z.string().trim().min(1).max(40) }), {
  code: { to: 'code', missing: 'Enter the code of your app, or a recovery code' },
});

/** What a security key signed, in place of a code. */
export const keyForm = pageForm(z.object({ response: asText(keyAssertion) }), {
  response: { to: 'response', missing: 'Touch your security key' },
});

/** Whose account it is: with the code, where there is a second factor. */
export const linkForm = pageForm(credentials.extend({ code: z.string().trim().max(40).default('') }), {
  email: { to: 'email', missing: 'Enter your e-mail address' },
  password: { to: 'password', missing: 'Enter your password' },
  code: { to: 'code' },
});

export const signInForm = pageForm(credentials, {
  email: { to: 'email', missing: 'Enter your e-mail address' },
  password: { to: 'password', missing: 'Enter your password' },
});
