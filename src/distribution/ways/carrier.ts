import type { Way } from '../../committees/index.js';
import type { MailOutcome, SendOptions } from '../../platform/index.js';
import type { DeliveryRow } from '../delivery-ledger.js';
import type { NewLink } from '../links/link.rules.js';

/** What became of one attempt; the same three for every way. */
export type Outcome = MailOutcome;

/** Papers of one delivery, ready to be handed over. */
export interface Parcel {
  /** The address that it holds; kept once it is about to leave. Null where it holds none. */
  link: NewLink | null;
  /** Tries once. Never throws for what the other side does: that is the outcome. */
  hand(options: SendOptions): Promise<Outcome>;
}

/** Why the file is too large for this way, in words. */
export interface TooLarge {
  tooLarge: string;
}

/** One way in which papers reach a recipient. */
export interface Carrier {
  /** @throws StorageError when the PDF is missing, damaged or out of reach; it is never rendered again for a delivery. */
  pack(delivery: DeliveryRow): Promise<Parcel | TooLarge>;
}

/**
 * Whether the other side takes the same delivery once, however often it is handed over. Then one that may have arrived is tried again by itself;
 * otherwise a person decides.
 */
export const REPEATABLE: Readonly<Record<Way, boolean>> = {
  attachment: false,
  link: false,
  folder: true,
  webhook: true,
};
