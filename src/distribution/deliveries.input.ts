import { z } from 'zod';
import { daysInOrder, line, pageQuery } from '../platform/index.js';
import { DELIVERY_STATES } from './delivery.rules.js';

const day = z.iso.date('Enter a day that exists');

const asked = z.strictObject({
  dispatchId: z.uuid().optional(),
  programmeId: z.uuid().optional(),
  committeeId: z.uuid().optional(),
  periodId: z.uuid().optional(),
  recipient: z
    .string()
    .max(100, 'Shorten this to 100 characters')
    .optional()
    .describe('Words in the recipient’s name or address.'),
  state: z.enum(DELIVERY_STATES).optional(),
  only: z
    .enum(['needs_person', 'accepted'])
    .optional()
    .describe(
      'needs_person: those that bounced, failed or are uncertain, or that came back, as a notice says. accepted: those that were, and did not.',
    ),
  from: day.optional().describe('The first day on which it was asked for, as London has it.'),
  until: day.optional().describe('The last day.'),
});

/** Which deliveries: each field that is given has to fit. */
export const deliveryFilter = daysInOrder(asked);
export type DeliveryFilter = z.infer<typeof deliveryFilter>;

export const deliveryList = daysInOrder(asked.extend(pageQuery.shape));

export const resendInput = z.strictObject({ reason: line(500) });

export const settleInput = z.strictObject({ state: z.enum(['accepted', 'failed']), reason: line(500) });
