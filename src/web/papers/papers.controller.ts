import { Get, Param, Post, Query, Res, type StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import {
  DeliveriesQueries,
  deliveryList,
  DispatchContentsQueries,
  DispatchesQueries,
  DispatchesService,
  LateQueries,
  packAnswer,
  PackBuilder,
  type DispatchView,
} from '../../distribution/index.js';
import { CurrentActor, Heavy, Policy, requirePermission, type Actor } from '../../identity/index.js';
import { Clock, everyItem } from '../../platform/index.js';
import {
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
import { presentCheck } from './check.presenter.js';
import { cancelPapersForm } from './papers.form.js';
import { presentCancelPapers, presentPapers, presentTold } from './papers.presenter.js';
import { backToPapers } from './papers.words.js';

const SHOWN = 50;
const id = z.uuid();
const asked = deliveryList.shape;
const query = z.strictObject({ cursor: asked.cursor, only: asked.only });

/** Papers for a meeting: how they stand, the ledger of their e-mails, what goes to whom, what is told, the pack. */
@Page('dispatches/:id')
export class PapersController {
  constructor(
    private readonly dispatches: DispatchesQueries,
    private readonly contents: DispatchContentsQueries,
    private readonly deliveries: DeliveriesQueries,
    private readonly service: DispatchesService,
    private readonly packs: PackBuilder,
    private readonly late: LateQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Policy('dispatch.read')
  async page(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) dispatchId: string,
    @Query({ schema: query }) { cursor, only }: z.infer<typeof query>,
  ): Promise<PageAnswer> {
    const dispatch = await this.dispatches.get(actor, dispatchId);
    const [deliveries, holdings, sent, late] = await Promise.all([
      this.deliveries.list(actor, { dispatchId, limit: SHOWN, cursor, only }),
      this.contents.holdings(actor, dispatchId),
      this.contents.sent(actor, dispatch),
      this.late.ofDispatch(dispatchId),
    ]);
    return show(
      'papers/papers',
      presentPapers({
        dispatch,
        deliveries,
        only,
        file: sent,
        told: sent?.told ?? null,
        late,
        holdings,
        mayManage: actor.can('dispatch.manage', dispatch.programmeId),
        now: this.clock.now(),
      }),
    );
  }

  @Get('check')
  @Policy('dispatch.read')
  async check(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) dispatchId: string,
  ): Promise<PageAnswer | SeeOther> {
    const dispatch = await this.dispatches.get(actor, dispatchId);
    if (dispatch.reportVersion !== null || dispatch.cancelledAt !== null)
      return seeOther(paths.dispatch(dispatchId));
    const check = await this.contents.check(actor, dispatchId);
    const leave = actor.can('dispatch.manage', dispatch.programmeId)
      ? { text: 'Cancel these papers', href: paths.dispatchStep(dispatchId, 'cancel') }
      : null;
    const ways = { back: backToPapers(dispatch), plan: null, leave };
    return show('papers/check', presentCheck(dispatch, check, ways, this.clock.now()));
  }

  @Get('changes')
  @Policy('dispatch.read')
  async told(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) dispatchId: string,
    @Query('beside', { schema: id.optional() }) beside?: string,
  ): Promise<PageAnswer> {
    const dispatch = await this.dispatches.get(actor, dispatchId);
    const { counts, since, items } = await this.contents.changes(actor, dispatchId);
    const second = beside === undefined ? null : await this.dispatches.get(actor, beside);
    const compared = second && {
      committee: second.meeting.committeeName,
      items: (await this.contents.changes(actor, second.id)).items,
    };
    const others = await everyItem((page) =>
      this.dispatches.list(actor, { ...page, periodId: dispatch.periodId }),
    );
    const told = { ...counts, sinceLabel: since?.periodLabel ?? null };
    return show('papers/told', presentTold(dispatch, told, items, others, compared));
  }

  @Get('pack')
  @Heavy('pack')
  @Policy('dispatch.read')
  async pack(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) dispatchId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const dispatch = await this.dispatches.get(actor, dispatchId);
    return packAnswer(reply, await this.packs.handOver(actor, dispatch, undefined));
  }

  @Get('cancel')
  @Policy('dispatch.manage')
  async askToCancel(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) dispatchId: string,
  ): Promise<PageAnswer | SeeOther> {
    const dispatch = await this.managed(actor, dispatchId);
    if (dispatch.reportVersion !== null || dispatch.cancelledAt !== null)
      return seeOther(paths.dispatch(dispatchId));
    return show(
      'papers/cancel',
      presentCancelPapers(cancelPapersForm.blank(), dispatch, dispatch.version, this.clock.now()),
    );
  }

  @Post('cancel')
  @Policy('dispatch.manage')
  @Twin('POST /api/v1/dispatches/:id/cancel')
  async cancel(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) dispatchId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const dispatch = await this.managed(actor, dispatchId);
    const version = sentVersion(sent);
    return submit(
      cancelPapersForm,
      sent,
      async ({ reason }) => {
        await this.service.cancel(actor, dispatchId, version, reason);
        return seeOther(paths.dispatch(dispatchId), 'These papers were cancelled. Nothing goes out.');
      },
      (form) => show('papers/cancel', presentCancelPapers(form, dispatch, version, this.clock.now())),
    );
  }

  private async managed(actor: Actor, dispatchId: string): Promise<DispatchView> {
    const dispatch = await this.dispatches.get(actor, dispatchId);
    requirePermission(actor, 'dispatch.manage', dispatch.programmeId);
    return dispatch;
  }
}
