import { Injectable } from '@nestjs/common';
import type { Actor } from '../identity/index.js';
import { Database } from '../platform/index.js';
import { ContributionsQueries } from '../workflow/index.js';
import type { PartView } from '../programmes/index.js';
import { printedQuarters, statementsOf, type ReportContent } from '../snapshot/index.js';
import { renderPart, type PartMarkup } from '../document/index.js';
import { LoneParts } from './lone-parts.js';
import { earlierKeys, partKey } from './part-key.js';

/** What a part says of how things are, each text with its label. */
interface Said {
  label: string;
  texts: readonly { label: string; text: string }[];
}

/** Parts as the report would print them, for people who may read them before it is made. */
@Injectable()
export class PartReadingQueries {
  constructor(
    private readonly database: Database,
    private readonly contributions: ContributionsQueries,
    private readonly lone: LoneParts,
  ) {}

  /** The part as it stands, whatever its status, with nothing left out. @throws Problem 404 when absent or not the actor's to see. */
  async read(actor: Actor, contributionId: string): Promise<PartMarkup> {
    const envelope = await this.contributions.get(actor, 'contribution', contributionId);
    return this.database.read(async (tx) => {
      const key = await this.lone.key(tx, envelope);
      const [section] = (await this.lone.contents(tx, [key]))[0]?.content.sections ?? [];
      if (!section) throw new Error('BUG: a contribution without its section');
      return renderPart(section, printedQuarters([section], key.period.asAt, key.quarterWindow));
    });
  }

  /** What the part says, and what was approved of it before, the newest first. Does NOT check permissions: a part is what the reader was given. */
  said(part: PartView): Promise<{ now: Said; earlier: Said[] }> {
    return this.database.read(async (tx) => {
      const found = await this.lone.contents(tx, [partKey(part), ...earlierKeys(part)]);
      const [now, ...earlier] = found.map(({ content }) => saidIn(content));
      if (!now) throw new Error('BUG: a part without its content');
      return { now, earlier };
    });
  }
}

const saidIn = (content: ReportContent): Said => ({
  label: content.period.label,
  texts: statementsOf(content).map(({ location: { label }, text }) => ({ label, text })),
});
