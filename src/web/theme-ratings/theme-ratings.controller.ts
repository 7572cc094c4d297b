import { Get, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, Policy, type Actor } from '../../identity/index.js';
import { ProgrammesQueries } from '../../programmes/index.js';
import { VersionsQueries } from '../../reporting/index.js';
import { ThemePastQueries } from '../../themes/index.js';
import { Page, show, type PageAnswer } from '../shell/index.js';
import { presentThemeRatings } from './theme-ratings.presenter.js';

const id = z.uuid();
const themeQuery = z.object({ theme: id.optional().catch(undefined) });
const PERIODS_RATED = 12;

/** How themes and their actions were rated, report by report. */
@Page('programmes/:id/theme-ratings')
export class ThemeRatingsController {
  constructor(
    private readonly programmes: ProgrammesQueries,
    private readonly past: ThemePastQueries,
    private readonly versions: VersionsQueries,
  ) {}

  @Get()
  @Policy('contribution.read')
  async page(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @Query({ schema: themeQuery }) { theme }: z.infer<typeof themeQuery>,
  ): Promise<PageAnswer> {
    const programme = await this.programmes.get(actor, programmeId);
    const [periods, versions] = await Promise.all([
      this.past.ratings(actor, programmeId, PERIODS_RATED),
      this.versions.inForce(actor, programmeId),
    ]);
    return show(
      'theme-ratings/theme-ratings',
      presentThemeRatings({ programme: programme.name, programmeId, periods, versions, themeId: theme }),
    );
  }
}
