import { recipientInput } from '../../committees/index.js';
import { pageForm } from '../shell/index.js';

export const recipientForm = pageForm(recipientInput, {
  name: { to: 'name', missing: 'Enter a name' },
  way: { to: 'way' },
  url: {
    to: 'webhookUrl',
    words: {
      'This is needed for the way that was chosen.': 'Enter the address of their program',
      'This belongs to another way.': 'Leave this empty, or choose that papers go to a program',
    },
  },
  folder: {
    to: 'folder',
    words: {
      'This is needed for the way that was chosen.': 'Enter the name of their folder',
      'This belongs to another way.': 'Leave this empty, or choose that papers go into a folder',
    },
  },
  from: { to: 'servesFrom', as: 'date' },
  until: { to: 'servesUntil', as: 'date' },
  email: {
    to: 'email',
    missing: 'Enter an e-mail address',
    words: {
      'This must be an e-mail address.': 'Enter an e-mail address, such as name@example.org',
      'This is already in use.': 'This address gets it already, or was removed and can be taken back',
    },
  },
});
