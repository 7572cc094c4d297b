import { Injectable } from '@nestjs/common';
import type { ReadTx, Tx } from '../../platform/index.js';
import type { ReportContent } from '../../snapshot/index.js';
import type { EnvelopeView } from '../../workflow/index.js';
import type { Assembled } from '../assembled.rules.js';
import { Assembly } from '../assembly.js';
import type { Trial } from './trial.rules.js';
import { TrialsService } from './trials.service.js';

/** What would be sealed of a report as it is now, and whether it can be printed. */
@Injectable()
export class SealableService {
  constructor(
    private readonly assembly: Assembly,
    private readonly trials: TrialsService,
  ) {}

  /** As {@link Assembly.assemble}. */
  assemble(tx: ReadTx, reportId: string): Promise<Assembled> {
    return this.assembly.assemble(tx, reportId);
  }

  /** As {@link Assembly.alone}. */
  alone(tx: ReadTx, contribution: EnvelopeView): Promise<ReportContent> {
    return this.assembly.alone(tx, contribution);
  }

  /** As {@link TrialsService.ask}. */
  ask(tx: Tx, reportId: string, assembled: Assembled, correlationId: string): Promise<Trial> {
    return this.trials.ask(tx, reportId, assembled, correlationId);
  }

  /** As {@link TrialsService.askNow}. */
  askNow(reportId: string, correlationId: string): Promise<Trial> {
    return this.trials.askNow(reportId, correlationId);
  }
}
