import { z } from 'zod';
import { line, pageQuery } from '../platform/index.js';

export const deliveryList = pageQuery.extend({
  dispatchId: z.uuid(),
  only: z
    .enum(['needs_person', 'accepted'])
    .optional()
    .describe('needs_person: those that bounced, failed or are uncertain.'),
});
export type DeliveryFilter = z.infer<typeof deliveryList>['only'];

export const resendInput = z.strictObject({ reason: line(500) });

export const settleInput = z.strictObject({ state: z.enum(['accepted', 'failed']), reason: line(500) });
