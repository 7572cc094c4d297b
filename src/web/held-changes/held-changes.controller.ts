import { Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import {
  CarryOutService,
  CurrentActor,
  HeldChangesQueries,
  HeldChangesService,
  SignedIn,
  type Actor,
} from '../../identity/index.js';
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
import { refusalForm } from './held-changes.form.js';
import { presentHeldChange, presentHeldChanges } from './held-changes.presenter.js';

const id = z.uuid();
/** Rows of a page. */
const SHOWN = 50;
const listQuery = z.object({ cursor: z.string().max(500).optional() });

/** Changes to who approves or administers: what waits, what became of the others, and the decision about one. */
@Page('held-changes')
export class HeldChangePagesController {
  constructor(
    private readonly changes: HeldChangesQueries,
    private readonly service: HeldChangesService,
    private readonly carrying: CarryOutService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @SignedIn()
  async list(
    @CurrentActor() actor: Actor,
    @Query({ schema: listQuery }) { cursor }: z.infer<typeof listQuery>,
  ): Promise<PageAnswer> {
    const [waiting, all] = await Promise.all([
      everyItem((query) => this.changes.list(actor, { ...query, waiting: true })),
      this.changes.list(actor, { limit: SHOWN, cursor, waiting: false }),
    ]);
    return show('held-changes/list', presentHeldChanges(waiting, all, this.clock.now()));
  }

  @Get(':id')
  @SignedIn()
  async page(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) changeId: string,
  ): Promise<PageAnswer> {
    const change = await this.changes.byId(actor, changeId);
    return show(
      'held-changes/change',
      presentHeldChange(refusalForm.blank(), change, change.version, actor, this.clock.now()),
    );
  }

  @Post(':id/carry-out')
  @SignedIn()
  @Twin('POST /api/v1/held-changes/:id/carry-out')
  async carryOut(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) changeId: string,
    @SentFields() sent: Sent,
  ): Promise<SeeOther> {
    await this.carrying.carryOut(actor, changeId, sentVersion(sent));
    return seeOther(paths.heldChange(changeId), 'It is done, and everybody concerned is told.');
  }

  @Post(':id/refuse')
  @SignedIn()
  @Twin('POST /api/v1/held-changes/:id/refuse')
  async refuse(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) changeId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const change = await this.changes.byId(actor, changeId);
    const version = sentVersion(sent);
    return submit(
      refusalForm,
      sent,
      async ({ reason }) => {
        const { state } = await this.service.refuse(actor, changeId, version, reason);
        return seeOther(
          paths.heldChange(changeId),
          `The change is ${state === 'withdrawn' ? 'withdrawn' : 'refused'}, and everybody concerned is told.`,
        );
      },
      (form) =>
        show('held-changes/change', presentHeldChange(form, change, version, actor, this.clock.now())),
    );
  }
}
