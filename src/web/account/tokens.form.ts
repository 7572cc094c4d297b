import { newToken } from '../../identity/index.js';
import { pageForm } from '../shell/index.js';
import { PRESENT_PASSWORD } from './password.form.js';

export const newTokenForm = pageForm(newToken, {
  name: { to: 'name', missing: 'Enter what the token is for' },
  days: {
    to: 'expiresInDays',
    as: 'figure',
    missing: 'Enter a number of days, 90 at most',
    words: { 'A token lives 90 days at most.': 'Enter a number of days, 90 at most' },
  },
  permissions: {
    to: 'permissions',
    as: 'list',
    words: { 'Say at least one thing that it may do.': 'Choose at least one thing that it may do' },
  },
  password: { ...PRESENT_PASSWORD, missing: 'Enter your password' },
});
