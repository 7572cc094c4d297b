import { entryChoices } from '../../performance/index.js';
import { pageForm } from '../shell/index.js';

/** What is decided for all figures of a table before they are recorded. */
export const choicesForm = pageForm(entryChoices, {
  state: { to: 'state' },
  reason: {
    to: 'reason',
    words: { 'Say why a figure that was relied on changes.': 'Say why a figure that was relied on changes' },
  },
});
