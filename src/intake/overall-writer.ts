import { Injectable } from '@nestjs/common';
import type { Actor } from '../identity/index.js';
import { Problem } from '../platform/index.js';
import { ReportsQueries, ReportsService, reportText } from '../reporting/index.js';
import type { Written } from './figures-writer.js';
import type { Left, Plan } from './plan.js';

/** Starts the period’s report with its overall narrative and rating. A report that was started has its own words. */
@Injectable()
export class OverallWriter {
  constructor(
    private readonly reports: ReportsService,
    private readonly queries: ReportsQueries,
  ) {}

  /** @param may whether the actor assembles the report. */
  async write(
    actor: Actor,
    periodId: string,
    { narrative, rag }: Plan['overall'],
    may: boolean,
  ): Promise<{ written: Written[]; left: Left[] }> {
    const left = (why: string) => ({
      written: [],
      left: [{ place: null, what: 'The overall narrative and rating', why }],
    });
    if (narrative === null && rag === null) return { written: [], left: [] };
    if (!may) return left('You do not assemble the report of this programme.');
    const read = reportText.safeParse({ overall: { narrative, rag } });
    if (!read.success) return left(read.error.issues.map(({ message }) => message).join(' '));
    try {
      const id = await this.reports.create(actor, periodId);
      const { version } = await this.queries.get(actor, id);
      await this.reports.save(actor, id, version, read.data);
      return { written: [{ what: 'overall narrative and rating', count: 1 }], left: [] };
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'already-exists') throw error;
      return left('The report of the period has been started already, and keeps its words.');
    }
  }
}
