import type { OutgoingMail } from '../../platform/index.js';

/** Subject and text of the mail that tells somebody what was done to their account. */
export const noticeMail = (
  name: string,
  sentence: string,
  publicUrl: string,
): Pick<OutgoingMail, 'subject' | 'text'> => ({
  subject: 'Highlight reports: your account was changed',
  text: [
    `Dear ${name},`,
    sentence,
    `Your account: ${new URL('/account', publicUrl).href}`,
    'If you did not expect this, tell your administrator at once.',
    'This message was sent automatically.',
  ].join('\n\n'),
});
