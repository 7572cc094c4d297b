import { z } from 'zod';
import { line } from '../../platform/index.js';

export const newDelegation = z.strictObject({
  assignmentId: z.uuid(),
  delegateId: z.uuid(),
  startsOn: z.iso.date(),
  endsOn: z.iso.date(),
  reason: line(500),
});
export type NewDelegation = z.infer<typeof newDelegation>;
