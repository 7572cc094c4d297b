import type { OutgoingMail } from '../../platform/index.js';

/** The account of the person who gets it, or a change that they may refuse. */
export type NoticeSubject = 'account' | 'held';

const ABOUT: Readonly<Record<NoticeSubject, { subject: string; where: string; path: string; last: string }>> =
  {
    account: {
      subject: 'Highlight reports: your account was changed',
      where: 'Your account',
      path: '/account',
      last: 'If you did not expect this, tell your administrator at once.',
    },
    held: {
      subject: 'Highlight reports: who may approve or administer',
      where: 'All changes of this kind',
      path: '/held-changes',
      last: 'You are told because you approve, audit or administer these reports, or because it concerns you. If it is not right, refuse it there, and talk to your auditor.',
    },
  };

/** Subject and text of the mail that tells somebody what was done, or is about to be done. */
export function noticeMail(
  about: NoticeSubject,
  name: string,
  sentence: string,
  publicUrl: string,
): Pick<OutgoingMail, 'subject' | 'text'> {
  const { subject, where, path, last } = ABOUT[about];
  return {
    subject,
    text: [
      `Dear ${name},`,
      sentence,
      `${where}: ${new URL(path, publicUrl).href}`,
      last,
      'This message was sent automatically.',
    ].join('\n\n'),
  };
}
