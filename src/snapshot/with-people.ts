import type { PeopleQueries, Person } from '../identity/index.js';
import type { ReadTx } from '../platform/index.js';
import { PERSON_KEYS, type SnapshotSection } from './snapshot.js';

/** A document names people by id; a report prints who they are. Sections of any kind use the keys of `PERSON_KEYS` for it. */
export async function withPeople(
  tx: ReadTx,
  people: PeopleQueries,
  sections: readonly SnapshotSection[],
): Promise<SnapshotSection[]> {
  const ids = new Set<string>();
  walkPeople(sections, (id) => {
    ids.add(id);
    return null;
  });
  const known = await people.byIds([...ids], tx);
  return walkPeople(sections, (id) => known.get(id) ?? null) as SnapshotSection[];
}

/** Copies a value, replacing every person's id by the person. Content sealed before has people already and passes unchanged. */
function walkPeople(value: unknown, resolve: (id: string) => Person | null): unknown {
  if (Array.isArray(value)) return value.map((item) => walkPeople(item, resolve));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) =>
      Object.hasOwn(PERSON_KEYS, key)
        ? [PERSON_KEYS[key as keyof typeof PERSON_KEYS], personOf(item, resolve)]
        : [key, walkPeople(item, resolve)],
    ),
  );
}

function personOf(ids: unknown, resolve: (id: string) => Person | null): Person | Person[] | null {
  if (Array.isArray(ids)) return ids.map((id) => resolve(String(id))).filter((person) => person !== null);
  return typeof ids === 'string' ? resolve(ids) : null;
}
