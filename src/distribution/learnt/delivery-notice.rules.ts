import { foldAddress, NOTICE_SAYS, type NoticeSays, type StatusReport } from '../../platform/index.js';
import type { DeliveryState } from '../delivery.rules.js';

/** Where a notice came from. Anybody can write to a mailbox; a relay signs what it says. */
export const NOTICE_SOURCES = ['mailbox', 'relay'] as const;
export type NoticeSource = (typeof NOTICE_SOURCES)[number];

/**
 * Whether a notice counts. One that does not is kept and shown with its reason.
 * - `other_address`: it names nobody to whom this delivery went, such as an address that was mended since.
 * - `earlier`: it came before this delivery was asked for again.
 * - `not_sent`: nothing of this delivery was with a mail server.
 */
export const NOTICE_STANDINGS = ['counts', 'other_address', 'earlier', 'not_sent'] as const;
export type NoticeStanding = (typeof NOTICE_STANDINGS)[number];

/** What asks for a person's decision. */
export const RETURNED = ['bounced', 'unclear'] as const satisfies readonly NoticeSays[];

/** Kept of one delivery; whoever got a mail could have thousands of notices of it written. */
export const MOST_NOTICES = 20;

/** The clocks of two servers are no closer than this. */
const CLOCKS_MS = 60_000;

interface Noticed {
  state: DeliveryState;
  /** Where it went. */
  email: string;
  /** When it was asked for, or asked for again. */
  askedAt: Date;
  round: number;
}

/** Only these have been, or may have been, with a mail server since they were asked for. */
const OUT: readonly DeliveryState[] = ['accepted', 'sending', 'uncertain'];

/** Pure. @param recipients whom the notice names; none = it does not say. */
export function standingOf(delivery: Noticed, recipients: readonly string[], at: Date): NoticeStanding {
  if (!OUT.includes(delivery.state)) return 'not_sent';
  if (recipients.length > 0 && !recipients.some((one) => isAddress(one, delivery.email)))
    return 'other_address';
  if (delivery.round > 1 && at.getTime() < delivery.askedAt.getTime() - CLOCKS_MS) return 'earlier';
  return 'counts';
}

const isAddress = (one: string, other: string): boolean => foldAddress(one) === foldAddress(other);

/** The part of a notice that is about this delivery: what names its recipient, or the first where nothing does. Pure. */
export const reportOn = (email: string, reports: readonly StatusReport[]): StatusReport | undefined =>
  reports.find(({ recipients }) => recipients.some((one) => isAddress(one, email))) ?? reports[0];

/** Where notices contradict each other, the one that asks for a person counts. The order of the words is the order of their weight. */
export const weightSql = (says: string): string =>
  `array_position(array['${NOTICE_SAYS.join("','")}'], ${says})`;
