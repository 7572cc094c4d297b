import { dispatchCancellation } from '../../distribution/index.js';
import { pageForm } from '../shell/index.js';

export const cancelPapersForm = pageForm(dispatchCancellation, {
  reason: { to: 'reason', missing: 'Say why' },
});
