import { Injectable } from '@nestjs/common';
import type { Actor } from '../identity/index.js';
import { Database, notFound } from '../platform/index.js';
import {
  admit,
  ContributionsService,
  holdProgrammeOf,
  loadEnvelope,
  WorkflowService,
} from '../workflow/index.js';
import { Sealer } from './sealer.js';
import { dropTrialFiles } from './trial/drop-trial-files.js';

/** Giving up corrections that were started. */
@Injectable()
export class WithdrawalsService {
  constructor(
    private readonly database: Database,
    private readonly workflow: WorkflowService,
    private readonly contributions: ContributionsService,
    private readonly sealer: Sealer,
  ) {}

  /**
   * Its parts are what was approved before it again, and the version in force stays.
   * @throws Problem as `WorkflowService.transition`: only a correction, and only while it is a draft.
   */
  withdraw(actor: Actor, id: string, version: number, reason: string | null): Promise<void> {
    return this.database.write(async (tx) => {
      await holdProgrammeOf(tx, id);
      const report = await loadEnvelope(tx, actor, 'report', id);
      if (!report) throw notFound('report');
      admit(actor, report, 'withdraw', version);
      await this.contributions.restore(tx, actor, id);
      await dropTrialFiles(tx, id);
      await this.workflow.transition(
        tx,
        actor,
        { envelopeId: id, kind: 'report', action: 'withdraw', version, comment: reason },
        { blockers: () => Promise.resolve([]), content: () => Promise.resolve(null) },
      );
      await this.sealer.goesOut(tx, report.periodId, id, actor.correlationId);
    });
  }
}
