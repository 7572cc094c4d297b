import { Injectable } from '@nestjs/common';
import { challenge, type Finding } from '../challenge/index.js';
import { blocksOf, PublicationsQueries } from '../disclosure/index.js';
import type { Actor } from '../identity/index.js';
import { Database } from '../platform/index.js';
import { ContributionsQueries } from '../workflow/index.js';
import { Assembly } from './assembly.js';

/** What the owner of a part is told beside it. */
export interface PartAtWork {
  /** What the part alone would be asked. */
  questions: Finding[];
  /** How many of its blocks the public will not see. */
  leftOut: number;
}

/** A part that is written, assembled once. */
@Injectable()
export class PartAtWorkQueries {
  constructor(
    private readonly database: Database,
    private readonly contributions: ContributionsQueries,
    private readonly assembly: Assembly,
    private readonly publications: PublicationsQueries,
  ) {}

  /** @throws Problem 404 when absent or not the actor's to see. */
  async get(actor: Actor, contributionId: string): Promise<PartAtWork> {
    const envelope = await this.contributions.get(actor, 'contribution', contributionId);
    return this.database.read(async (tx) => {
      const content = await this.assembly.alone(tx, envelope);
      const decisions = await this.publications.inForce(tx, envelope.programmeId);
      const withheld = new Set(
        decisions.filter(({ effect }) => effect === 'withhold').map(({ block }) => block),
      );
      return {
        questions: challenge(content),
        leftOut: blocksOf(content).filter(({ block }) => withheld.has(block)).length,
      };
    });
  }
}
