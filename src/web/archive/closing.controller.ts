import { Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { closingInput, ClosingService } from '../../archive/index.js';
import { CurrentActor, Policy, requirePermission, type Actor } from '../../identity/index.js';
import { conflict } from '../../platform/index.js';
import { ProgrammesQueries, type ProgrammeView } from '../../programmes/index.js';
import {
  Page,
  pageForm,
  paths,
  seeOther,
  SentFields,
  sentVersion,
  show,
  StepUps,
  submit,
  Twin,
  type FormView,
  type PageAnswer,
  type SeeOther,
  type Sent,
} from '../shell/index.js';
import { presentClosing, presentOpeningAgain } from './closing.presenter.js';

const id = z.uuid();
const closingForm = pageForm(closingInput, {
  reason: { to: 'reason', missing: 'Say why' },
  password: { to: 'password', missing: 'Enter your password.' },
});

/** Asks before a programme is closed, and before it is opened again. */
@Page('programmes/:id')
export class ClosingPageController {
  constructor(
    private readonly programmes: ProgrammesQueries,
    private readonly closing: ClosingService,
    private readonly stepUps: StepUps,
  ) {}

  @Get('close')
  @Policy('programme.close')
  async page(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer> {
    const programme = await this.found(actor, programmeId);
    return this.asked(actor, request, programme, closingForm.blank(), programme.version);
  }

  @Post('close')
  @Policy('programme.close')
  @Twin('POST /api/v1/programmes/:id/close')
  async close(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @SentFields() sent: Sent,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer | SeeOther> {
    const programme = await this.found(actor, programmeId);
    const version = sentVersion(sent);
    return submit(
      closingForm,
      sent,
      async ({ reason, password }) => {
        const confirmed = await this.stepUps.give(actor, request, password);
        await this.closing.close(actor, { id: programmeId, version }, reason, confirmed);
        return seeOther(paths.setUp(programmeId), `${programme.name} is closed.`);
      },
      (form) => this.asked(actor, request, programme, form, version),
    );
  }

  @Get('open-again')
  @Policy('programme.close')
  async openAgainPage(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer> {
    const programme = await this.found(actor, programmeId);
    if (!programme.closed) throw conflict('not-closed', 'This programme is open.');
    return this.askedAgain(actor, request, programme, closingForm.blank(), programme.version);
  }

  @Post('open-again')
  @Policy('programme.close')
  @Twin('POST /api/v1/programmes/:id/open-again')
  async openAgain(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @SentFields() sent: Sent,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer | SeeOther> {
    const programme = await this.found(actor, programmeId);
    const version = sentVersion(sent);
    return submit(
      closingForm,
      sent,
      async ({ reason, password }) => {
        const confirmed = await this.stepUps.give(actor, request, password);
        await this.closing.openAgain(actor, { id: programmeId, version }, reason, confirmed);
        return seeOther(paths.setUp(programmeId), `${programme.name} is open again.`);
      },
      (form) => this.askedAgain(actor, request, programme, form, version),
    );
  }

  private async found(actor: Actor, programmeId: string): Promise<ProgrammeView> {
    const programme = await this.programmes.get(actor, programmeId);
    requirePermission(actor, 'programme.close', programmeId);
    return programme;
  }

  private async asked(
    actor: Actor,
    request: FastifyRequest,
    programme: ProgrammeView,
    form: FormView,
    version: number,
  ): Promise<PageAnswer> {
    if (programme.closed) throw conflict('programme-closed', 'This programme is closed already.');
    const [closing, stepUp] = await Promise.all([
      this.closing.look(actor, programme.id),
      this.stepUps.of(actor, request, paths.closeProgramme(programme.id)),
    ]);
    const given = { programme, form, version, stepUp };
    return show('archive/closing', presentClosing(given, closing));
  }

  private async askedAgain(
    actor: Actor,
    request: FastifyRequest,
    programme: ProgrammeView,
    form: FormView,
    version: number,
  ): Promise<PageAnswer> {
    const stepUp = await this.stepUps.of(actor, request, paths.openProgrammeAgain(programme.id));
    const given = { programme, form, version, stepUp };
    return show('archive/closing', presentOpeningAgain(given));
  }
}
