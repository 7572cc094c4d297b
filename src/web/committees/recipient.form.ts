import { recipientInput } from '../../committees/index.js';
import { pageForm } from '../shell/index.js';

export const recipientForm = pageForm(recipientInput, {
  name: { to: 'name', missing: 'Enter a name' },
  way: { to: 'way' },
  email: {
    to: 'email',
    missing: 'Enter an e-mail address',
    words: {
      'This must be an e-mail address.': 'Enter an e-mail address, such as name@example.org',
      'This is already in use.': 'This address gets it already, or was removed and can be taken back',
    },
  },
});
