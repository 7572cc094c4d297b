import { resendInput, settleInput } from '../../distribution/index.js';
import { pageForm } from '../shell/index.js';

const reason = { to: 'reason', missing: 'Say why' } as const;

export const resendForm = pageForm(resendInput, { reason });
export const settleForm = pageForm(settleInput, {
  state: { to: 'state', missing: 'Choose what became of it' },
  reason,
});
