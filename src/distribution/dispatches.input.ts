import { z } from 'zod';
import { confirmingPassword } from '../identity/index.js';
import { line, pageQuery } from '../platform/index.js';
import { SEND_TIMES } from './dispatch.entity.js';

export const dispatchList = pageQuery.extend({
  periodId: z.uuid().optional(),
  committeeId: z.uuid().optional(),
});
export type DispatchList = z.infer<typeof dispatchList>;

export const dispatchInput = z
  .strictObject({
    periodId: z.uuid(),
    meetingId: z.uuid(),
    send: z.enum(SEND_TIMES),
    sendAt: z.iso
      .datetime({
        offset: true,
        error: 'Give the time as an ISO 8601 instant with its offset, such as 2020-02-03T09:00:00Z.',
      })
      .nullable()
      .default(null),
    urgency: line(500)
      .nullable()
      .default(null)
      .describe(
        'Why papers that come after the last day to publish them could not wait. Needed where they are late.',
      ),
    password: confirmingPassword.describe(
      'Of the person who is signed in, where the report is sealed and leaves at once. Not needed within five minutes of the last time in this session.',
    ),
  })
  .refine(({ send, sendAt }) => (send === 'at') === (sendAt !== null), {
    path: ['sendAt'],
    message: 'Give a time exactly when send is "at".',
  });
export type DispatchInput = z.infer<typeof dispatchInput>;

export const dispatchCancellation = z.strictObject({ reason: line(500) });
