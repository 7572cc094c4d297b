import { z } from 'zod';
import { workKind } from '../../platform/index.js';

/** Mails a link with which somebody chooses a password. One per link; the link is made when it is sent. */
export const passwordLinkSend = workKind({
  name: 'password_link.send',
  queue: 'account',
  payload: z.strictObject({ linkId: z.uuid() }),
});

/** Tells somebody what was done to their account. One per notice. */
export const accountNoticeSend = workKind({
  name: 'account_notice.send',
  queue: 'account',
  payload: z.strictObject({ noticeId: z.uuid() }),
});
