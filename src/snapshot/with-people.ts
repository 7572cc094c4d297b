import type { PeopleQueries, Person } from '../identity/index.js';
import { changeInner, type ReadTx } from '../platform/index.js';
import { PERSON_KEYS, type SnapshotSection } from './snapshot.js';

type PersonKey = keyof typeof PERSON_KEYS;

/** A document names people by id; a report prints who they are. Sections of any kind use the keys of `PERSON_KEYS` for it. */
export async function withPeople(
  tx: ReadTx,
  people: PeopleQueries,
  sections: readonly SnapshotSection[],
): Promise<SnapshotSection[]> {
  const ids = new Set<string>();
  collectIds(sections, ids);
  const known = await people.byIds([...ids], tx);
  return resolved(sections, known) as SnapshotSection[];
}

const PERSON_KEY_NAMES = Object.keys(PERSON_KEYS) as PersonKey[];
const isPersonKey = (key: string): key is PersonKey => Object.hasOwn(PERSON_KEYS, key);

function collectIds(value: unknown, ids: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value) as [string, unknown][])
    if (!isPersonKey(key)) collectIds(inner, ids);
    else for (const id of Array.isArray(inner) ? inner : [inner]) if (typeof id === 'string') ids.add(id);
}

/** Every person's id replaced by the person. Content sealed before has people already and is given back unchanged. */
function resolved(value: unknown, known: ReadonlyMap<string, Person>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value) || !PERSON_KEY_NAMES.some((key) => Object.hasOwn(value, key)))
    return changeInner(value, (inner) => resolved(inner, known));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) =>
      isPersonKey(key) ? [PERSON_KEYS[key], personOf(item, known)] : [key, resolved(item, known)],
    ),
  );
}

function personOf(ids: unknown, known: ReadonlyMap<string, Person>): Person | Person[] | null {
  if (Array.isArray(ids)) return ids.flatMap((id) => known.get(String(id)) ?? []);
  return typeof ids === 'string' ? (known.get(ids) ?? null) : null;
}
