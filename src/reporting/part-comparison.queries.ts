import { Injectable } from '@nestjs/common';
import { questionsTo, type Finding } from '../challenge/index.js';
import { changesSince } from '../changes/index.js';
import { viewOfChanges, type ChangesView } from '../document/index.js';
import { Database } from '../platform/index.js';
import type { PartView } from '../programmes/index.js';
import type { ReportContent } from '../snapshot/index.js';
import { FiguresMovedQueries } from './figures-moved.queries.js';
import { comparedPart, LoneParts } from './lone-parts.js';
import { earlierKeys, partKey } from './part-key.js';

/** A part beside the last approved one on its subject, and what it would be asked. */
export interface PartComparison {
  /** As it would be sealed now, with its people. */
  now: unknown;
  /** The same of the approved parts before it, the newest first, with the period of each. */
  earlier: readonly { label: string; content: unknown }[];
  /** Ratings, figures, dates and entries that changed; null where there is no part before. */
  changes: ChangesView | null;
  /** Of a theme: its measures that got better or worse or changed their rating, a sentence each. */
  moved: readonly string[];
  /** What the part alone would be asked. */
  questions: readonly Finding[];
}

/** Compares a part as it stands with the one before it, by the rules by which reports are compared. */
@Injectable()
export class PartComparisonQueries {
  constructor(
    private readonly database: Database,
    private readonly lone: LoneParts,
    private readonly figures: FiguresMovedQueries,
  ) {}

  /** Does NOT check permissions: a part is what the reader was given. */
  get(part: PartView): Promise<PartComparison> {
    return this.database.read(async (tx) => {
      const keys = [partKey(part), ...earlierKeys(part)];
      const [now, ...earlier] = (await this.lone.contents(tx, keys)).map(({ content }, index) =>
        comparedPart(content, keys[index] ?? partKey(part)),
      );
      if (!now) throw new Error('BUG: a part without its content');
      const [then] = earlier;
      return {
        now: contentOf(now),
        earlier: earlier.map((one) => ({ label: one.period.label, content: contentOf(one) })),
        changes: then ? viewOfChanges(changesSince(then, now, { complete: true })) : null,
        moved: part.section === 'theme' ? await this.figures.of(tx, part) : [],
        questions: await questionsTo({ ...now, overall: null }),
      };
    });
  }
}

const contentOf = ({ sections }: ReportContent): unknown => sections[0]?.content ?? null;
