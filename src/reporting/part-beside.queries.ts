import { Injectable } from '@nestjs/common';
import { challenge, type Finding } from '../challenge/index.js';
import { Database } from '../platform/index.js';
import type { PartView } from '../programmes/index.js';
import { FiguresMovedQueries } from './figures-moved.queries.js';
import { LoneParts } from './lone-parts.js';
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

/** Reads it all in one transaction. */
@Injectable()
export class PartBesideQueries {
  constructor(
    private readonly database: Database,
    private readonly lone: LoneParts,
    private readonly figures: FiguresMovedQueries,
  ) {}

  /** Does NOT check permissions: a part is what the reader was given. */
  get(part: PartView): Promise<PartBeside> {
    return this.database.read(async (tx) => {
      const [now, ...earlier] = await this.lone.contents(tx, [partKey(part), ...earlierKeys(part)]);
      if (!now) throw new Error('BUG: a part without its content');
      return {
        questions: challenge(now.content),
        moved: await this.figures.of(tx, part),
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
}
