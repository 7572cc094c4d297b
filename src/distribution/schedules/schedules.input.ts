import { z } from 'zod';

export const scheduleInput = z.strictObject({
  workingDay: z
    .int()
    .min(-10)
    .max(15)
    .refine((day) => day !== 0, 'There is no such working day.')
    .describe('Of the month: 1 is its first working day, −1 its last.'),
  hour: z.int().min(0).max(23).describe('London hour.'),
});
export type ScheduleInput = z.infer<typeof scheduleInput>;

export const scheduleChange = scheduleInput.extend({ active: z.boolean() });
export type ScheduleChange = z.infer<typeof scheduleChange>;
