import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock, Config, Database, rows, WorkHandlers, type WorkContext } from '../../platform/index.js';
import { editionOf, editionsOf, NotPublishable } from '../../disclosure/index.js';
import { readSnapshot, type ReportSnapshot, type Seal } from '../../snapshot/index.js';
import { RenderError } from '../../document/worker.js';
import { trialWanted } from '../reporting.work.js';
import { VersionChangesQueries } from '../versions/version-changes.queries.js';
import { faultWords } from './fault-words.js';
import { EditionPrinter } from './edition-printer.js';

/**
 * Prints the editions of a report that is not approved yet, as they would be printed once it is, and keeps nothing but whether that went
 * well. Reads the text that was asked about and nothing live: what was found holds for that text.
 */
@Injectable()
export class TrialHandler implements OnModuleInit {
  constructor(
    private readonly handlers: WorkHandlers,
    private readonly config: Config,
    private readonly database: Database,
    private readonly changes: VersionChangesQueries,
    private readonly printer: EditionPrinter,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.handlers.register(
      trialWanted,
      ({ reportId, sha256 }, context) => this.try({ reportId, sha256 }, context),
      this.config.RENDER_PAGES,
    );
  }

  private async try(of: { reportId: string; sha256: string }, context: WorkContext): Promise<void> {
    const [wanted] = await this.database.query<{ snapshot: string; periodId: string }>(
      `select t.snapshot, e.period_id as "periodId" from trial_print t join envelope e on e.id = t.report_id
        where t.report_id = $1 and t.sha256 = $2 and t.outcome = 'waiting'`,
      [of.reportId, of.sha256],
    );
    const fault = wanted ? await this.fault(wanted, of, context.signal) : null;
    await this.database.write(async (tx) => {
      if (wanted)
        await rows(
          tx,
          `update trial_print set outcome = $3, fault = $4, snapshot = null, tried_at = clock_timestamp()
            where report_id = $1 and sha256 = $2`,
          [of.reportId, of.sha256, fault === null ? 'passed' : 'failed', fault],
        );
      await context.complete(tx);
    });
  }

  /**
   * @returns why it cannot be printed, and where; null when it can.
   * @throws RenderError for what another try may mend.
   */
  private async fault(
    { snapshot: canonical, periodId }: { snapshot: string; periodId: string },
    { reportId, sha256 }: { reportId: string; sha256: string },
    signal: AbortSignal,
  ): Promise<string | null> {
    const snapshot = readSnapshot(canonical);
    const seal = this.pretended(snapshot, reportId, sha256);
    for (const name of editionsOf(snapshot))
      try {
        await this.printer.print(
          editionOf(snapshot, name, sha256),
          {
            seal,
            since: await this.changes.editionBefore(periodId, name),
            corrected: await this.changes.editionInForce(periodId, name),
          },
          signal,
        );
      } catch (error) {
        if (error instanceof NotPublishable) return faultWords(name, error.message);
        if (error instanceof RenderError && error.permanent)
          return faultWords(name, error.message, error.code);
        throw error;
      }
    return null;
  }

  /** The foot and the approval are printed as they will be, but for the name and the time. */
  private pretended({ report, roles }: ReportSnapshot, reportId: string, sha256: string): Seal {
    const sro = roles[0]?.person;
    return {
      versionId: reportId,
      version: report.revision,
      sha256,
      approvedBy: sro ?? { id: reportId, name: 'Senior Responsible Officer', jobTitle: '' },
      approvedAt: this.clock.now().toISOString(),
    };
  }
}
