import { describe, expect, it } from '@jest/globals';
import { everyItem, page } from './page.js';

describe('every item of a list', () => {
  const rows = Array.from({ length: 450 }, (_, number) => ({ number }));
  const read =
    (from: readonly { number: number }[]) => (query: { limit: number; cursor?: string | undefined }) => {
      const at =
        query.cursor === undefined
          ? 0
          : 1 + Number(JSON.parse(Buffer.from(query.cursor, 'base64url').toString())[0]);
      return Promise.resolve(
        page(from.slice(at, at + query.limit + 1), query.limit, ({ number }) => [String(number)]),
      );
    };

  it.each([0, 1, 200, 201, 450])('comes in order and once, of %i', async (length) => {
    const list = rows.slice(0, length);
    await expect(everyItem(read(list))).resolves.toEqual(list);
  });
});
