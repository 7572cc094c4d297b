import { z } from 'zod';
import { workKind } from '../../platform/index.js';

/** Mails a link with which somebody chooses a password. One per link; the link is made when it is sent. */
export const passwordLinkSend = workKind({
  name: 'password_link.send',
  queue: 'account',
  payload: z.strictObject({ linkId: z.uuid() }),
});
