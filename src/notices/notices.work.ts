import { z } from 'zod';
import { recurring, workKind } from '../platform/index.js';

/**
 * Time to look who is to be reminded. Every hour, because people choose the hours in which they get mails; each gets one digest a day all
 * the same. After an outage only the latest look is made.
 */
export const digestsDue = recurring({
  name: 'digests.due',
  rule: { every: 'hours', hours: 1 },
  missed: 'latest',
});

/** Sends one mail about work. */
export const noticeSend = workKind({
  name: 'notice.send',
  queue: 'notices',
  payload: z.strictObject({ noticeId: z.uuid() }),
});
