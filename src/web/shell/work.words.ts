import { capitalised } from './words.js';

/** What each kind of work does, and the page to follow when it was given up. Kinds that are not here are called by their own name. */
const KINDS: Readonly<Record<string, { does: string; runbook: string }>> = {
  'password_link.send': { does: 'Mail a link for a password', runbook: 'mail-not-delivered' },
  'account_notice.send': { does: 'Mail a notice about an account', runbook: 'mail-not-delivered' },
  'retention.due': { does: 'Take away what is kept no longer', runbook: 'dead-letter' },
  'evidence-retention.due': { does: 'Delete evidence whose time of keeping is over', runbook: 'dead-letter' },
  'public-downloads.due': {
    does: 'Write what the public downloaded into the audit trail',
    runbook: 'dead-letter',
  },
  'audit-elsewhere.due': { does: 'Hand the audit trail over to other systems', runbook: 'audit-chain' },
  'audit-stamp.due': { does: 'Have the head of the audit trail signed', runbook: 'audit-chain' },
  'edition.wanted': { does: 'Print an edition', runbook: 'pdf-not-rendered' },
  'edition.rendered': { does: 'Hand over a printed edition', runbook: 'pdf-not-rendered' },
  'trial.wanted': { does: 'Print a draft on trial', runbook: 'pdf-not-rendered' },
  'dispatch.due': { does: 'Release papers', runbook: 'dead-letter' },
  'dispatch.released': { does: 'Send papers that were held', runbook: 'dead-letter' },
  'schedules.due': { does: 'Look which papers are due by their schedule', runbook: 'dead-letter' },
  'delivery.send': { does: 'Send papers by mail', runbook: 'mail-not-delivered' },
  'mailbox.due': { does: 'Read what mail servers report of papers', runbook: 'paper-bounced' },
  'notice.send': { does: 'Mail what waits for somebody', runbook: 'mail-not-delivered' },
  'digests.due': { does: 'Gather the reminders of the day', runbook: 'dead-letter' },
  'step.taken': { does: 'Tell people of a step of a part', runbook: 'dead-letter' },
  'days.moved': { does: 'Tell people of days that the calendar moved', runbook: 'dead-letter' },
  'old-intakes.due': {
    does: 'Delete reports that were brought from a document and not written',
    runbook: 'dead-letter',
  },
  'old-public-questions.due': {
    does: 'Delete who asked by a public form, once their time of keeping is over',
    runbook: 'dead-letter',
  },
  'unnamed-files.due': { does: 'Remove files that nothing names', runbook: 'dead-letter' },
};

export const isDescribed = (kind: string): boolean => kind in KINDS;

export const workWords = (kind: string): string =>
  KINDS[kind]?.does ?? capitalised(kind.replaceAll(/[._-]/g, ' '));

/** @returns a file of the documentation that comes with the product. */
export const runbookOf = (kind: string): string =>
  `docs/runbooks/${KINDS[kind]?.runbook ?? 'dead-letter'}.md`;
