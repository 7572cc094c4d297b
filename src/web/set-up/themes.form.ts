import { themeInput } from '../../themes/index.js';
import { pageForm, pastedForm } from '../shell/index.js';

export const themeForm = pageForm(themeInput, {
  number: {
    to: 'number',
    as: 'figure',
    missing: 'Enter a number from 1 to 99',
    number: 'Enter a number from 1 to 99',
    words: { 'This is already in use.': 'Another theme has this number' },
  },
  title: { to: 'title', missing: 'Enter a title' },
  owner: { to: 'ownerId', words: { 'There is no such person.': 'Choose somebody who works here' } },
});

export const themesTable = pastedForm('Paste your themes');
