import { heldChangeRefusal } from '../../identity/index.js';
import { pageForm } from '../shell/index.js';

export const refusalForm = pageForm(heldChangeRefusal, {
  reason: { to: 'reason', missing: 'Say why' },
});
