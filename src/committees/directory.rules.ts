/** A body and how far below the top of the directory it stands: 0 for one that reports to nobody in it. */
export type Placed<C> = C & { depth: number };

/**
 * Who reports to whom, from the top: each body after the one that it reports to, and otherwise in the given order. A body whose parent
 * is not there stands at the top. Bodies that report to each other in a ring stand at the end, without a depth.
 */
export function placed<C extends { id: string; parentId: string | null }>(
  committees: readonly C[],
): Placed<C>[] {
  const known = new Set(committees.map(({ id }) => id));
  const found: Placed<C>[] = [];
  const below = (parent: string | null, depth: number): void => {
    for (const one of committees)
      if ((one.parentId !== null && known.has(one.parentId) ? one.parentId : null) === parent) {
        found.push({ ...one, depth });
        below(one.id, depth + 1);
      }
  };
  below(null, 0);
  const seen = new Set(found.map(({ id }) => id));
  return [...found, ...committees.filter(({ id }) => !seen.has(id)).map((one) => ({ ...one, depth: 0 }))];
}
