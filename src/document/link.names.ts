import {
  inWords,
  sectionKind,
  type SectionContents,
  type SectionKind,
  type SnapshotSection,
} from '../snapshot/index.js';

/** What entries are called that others are connected with, by their stable ids: `risk 5`, `action 2 of objective 1.1`. */
type LinkNames<Kind extends SectionKind> = (
  content: SectionContents[Kind],
  section: SnapshotSection,
) => [id: string, name: string][];

/** Of each kind; a kind that nothing is linked with has no names. */
const LINK_NAMES: { readonly [Kind in SectionKind]: LinkNames<Kind> } = {
  budget: () => [],
  concerns: ({ entries }) => entries.map(({ id, reference }) => [id, `concern ${reference}`]),
  developments: ({ entries }) => entries.map(({ id, reference }) => [id, `development ${reference}`]),
  risks: ({ entries }) => entries.map(({ id, kind, number }) => [id, `${kind} ${number}`]),
  theme: ({ objectives }, { subject: { number } }) =>
    objectives.flatMap(({ actions }, objective) =>
      actions.map(({ id }, action): [string, string] => [
        id,
        `action ${action + 1} of objective ${number}.${objective + 1}`,
      ]),
    ),
  measures: ({ measures }) => measures.map(({ id, definition }) => [id, `measure “${definition.title}”`]),
  workforce: () => [],
};

function namesOf(section: SnapshotSection): [string, string][] {
  const names = LINK_NAMES[sectionKind(section)] as LinkNames<SectionKind>;
  return section.content === null ? [] : names(section.content as never, section);
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
