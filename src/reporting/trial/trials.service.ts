import { Injectable } from '@nestjs/common';
import { requirePermission, type Actor } from '../../identity/index.js';
import { Audit, conflict, Database, Outbox, rows, type ReadTx, type Tx } from '../../platform/index.js';
import { ContributionsQueries, holdProgrammeOf } from '../../workflow/index.js';
import { Assembly } from '../assembly.js';
import { trialKey, trialWanted } from '../reporting.work.js';
import { NOT_TRIED, type Trial } from './trial.rules.js';

/** A report as it would be sealed now; the hash is of the text. */
interface Tried {
  canonical: string | null;
  sha256: string | null;
}

/** Where a trial stands; work that was given up did not end by itself. */
const STATE = `case when t.outcome = 'waiting' and o.dead_letter_at is not null then 'failed' else t.outcome end as state,
  case when t.outcome = 'waiting' and o.dead_letter_at is not null
       then 'It could not be tried: ' || coalesce(o.last_error, 'nobody knows why') else t.fault end as fault,
  audit_instant(coalesce(t.tried_at, t.asked_at)) as at`;

/**
 * Printing a report before it is approved: both editions, by the worker, with every check that the sealed version must pass. What was
 * found holds for the very text that was printed, named by its hash.
 */
@Injectable()
export class TrialsService {
  constructor(
    private readonly database: Database,
    private readonly assembly: Assembly,
    private readonly reports: ContributionsQueries,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
  ) {}

  /** What is known of printing this text. */
  async of(tx: ReadTx, reportId: string, { sha256 }: Pick<Tried, 'sha256'>): Promise<Trial> {
    return sha256 === null ? NOT_TRIED : ((await this.find(tx, reportId, sha256)) ?? NOT_TRIED);
  }

  /**
   * Asks for a trial of this text, unless there is one. What was asked of an earlier text and has not begun is not wanted any more.
   * @returns where it stands.
   */
  async ask(tx: Tx, reportId: string, { canonical, sha256 }: Tried, correlationId: string): Promise<Trial> {
    if (canonical === null || sha256 === null) return NOT_TRIED;
    await rows(
      tx,
      `insert into trial_print (report_id, sha256, snapshot) values ($1, $2, $3) on conflict do nothing`,
      [reportId, sha256, canonical],
    );
    const waiting = await rows<{ sha256: string; attempt: number }>(
      tx,
      `select sha256, attempt from trial_print where report_id = $1 and outcome = 'waiting'`,
      [reportId],
    );
    for (const one of waiting) {
      const wanted = { reportId, ...one };
      if (one.sha256 === sha256) await this.want(tx, wanted, correlationId);
      else await this.outbox.withdraw(tx, trialWanted, trialKey(wanted));
    }
    return this.of(tx, reportId, { sha256 });
  }

  /** As {@link ask}, in a transaction of its own, of the report as it is now. */
  askNow(reportId: string, correlationId: string): Promise<Trial> {
    return this.database.write(async (tx) => {
      await holdProgrammeOf(tx, reportId);
      return this.ask(tx, reportId, await this.assembly.assemble(tx, reportId), correlationId);
    });
  }

  /**
   * A person wants the report tried as it is now; one that failed is tried again.
   * @throws Problem 404 not theirs to see · 403 · 409 without a text, or when it is sealed.
   */
  async request(actor: Actor, reportId: string): Promise<Trial> {
    const report = await this.reports.get(actor, 'report', reportId);
    requirePermission(actor, 'report.submit', report.programmeId);
    if (report.status !== 'draft' && report.status !== 'in_review')
      throw conflict('not-possible', 'This report is sealed: its editions are what was printed of it.');
    return this.database.write(async (tx) => {
      await holdProgrammeOf(tx, reportId);
      const assembled = await this.assembly.assemble(tx, reportId);
      const { canonical, sha256 } = assembled;
      if (canonical === null || sha256 === null)
        throw conflict(
          'not-possible',
          'Write the report’s overall text first: then there is something to print.',
        );
      const found = await this.ask(tx, reportId, assembled, actor.correlationId);
      if (found.state === 'failed') await this.again(tx, actor, { reportId, sha256, canonical });
      await this.audit.append(tx, actor.audit, {
        action: 'report.trial_requested',
        subjectKind: 'report',
        subjectId: reportId,
        programmeId: report.programmeId,
        detail: { sha256 },
      });
      return this.of(tx, reportId, { sha256 });
    });
  }

  private async again(
    tx: Tx,
    actor: Actor,
    { reportId, sha256, canonical }: { reportId: string; sha256: string; canonical: string },
  ): Promise<void> {
    const [next] = await rows<{ attempt: number }>(
      tx,
      `update trial_print set outcome = 'waiting', fault = null, tried_at = null, snapshot = $3, attempt = attempt + 1,
              asked_at = clock_timestamp()
        where report_id = $1 and sha256 = $2 returning attempt`,
      [reportId, sha256, canonical],
    );
    if (next) await this.want(tx, { reportId, sha256, attempt: next.attempt }, actor.correlationId);
  }

  private want(
    tx: Tx,
    wanted: { reportId: string; sha256: string; attempt: number },
    correlationId: string,
  ): Promise<void> {
    return this.outbox.add(tx, trialWanted, { key: trialKey(wanted), payload: wanted, correlationId });
  }

  private async find(tx: ReadTx, reportId: string, sha256: string): Promise<Trial | undefined> {
    const [found] = await rows<Trial>(
      tx,
      `select ${STATE} from trial_print t
         left join outbox o on o.kind = $3 and o.key = t.report_id || '/' || t.sha256 || '/' || t.attempt
        where t.report_id = $1 and t.sha256 = $2`,
      [reportId, sha256, trialWanted.name],
    );
    return found;
  }
}
