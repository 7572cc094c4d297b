import { z } from 'zod';
import { Problem } from '../errors/problem.js';

/** One page of a list. `nextCursor` is null on the last page. */
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** The shape of a {@link Page}, for the description of the API. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable().describe('Null on the last page.') });

/** Refuses a last day that is before the first. Days are compared as they are written, so that both are `YYYY-MM-DD`. */
export const daysInOrder = <T extends z.ZodType<{ from?: string | undefined; until?: string | undefined }>>(
  schema: T,
): T =>
  schema.refine(({ from, until }) => from === undefined || until === undefined || from <= until, {
    path: ['until'],
    message: 'The last day is before the first',
  });

/** The two query parameters of every list; merge with a list's own filters. */
export const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
});
export type PageQuery = z.infer<typeof pageQuery>;

/**
 * Reads a cursor: the sort values of the last item of the page before.
 * @throws Problem 400 when it was not made by {@link page}.
 */
export function readCursor(cursor: string | undefined, length: number): (string | null)[] {
  if (cursor === undefined) return new Array<null>(length).fill(null);
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return z.array(z.string().max(200)).length(length).parse(values);
  } catch {
    throw new Problem({
      code: 'bad-cursor',
      status: 400,
      detail: 'The cursor is not one that this list has given out.',
    });
  }
}

/**
 * Every item of a list, page after page, for lists that are short by what they are: what is one person's own, or waits for a decision.
 * What is filtered or counted afterwards needs this: on one page alone, the rows that matter may be missing.
 */
export async function everyItem<T>(read: (query: PageQuery) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  for (let query: PageQuery | null = { limit: 200 }; query !== null;) {
    const { items: found, nextCursor }: Page<T> = await read(query);
    items.push(...found);
    query = nextCursor === null ? null : { limit: 200, cursor: nextCursor };
  }
  return items;
}

/**
 * Cuts a page out of `limit + 1` rows.
 * @param keyOf the sort values of a row, in the order that {@link readCursor} gives them back.
 */
export function page<T>(rows: T[], limit: number, keyOf: (row: T) => readonly string[]): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items,
    nextCursor:
      rows.length > limit && last !== undefined
        ? Buffer.from(JSON.stringify(keyOf(last))).toString('base64url')
        : null,
  };
}
