import { Injectable } from '@nestjs/common';
import type { Actor } from '../identity/index.js';
import { Database } from '../platform/index.js';
import { ContributionsQueries } from '../workflow/index.js';
import { printedQuarters } from '../snapshot/index.js';
import { renderPart, type PartMarkup } from '../document/index.js';
import { LoneParts } from './lone-parts.js';

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
}
