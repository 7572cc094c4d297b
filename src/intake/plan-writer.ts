import { Injectable } from '@nestjs/common';
import type { Actor } from '../identity/index.js';
import { Problem } from '../platform/index.js';
import { ProgrammesService } from '../programmes/index.js';
import { ReportsQueries, ReportsService, reportText } from '../reporting/index.js';
import { ThemesService } from '../themes/index.js';
import { DraftsWriter } from './drafts-writer.js';
import { FiguresWriter, type Written } from './figures-writer.js';
import { IntakeQueries, type IntakeAtWork } from './intake.queries.js';
import type { Left } from './plan.rules.js';

/** What was written, and what was not. */
export interface IntakeOutcome {
  written: Written[];
  left: Left[];
}

/**
 * Writes a plan step by step, each through the service of the room that owns it and so in a transaction of its own with its audit event.
 * Every step passes over what is there already, so that after a failure the same plan can be written again.
 */
@Injectable()
export class PlanWriter {
  constructor(
    private readonly queries: IntakeQueries,
    private readonly themes: ThemesService,
    private readonly programmes: ProgrammesService,
    private readonly figures: FiguresWriter,
    private readonly drafts: DraftsWriter,
    private readonly reports: ReportsService,
    private readonly reportsQueries: ReportsQueries,
  ) {}

  /** @throws Problem of a room, where a step is refused as a whole; what was written before it stays. */
  async write(actor: Actor, { programme, taken, known, plan }: IntakeAtWork): Promise<IntakeOutcome> {
    const outcome: IntakeOutcome = { written: [], left: [...plan.left] };
    const { id: programmeId } = programme;
    if (known.may.themes)
      for (const theme of plan.themes)
        await this.themes.create(actor, programmeId, { ...theme, ownerId: null });
    outcome.written.push({ what: 'theme', count: known.may.themes ? plan.themes.length : 0 });
    const withThemes = await this.queries.known(actor, programmeId);
    if (plan.measures.length > 0) {
      if (known.may.measures && known.may.figures)
        add(outcome, await this.figures.write(actor, programmeId, plan, withThemes, taken.asAt));
      else
        outcome.left.push({
          place: null,
          what: 'Measures and figures',
          why: 'You do not keep the measures of this programme.',
        });
    }
    if (withThemes.period === null) return outcome;
    await this.programmes.completePeriod(actor, withThemes.period.id);
    if (known.may.drafts) add(outcome, await this.drafts.write(actor, plan, withThemes, taken));
    else outcome.left.push({ place: null, what: 'Drafts', why: 'You do not write parts in this programme.' });
    await this.overall(actor, withThemes.period.id, plan.overall, known.may.report, outcome);
    return outcome;
  }

  /** Starts the period’s report with its overall narrative and rating. A report that was started has its own words. */
  private async overall(
    actor: Actor,
    periodId: string,
    { narrative, rag }: IntakeAtWork['plan']['overall'],
    may: boolean,
    outcome: IntakeOutcome,
  ): Promise<void> {
    if (narrative === null && rag === null) return;
    const leave = (why: string) =>
      outcome.left.push({ place: null, what: 'The overall narrative and rating', why });
    if (!may) {
      leave('You do not assemble the report of this programme.');
      return;
    }
    const read = reportText.safeParse({ overall: { narrative, rag } });
    if (!read.success) {
      leave(read.error.issues.map(({ message }) => message).join(' '));
      return;
    }
    try {
      const id = await this.reports.create(actor, periodId);
      const { version } = await this.reportsQueries.get(actor, id);
      await this.reports.save(actor, id, version, read.data);
      outcome.written.push({ what: 'overall narrative and rating', count: 1 });
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'already-exists') throw error;
      leave('The report of the period has been started already, and keeps its words.');
    }
  }
}

function add(outcome: IntakeOutcome, { written, left }: IntakeOutcome): void {
  outcome.written.push(...written);
  outcome.left.push(...left);
}
