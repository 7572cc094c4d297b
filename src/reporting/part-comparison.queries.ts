import { Injectable } from '@nestjs/common';
import { changesSince } from '../changes/index.js';
import { viewOfChanges, type ChangesView } from '../document/index.js';
import type { Actor } from '../identity/index.js';
import { Database, type ReadTx } from '../platform/index.js';
import { ProgrammesQueries } from '../programmes/index.js';
import { printedQuarters, textsOf, type ReportContent, type WrittenText } from '../snapshot/index.js';
import { ContributionsQueries, type EnvelopeDetail } from '../workflow/index.js';
import { Assembly } from './assembly.js';

/** A text of a part beside what the part before said in its place. */
export interface ComparedText {
  /** `Theme 1: Leadership, Effective leadership` */
  label: string;
  /** Where it stands in the part's document; null for what only the part before had. */
  path: string | null;
  /** Null where the part before had no such text. */
  before: string | null;
  /** Null where it is gone. */
  after: string | null;
}

/** A part beside the last approved one on its subject. */
export interface PartComparison {
  /** In the order of the part; what is gone comes last. */
  texts: readonly ComparedText[];
  /** Ratings, figures, dates and entries that changed; null where there is no part before. */
  changes: ChangesView | null;
}

/** Compares a part as it stands with the one before it, by the rules by which reports are compared. */
@Injectable()
export class PartComparisonQueries {
  constructor(
    private readonly database: Database,
    private readonly contributions: ContributionsQueries,
    private readonly programmes: ProgrammesQueries,
    private readonly assembly: Assembly,
  ) {}

  /** @param beforeId the part before, or null. @throws Problem 404 when one of them is absent or not the actor's to see. */
  async get(actor: Actor, partId: string, beforeId: string | null): Promise<PartComparison> {
    const part = await this.contributions.get(actor, 'contribution', partId);
    const before = beforeId === null ? null : await this.contributions.get(actor, 'contribution', beforeId);
    return this.database.read(async (tx) => {
      const now = await this.compared(tx, part);
      const then = before && (await this.compared(tx, before));
      return {
        texts: comparedTexts(then, now),
        changes: then && viewOfChanges(changesSince(then, now, { complete: true })),
      };
    });
  }

  /** A part alone, as a report of nothing else. A part has no overall text, so both sides have the same one. */
  private async compared(tx: ReadTx, part: EnvelopeDetail) {
    const loaded = await this.programmes.load(tx, part.periodId);
    if (!loaded) throw new Error('BUG: a contribution without its period');
    const { programme, period } = loaded;
    const content: ReportContent = await this.assembly.alone(tx, part);
    return {
      ...content,
      overall: { rag: 'GREEN' as const, narrative: '', summary: null, asks: [] },
      quarters: printedQuarters(content.sections, period.asAt, programme.quarterWindow),
      report: { id: part.id, revision: 1, correctionReason: null, corrects: null },
    };
  }
}

/** Pairs texts by the entry and the field that they stand in. Pure. */
export function comparedTexts(before: ReportContent | null, after: ReportContent): ComparedText[] {
  const earlier = before === null ? new Map<string, WrittenText>() : byPlace(before);
  const now = byPlace(after);
  const texts = [...now].map(([place, { location, text }]) => ({
    label: location.label,
    path: location.path,
    before: earlier.get(place)?.text ?? null,
    after: text,
  }));
  const gone = [...earlier]
    .filter(([place]) => !now.has(place))
    .map(([, { location, text }]) => ({ label: location.label, path: null, before: text, after: null }));
  return [...texts, ...gone];
}

/** The title of the part itself is not a text that anybody writes, nor are the words of closed lists, such as ratings. */
function byPlace(content: ReportContent): Map<string, WrittenText> {
  const found = new Map<string, WrittenText>();
  for (const text of textsOf(content)) {
    const { entryId, path } = text.location;
    if (path === null || !text.isMarked) continue;
    const place = `${entryId ?? ''} ${path.replace(/\[\d+\]/g, '')}`;
    let number = 1;
    while (found.has(`${place} ${number}`)) number++;
    found.set(`${place} ${number}`, text);
  }
  return found;
}
