import { Injectable } from '@nestjs/common';
import { changesSince } from '../changes/index.js';
import { PartFiguresQueries } from '../performance/index.js';
import type { ReadTx } from '../platform/index.js';
import type { PartView } from '../programmes/index.js';
import { sectionsOf, type ReportContent } from '../snapshot/index.js';
import { comparedPart, LoneParts } from './lone-parts.js';
import { movedFigures, type MovedFigure } from './moved-figures.rules.js';
import { partKey } from './part-key.js';

/** Which figures of a part, or of the theme that it is about, moved since they were approved last. */
@Injectable()
export class FiguresMovedQueries {
  constructor(
    private readonly lone: LoneParts,
    private readonly figures: PartFiguresQueries,
  ) {}

  /**
   * The measures that got better or worse, changed their rating or crossed a limit. Empty where the part has none.
   * Does NOT check permissions: a part is what the reader was given.
   */
  async of(tx: ReadTx, part: PartView): Promise<MovedFigure[]> {
    const groups =
      part.section === 'measures'
        ? part.earlier.slice(0, 1).map(({ id }) => ({ ...part.subject, now: part.id, then: id }))
        : part.section === 'theme'
          ? await this.figures.groupsOfTheme(tx, part.subjectId, part.period.id)
          : [];
    const keys = groups.map(({ now, then, ...subject }) => {
      const key = { ...partKey(part), section: 'measures', subject };
      return { now: { ...key, id: now }, then: { ...key, id: then } };
    });
    const contents = await this.lone.contents(
      tx,
      keys.flatMap(({ now, then }) => [now, then]),
    );
    return keys.flatMap(({ now, then }, index) => {
      const [after, before] = [contents[2 * index], contents[2 * index + 1]];
      if (!after || !before) return [];
      const { items } = changesSince(comparedPart(before.content, then), comparedPart(after.content, now), {
        complete: true,
      });
      return movedFigures(items, measuresIn(before.content), measuresIn(after.content));
    });
  }
}

const measuresIn = (report: ReportContent) =>
  sectionsOf(report, 'measures').flatMap(({ content }) => content.measures);
