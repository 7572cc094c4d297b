import { Injectable } from '@nestjs/common';
import type { Actor } from '../../identity/index.js';
import { ProgrammesQueries } from '../../programmes/index.js';
import { ReportsQueries } from '../../reporting/index.js';
import type { ReportAround } from './approve.presenter.js';

/** The report that a step is about, with the words that people know it by. */
@Injectable()
export class ReportForStep {
  constructor(
    private readonly reports: ReportsQueries,
    private readonly programmes: ProgrammesQueries,
  ) {}

  /** @throws Problem 404 when the report is absent or not the actor's to see. */
  async of(actor: Actor, reportId: string): Promise<ReportAround> {
    const report = await this.reports.get(actor, reportId);
    const [period, programme] = await Promise.all([
      this.programmes.period(actor, report.periodId),
      this.programmes.get(actor, report.programmeId),
    ]);
    return { report, period, programme };
  }
}
