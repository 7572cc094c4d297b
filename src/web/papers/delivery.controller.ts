import { Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import {
  DeliveriesQueries,
  DeliveriesService,
  DispatchesQueries,
  LinksService,
} from '../../distribution/index.js';
import { CurrentActor, Policy, requirePermission, type Actor } from '../../identity/index.js';
import { Clock } from '../../platform/index.js';
import {
  leadingOut,
  Page,
  paths,
  seeOther,
  SentFields,
  sentVersion,
  show,
  submit,
  Twin,
  type PageAnswer,
  type SeeOther,
  type Sent,
} from '../shell/index.js';
import { resendForm, settleForm } from './delivery.form.js';
import {
  presentAddressMade,
  presentDelivery,
  presentResend,
  presentSettle,
  type DeliveryFacts,
} from './delivery.presenter.js';

const id = z.uuid();

/** One e-mail of the ledger: what happened to it, and what somebody decides about it. */
@Page('deliveries/:id')
export class DeliveryPageController {
  constructor(
    private readonly deliveries: DeliveriesQueries,
    private readonly dispatches: DispatchesQueries,
    private readonly service: DeliveriesService,
    private readonly links: LinksService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Policy('dispatch.read')
  async page(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) deliveryId: string,
  ): Promise<PageAnswer> {
    return show('papers/delivery', presentDelivery(await this.facts(actor, deliveryId)));
  }

  @Get('resend')
  @Policy('dispatch.manage')
  async askToResend(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) deliveryId: string,
  ): Promise<PageAnswer> {
    const given = await this.managed(actor, deliveryId);
    return show('papers/resend', presentResend(resendForm.blank(), given, given.delivery.version));
  }

  @Post('resend')
  @Policy('dispatch.manage')
  @Twin('POST /api/v1/deliveries/:id/resend')
  async resend(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) deliveryId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const given = await this.managed(actor, deliveryId);
    const version = sentVersion(sent);
    return submit(
      resendForm,
      sent,
      async ({ reason }) => {
        const { recipient } = await this.service.resend(actor, deliveryId, version, reason);
        return seeOther(paths.delivery(deliveryId), `The e-mail to ${recipient.name} is sent once more.`);
      },
      (form, code) => {
        // Whoever was removed is taken back, and a term of office is changed, on the page of their committee.
        const shown = ['recipient-removed', 'not-in-office'].includes(code)
          ? leadingOut(form, paths.committee(given.dispatch.meeting.committeeId))
          : form;
        return show('papers/resend', presentResend(shown, given, version));
      },
    );
  }

  @Get('settle')
  @Policy('dispatch.manage')
  async askToSettle(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) deliveryId: string,
  ): Promise<PageAnswer> {
    const given = await this.managed(actor, deliveryId);
    return show('papers/settle', presentSettle(settleForm.blank(), given, given.delivery.version));
  }

  @Post('settle')
  @Policy('dispatch.manage')
  @Twin('POST /api/v1/deliveries/:id/settle')
  async settle(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) deliveryId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const given = await this.managed(actor, deliveryId);
    const version = sentVersion(sent);
    return submit(
      settleForm,
      sent,
      async (decision) => {
        const { recipient } = await this.service.settle(actor, deliveryId, version, decision);
        const became = decision.state === 'accepted' ? 'arrived' : 'did not arrive';
        return seeOther(
          paths.dispatch(given.dispatch.id),
          `The ledger says that the e-mail to ${recipient.name} ${became}.`,
        );
      },
      (form) => show('papers/settle', presentSettle(form, given, version)),
    );
  }

  /** The answer is the page itself and no redirect, because the address is shown once and kept nowhere. */
  @Post('address/make')
  @Policy('dispatch.manage')
  @Twin('PUT /api/v1/deliveries/:id/address')
  async makeAddress(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) deliveryId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer> {
    const { delivery } = await this.managed(actor, deliveryId);
    const { address, signIn } = await this.links.make(actor, deliveryId, sentVersion(sent));
    return show('papers/address-made', presentAddressMade(delivery, address, signIn));
  }

  @Post('address/withdraw')
  @Policy('dispatch.manage')
  @Twin('DELETE /api/v1/deliveries/:id/address')
  async withdrawAddress(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) deliveryId: string,
    @SentFields() sent: Sent,
  ): Promise<SeeOther> {
    await this.links.withdraw(actor, deliveryId, sentVersion(sent));
    return seeOther(paths.delivery(deliveryId), 'The address leads nowhere any more.');
  }

  private async facts(actor: Actor, deliveryId: string): Promise<DeliveryFacts> {
    const delivery = await this.deliveries.get(actor, deliveryId);
    const dispatch = await this.dispatches.get(actor, delivery.dispatchId);
    const address = await this.links.get(actor, deliveryId);
    const mayManage = actor.can('dispatch.manage', delivery.programmeId);
    return { delivery, dispatch, address, mayManage, now: this.clock.now() };
  }

  private async managed(actor: Actor, deliveryId: string): Promise<DeliveryFacts> {
    const given = await this.facts(actor, deliveryId);
    requirePermission(actor, 'dispatch.manage', given.delivery.programmeId);
    return given;
  }
}
