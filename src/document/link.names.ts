import type { ConcernsContent } from '../concerns/index.js';
import type { MeasuresContent } from '../performance/index.js';
import type { RisksContent } from '../risks/index.js';
import { isTheme, type SnapshotSection } from '../snapshot/index.js';
import { inWords } from '../snapshot/index.js';

/** What entries are called that others are connected with, by their stable ids: `risk 5`, `action 2 of objective 1.1`. */
function namesOf(section: SnapshotSection): [string, string][] {
  if (section.content === null) return [];
  if (isTheme(section)) {
    const { number } = section.subject;
    return section.content.objectives.flatMap(({ actions }, objective) =>
      actions.map(({ id }, action): [string, string] => [
        id,
        `action ${action + 1} of objective ${number}.${objective + 1}`,
      ]),
    );
  }
  switch (section.kind) {
    case 'risks':
      return (section.content as RisksContent).entries.map(({ id, kind, number }) => [
        id,
        `${kind} ${number}`,
      ]);
    case 'concerns':
    case 'developments':
      return (section.content as ConcernsContent).entries.map(({ id, reference }) => [
        id,
        `${section.kind === 'concerns' ? 'concern' : 'development'} ${reference}`,
      ]);
    case 'measures':
      return (section.content as MeasuresContent).measures.map(({ id, definition }) => [
        id,
        `measure “${definition.title}”`,
      ]);
    default:
      return [];
  }
}

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
    ...(others === 0
      ? []
      : [`${others} ${others === 1 ? 'entry' : 'entries'} that this report does not hold`]),
  ];
  return `Linked with ${inWords(said)}.`;
}
