import { Injectable } from '@nestjs/common';
import type { Actor } from '../identity/index.js';
import { everyItem, Problem } from '../platform/index.js';
import { themeContent, ThemesQueries, ThemesService } from '../themes/index.js';
import { ContributionsQueries, type EnvelopeView } from '../workflow/index.js';
import type { Written } from './figures-writer.js';
import { idsFor, mergeTheme, type Merged } from './merge.rules.js';
import type { Known, Left, Plan } from './plan.js';
import { SectionDrafts } from './section-drafts.js';
import type { Taken } from './take.rules.js';
import { WorkforceDraft } from './workforce-draft.js';

interface Outcome {
  written: Written[];
  left: Left[];
}

/** Writes the drafts of a plan, through the rooms that own them. What a draft says already stays as it is. */
@Injectable()
export class DraftsWriter {
  constructor(
    private readonly contributions: ContributionsQueries,
    private readonly themes: ThemesQueries,
    private readonly themesService: ThemesService,
    private readonly sections: SectionDrafts,
    private readonly workforce: WorkforceDraft,
  ) {}

  /** @param known after the themes were made and the period has a part for each of them. */
  async write(actor: Actor, plan: Plan, known: Known, taken: Taken): Promise<Outcome> {
    const outcome: Outcome = { written: [], left: [] };
    const { period } = known;
    if (period === null) return outcome;
    const parts = await everyItem((query) =>
      this.contributions.list(actor, { ...query, periodId: period.id }),
    );
    for (const register of ['concerns', 'developments'] as const)
      if (plan.concerns[register].length > 0)
        await this.into(outcome, parts, register, null, REGISTER_WORDS[register], (part) =>
          this.sections.writeConcerns(actor, part, register, plan),
        );
    if (plan.risks.length > 0)
      await this.into(outcome, parts, 'risks', null, 'risk or issue', (part) =>
        this.sections.writeRisks(actor, part, plan),
      );
    if (plan.budget.length > 0)
      await this.into(outcome, parts, 'budget', null, 'line of the budget', (part) =>
        this.sections.writeBudget(actor, part, plan),
      );
    if (plan.teams.length > 0)
      await this.into(outcome, parts, 'workforce', null, 'team', (part) =>
        this.workforce.write(actor, part, plan),
      );
    for (const { id, number } of known.themes) {
      const objectives = plan.objectives.filter(({ theme }) => theme === number);
      const overviews = plan.overviews.filter(({ theme }) => theme === number);
      if (objectives.length + overviews.length > 0)
        await this.into(outcome, parts, 'theme', id, `entry of theme ${number}`, (part) =>
          this.writeTheme(actor, part, { ...plan, objectives, overviews }, taken),
        );
    }
    return outcome;
  }

  /** One part: written, or left with the reason. A part that somebody else owns, or that is not a draft any more, is theirs. */
  private async into(
    outcome: Outcome,
    parts: readonly EnvelopeView[],
    section: string,
    subjectId: string | null,
    what: string,
    write: (part: EnvelopeView) => Promise<Merged<unknown>>,
  ): Promise<void> {
    const part = parts.find(
      (one) => one.section === section && (subjectId === null || one.subjectId === subjectId),
    );
    const leave = (why: string) =>
      outcome.left.push({ place: null, what: capital(`${what}: all of them`), why });
    if (!part) {
      leave('The programme does not report on them.');
      return;
    }
    if (!part.actions.includes('save')) {
      leave(
        part.status === 'draft'
          ? 'The part belongs to somebody else, who has to write it.'
          : 'The part is not a draft any more.',
      );
      return;
    }
    try {
      const { added, left } = await write(part);
      outcome.written.push({ what, count: added });
      outcome.left.push(...left);
    } catch (error) {
      if (!(error instanceof Problem) || error.status >= 500) throw error;
      leave([error.message, ...error.issues.map(({ message }) => message)].join(' '));
    }
  }

  private async writeTheme(
    actor: Actor,
    { id }: EnvelopeView,
    plan: Pick<Plan, 'objectives' | 'overviews' | 'people'>,
    taken: Taken,
  ): Promise<Merged<unknown>> {
    const { version, json } = await this.themes.document(actor, id);
    const before = themeContent.parse(JSON.parse(json));
    const merged = mergeTheme(before, plan, plan.people, taken, idsFor(id));
    if (merged.added > 0)
      await this.themesService.save(actor, id, version, themeContent.parse(merged.document));
    return merged;
  }
}

const REGISTER_WORDS = { concerns: 'area of concern', developments: 'development' };

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
