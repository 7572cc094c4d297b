import { z } from 'zod';
import { line, pageQuery } from '../platform/index.js';

export const deliveryList = pageQuery.extend({ dispatchId: z.uuid() });

export const resendInput = z.strictObject({ reason: line(500) });

export const settleInput = z.strictObject({ state: z.enum(['accepted', 'failed']), reason: line(500) });
