import { challengeReply } from '../../reporting/index.js';
import { pageForm } from '../shell/index.js';

export const answerForm = pageForm(challengeReply, {
  reason: { to: 'reason', missing: 'Say why it is accepted as it is' },
  print: { to: 'print', as: 'flag' },
  stands: { to: 'stands', as: 'flag' },
});
