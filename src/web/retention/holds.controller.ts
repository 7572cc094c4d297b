import { Get, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { HoldsQueries, HoldsService } from '../../holds/index.js';
import { CurrentActor, PeopleQueries, Policy, requirePermission, type Actor } from '../../identity/index.js';
import { Clock, everyItem } from '../../platform/index.js';
import { ProgrammesQueries } from '../../programmes/index.js';
import {
  choices,
  Once,
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
import { EVERYTHING, holdForm, liftForm } from './retention.form.js';
import { presentHold, presentHolds } from './retention.presenter.js';
import { newHoldHead } from './retention.view.js';

const id = z.uuid();
const whose = z.object({ person: z.uuid().optional() });

/** What may not be deleted, whatever its time. */
@Page('admin/holds')
export class HoldsPagesController {
  constructor(
    private readonly holds: HoldsQueries,
    private readonly service: HoldsService,
    private readonly stepUps: StepUps,
    private readonly programmes: ProgrammesQueries,
    private readonly people: PeopleQueries,
    private readonly once: Once,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Policy('retention.read')
  async page(@CurrentActor() actor: Actor): Promise<PageAnswer> {
    const [standing, lifted] = await Promise.all(
      (['standing', 'lifted'] as const).map((state) =>
        everyItem((query) => this.holds.list(actor, { ...query, state })),
      ),
    );
    return show(
      'retention/holds',
      presentHolds(standing ?? [], lifted ?? [], actor.can('retention.manage', null)),
    );
  }

  @Get('new')
  @Policy('retention.manage')
  form(
    @CurrentActor() actor: Actor,
    @Query({ schema: whose }) { person }: z.infer<typeof whose>,
  ): Promise<PageAnswer> {
    return this.newHold(actor, person ?? null, holdForm(person ?? null).blank());
  }

  @Post('new')
  @Policy('retention.manage')
  @Twin('POST /api/v1/holds')
  place(
    @CurrentActor() actor: Actor,
    @Query({ schema: whose }) { person }: z.infer<typeof whose>,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    return submit(
      holdForm(person ?? null),
      sent,
      (body) =>
        this.once.run(actor, sent, async () => {
          const hold = await this.service.place(actor, body);
          return seeOther(paths.hold(hold.id), 'The hold counts from now on.');
        }),
      (form) => this.newHold(actor, person ?? null, form),
    );
  }

  @Get(':id')
  @Policy('retention.read')
  one(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) holdId: string,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer> {
    return this.view(actor, request, holdId, liftForm.blank());
  }

  @Post(':id/lift')
  @Policy('retention.manage')
  @Twin('POST /api/v1/holds/:id/lift')
  lift(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) holdId: string,
    @SentFields() sent: Sent,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer | SeeOther> {
    const version = sentVersion(sent);
    return submit(
      liftForm,
      sent,
      async ({ reason, password }) => {
        const confirmation = await this.stepUps.give(actor, request, password);
        await this.service.lift(actor, holdId, version, reason, confirmation);
        return seeOther(paths.hold(holdId), 'The hold is lifted.');
      },
      (form) => this.view(actor, request, holdId, form),
    );
  }

  private async view(
    actor: Actor,
    request: FastifyRequest,
    holdId: string,
    form: FormView,
  ): Promise<PageAnswer> {
    const [hold, stepUp] = await Promise.all([
      this.holds.byId(actor, holdId),
      this.stepUps.of(actor, request, paths.hold(holdId)),
    ]);
    return show(
      'retention/hold',
      presentHold(hold, { form, stepUp }, actor.can('retention.manage', null), this.clock.now()),
    );
  }

  private async newHold(actor: Actor, personId: string | null, form: FormView): Promise<PageAnswer> {
    requirePermission(actor, 'retention.manage', null);
    const [programmes, people] = await Promise.all([
      everyItem((query) => this.programmes.list(actor, query)),
      this.people.byIds(personId === null ? [] : [personId]),
    ]);
    return show('retention/new-hold', {
      head: newHoldHead,
      form,
      action: paths.newHold(personId ?? undefined),
      person: [...people.values()][0]?.name ?? '',
      programmes: choices(
        [
          { value: EVERYTHING, text: 'Everything' },
          ...programmes.map(({ id: value, name }) => ({ value, text: name })),
        ],
        'Choose what is held',
      ),
    });
  }
}
