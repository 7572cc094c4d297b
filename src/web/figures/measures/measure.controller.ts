import { Get, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, PeopleQueries, Policy, type Actor } from '../../../identity/index.js';
import {
  MeasureBoardQueries,
  MeasurePastQueries,
  MeasuresQueries,
  periodLabel,
} from '../../../performance/index.js';
import { Clock, notFound, pageQuery } from '../../../platform/index.js';
import { ReplacedFiguresQueries, VersionsQueries } from '../../../reporting/index.js';
import { Page, show, type PageAnswer } from '../../shell/index.js';
import { columnPlace } from '../figures.form.js';
import { presentFigure, presentMeasure } from './measure.presenter.js';

const id = z.uuid();
const cursorQuery = pageQuery.pick({ cursor: true });
/** Of all spans: more than twelve years of months, quarters and years. */
const FIGURES_SHOWN = 400;
const ROWS_SHOWN = 50;
const REPORTS_SHOWN = 36;

/** One measure: everything that is known of it. */
@Page('measures/:id')
export class MeasurePageController {
  constructor(
    private readonly measures: MeasuresQueries,
    private readonly board: MeasureBoardQueries,
    private readonly past: MeasurePastQueries,
    private readonly versions: VersionsQueries,
    private readonly replaced: ReplacedFiguresQueries,
    private readonly people: PeopleQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Policy('measure.read')
  async page(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) measureId: string,
  ): Promise<PageAnswer> {
    const measure = await this.measures.get(actor, measureId);
    const { programmeId, definition } = measure;
    const some = { limit: ROWS_SHOWN };
    const [board, figures, restatements, benchmarks, definitions, rebases, printed, versions, people] =
      await Promise.all([
        this.board.get(actor, programmeId, { measureId }),
        this.past.figures(actor, measureId, FIGURES_SHOWN),
        this.past.restatements(actor, measureId, some),
        this.measures.benchmarks(actor, measureId, some),
        this.measures.definitions(actor, measureId, some),
        this.measures.rebases(actor, measureId, some),
        this.past.printed(actor, measureId, REPORTS_SHOWN),
        this.versions.inForce(actor, programmeId),
        this.people.byIds(definition.ownerId === null ? [] : [definition.ownerId]),
      ]);
    const isCorrected = printed.some(({ periodId }) => (versions.get(periodId)?.version ?? 1) > 1);
    const replaced = isCorrected ? await this.replaced.of(actor, programmeId, measureId) : [];
    const [known] = board.measures;
    if (!known) throw notFound('measure');
    const around = {
      measure,
      board,
      known,
      figures,
      restatements,
      benchmarks: benchmarks.items,
      definitions: definitions.items,
      rebases: rebases.items,
      printed,
      versions,
      replaced,
      people,
    };
    return show('measures/measure', presentMeasure(actor, around, this.clock.now()));
  }

  /** How the figure of one period came about. */
  @Get('figures/:period')
  @Policy('measure.read')
  async figure(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) measureId: string,
    @Param('period') period: string,
    @Query({ schema: cursorQuery }) { cursor }: z.output<typeof cursorQuery>,
  ): Promise<PageAnswer> {
    const measure = await this.measures.get(actor, measureId);
    const place = columnPlace(period);
    if (place === undefined) throw notFound('figure');
    const found = await this.measures.history(
      actor,
      measureId,
      { span: place.span, period: periodLabel(place.span, place.period) },
      { cursor, limit: ROWS_SHOWN },
    );
    if (found.items.length === 0 && cursor === undefined) throw notFound('figure');
    return show(
      'measures/figure',
      presentFigure(measure, place, found, cursor === undefined, this.clock.now()),
    );
  }
}
