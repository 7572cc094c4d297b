import { expect, it } from '@jest/globals';
import { listPage } from './list-page.js';
import { paths, withQuery } from './paths.js';

const of = (length: number, page: number) =>
  listPage(
    Array.from({ length }, (_, at) => at + 1),
    page,
    (to) => withQuery(paths.users(), { page: to }),
  );

it('a list is shown by fifty, and a page behind the last one is the last one', () => {
  expect(of(0, 1)).toEqual({ shown: [], range: null, before: null, next: null });
  expect(of(0, 9).shown).toEqual([]);
  expect(of(50, 1)).toMatchObject({ range: null, next: null });
  expect(of(51, 1)).toMatchObject({ range: '1 to 50', before: null, next: '/admin/users?page=2' });
  for (const page of [2, 9])
    expect(of(51, page)).toEqual({
      shown: [51],
      range: '51 to 51',
      before: '/admin/users?page=1',
      next: null,
    });
});
