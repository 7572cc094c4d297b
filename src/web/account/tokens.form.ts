import { newToken } from '../../identity/index.js';
import { pageForm } from '../shell/index.js';
import { PRESENT_PASSWORD } from './password.form.js';

export const newTokenForm = pageForm(newToken, {
  name: { to: 'name', missing: 'Enter what the token is for' },
  days: { to: 'expiresInDays', as: 'figure', missing: 'Enter a number of days, 365 at most' },
  password: { ...PRESENT_PASSWORD, missing: 'Enter your password' },
});
