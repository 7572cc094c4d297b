import { Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, Policy, requirePermission, type Actor } from '../../../identity/index.js';
import {
  MeasureBoardQueries,
  MeasuresQueries,
  MeasuresService,
  periodWords,
  type MeasureView,
} from '../../../performance/index.js';
import { notFound } from '../../../platform/index.js';
import { areaInSentence } from '../../../snapshot/index.js';
import {
  Once,
  Page,
  paths,
  seeOther,
  SentFields,
  show,
  submit,
  Twin,
  type FormView,
  type PageAnswer,
  type SeeOther,
  type Sent,
} from '../../shell/index.js';
import { presentNewBenchmark, presentNewRebase } from './edit.presenter.js';
import { benchmarkForm, rebaseForm } from './measure.form.js';

const id = z.uuid();

/** What is added to a measure beside its figures: benchmarks, and the months from which its chart has new limits. */
@Page('measures/:id')
export class BesideMeasureController {
  constructor(
    private readonly measures: MeasuresQueries,
    private readonly board: MeasureBoardQueries,
    private readonly service: MeasuresService,
    private readonly once: Once,
  ) {}

  @Get('benchmarks/new')
  @Policy('measure.manage')
  async benchmark(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) measureId: string,
  ): Promise<PageAnswer> {
    const measure = await this.managed(actor, measureId);
    return show('measures/benchmark', presentNewBenchmark(benchmarkForm.blank(), measure));
  }

  @Post('benchmarks/new')
  @Policy('measure.manage')
  @Twin('POST /api/v1/measures/:id/benchmarks')
  async addBenchmark(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) measureId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const measure = await this.managed(actor, measureId);
    return submit(
      benchmarkForm,
      sent,
      (input) =>
        this.once.run(actor, sent, async () => {
          await this.service.addBenchmark(actor, measureId, input);
          return seeOther(
            paths.measure(measureId),
            `The benchmark for ${areaInSentence(input.area)} was added. Drafts that print this measure show it at once.`,
          );
        }),
      (form) => show('measures/benchmark', presentNewBenchmark(form, measure)),
    );
  }

  @Get('rebases/new')
  @Policy('measure.manage')
  async rebase(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) measureId: string,
  ): Promise<PageAnswer> {
    return this.rebaseForm(actor, await this.managed(actor, measureId), rebaseForm.blank());
  }

  @Post('rebases/new')
  @Policy('measure.manage')
  @Twin('POST /api/v1/measures/:id/rebases')
  async addRebase(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) measureId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const measure = await this.managed(actor, measureId);
    return submit(
      rebaseForm,
      sent,
      (input) =>
        this.once.run(actor, sent, async () => {
          await this.service.rebase(actor, measureId, input);
          return seeOther(
            paths.measure(measureId),
            `The limits begin anew in ${periodWords(input.from)}, once there are five figures on either side.`,
          );
        }),
      (form) => this.rebaseForm(actor, measure, form),
    );
  }

  private async rebaseForm(actor: Actor, measure: MeasureView, form: FormView): Promise<PageAnswer> {
    const { measures } = await this.board.get(actor, measure.programmeId, { measureId: measure.id });
    const [known] = measures;
    if (!known) throw notFound('measure');
    return show('measures/rebase', presentNewRebase(form, measure, known));
  }

  private async managed(actor: Actor, measureId: string): Promise<MeasureView> {
    const measure = await this.measures.get(actor, measureId);
    requirePermission(actor, 'measure.manage', measure.programmeId);
    return measure;
  }
}
