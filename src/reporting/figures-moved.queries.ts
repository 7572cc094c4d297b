import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { changesSince } from '../changes/index.js';
import { PartFiguresQueries } from '../performance/index.js';
import { frozen, type ReadTx } from '../platform/index.js';
import type { PartView } from '../programmes/index.js';
import { sectionsOf, type ReportContent } from '../snapshot/index.js';
import { comparedPart, LoneParts, type PartKey } from './lone-parts.js';
import { movedFigures, type MovedFigure } from './moved-figures.rules.js';
import { partKey } from './part-key.js';

/** Pairs of parts of which it is kept what moved between them. */
const KEPT = 500;

/** Which figures of a part, or of the theme that it is about, moved since they were approved last. */
@Injectable()
export class FiguresMovedQueries {
  /** By what two parts of measures say. A group has up to 100 KB, which need not be read to learn again what moved in it. */
  private readonly known = new LRUCache<string, readonly MovedFigure[]>({ max: KEPT });

  constructor(
    private readonly lone: LoneParts,
    private readonly figures: PartFiguresQueries,
  ) {}

  /**
   * The measures that got better or worse, changed their rating or crossed a limit. Empty where the part has none.
   * Does NOT check permissions: a part is what the reader was given.
   */
  async of(tx: ReadTx, part: PartView): Promise<MovedFigure[]> {
    if (part.section !== 'theme' && part.section !== 'measures') return [];
    const key = { ...partKey(part), section: 'measures' };
    if (part.section === 'measures') {
      const pairs = part.earlier.slice(0, 1).map(({ id }) => ({ now: key, then: { ...key, id } }));
      return (await this.between(tx, pairs)).flat();
    }
    const groups = await this.figures.groupsOfTheme(tx, part.subjectId, part.period.id);
    const pairs = groups.map(({ now, then, says, said, ...subject }) => ({
      now: { ...key, subject, id: now },
      then: { ...key, subject, id: then },
      digest: JSON.stringify([says, said, subject, key.period, key.quarterWindow]),
    }));
    const unread = pairs.filter(({ digest }) => !this.known.has(digest));
    for (const [index, moved] of (await this.between(tx, unread)).entries())
      this.known.set(unread[index]?.digest ?? '', frozen(moved));
    return pairs.flatMap(({ digest }) => this.known.get(digest) ?? []);
  }

  /** Of each pair, in this order. */
  private async between(tx: ReadTx, pairs: readonly Pair[]): Promise<MovedFigure[][]> {
    const contents = await this.lone.contents(
      tx,
      pairs.flatMap(({ now, then }) => [now, then]),
    );
    return pairs.map(({ now, then }, index) => {
      const [after, before] = [contents[2 * index], contents[2 * index + 1]];
      if (!after || !before) return [];
      const { items } = changesSince(comparedPart(before.content, then), comparedPart(after.content, now), {
        complete: true,
      });
      return movedFigures(items, measuresIn(before.content), measuresIn(after.content));
    });
  }
}

interface Pair {
  now: PartKey;
  then: PartKey;
}

const measuresIn = (report: ReportContent) =>
  sectionsOf(report, 'measures').flatMap(({ content }) => content.measures);
