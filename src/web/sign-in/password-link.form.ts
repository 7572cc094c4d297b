import { forgottenPassword, newPassword } from '../../identity/index.js';
import { NEW_PASSWORD_WORDS, pageForm } from '../shell/index.js';

export const forgottenPasswordForm = pageForm(forgottenPassword, {
  email: {
    to: 'email',
    missing: 'Enter your e-mail address',
    words: { 'This must be an e-mail address.': 'Enter an e-mail address, such as name@example.org' },
  },
});

export const newPasswordForm = pageForm(newPassword, {
  token: { to: 'token' },
  password: { to: 'password', missing: 'Enter a password', words: NEW_PASSWORD_WORDS },
});
