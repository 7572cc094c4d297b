import { ownerInput, stepInput } from '../../workflow/index.js';
import { pageForm } from '../shell/index.js';

export const commentForm = pageForm(stepInput, {
  comment: { to: 'comment', words: { 'Say why, in a sentence or two.': 'Say why, in a sentence or two' } },
});

export const ownerForm = pageForm(ownerInput, { owner: { to: 'ownerId' } });
