import { Injectable } from '@nestjs/common';
import type { Actor } from '../identity/index.js';
import { Database } from '../platform/index.js';
import { ProgrammesQueries } from '../programmes/index.js';
import { ContributionsQueries } from '../workflow/index.js';
import { printedQuarters } from '../snapshot/index.js';
import { renderPart, type PartMarkup } from '../document/index.js';
import { Assembly } from './assembly.js';

/** Parts as the report would print them, for people who may read them before it is made. */
@Injectable()
export class PartReadingQueries {
  constructor(
    private readonly database: Database,
    private readonly contributions: ContributionsQueries,
    private readonly programmes: ProgrammesQueries,
    private readonly assembly: Assembly,
  ) {}

  /** The part as it stands, whatever its status, with nothing left out. @throws Problem 404 when absent or not the actor's to see. */
  async read(actor: Actor, contributionId: string): Promise<PartMarkup> {
    const envelope = await this.contributions.get(actor, 'contribution', contributionId);
    return this.database.read(async (tx) => {
      const [section] = (await this.assembly.alone(tx, envelope)).sections;
      const loaded = await this.programmes.load(tx, envelope.periodId);
      if (!section || !loaded) throw new Error('BUG: a contribution without its section or its period');
      const { period, programme } = loaded;
      return renderPart(section, printedQuarters([section], period.asAt, programme.quarterWindow));
    });
  }
}
