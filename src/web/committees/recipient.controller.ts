import { Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import {
  CommitteesQueries,
  CommitteesService,
  RecipientSecretsService,
  type CommitteeView,
  type RecipientView,
} from '../../committees/index.js';
import { CurrentActor, Policy, requirePermission, type Actor } from '../../identity/index.js';
import { Clock } from '../../platform/index.js';
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
  type PageAnswer,
  type Path,
  type SeeOther,
  type Sent,
} from '../shell/index.js';
import { recipientForm } from './recipient.form.js';
import {
  presentChangeRecipient,
  presentNewRecipient,
  presentRecipientList,
  presentRecipientSecret,
  presentSecretMade,
} from './recipient.presenter.js';

const id = z.uuid();
/** Off the list, or back on it. */
const listing = z.enum(['remove', 'restore']);

/** Who receives a committee's papers. */
@Page('committees/:id/recipients')
export class RecipientController {
  constructor(
    private readonly committees: CommitteesQueries,
    private readonly service: CommitteesService,
    private readonly secrets: RecipientSecretsService,
    private readonly clock: Clock,
    private readonly once: Once,
  ) {}

  @Get('new')
  @Policy('committee.manage')
  async blank(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) committeeId: string,
  ): Promise<PageAnswer> {
    const committee = await this.managed(actor, committeeId);
    return show('committees/edit-recipient', presentNewRecipient(recipientForm.blank(), committee));
  }

  @Post('new')
  @Policy('committee.manage')
  @Twin('POST /api/v1/committees/:id/recipients')
  async add(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) committeeId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const committee = await this.managed(actor, committeeId);
    return submit(
      recipientForm,
      sent,
      (body) =>
        this.once.run(actor, sent, async () => {
          const added = await this.service.addRecipient(actor, committeeId, body);
          return seeOther(nextOf(committeeId, added), `${added.name} receives the next papers.`);
        }),
      (form) => show('committees/edit-recipient', presentNewRecipient(form, committee)),
    );
  }

  @Get(':recipientId/change')
  @Policy('committee.manage')
  async form(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) committeeId: string,
    @Param('recipientId', { schema: id }) recipientId: string,
  ): Promise<PageAnswer> {
    const { committee, recipient } = await this.both(actor, committeeId, recipientId);
    return show(
      'committees/edit-recipient',
      presentChangeRecipient(recipientForm.filled(recipient), committee, recipient, recipient.version),
    );
  }

  @Post(':recipientId/change')
  @Policy('committee.manage')
  @Twin('PATCH /api/v1/committees/:id/recipients/:recipientId')
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) committeeId: string,
    @Param('recipientId', { schema: id }) recipientId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const { committee, recipient } = await this.both(actor, committeeId, recipientId);
    const version = sentVersion(sent);
    return submit(
      recipientForm,
      sent,
      async (body) => {
        const at = { committeeId, id: recipientId, version };
        const changed = await this.service.changeRecipient(actor, at, { ...body, active: recipient.active });
        const next =
          recipient.way === 'webhook' ? paths.committee(committeeId) : nextOf(committeeId, changed);
        return seeOther(next, `${changed.name} was changed.`);
      },
      (form) =>
        show('committees/edit-recipient', presentChangeRecipient(form, committee, recipient, version)),
    );
  }

  @Get(':recipientId/secret')
  @Policy('committee.manage')
  async secret(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) committeeId: string,
    @Param('recipientId', { schema: id }) recipientId: string,
  ): Promise<PageAnswer> {
    const { committee, recipient } = await this.both(actor, committeeId, recipientId);
    const secret = await this.secrets.get(actor, committeeId, recipientId);
    return show(
      'committees/recipient-secret',
      presentRecipientSecret(committee, recipient, secret, this.clock.now()),
    );
  }

  /** The answer is the page itself and no redirect, because the secret is shown once. */
  @Post(':recipientId/secret')
  @Policy('committee.manage')
  @Twin('PUT /api/v1/committees/:id/recipients/:recipientId/webhook-secret')
  async makeSecret(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) committeeId: string,
    @Param('recipientId', { schema: id }) recipientId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer> {
    const { committee, recipient } = await this.both(actor, committeeId, recipientId);
    const version = sentVersion(sent);
    const { secret } = await this.secrets.make(actor, { committeeId, recipientId, version });
    return show('committees/secret-made', presentSecretMade(committee, recipient, secret));
  }

  @Get(':recipientId/:step')
  @Policy('committee.manage')
  async ask(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) committeeId: string,
    @Param('recipientId', { schema: id }) recipientId: string,
    @Param('step', { schema: listing }) step: z.infer<typeof listing>,
  ): Promise<PageAnswer> {
    const { committee, recipient } = await this.both(actor, committeeId, recipientId);
    return show('committees/recipient-list', presentRecipientList(committee, recipient, step));
  }

  @Post(':recipientId/:step')
  @Policy('committee.manage')
  @Twin('PATCH /api/v1/committees/:id/recipients/:recipientId')
  async list(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) committeeId: string,
    @Param('recipientId', { schema: id }) recipientId: string,
    @Param('step', { schema: listing }) step: z.infer<typeof listing>,
    @SentFields() sent: Sent,
  ): Promise<SeeOther> {
    const { recipient } = await this.both(actor, committeeId, recipientId);
    const { name, email, way, webhookUrl, folder, servesFrom, servesUntil } = recipient;
    const at = { committeeId, id: recipientId, version: sentVersion(sent) };
    const active = step === 'restore';
    await this.service.changeRecipient(actor, at, {
      name,
      email,
      way,
      webhookUrl,
      folder,
      servesFrom,
      servesUntil,
      active,
    });
    const happened = active ? 'receives the next papers again' : 'gets nothing any more';
    return seeOther(paths.committee(committeeId), `${name} ${happened}.`);
  }

  private async both(
    actor: Actor,
    committeeId: string,
    recipientId: string,
  ): Promise<{ committee: CommitteeView; recipient: RecipientView }> {
    const committee = await this.managed(actor, committeeId);
    return { committee, recipient: await this.committees.recipient(actor, committeeId, recipientId) };
  }

  private async managed(actor: Actor, committeeId: string): Promise<CommitteeView> {
    const committee = await this.committees.get(actor, committeeId);
    requirePermission(actor, 'committee.manage', committee.programmeId);
    return committee;
  }
}

/** A program needs a secret before anything can be sent to it. */
const nextOf = (committeeId: string, { id: recipientId, way }: RecipientView): Path =>
  way === 'webhook' ? paths.recipientStep(committeeId, recipientId, 'secret') : paths.committee(committeeId);
