import { factorCode, factorPassword } from '../../identity/index.js';
import { pageForm } from '../shell/index.js';

export const factorPasswordForm = pageForm(factorPassword, {
  password: {
    to: 'password',
    missing: 'Enter your password',
    words: { 'This is not your password.': 'This is not your password' },
  },
});

export const factorCodeForm = pageForm(factorCode, {
  code: {
    to: 'code',
    missing: 'Enter the code that the app shows',
    words: {
      'This code is not right. Take the one that the app shows now.':
        'This code is not right. Take the one that the app shows now',
    },
  },
});
