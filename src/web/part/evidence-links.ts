import { entriesIn } from '../../evidence/index.js';
import { paths, withQuery, type Link } from '../shell/index.js';

/** The entries of a block, each with where its evidence is. Pure. @param at where the block stands: `objectives[0].actions[2]`. */
export function evidenceOf(partId: string, at: string, block: unknown): Link[] {
  const list = /([a-zA-Z]+)\[\d+\]$/.exec(at)?.[1];
  if (list === undefined || block === undefined) return [];
  return entriesIn({ [list]: [block] }).map(({ entry, label }) => ({
    text: label,
    href: withQuery(paths.partEvidence(partId), { entry }),
  }));
}
