import { Get, Param, Post, Req, Res, type StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  ConfirmationsService,
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
    private readonly confirmations: ConfirmationsService,
  ) {}

  @Get()
  @SignedIn()
  page(): PageAnswer {
    return ownData(confirmForm.blank());
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
        await this.confirmations.give(actor, request, password);
        return seeOther(paths.ownDataFile());
      },
      ownData,
    );
  }

  @Get('file')
  @Heavy('pack')
  @SignedIn()
  async file(
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | SeeOther> {
    if ((await this.confirmations.lastsUntil(request)) === null) return seeOther(paths.ownData());
    const confirmation = await this.confirmations.give(actor, request, null);
    return personFile(reply, await this.service.export(actor, actor.userId, confirmation));
  }
}

const ownData = (form: FormView): PageAnswer =>
  show('retention/person-data', { head: personDataHead(null), action: paths.ownData(), form });

/** What is held on a person, and its erasure on request. */
@Page('admin/users/:id')
export class PersonPagesController {
  constructor(
    private readonly service: PersonsService,
    private readonly confirmations: ConfirmationsService,
    private readonly people: PeopleQueries,
  ) {}

  @Get('data')
  @Policy('person.export')
  data(@CurrentActor() actor: Actor, @Param('id', { schema: id }) userId: string): Promise<PageAnswer> {
    return this.dataView(actor, userId, confirmForm.blank());
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
        await this.confirmations.give(actor, request, password);
        return seeOther(paths.personDataFile(userId));
      },
      (form) => this.dataView(actor, userId, form),
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
  ): Promise<StreamableFile | SeeOther> {
    requirePermission(actor, 'person.export', null);
    if ((await this.confirmations.lastsUntil(request)) === null) return seeOther(paths.personData(userId));
    const confirmation = await this.confirmations.give(actor, request, null);
    return personFile(reply, await this.service.export(actor, userId, confirmation));
  }

  @Get('erasure')
  @Policy('retention.manage')
  erasure(@CurrentActor() actor: Actor, @Param('id', { schema: id }) userId: string): Promise<PageAnswer> {
    return this.erasureView(actor, userId, confirmForm.blank());
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
        const confirmation = await this.confirmations.give(actor, request, password);
        await this.service.erase(actor, userId, version, confirmation);
        return seeOther(paths.user(userId), 'The person has become a reference.');
      },
      (form) => this.erasureView(actor, userId, form),
    );
  }

  private async erasureView(actor: Actor, userId: string, form: FormView): Promise<PageAnswer> {
    const erasure = await this.service.erasure(actor, userId);
    return show('retention/erasure', presentErasure(erasure, form, actor.can('person.export', null)));
  }

  private async dataView(actor: Actor, userId: string, form: FormView): Promise<PageAnswer> {
    requirePermission(actor, 'person.export', null);
    const person = (await this.people.byIds([userId])).get(userId);
    if (!person) throw notFound('user');
    return show('retention/person-data', {
      head: personDataHead(person),
      action: paths.personData(userId),
      form,
    });
  }
}
