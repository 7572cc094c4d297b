import { Injectable } from '@nestjs/common';
import { questionsTo, type Finding } from '../challenge/index.js';
import { PublicationsQueries, withheldIn } from '../disclosure/index.js';
import { Database } from '../platform/index.js';
import type { PartView } from '../programmes/index.js';
import { LoneParts } from './lone-parts.js';
import { partKey } from './part-key.js';

/** What the owner of a part is told beside it. */
export interface PartAtWork {
  /** What the part alone would be asked. */
  questions: readonly Finding[];
  /** How many of its blocks the public will not see. */
  leftOut: number;
}

/** A part that is written, assembled once. */
@Injectable()
export class PartAtWorkQueries {
  constructor(
    private readonly database: Database,
    private readonly lone: LoneParts,
    private readonly publications: PublicationsQueries,
  ) {}

  /** Does NOT check permissions: a part is what the reader was given. */
  get(part: PartView): Promise<PartAtWork> {
    return this.database.read(async (tx) => {
      const [found] = await this.lone.contents(tx, [partKey(part)]);
      if (!found) throw new Error('BUG: a part without its content');
      const { content } = found;
      const decisions = await this.publications.inForce(tx, part.programme.id);
      return {
        questions: await questionsTo(content),
        leftOut: withheldIn(content, decisions).length,
      };
    });
  }
}
