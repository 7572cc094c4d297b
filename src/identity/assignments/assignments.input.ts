import { z } from 'zod';
import { pageQuery } from '../../platform/index.js';

export const newAssignment = z
  .strictObject({
    userId: z.uuid(),
    roleId: z.uuid(),
    /** Null = every programme. It must be said: nobody gets every programme by leaving something out. */
    programmeId: z.uuid().nullable(),
    startsOn: z.iso.date().nullable().default(null),
    endsOn: z.iso.date().nullable().default(null),
  })
  .refine((body) => body.startsOn === null || body.endsOn === null || body.startsOn <= body.endsOn, {
    path: ['endsOn'],
    message: 'The last day is before the first.',
  });
export type NewAssignment = z.infer<typeof newAssignment>;

export const assignmentList = pageQuery.extend({
  userId: z.uuid().optional(),
  programmeId: z.uuid().optional(),
  /** `true`: only those that count today. */
  active: z
    .enum(['true', 'false'])
    .default('false')
    .transform((value) => value === 'true'),
});
export type AssignmentList = z.infer<typeof assignmentList>;
