import { Injectable } from '@nestjs/common';
import { challenge, type Finding } from '../challenge/index.js';
import { changesSince, type ChangeKind } from '../changes/index.js';
import { PartFiguresQueries } from '../performance/index.js';
import { Database, type ReadTx } from '../platform/index.js';
import type { PartView } from '../programmes/index.js';
import { comparedPart, LoneParts } from './lone-parts.js';
import { earlierKeys, partKey } from './part-key.js';

/** What stands beside a part while it is written. */
export interface PartBeside {
  /** What the part alone would be asked. */
  questions: readonly Finding[];
  /** The measures of the part, or of its theme, that got better or worse or changed their rating: a sentence each. */
  moved: readonly string[];
  /** What the approved parts before it said, the newest first. */
  earlier: readonly { label: string; document: unknown }[];
}

const MOVED: readonly ChangeKind[] = ['measure_rating', 'measure_figure'];

/** Reads it all in one transaction. */
@Injectable()
export class PartBesideQueries {
  constructor(
    private readonly database: Database,
    private readonly lone: LoneParts,
    private readonly figures: PartFiguresQueries,
  ) {}

  /** Does NOT check permissions: a part is what the reader was given. */
  get(part: PartView): Promise<PartBeside> {
    return this.database.read(async (tx) => {
      const [now, ...earlier] = await this.lone.contents(tx, [partKey(part), ...earlierKeys(part)]);
      if (!now) throw new Error('BUG: a part without its content');
      return {
        questions: challenge(now.content),
        moved: await this.moved(tx, part),
        earlier: earlier.map(({ content, document }) => ({ label: content.period.label, document })),
      };
    });
  }

  /** What the part would be asked, alone. */
  questions(part: PartView): Promise<readonly Finding[]> {
    return this.database.read(async (tx) =>
      (await this.lone.contents(tx, [partKey(part)])).flatMap(({ content }) => challenge(content)),
    );
  }

  private async moved(tx: ReadTx, part: PartView): Promise<string[]> {
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
      return items.filter(({ kind }) => MOVED.includes(kind)).map(({ sentence }) => sentence);
    });
  }
}
