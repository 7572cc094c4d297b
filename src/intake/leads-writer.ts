import { Injectable } from '@nestjs/common';
import type { Actor } from '../identity/index.js';
import { everyItem, Problem } from '../platform/index.js';
import { ThemesService } from '../themes/index.js';
import { ContributionsQueries, ContributionsService } from '../workflow/index.js';
import type { Written } from './figures-writer.js';
import type { Known, Left, Plan } from './plan.js';

/**
 * Writes the leads of themes, after everything else: a part that has an owner is nobody else's to write. A theme that has a lead keeps it.
 */
@Injectable()
export class LeadsWriter {
  constructor(
    private readonly themes: ThemesService,
    private readonly contributions: ContributionsQueries,
    private readonly parts: ContributionsService,
  ) {}

  /** @param known after the themes were made and the period has a part for each of them. */
  async write(
    actor: Actor,
    { leads }: Pick<Plan, 'leads'>,
    { themes, period, may }: Known,
  ): Promise<{ written: Written[]; left: Left[] }> {
    const left: Left[] = [];
    let count = 0;
    for (const { theme: number, personId, name } of leads) {
      const theme = themes.find((one) => one.number === number);
      const leave = (why: string) =>
        left.push({ place: null, what: `Lead of theme ${number}: ${name}`, why });
      if (!theme) continue;
      if (!may.themes && !may.owners) {
        leave('You change neither the themes nor whose part is whose.');
        continue;
      }
      try {
        if (may.themes)
          await this.themes.change(actor, theme.id, theme.version, {
            number,
            title: theme.title,
            ownerId: personId,
          });
        if (may.owners && period) await this.part(actor, period.id, theme.id, personId);
        if (!may.themes)
          leave('It is written for this period. An administrator keeps the usual lead of a theme.');
        count++;
      } catch (error) {
        if (!(error instanceof Problem) || error.status >= 500) throw error;
        leave(error.issues.map(({ message }) => message).join(' ') || error.message);
      }
    }
    return { written: [{ what: 'lead of a theme', count }], left };
  }

  /** The part of this period, where it is a draft of nobody's. */
  private async part(actor: Actor, periodId: string, themeId: string, ownerId: string): Promise<void> {
    const parts = await everyItem((query) => this.contributions.list(actor, { ...query, periodId }));
    const part = parts.find(({ section, subjectId }) => section === 'theme' && subjectId === themeId);
    if (part?.status === 'draft' && part.ownerId === null)
      await this.parts.assign(actor, part.id, part.version, ownerId);
  }
}
