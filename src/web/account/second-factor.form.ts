import { z } from 'zod';
import { asText, factorCode, factorPassword, keyRegistration } from '../../identity/index.js';
import { line } from '../../platform/index.js';
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

export const newKeyForm = pageForm(z.object({ name: line(60), response: asText(keyRegistration) }), {
  name: { to: 'name', missing: 'Enter a name' },
  response: { to: 'response', missing: 'Touch your security key' },
});
