/**
 * A content of measures in its current form, whichever release stored it. Earlier releases named the reason for a missing figure
 * `nothing`; what was approved or sealed keeps that name in its text, because its hash is of that text. Pure.
 * @param stored a MeasuresContent from the database or from a sealed report, with people as ids or resolved.
 */
export function readStoredMeasures<Content>(stored: Content): Content {
  return renamed(stored) as Content;
}

function renamed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(renamed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key === 'nothing' ? 'missingReason' : key, renamed(item)]),
  );
}
