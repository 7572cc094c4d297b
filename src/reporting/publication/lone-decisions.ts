import { Injectable } from '@nestjs/common';
import type { Decided } from '../../disclosure/index.js';
import { PeopleQueries } from '../../identity/index.js';
import { Clock, type ReadTx } from '../../platform/index.js';
import type { ReportPublication } from './publication.view.js';

/** Decisions about publication that rest on one person. */
@Injectable()
export class LoneDecisions {
  constructor(
    private readonly people: PeopleQueries,
    private readonly clock: Clock,
  ) {}

  /** Decisions of people who may approve the report, and could not while nobody else decides the same. */
  async of(
    tx: ReadTx,
    programmeId: string,
    decided: readonly Decided[],
  ): Promise<ReportPublication['alone']> {
    const byOne = decided.flatMap(({ deciders: [decidedBy, second], ...one }) =>
      decidedBy === undefined || second !== undefined ? [] : [{ ...one, decidedBy }],
    );
    const ids = byOne.map(({ decidedBy }) => decidedBy);
    const may = await this.people.whoMay('report.approve', programmeId, this.clock.today(), ids, tx);
    const people = await this.people.byIds([...may], tx);
    return byOne
      .filter(({ decidedBy }) => may.has(decidedBy))
      .map((one) => ({ ...one, name: people.get(one.decidedBy)?.name ?? '' }));
  }
}
