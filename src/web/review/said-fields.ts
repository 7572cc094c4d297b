import { canonicalJson } from '../../platform/index.js';

/** A thing that is sealed, as people call it and as the report words it. */
export interface Value<T> {
  is: 'value';
  label: string;
  words: (value: T) => string;
  /** What is said where there is none. */
  none: string;
}

/** A text that somebody wrote. */
interface Text {
  is: 'text';
  label: string;
}

/** Nobody is told: an id, or what the key of its row says already. */
interface Silent {
  is: 'silent';
}

/** Things of one list, each followed from report to report by its key. */
interface Rows<Item> {
  is: 'rows';
  label: string;
  key: (item: Item) => string;
  /** What people call one; null where its fields say it. */
  name: (item: Item, index: number) => string | null;
  fields: (item: Item, index: number) => Said<Item>;
  /** What goes is told elsewhere: the months that a window has left behind. */
  goneIsSilent: boolean;
}

/**
 * How every field of a content is said. A new field does not compile until somebody has decided, and nothing but an id is silent, so
 * that nobody approves what they could not see.
 */
export type Said<T> =
  | Value<T>
  | Silent
  | (T extends string ? Text : never)
  | (T extends readonly (infer Item)[] ? Rows<Item> : T extends object ? SaidFields<T> : never);
export type SaidFields<T> = { readonly [Key in keyof T]-?: Said<NonNullable<T[Key]>> };

/** The same, of a content whose kind is not known. */
export type AnySaid = Value<never> | Text | Silent | Rows<never> | { readonly [field: string]: AnySaid };

export const silent: Silent = { is: 'silent' };
export const text = (label: string): Text => ({ is: 'text', label });
export const value = <T>(label: string, words: (value: T) => string, none = 'Not said'): Value<T> => ({
  is: 'value',
  label,
  words,
  none,
});
export const rows = <Item>(
  label: string,
  of: Pick<Rows<Item>, 'key' | 'name' | 'fields'> & { goneIsSilent?: true },
): Rows<Item> => ({ is: 'rows', label, ...of, goneIsSilent: of.goneIsSilent === true });

/** The item of a list that a field stands in. */
export interface Entry {
  name: string;
  /** `objectives[2].actions[0]` */
  at: string;
  /** The same by the keys of the items, which stay from report to report: `.objectives[1f0c…].actions[77aa…]`. */
  place: string;
}

/** A field of a part beside what the part before said in its place. */
export interface ComparedField {
  label: string;
  /** Where it stands in both documents, by the keys of the items: `.objectives[1f0c…].title`. */
  place: string;
  /** The items that it stands in, the outermost first. */
  entries: readonly Entry[];
  isText: boolean;
  /** Null where the part before had no such thing. */
  before: string | null;
  /** Null where it is gone, or nothing is said. */
  after: string | null;
  changed: boolean;
}

interface SaidContent {
  content: unknown;
  said: AnySaid;
}

interface Leaf {
  label: string;
  entries: readonly Entry[];
  isText: boolean;
  /** In words; null where nothing is said. */
  words: string | null;
  /** What is said where nothing is; null of a text. */
  none: string | null;
  /** To compare with: the canonical form of the value. */
  exact: string;
  /** Of a list: the keys of its items in their order, instead of a value. */
  order: readonly { key: string; name: string }[] | null;
  goneIsSilent: boolean;
  /** It stands in a row that has no name, such as the rating of a quarter: without the row there is none. */
  isOwnRow: boolean;
}

/**
 * Every field of a part that says something now or did before. Pure; knows no kind by name.
 * @param before null where there is no part before. @returns in the order of the part; what is gone comes last.
 */
export function comparedFields(before: SaidContent | null, now: SaidContent): ComparedField[] {
  const earlier = before === null ? new Map<string, Leaf>() : leavesOf(before.content, before.said);
  const later = leavesOf(now.content, now.said);
  const here = [...later].flatMap(
    ([place, leaf]) => pair(place, earlier.get(place), leaf, before !== null) ?? [],
  );
  const gone = [...earlier]
    .filter(
      ([place, { goneIsSilent, order, words }]) =>
        !later.has(place) && !goneIsSilent && !order && words !== null,
    )
    .map(([place, leaf]): ComparedField => ({
      ...told(place, leaf),
      before: leaf.words,
      after: null,
      changed: true,
    }));
  return [...here, ...gone];
}

const told = (place: string, { label, entries, isText }: Leaf) => ({ place, label, entries, isText });

function pair(place: string, was: Leaf | undefined, now: Leaf, hasBefore: boolean): ComparedField | null {
  if (now.order !== null) return was?.order ? orderBetween(place, now, was.order, now.order) : null;
  if ((was?.words ?? null) === null && now.words === null) return null;
  const changed = was?.exact !== now.exact;
  const before = was ? (was.words ?? was.none) : hasBefore && now.isOwnRow ? now.none : null;
  const after = now.words ?? now.none;
  // A number of links says the same where one link took the place of another.
  const alike = changed && before === after;
  return {
    ...told(place, now),
    before,
    after: alike ? `${after ?? ''}, not the same as before` : after,
    changed,
  };
}

/** Null where the items that both have stand in the same order. */
function orderBetween(
  place: string,
  now: Leaf,
  old: NonNullable<Leaf['order']>,
  fresh: NonNullable<Leaf['order']>,
): ComparedField | null {
  const names = (some: typeof old, others: typeof old): { key: string; name: string }[] =>
    some.filter(({ key }) => others.some((other) => other.key === key));
  const [first, second] = [names(old, fresh), names(fresh, old)];
  const words = (some: typeof old): string => some.map(({ name }) => name).join('; ');
  if (first.every(({ key }, index) => key === second[index]?.key)) return null;
  return { ...told(place, now), before: words(first), after: words(second), changed: true };
}

function leavesOf(content: unknown, said: AnySaid): Map<string, Leaf> {
  const found = new Map<string, Leaf>();
  interface At {
    place: string;
    path: string;
    entries: readonly Entry[];
    goneIsSilent: boolean;
    isOwnRow: boolean;
  }
  const walk = (inner: unknown, how: AnySaid, at: At): void => {
    const { entries, goneIsSilent, isOwnRow } = at;
    const leaf = { entries, goneIsSilent, isOwnRow, none: null };
    if (!isMarked(how)) {
      if (typeof inner !== 'object' || inner === null) return;
      for (const [name, next] of Object.entries(how))
        walk((inner as Record<string, unknown>)[name] ?? null, next, {
          ...at,
          place: `${at.place}.${name}`,
          path: at.path === '' ? name : `${at.path}.${name}`,
        });
      return;
    }
    switch (how.is) {
      case 'silent':
        return;
      case 'rows': {
        const items = inner as readonly unknown[] | null;
        const keyed = (items ?? []).map((item, index) => ({
          fields: how.fields(item as never, index),
          item,
          key: how.key(item as never),
          name: how.name(item as never, index),
          path: `${at.path}[${index}]`,
        }));
        for (const { item, fields, key, name, path } of keyed)
          walk(item, fields, {
            place: `${at.place}[${key}]`,
            path,
            entries: name === null ? entries : [...entries, { name, at: path, place: `${at.place}[${key}]` }],
            goneIsSilent: goneIsSilent || how.goneIsSilent,
            isOwnRow: name === null,
          });
        found.set(`${at.place}#order`, {
          ...leaf,
          label: how.label,
          isText: false,
          words: null,
          exact: '',
          order: keyed.map(({ key, name }) => ({ key, name: name ?? key })),
        });
        return;
      }
      case 'text':
      case 'value': {
        const isText = how.is === 'text';
        const empty = inner === null || inner === '' || (Array.isArray(inner) && inner.length === 0);
        const words = empty ? null : how.is === 'text' ? (inner as string) : how.words(inner as never);
        found.set(at.place, {
          ...leaf,
          label: how.label,
          isText,
          words,
          none: how.is === 'text' ? null : how.none,
          exact: canonicalJson(empty ? null : inner),
          order: null,
        });
      }
    }
  };
  walk(content, said, { place: '', path: '', entries: [], goneIsSilent: false, isOwnRow: false });
  return found;
}

type Marked = Value<never> | Text | Silent | Rows<never>;

/** A content has fields of its own, whose values are no words. */
const isMarked = (how: AnySaid): how is Marked => typeof how.is === 'string';
