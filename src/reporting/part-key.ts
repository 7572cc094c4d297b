import type { PartView } from '../programmes/index.js';
import { printedPeriod, type PartKey } from './lone-parts.js';

/** A part that somebody reads, as {@link LoneParts} asks for it. */
export const partKey = ({ id, section, subject, period, programme }: PartView): PartKey => ({
  id,
  section,
  subject,
  period: printedPeriod(period),
  quarterWindow: programme.quarterWindow,
});

/** The approved parts before it on the same subject, the newest first. */
export const earlierKeys = (part: PartView): PartKey[] =>
  part.earlier.map(({ id, period }) => ({ ...partKey(part), id, period: printedPeriod(period) }));
