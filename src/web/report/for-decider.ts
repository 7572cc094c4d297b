import { Injectable } from '@nestjs/common';
import type { Actor } from '../../identity/index.js';
import {
  decides,
  ReportLooksService,
  SaidAgainQueries,
  type ReportAtWork,
  type SameAnswers,
  type SinceLook,
} from '../../reporting/index.js';

/** What only who decides about a report is told. */
export interface DeciderReading {
  look: SinceLook;
  same: SameAnswers;
}

@Injectable()
export class ForDecider {
  constructor(
    private readonly looks: ReportLooksService,
    private readonly said: SaidAgainQueries,
  ) {}

  /** Null for everybody else. It keeps that this person looked. */
  async read(actor: Actor, { report, sha256, challenges }: ReportAtWork): Promise<DeciderReading | null> {
    if (report.status !== 'in_review' || !decides(report.actions) || sha256 === null) return null;
    const [look, same] = await Promise.all([
      this.looks.look(actor, report.id, sha256),
      this.said.answersOf(report.periodId, challenges),
    ]);
    return { look, same };
  }
}
