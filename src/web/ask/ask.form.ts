import { publicAcceptance, publicQuestion, publicRefusal } from '../../enquiries/index.js';
import { pageForm } from '../shell/index.js';

export const askForm = pageForm(publicQuestion, {
  text: { to: 'text', missing: 'Write your question' },
  name: { to: 'name', missing: 'Enter your name' },
  email: { to: 'email' },
});

export const acceptForm = pageForm(publicAcceptance, {
  committee: { to: 'committeeId', missing: 'Choose the body whose report answers it' },
  text: { to: 'text', missing: 'Write what was asked' },
  owner: { to: 'ownerId', missing: 'Choose who answers it' },
  due: { to: 'dueOn', as: 'date' },
});

export const declineForm = pageForm(publicRefusal, { reason: { to: 'reason', missing: 'Say why' } });
