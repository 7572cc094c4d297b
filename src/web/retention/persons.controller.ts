import { Get, Param, Post, Req, Res, type StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  CurrentActor,
  Heavy,
  PeopleQueries,
  Policy,
  requirePermission,
  SignedIn,
  type Actor,
} from '../../identity/index.js';
import { notFound } from '../../platform/index.js';
import { personFile, PersonsService } from '../../retention/index.js';
import {
  Page,
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
import { confirmForm } from './retention.form.js';
import { presentErasure } from './retention.presenter.js';
import { personDataHead } from './retention.view.js';

const id = z.uuid();

/** What is held on oneself. */
@Page('account/data')
export class OwnDataController {
  constructor(
    private readonly service: PersonsService,
    private readonly stepUps: StepUps,
  ) {}

  @Get()
  @SignedIn()
  page(@CurrentActor() actor: Actor, @Req() request: FastifyRequest): Promise<PageAnswer> {
    return this.view(actor, request, confirmForm.blank());
  }

  /** The password counts for five minutes, in which the file is fetched. */
  @Post()
  @SignedIn()
  @Twin('POST /api/v1/me/data')
  confirm(
    @CurrentActor() actor: Actor,
    @SentFields() sent: Sent,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer | SeeOther> {
    return submit(
      confirmForm,
      sent,
      async ({ password }) => {
        await this.stepUps.give(actor, request, password);
        return seeOther(paths.ownDataFile());
      },
      (form) => this.view(actor, request, form),
    );
  }

  @Get('file')
  @Heavy('pack')
  @SignedIn()
  async file(
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const confirmation = await this.stepUps.give(actor, request, null);
    return personFile(reply, await this.service.export(actor, actor.userId, confirmation));
  }

  private async view(actor: Actor, request: FastifyRequest, form: FormView): Promise<PageAnswer> {
    const stepUp = await this.stepUps.of(actor, request, paths.ownData());
    return show('retention/person-data', {
      head: personDataHead(null),
      action: paths.ownData(),
      stepUp,
      form,
    });
  }
}

/** What is held on a person, and its erasure on request. */
@Page('admin/users/:id')
export class PersonPagesController {
  constructor(
    private readonly service: PersonsService,
    private readonly stepUps: StepUps,
    private readonly people: PeopleQueries,
  ) {}

  @Get('data')
  @Policy('person.export')
  data(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) userId: string,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer> {
    return this.dataView(actor, request, userId, confirmForm.blank());
  }

  @Post('data')
  @Policy('person.export')
  @Twin('POST /api/v1/users/:id/data')
  confirm(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) userId: string,
    @SentFields() sent: Sent,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer | SeeOther> {
    return submit(
      confirmForm,
      sent,
      async ({ password }) => {
        await this.stepUps.give(actor, request, password);
        return seeOther(paths.personDataFile(userId));
      },
      (form) => this.dataView(actor, request, userId, form),
    );
  }

  @Get('data/file')
  @Heavy('pack')
  @Policy('person.export')
  async file(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) userId: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    requirePermission(actor, 'person.export', null);
    const confirmation = await this.stepUps.give(actor, request, null);
    return personFile(reply, await this.service.export(actor, userId, confirmation));
  }

  @Get('erasure')
  @Policy('retention.manage')
  erasure(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) userId: string,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer> {
    return this.erasureView(actor, request, userId, confirmForm.blank());
  }

  @Post('erasure')
  @Policy('retention.manage')
  @Twin('POST /api/v1/users/:id/erase')
  erase(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) userId: string,
    @SentFields() sent: Sent,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer | SeeOther> {
    const version = sentVersion(sent);
    return submit(
      confirmForm,
      sent,
      async ({ password }) => {
        const confirmation = await this.stepUps.give(actor, request, password);
        await this.service.erase(actor, userId, version, confirmation);
        return seeOther(paths.user(userId), 'The person has become a reference.');
      },
      (form) => this.erasureView(actor, request, userId, form),
    );
  }

  private async erasureView(
    actor: Actor,
    request: FastifyRequest,
    userId: string,
    form: FormView,
  ): Promise<PageAnswer> {
    const [erasure, stepUp] = await Promise.all([
      this.service.erasure(actor, userId),
      this.stepUps.of(actor, request, paths.erasure(userId)),
    ]);
    return show(
      'retention/erasure',
      presentErasure(erasure, { form, stepUp }, actor.can('person.export', null)),
    );
  }

  private async dataView(
    actor: Actor,
    request: FastifyRequest,
    userId: string,
    form: FormView,
  ): Promise<PageAnswer> {
    requirePermission(actor, 'person.export', null);
    const person = (await this.people.byIds([userId])).get(userId);
    if (!person) throw notFound('user');
    return show('retention/person-data', {
      head: personDataHead(person),
      action: paths.personData(userId),
      stepUp: await this.stepUps.of(actor, request, paths.personData(userId)),
      form,
    });
  }
}
