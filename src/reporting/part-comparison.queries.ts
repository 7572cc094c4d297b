import { Injectable } from '@nestjs/common';
import { challenge, type Finding } from '../challenge/index.js';
import { changesSince } from '../changes/index.js';
import { viewOfChanges, type ChangesView } from '../document/index.js';
import { Database } from '../platform/index.js';
import type { PartView } from '../programmes/index.js';
import { textsOf, type ReportContent, type WrittenText } from '../snapshot/index.js';
import { comparedPart, LoneParts } from './lone-parts.js';
import { earlierKeys, partKey } from './part-key.js';

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

/** A part beside the last approved one on its subject, and what it would be asked. */
export interface PartComparison {
  /** In the order of the part; what is gone comes last. */
  texts: readonly ComparedText[];
  /** Ratings, figures, dates and entries that changed; null where there is no part before. */
  changes: ChangesView | null;
  /** What the part alone would be asked. */
  questions: readonly Finding[];
}

/** Compares a part as it stands with the one before it, by the rules by which reports are compared. */
@Injectable()
export class PartComparisonQueries {
  constructor(
    private readonly database: Database,
    private readonly lone: LoneParts,
  ) {}

  /** Does NOT check permissions: a part is what the reader was given. */
  get(part: PartView): Promise<PartComparison> {
    return this.database.read(async (tx) => {
      const keys = [partKey(part), ...earlierKeys(part).slice(0, 1)];
      const [now, then] = (await this.lone.contents(tx, keys)).map(({ content }, index) =>
        comparedPart(content, keys[index] ?? partKey(part)),
      );
      if (!now) throw new Error('BUG: a part without its content');
      return {
        texts: comparedTexts(then ?? null, now),
        changes: then ? viewOfChanges(changesSince(then, now, { complete: true })) : null,
        questions: challenge({ ...now, overall: null }),
      };
    });
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
