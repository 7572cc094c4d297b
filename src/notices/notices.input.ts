import { z } from 'zod';

/** Which mails about work a person wants. */
export const noticeChoice = z
  .strictObject({
    reminders: z
      .boolean()
      .describe(
        'Reminders of deadlines. What was given back, and what others are late with, comes all the same.',
      ),
    waiting: z.boolean().describe('A mail when work comes to one. What was given back comes all the same.'),
    fromHour: z
      .int()
      .min(0)
      .max(23)
      .describe('The first London hour of a working day in which mails may come.'),
    untilHour: z.int().min(1).max(24).describe('The hour before which the last one may come.'),
  })
  .refine(({ fromHour, untilHour }) => fromHour < untilHour, {
    path: ['untilHour'],
    message: 'This is not after the first hour.',
  });
export type NoticeChoice = z.infer<typeof noticeChoice>;

const late = z.int().min(1).max(40);

/** When a programme reminds and escalates, in working days. */
export const reminderRule = z
  .strictObject({
    before: z.array(z.int().min(0).max(20)).max(5).describe('Before a deadline; 0: on the day itself.'),
    againAfter: z.int().min(1).max(20).describe('While something is late: again after so many days.'),
    tellReviewer: late.describe(
      'Days late, from which on the reviewer is told of what owners have not done.',
    ),
    tellManager: late.describe('The same for the programme manager.'),
    tellSro: late.describe('The same for the SRO.'),
  })
  .superRefine(({ tellReviewer, tellManager, tellSro }, ctx) => {
    const inOrder: [string, number, number][] = [
      ['tellManager', tellReviewer, tellManager],
      ['tellSro', tellManager, tellSro],
    ];
    for (const [path, before, own] of inOrder)
      if (own < before)
        ctx.addIssue({
          code: 'custom',
          path: [path],
          message: 'They are told after the one before them: give as many days or more.',
        });
  });
export type ReminderRule = z.infer<typeof reminderRule>;

export const previewQuery = z.object({
  on: z.iso.date().optional().describe('A London date; left out: today.'),
});
