import { Injectable } from '@nestjs/common';
import { questionsTo, type Finding } from '../challenge/index.js';
import { changesSince } from '../changes/index.js';
import { viewOfChanges, type ChangesView } from '../document/index.js';
import { Database, type ReadTx } from '../platform/index.js';
import { PartsQueries, type PartView } from '../programmes/index.js';
import type { ReportContent } from '../snapshot/index.js';
import { FiguresMovedQueries } from './figures-moved.queries.js';
import { comparedPart, LoneParts } from './lone-parts.js';
import { earlierKeys, partKey } from './part-key.js';
import { VersionsQueries } from './versions/versions.queries.js';

/** A part beside the last approved one on its subject, and what it would be asked. */
export interface PartComparison {
  /** As it would be sealed now, with its people. */
  now: unknown;
  /**
   * The same of what was approved before it, the newest first, each with what it is called: in a correction first of the sealed version
   * that is corrected (`version 1 of January 2020`), then of the parts of earlier periods (`December 2019`).
   */
  earlier: readonly { label: string; content: unknown }[];
  /** What it said when it was given back last; null where it was not, or that was not kept. */
  givenBack: { content: unknown } | null;
  /** Ratings, figures, dates and entries that changed since the first of these; null where there is none. */
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
    private readonly versions: VersionsQueries,
    private readonly parts: PartsQueries,
  ) {}

  /** Does NOT check permissions: a part is what the reader was given. */
  get(part: PartView): Promise<PartComparison> {
    return this.database.read(async (tx) => {
      const document = await this.parts.givenBack(tx, part);
      const keys = [
        partKey(part),
        ...earlierKeys(part),
        ...(document === undefined ? [] : [{ ...partKey(part), document }]),
      ];
      const [now, ...others] = (await this.lone.contents(tx, keys)).map(({ content }, index) =>
        comparedPart(content, keys[index] ?? partKey(part)),
      );
      const givenBack = document === undefined ? undefined : others.at(-1);
      const approved = givenBack ? others.slice(0, -1) : others;
      if (!now) throw new Error('BUG: a part without its content');
      const sealed = await this.sealed(tx, part);
      const [then] = sealed ? [sealed] : approved;
      return {
        now: contentOf(now),
        earlier: [
          ...(sealed
            ? [
                {
                  label: `version ${sealed.report.revision} of ${sealed.period.label}`,
                  content: contentOf(sealed),
                },
              ]
            : []),
          ...approved.map((one) => ({ label: one.period.label, content: contentOf(one) })),
        ],
        givenBack: givenBack ? { content: contentOf(givenBack) } : null,
        changes: then ? viewOfChanges(changesSince(then, now, { complete: true })) : null,
        moved:
          part.section === 'theme' ? (await this.figures.of(tx, part)).map(({ sentence }) => sentence) : [],
        questions: await questionsTo({ ...now, overall: null }),
      };
    });
  }

  /** The part as the newest sealed version of its period has it, which a part that is made a draft again corrects; null where there is none. */
  private async sealed(tx: ReadTx, part: PartView): Promise<ReturnType<typeof comparedPart> | null> {
    const latest = await this.versions.latest(tx, part.period.id);
    const version = latest && (await this.versions.sealed(latest.id));
    const section = version?.snapshot.sections.find(({ contributionId }) => contributionId === part.id);
    if (!version || !section || section.content === null) return null;
    const key = partKey(part);
    const compared = comparedPart({ period: key.period, overall: null, sections: [section] }, key);
    return { ...compared, report: { ...compared.report, revision: version.seal.version } };
  }
}

const contentOf = ({ sections }: ReportContent): unknown => sections[0]?.content ?? null;
