import { publishInput, takeDownInput } from '../../reporting/index.js';
import { pageForm } from '../shell/index.js';

export const publishForm = pageForm(publishInput, { from: { to: 'from', as: 'date' } });

export const takeDownForm = pageForm(takeDownInput, {
  reason: { to: 'reason', missing: 'Say why it is taken down' },
});
