import { counted } from '../platform/index.js';
import { inWords, sectionFormat, type SnapshotSection } from '../snapshot/index.js';

const namesOf = (section: SnapshotSection): [string, string][] =>
  section.content === null ? [] : sectionFormat(section).linkNames(section.content, section);

/**
 * `Linked with risk 2, risk 3 and measure “% Vacancies”.`, or null without links. What this report does not hold is counted, so that
 * nobody takes the list for the whole.
 * @param links ids by kind, in the order in which they are printed.
 */
export function linkWords(
  links: Readonly<Record<string, readonly string[]>>,
  report: readonly SnapshotSection[],
): string | null {
  const ids = Object.values(links).flat();
  if (ids.length === 0) return null;
  const names = new Map(report.flatMap(namesOf));
  const known = ids.map((id) => names.get(id)).filter((name) => name !== undefined);
  const others = ids.length - known.length;
  const said = [
    ...known,
    ...(others === 0 ? [] : [`${counted(others, 'entry', 'entries')} that this report does not hold`]),
  ];
  return `Linked with ${inWords(said)}.`;
}
