/**
 * A content of measures in its current form, whichever release stored it. Earlier releases named the reason for a missing figure
 * `nothing`, and every measure was counted by month; what was approved or sealed keeps its text, because its hash is of that text. Pure.
 * @param stored a MeasuresContent from the database or from a sealed report, with people as ids or resolved.
 */
export function readStoredMeasures<Content>(stored: Content): Content {
  return current(stored) as Content;
}

function current(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(current);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key === 'nothing' ? 'missingReason' : key,
      // A definition of a measure is an object; the text that is called so within it is not.
      key === 'definition' && typeof item === 'object' && item !== null
        ? { frequency: 'month', ...(current(item) as object) }
        : current(item),
    ]),
  );
}
