import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock, Config, Database, rows, WorkHandlers, type WorkContext } from '../../platform/index.js';
import { editionOf, editionsOf, NotPublishable } from '../../disclosure/index.js';
import { readSnapshot, type EditionName, type ReportSnapshot, type Seal } from '../../snapshot/index.js';
import { RenderError } from '../../document/worker.js';
import { trialWanted } from '../reporting.work.js';
import { VersionChangesQueries } from '../versions/version-changes.queries.js';
import { faultWords } from './fault-words.js';
import { EditionPrinter } from './edition-printer.js';

/** What a trial found: why it cannot be printed, and where; or else what it looks like. */
type Found =
  { fault: string } | { fault: null; files: { edition: EditionName; bytes: Buffer; pageCount: number }[] };

/**
 * Prints the editions of a report that is not approved yet, as they would be printed once it is, and keeps whether that went well, and the
 * PDFs for those who prepare and approve it, until it is sealed. Reads the text that was asked about and nothing live: what was found
 * holds for that text, and so does its print, whichever of several trials ends last.
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
    const found = wanted && (await this.print(wanted, of, context.signal));
    await this.database.write(async (tx) => {
      if (found) {
        await rows(
          tx,
          `update trial_print set outcome = $3, fault = $4, snapshot = null, tried_at = clock_timestamp()
            where report_id = $1 and sha256 = $2`,
          [of.reportId, of.sha256, found.fault === null ? 'passed' : 'failed', found.fault],
        );
        for (const { edition, bytes, pageCount } of found.fault === null ? found.files : [])
          await rows(tx, `insert into trial_file values ($1, $2, $3, $4, $5)`, [
            of.reportId,
            of.sha256,
            edition,
            bytes,
            pageCount,
          ]);
      }
      await context.complete(tx);
    });
  }

  /** @throws RenderError for what another try may mend. */
  private async print(
    { snapshot: canonical, periodId }: { snapshot: string; periodId: string },
    { reportId, sha256 }: { reportId: string; sha256: string },
    signal: AbortSignal,
  ): Promise<Found> {
    const snapshot = readSnapshot(canonical);
    const seal = this.pretended(snapshot, reportId, sha256);
    const files: Extract<Found, { fault: null }>['files'] = [];
    for (const name of editionsOf(snapshot))
      try {
        const { pdf } = await this.printer.print(
          editionOf(snapshot, name, sha256),
          {
            seal,
            since: await this.changes.editionBefore(periodId, name),
            corrected: await this.changes.editionInForce(periodId, name),
          },
          signal,
        );
        files.push({ edition: name, bytes: pdf.bytes, pageCount: pdf.pageCount });
      } catch (error) {
        if (error instanceof NotPublishable) return { fault: faultWords(name, error.message) };
        if (error instanceof RenderError && error.permanent)
          return { fault: faultWords(name, error.message, error.code) };
        throw error;
      }
    return { fault: null, files };
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
