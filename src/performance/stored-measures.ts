import { changeInner } from '../platform/index.js';

/**
 * A content of measures in its current form, whichever release stored it. Earlier releases named the reason for a missing figure
 * `nothing`, and every measure was counted by month; what was approved or sealed keeps its text, because its hash is of that text. Pure.
 * @param stored a MeasuresContent from the database or from a sealed report, with people as ids or resolved.
 */
export function readStoredMeasures<Content>(stored: Content): Content {
  return current(stored) as Content;
}

function current(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const read = changeInner(value, current);
  if (Array.isArray(read)) return read;
  const { definition } = read as { definition?: unknown };
  // A definition of a measure is an object; the text that is called so within it is not.
  const isUnsaid = typeof definition === 'object' && definition !== null && !('frequency' in definition);
  if (!isUnsaid && !('nothing' in read)) return read;
  return Object.fromEntries(
    Object.entries(read).map(([key, item]) => [
      key === 'nothing' ? 'missingReason' : key,
      isUnsaid && key === 'definition' ? { frequency: 'month', ...definition } : (item as unknown),
    ]),
  );
}
