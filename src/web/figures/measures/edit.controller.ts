import { Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, Policy, requirePermission, type Actor } from '../../../identity/index.js';
import { MeasuresQueries, MeasuresService, type MeasureView } from '../../../performance/index.js';
import { ProgrammesQueries } from '../../../programmes/index.js';
import {
  Once,
  Page,
  paths,
  seeOther,
  SentFields,
  sentVersion,
  show,
  submit,
  Twin,
  type FormView,
  type PageAnswer,
  type SeeOther,
  type Sent,
} from '../../shell/index.js';
import { measureName } from '../figures.words.js';
import { presentNewMeasure, presentRedefinition, presentTarget } from './edit.presenter.js';
import { MeasureLists } from './measure-lists.js';
import { newMeasureForm, redefinitionForm } from './measure.form.js';

const id = z.uuid();
const newQuery = z.object({ group: z.uuid().optional() });
const REDEFINE = 'PUT /api/v1/measures/:id/definition';

@Page('programmes/:id/measures/new')
export class NewMeasureController {
  constructor(
    private readonly programmes: ProgrammesQueries,
    private readonly lists: MeasureLists,
    private readonly service: MeasuresService,
    private readonly once: Once,
  ) {}

  @Get()
  @Policy('measure.manage')
  async page(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @Query({ schema: newQuery }) { group }: z.output<typeof newQuery>,
  ): Promise<PageAnswer> {
    const position = await this.lists.nextPosition(actor, programmeId, group ?? null);
    return this.form(
      actor,
      programmeId,
      newMeasureForm.blank({
        group: group ?? '',
        position: String(position),
        decimals: '1',
        frequency: 'month',
        'cell-basis': 'in_month',
      }),
    );
  }

  @Post()
  @Policy('measure.manage')
  @Twin('POST /api/v1/programmes/:id/measures')
  create(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    return submit(
      newMeasureForm,
      sent,
      (input) =>
        this.once.run(actor, sent, async () => {
          const made = await this.service.create(actor, programmeId, input);
          return seeOther(paths.measure(made.id), `${measureName(made.definition)} was added.`);
        }),
      (form) => this.form(actor, programmeId, form),
    );
  }

  private async form(actor: Actor, programmeId: string, form: FormView): Promise<PageAnswer> {
    await this.programmes.get(actor, programmeId);
    requirePermission(actor, 'measure.manage', programmeId);
    return show(
      'measures/edit-measure',
      presentNewMeasure(form, programmeId, await this.lists.of(actor, programmeId, null)),
    );
  }
}

/** A new version of a definition: the whole of it, or the target alone. */
@Page('measures/:id')
export class RedefinitionController {
  constructor(
    private readonly measures: MeasuresQueries,
    private readonly lists: MeasureLists,
    private readonly service: MeasuresService,
  ) {}

  @Get('definition')
  @Policy('measure.manage')
  async definition(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) measureId: string,
  ): Promise<PageAnswer> {
    const measure = await this.managed(actor, measureId);
    return this.definitionForm(actor, measure, redefinitionForm.filled(measure), measure.version);
  }

  @Post('definition')
  @Policy('measure.manage')
  @Twin(REDEFINE)
  async redefine(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) measureId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const measure = await this.managed(actor, measureId);
    return this.save(actor, measure, sent, (form) =>
      this.definitionForm(actor, measure, form, sentVersion(sent)),
    );
  }

  @Get('target')
  @Policy('measure.manage')
  async target(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) measureId: string,
  ): Promise<PageAnswer> {
    const measure = await this.managed(actor, measureId);
    return show('measures/target', presentTarget(redefinitionForm.filled(measure), measure, measure.version));
  }

  @Post('target')
  @Policy('measure.manage')
  @Twin(REDEFINE)
  async setTarget(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) measureId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const measure = await this.managed(actor, measureId);
    // What this page does not ask for stays as it is in the version that it was opened at: another one is refused as stale.
    const whole = { ...redefinitionForm.filled(measure).values, ...sent };
    return this.save(actor, measure, whole, (form) =>
      show('measures/target', presentTarget(form, measure, sentVersion(sent))),
    );
  }

  private save(
    actor: Actor,
    measure: MeasureView,
    sent: Sent,
    again: (form: FormView) => PageAnswer | Promise<PageAnswer>,
  ): Promise<PageAnswer | SeeOther> {
    return submit(
      redefinitionForm,
      sent,
      async (input) => {
        const { version } = await this.service.redefine(actor, measure.id, sentVersion(sent), input);
        return seeOther(
          paths.measure(measure.id),
          `Version ${version} of the definition counts from now on. Approved parts and sealed reports keep theirs.`,
        );
      },
      again,
    );
  }

  private async definitionForm(
    actor: Actor,
    measure: MeasureView,
    form: FormView,
    version: number,
  ): Promise<PageAnswer> {
    const lists = await this.lists.of(actor, measure.programmeId, measure.definition.ownerId);
    return show('measures/edit-measure', presentRedefinition(form, measure, version, lists));
  }

  private async managed(actor: Actor, measureId: string): Promise<MeasureView> {
    const measure = await this.measures.get(actor, measureId);
    requirePermission(actor, 'measure.manage', measure.programmeId);
    return measure;
  }
}
