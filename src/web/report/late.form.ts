import { z } from 'zod';
import { reportText } from '../../reporting/index.js';
import { pageForm } from '../shell/index.js';

/** The reason alone; the other words of the report stay as they are. */
export const lateForm = pageForm(z.object({ lateReason: reportText.shape.lateReason.unwrap().unwrap() }), {
  reason: { to: 'lateReason', missing: 'Say why the report does not wait' },
});
