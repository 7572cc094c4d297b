import { Injectable } from '@nestjs/common';
import { CarriedQueries } from '../enquiries/index.js';
import { EvidenceQueries } from '../evidence/index.js';
import { PeopleQueries } from '../identity/index.js';
import { Clock, type ReadTx } from '../platform/index.js';
import type { MemberQuestion, ReportSnapshot } from '../snapshot/index.js';

/** What a report says besides its parts and what the programme manager writes. */
@Injectable()
export class ReportFrontQueries {
  constructor(
    private readonly people: PeopleQueries,
    private readonly carried: CarriedQueries,
    private readonly released: EvidenceQueries,
    private readonly clock: Clock,
  ) {}

  /** Who answers for it today. */
  async roles(tx: ReadTx, programmeId: string): Promise<ReportSnapshot['roles']> {
    const named = [
      ['Senior Responsible Officer', 'sro'],
      ['Programme Manager', 'reviewer'],
    ] as const;
    const keys = named.map(([, key]) => key);
    const holders = await this.people.holders(keys, programmeId, this.clock.today(), tx);
    return named.flatMap(([role, key]) =>
      holders
        .filter((one) => one.role === key)
        .map(({ id, name, jobTitle }) => ({ role, person: { id, name, jobTitle } })),
    );
  }

  /** The questions of members that the report of this period carries. */
  memberQuestions(tx: ReadTx, periodId: string): Promise<MemberQuestion[]> {
    return this.carried.of(tx, periodId);
  }

  /** The files that somebody released, as background papers: each by its title and its hash. */
  evidence(tx: ReadTx, periodId: string): Promise<string[]> {
    return this.released.releasedLines(tx, periodId);
  }
}
