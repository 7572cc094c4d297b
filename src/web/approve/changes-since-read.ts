import { Injectable } from '@nestjs/common';
import type { Actor } from '../../identity/index.js';
import { PartsQueries } from '../../programmes/index.js';
import { ReportChangesQueries, type ReportAround, type ReportChange } from '../../reporting/index.js';

/** What was done to a report after a person had read it. */
@Injectable()
export class ChangesSinceRead {
  constructor(
    private readonly changes: ReportChangesQueries,
    private readonly parts: PartsQueries,
  ) {}

  /**
   * @param read when they read it, as a form says; where it says nothing, the last time that the report was sent to the SRO counts.
   * @returns `titles` of the parts of its period, by their ids.
   */
  async of(
    actor: Actor,
    { report, period }: ReportAround,
    read: string,
  ): Promise<{ changes: ReportChange[]; titles: ReadonlyMap<string, string> }> {
    const sent = report.history.findLast(({ action }) => action === 'submit')?.at;
    const instant = Number.isNaN(Date.parse(read)) ? sent : new Date(read).toISOString();
    const [changes, parts] = await Promise.all([
      instant === undefined ? [] : this.changes.since(actor, report.id, instant),
      this.parts.ofPeriod(actor, period.id),
    ]);
    return { changes, titles: new Map(parts.map(({ id, title }) => [id, title])) };
  }
}
