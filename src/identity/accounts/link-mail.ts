import type { OutgoingMail } from '../../platform/index.js';

/** Why the person gets a link. */
export type LinkPurpose = 'welcome' | 'reset' | 'forgotten';

const WHY: Readonly<Record<LinkPurpose, { subject: string; sentences: readonly string[] }>> = {
  welcome: {
    subject: 'Highlight reports: choose your password',
    sentences: ['An account for the council’s highlight reports was made for you.'],
  },
  reset: {
    subject: 'Highlight reports: choose a new password',
    sentences: [
      'An administrator reset your password. The old one no longer works, and you were signed out everywhere.',
      'If you do not know why, ask your administrator before you use the link.',
    ],
  },
  forgotten: {
    subject: 'Highlight reports: choose a new password',
    sentences: [
      'Somebody, most likely you, said that the password of your account is forgotten.',
      'If it was not you, do nothing: your password stays as it is.',
    ],
  },
};

/** Subject and text of the mail that brings a link. @param address the link. */
export function linkMail(
  purpose: LinkPurpose,
  { name, address, publicUrl }: { name: string; address: string; publicUrl: string },
): Pick<OutgoingMail, 'subject' | 'text'> {
  const { subject, sentences } = WHY[purpose];
  return {
    subject,
    text: [
      `Dear ${name},`,
      sentences.join('\n'),
      `Choose your password here, within an hour and once:\n${address}`,
      `Keep the link to yourself. Nobody will ever ask you for it or for your password.`,
      `When the hour is over, get a new link at ${new URL('/forgotten-password', publicUrl).href}`,
      'This message was sent automatically.',
    ].join('\n\n'),
  };
}
