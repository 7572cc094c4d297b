import { Get, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, Heavy, Policy, type Actor } from '../../../identity/index.js';
import { MeasureBoardQueries, MeasurePastQueries } from '../../../performance/index.js';
import { ProgrammesQueries } from '../../../programmes/index.js';
import { VersionsQueries } from '../../../reporting/index.js';
import { Page, show, type PageAnswer } from '../../shell/index.js';
import { ONLY, presentMeasures, presentRatings, RATING_CHOICES } from './measures.presenter.js';

const id = z.uuid();
const pageNumber = z.coerce.number().int().min(1).max(1000).default(1);
/** An empty choice is none. */
const none = z.literal('').transform(() => undefined);
const chosenMeasures = z.object({
  period: z.union([none, z.uuid()]).optional(),
  rating: z.union([none, z.enum(RATING_CHOICES)]).optional(),
  only: z.union([z.enum(ONLY).transform((one) => [one]), z.array(z.enum(ONLY)).max(ONLY.length)]).default([]),
  page: pageNumber,
});
const ratingsQuery = z.object({ page: pageNumber });

/** Three years of months, for the choice of a period. */
const PERIODS_SHOWN = 36;
const PERIODS_RATED = 12;

/** The measures of a programme: what is known now, and how they were rated. */
@Page('programmes/:id/measures')
@Heavy('measures')
export class MeasuresPageController {
  constructor(
    private readonly board: MeasureBoardQueries,
    private readonly past: MeasurePastQueries,
    private readonly programmes: ProgrammesQueries,
    private readonly versions: VersionsQueries,
  ) {}

  @Get()
  @Policy('measure.read')
  async page(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @Query({ schema: chosenMeasures }) chosen: z.output<typeof chosenMeasures>,
  ): Promise<PageAnswer> {
    const [board, periods] = await Promise.all([
      this.board.get(actor, programmeId, { periodId: chosen.period }),
      actor.can('programme.read', programmeId)
        ? this.programmes.periods(actor, programmeId, { limit: PERIODS_SHOWN })
        : { items: [] },
    ]);
    return show('measures/measures', presentMeasures(actor, programmeId, board, chosen, periods.items));
  }

  @Get('ratings')
  @Policy('measure.read')
  async ratings(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @Query({ schema: ratingsQuery }) { page }: z.output<typeof ratingsQuery>,
  ): Promise<PageAnswer> {
    const [board, periods, versions] = await Promise.all([
      this.board.get(actor, programmeId),
      this.past.ratings(actor, programmeId, PERIODS_RATED),
      this.versions.inForce(actor, programmeId),
    ]);
    return show('measures/ratings', presentRatings(actor, programmeId, board, periods, versions, page));
  }
}
