import type { Path } from './paths.js';

/** Rows on one page of a list. */
const ON_A_PAGE = 50;

/** A page of a list, and the addresses of the ones before and after. */
interface ListPage<T> {
  shown: readonly T[];
  /** `51 to 73`, for words; null where the page is the whole list. */
  range: string | null;
  before: Path | null;
  next: Path | null;
}

/** A page of a list that is whole in memory. @param page 1, 2, …; behind the last one it is the last one. Pure. */
export function listPage<T>(all: readonly T[], page: number, address: (page: number) => Path): ListPage<T> {
  const last = Math.max(1, Math.ceil(all.length / ON_A_PAGE));
  const at = Math.min(page, last);
  const from = (at - 1) * ON_A_PAGE;
  const shown = all.slice(from, from + ON_A_PAGE);
  return {
    shown,
    range: last === 1 ? null : `${from + 1} to ${from + shown.length}`,
    before: at > 1 ? address(at - 1) : null,
    next: at < last ? address(at + 1) : null,
  };
}
