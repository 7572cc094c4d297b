import { correctionInput, reportApproval } from '../../reporting/index.js';
import { stepInput } from '../../workflow/index.js';
import { pageForm } from '../shell/index.js';

export const approveForm = pageForm(reportApproval, {
  comment: { to: 'comment' },
  password: { to: 'password', missing: 'Enter your password' },
  _sha256: { to: 'sha256' },
});

export const returnForm = pageForm(stepInput, {
  comment: { to: 'comment', missing: 'Say why, in a sentence or two' },
});

export const correctForm = pageForm(correctionInput, {
  reason: { to: 'reason', missing: 'Say what is corrected' },
});
