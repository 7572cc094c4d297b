import { Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, Policy, requirePermission, type Actor } from '../../identity/index.js';
import { everyItem, Problem } from '../../platform/index.js';
import { ProgrammesQueries, type ProgrammeView } from '../../programmes/index.js';
import { RisksQueries, RisksService } from '../../risks/index.js';
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
} from '../shell/index.js';
import { atCells, matrixChoiceForm, matrixForm, usualMatrix, wholeForm } from './matrix.form.js';
import { presentMatrix, presentNewMatrix } from './matrix.presenter.js';

const id = z.uuid();

/** The matrix of a programme's next registers: which one it is, another one, one of the council's own. */
@Page('programmes/:id/risk-matrix')
export class MatrixPageController {
  constructor(
    private readonly programmes: ProgrammesQueries,
    private readonly risks: RisksQueries,
    private readonly service: RisksService,
    private readonly once: Once,
  ) {}

  @Get()
  @Policy('programme.read')
  async page(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
  ): Promise<PageAnswer> {
    const { matrixId, version } = await this.risks.setting(actor, programmeId);
    return this.view(actor, programmeId, matrixChoiceForm.blank({ matrix: matrixId }), version);
  }

  @Post()
  @Policy('programme.manage')
  @Twin('PUT /api/v1/programmes/:id/risk-matrix')
  async choose(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    await this.managed(actor, programmeId);
    const version = sentVersion(sent);
    return submit(
      matrixChoiceForm,
      sent,
      async ({ matrixId }) => {
        await this.service.chooseMatrix(actor, programmeId, version, matrixId);
        const { name } = await this.risks.matrix(matrixId);
        return seeOther(paths.setUp(programmeId), `The next register is scored by “${name}”.`);
      },
      (form) => this.view(actor, programmeId, form, version),
    );
  }

  @Get('new')
  @Policy('programme.manage')
  async form(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
  ): Promise<PageAnswer> {
    const programme = await this.managed(actor, programmeId);
    requirePermission(actor, 'programme.manage', null);
    return show('set-up/new-matrix', presentNewMatrix(usualMatrix(), programme));
  }

  @Post('new')
  @Policy('programme.manage')
  @Twin('POST /api/v1/risk-matrices')
  async make(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const programme = await this.managed(actor, programmeId);
    return submit(
      matrixForm,
      sent,
      (document) =>
        this.once.run(actor, sent, async () => {
          try {
            const { name } = await this.service.createMatrix(actor, document);
            return seeOther(paths.riskMatrix(programmeId), `“${name}” is made. Choose it now.`);
          } catch (error) {
            throw error instanceof Problem ? atCells(error, document) : error;
          }
        }),
      (form) => show('set-up/new-matrix', presentNewMatrix(wholeForm(form), programme)),
    );
  }

  private async view(
    actor: Actor,
    programmeId: string,
    form: FormView,
    version: number,
  ): Promise<PageAnswer<'set-up/matrix'>> {
    const [programme, { matrixId }, matrices] = await Promise.all([
      this.programmes.get(actor, programmeId),
      this.risks.setting(actor, programmeId),
      everyItem((query) => this.risks.matrices(query)),
    ]);
    return show(
      'set-up/matrix',
      presentMatrix(form, {
        programme,
        used: await this.risks.matrix(matrixId),
        matrices,
        version,
        mayChoose: actor.can('programme.manage', programmeId),
        mayMake: actor.can('programme.manage', null),
      }),
    );
  }

  private async managed(actor: Actor, programmeId: string): Promise<ProgrammeView> {
    const programme = await this.programmes.get(actor, programmeId);
    requirePermission(actor, 'programme.manage', programmeId);
    return programme;
  }
}
