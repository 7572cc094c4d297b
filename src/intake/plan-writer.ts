import { Injectable } from '@nestjs/common';
import type { Actor } from '../identity/index.js';
import { ProgrammesService } from '../programmes/index.js';
import { ThemesService } from '../themes/index.js';
import { DraftsWriter } from './drafts-writer.js';
import { FiguresWriter, type Written } from './figures-writer.js';
import { IntakeQueries, type IntakeAtWork } from './intake.queries.js';
import { LeadsWriter } from './leads-writer.js';
import { OverallWriter } from './overall-writer.js';
import type { Left } from './plan.js';

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
    private readonly leads: LeadsWriter,
    private readonly overall: OverallWriter,
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
    if (plan.leads.length > 0) add(outcome, await this.leads.write(actor, plan, withThemes));
    add(outcome, await this.overall.write(actor, withThemes.period.id, plan.overall, known.may.report));
    return outcome;
  }
}

function add(outcome: IntakeOutcome, { written, left }: IntakeOutcome): void {
  outcome.written.push(...written);
  outcome.left.push(...left);
}
