import { sectionKind, type SectionKind } from '../../snapshot/index.js';
import { paths, type PartList, type Path } from '../shell/index.js';

/** What the way through a part is taken from: the lists of its document, as it is written and as it is shown. */
export interface Walked {
  commentary?: string | null;
  objectives?: readonly { id: string }[];
  entries?: readonly { id: string; status: string; kind?: string; number?: number; reference?: number }[];
  teams?: readonly { id: string; name: string }[];
  lines?: readonly { id: string; title: string }[];
}

interface Stop {
  name: string;
  path: Path;
}

const entries = (
  list: PartList,
  name: (entry: NonNullable<Walked['entries']>[number]) => string,
): ((partId: string, document: Walked) => Stop[]) => {
  return (partId, document) =>
    (document.entries ?? [])
      .filter(({ status }) => status === 'open')
      .map((entry) => ({ name: name(entry), path: paths.partItem(partId, list, entry.id) }));
};
const register = entries('entries', ({ reference = 0 }) => `entry ${reference}`);

/** The pages on which a part of each kind is written, in its order. What is closed is passed over. */
const STOPS: Readonly<Record<SectionKind, (partId: string, document: Walked) => Stop[]>> = {
  theme: (partId, { objectives = [] }) => [
    { name: 'the overview', path: paths.partBlock(partId, 'overview') },
    ...objectives.map(({ id }, index) => ({
      name: `objective ${index + 1}`,
      path: paths.partItem(partId, 'objectives', id),
    })),
  ],
  measures: (partId) => [{ name: 'the commentary', path: paths.partBlock(partId, 'commentary') }],
  risks: entries('risks', ({ kind = 'risk', number = 0 }) => `${kind} ${number}`),
  concerns: register,
  developments: register,
  workforce: (partId, { teams = [] }) => [
    ...teams.map(({ id, name }) => ({ name, path: paths.partItem(partId, 'teams', id) })),
    { name: 'the benchmarks', path: paths.partBlock(partId, 'benchmarks') },
  ],
  budget: (partId, { lines = [] }) =>
    lines.map(({ id, title }) => ({ name: title, path: paths.partItem(partId, 'lines', id) })),
};

/**
 * Where “Save and go on” leads from a page of a part: to the next one, and from the last one to its check. Pure.
 * @param here the page's own address. @returns null for a page within another one, and for what is not in the part yet.
 */
export function nextBlock(
  part: { id: string; section: string },
  document: Walked,
  here: Path,
): { text: string; path: Path } | null {
  const stops = STOPS[sectionKind({ kind: part.section })](part.id, document);
  const at = stops.findIndex(({ path }) => path === here);
  if (at < 0) return null;
  const next = stops[at + 1];
  return next === undefined
    ? { text: 'Save and check the whole part', path: paths.partStep(part.id, 'submit') }
    : { text: `Save and go to ${next.name}`, path: next.path };
}
