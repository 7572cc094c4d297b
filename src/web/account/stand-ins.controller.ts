import { Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import {
  AssignmentsQueries,
  CurrentActor,
  DelegationsQueries,
  DelegationsService,
  PeopleQueries,
  Policy,
  SignedIn,
  type Actor,
} from '../../identity/index.js';
import { Clock, everyItem } from '../../platform/index.js';
import { ProgrammesQueries } from '../../programmes/index.js';
import {
  Once,
  Page,
  paths,
  seeOther,
  SentFields,
  show,
  submit,
  textOf,
  Twin,
  type FormView,
  type PageAnswer,
  type SeeOther,
  type Sent,
} from '../shell/index.js';
import { newStandInForm } from './stand-ins.form.js';
import { presentEndStandIn, presentNewStandIn, presentStandIns } from './stand-ins.presenter.js';

/** Who stands in for me, and for whom I stand in. */
@Page('account/stand-ins')
export class StandInsController {
  constructor(
    private readonly delegations: DelegationsQueries,
    private readonly service: DelegationsService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @SignedIn()
  async list(@CurrentActor() actor: Actor): Promise<PageAnswer> {
    const all = await everyItem((query) => this.delegations.list(actor, query));
    return show('account/stand-ins', presentStandIns(actor, all, this.clock.today()));
  }

  @Get(':id/end')
  @SignedIn()
  async askToEnd(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: z.uuid() }) id: string,
  ): Promise<PageAnswer> {
    return show('account/end-stand-in', presentEndStandIn(await this.delegations.byId(actor, id)));
  }

  @Post(':id/end')
  @SignedIn()
  @Twin('POST /api/v1/delegations/:id/revoke')
  async end(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: z.uuid() }) id: string,
    @SentFields() sent: Sent,
  ): Promise<SeeOther> {
    const { delegateName } = await this.service.revoke(actor, id, Number(textOf(sent['_version'])));
    return seeOther(paths.standIns(), `${delegateName} no longer stands in.`);
  }
}

@Page('account/stand-ins/new')
export class NewStandInController {
  constructor(
    private readonly assignments: AssignmentsQueries,
    private readonly people: PeopleQueries,
    private readonly programmes: ProgrammesQueries,
    private readonly service: DelegationsService,
    private readonly once: Once,
  ) {}

  @Get()
  @Policy('delegation.create')
  page(@CurrentActor() actor: Actor): Promise<PageAnswer> {
    return this.view(actor, newStandInForm.blank());
  }

  @Post()
  @Policy('delegation.create')
  @Twin('POST /api/v1/delegations')
  create(@CurrentActor() actor: Actor, @SentFields() sent: Sent): Promise<PageAnswer | SeeOther> {
    return submit(
      newStandInForm,
      sent,
      (body) =>
        this.once.run(actor, sent, async () => {
          const { delegateName } = await this.service.create(actor, body);
          return seeOther(paths.standIns(), `${delegateName} stands in for you.`);
        }),
      (form) => this.view(actor, form),
    );
  }

  private async view(actor: Actor, form: FormView): Promise<PageAnswer> {
    const [roles, people, programmes] = await Promise.all([
      this.assignments.own(actor),
      this.people.colleagues(actor.userId),
      this.programmes.withNewestPeriods(actor),
    ]);
    return show('account/new-stand-in', presentNewStandIn(form, roles, people, programmes));
  }
}
