import { ownPassword } from '../../identity/index.js';
import { NEW_PASSWORD_WORDS, pageForm } from '../shell/index.js';

/** What the rooms say of a password, in the words of the page. */
export const PRESENT_PASSWORD = {
  to: 'currentPassword',
  missing: 'Enter your present password',
  words: { 'This is not your present password.': 'This is not your present password' },
} as const;

export const passwordForm = pageForm(ownPassword, {
  presentPassword: PRESENT_PASSWORD,
  newPassword: { to: 'newPassword', missing: 'Enter a new password', words: NEW_PASSWORD_WORDS },
});
