import { Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import {
  CurrentActor,
  Heavy,
  PeopleQueries,
  Policy,
  requirePermission,
  type Actor,
} from '../../identity/index.js';
import { Clock, invalid, notFound, schemaIssues } from '../../platform/index.js';
import { PartsQueries } from '../../programmes/index.js';
import { PartPublicationQueries, publicationDecision, PublicationService } from '../../reporting/index.js';
import {
  Page,
  paths,
  seeOther,
  SentFields,
  show,
  submit,
  Twin,
  type FormView,
  type PageAnswer,
  type SeeOther,
  type Sent,
} from '../shell/index.js';
import { leaveOutForm, liftForm } from './publication.form.js';
import { presentLeaveOut, presentLift, presentPartPublication } from './publication.presenter.js';

const id = z.uuid();
const blockQuery = z.object({ block: z.string().max(200).default('') });

/** What of a part is left out of the public edition, and the decisions about it. */
@Page('contributions/:id/publication')
@Heavy('searching')
export class PartPublicationController {
  constructor(
    private readonly parts: PartsQueries,
    private readonly publication: PartPublicationQueries,
    private readonly publications: PublicationService,
    private readonly people: PeopleQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Policy('contribution.read')
  async page(@CurrentActor() actor: Actor, @Param('id', { schema: id }) partId: string): Promise<PageAnswer> {
    const [part, publication] = await Promise.all([
      this.parts.get(actor, partId),
      this.publication.get(actor, partId),
    ]);
    const { id: programmeId } = part.programme;
    const others = actor.can('publication.withhold', programmeId)
      ? []
      : await this.people.withPermission('publication.withhold', programmeId, this.clock.today());
    return show('part/publication', presentPartPublication(actor, part, publication, others));
  }

  @Get('new')
  @Policy('publication.withhold')
  leaveOutPage(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Query({ schema: blockQuery }) { block }: z.infer<typeof blockQuery>,
  ): Promise<PageAnswer> {
    return this.leaveOutView(actor, partId, leaveOutForm.blank({ block }));
  }

  @Post('new')
  @Policy('publication.withhold')
  @Twin('POST /api/v1/contributions/:id/publication')
  leaveOut(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    return submit(
      leaveOutForm,
      sent,
      async (typed) => {
        await this.decide(actor, partId, { ...typed, effect: 'withhold' });
        return seeOther(paths.partStep(partId, 'publication'), 'It is left out of the public edition.');
      },
      (form) => this.leaveOutView(actor, partId, form),
    );
  }

  @Get('lift')
  @Policy('publication.withhold')
  liftPage(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Query({ schema: blockQuery }) { block }: z.infer<typeof blockQuery>,
  ): Promise<PageAnswer> {
    return this.liftView(actor, partId, block, liftForm.blank({ block }));
  }

  @Post('lift')
  @Policy('publication.withhold')
  @Twin('POST /api/v1/contributions/:id/publication')
  lift(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Query({ schema: blockQuery }) { block }: z.infer<typeof blockQuery>,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    return submit(
      liftForm,
      sent,
      async (typed) => {
        await this.decide(actor, partId, { ...typed, effect: 'lift' });
        return seeOther(paths.partStep(partId, 'publication'), 'It is no longer left out.');
      },
      (form) => this.liftView(actor, partId, block, form),
    );
  }

  private async decide(actor: Actor, partId: string, typed: unknown): Promise<void> {
    const decision = publicationDecision.safeParse(typed);
    if (!decision.success) throw invalid(schemaIssues(decision.error.issues));
    await this.publications.decide(actor, { kind: 'contribution', id: partId }, decision.data);
  }

  private async leaveOutView(
    actor: Actor,
    partId: string,
    form: FormView,
  ): Promise<PageAnswer<'part/leave-out'>> {
    const [part, { blocks }] = await Promise.all([
      this.parts.get(actor, partId),
      this.publication.get(actor, partId),
    ]);
    requirePermission(actor, 'publication.withhold', part.programme.id);
    return show('part/leave-out', presentLeaveOut(part, blocks, form));
  }

  private async liftView(
    actor: Actor,
    partId: string,
    block: string,
    form: FormView,
  ): Promise<PageAnswer<'part/lift'>> {
    const [part, { blocks }] = await Promise.all([
      this.parts.get(actor, partId),
      this.publication.get(actor, partId),
    ]);
    requirePermission(actor, 'publication.release', part.programme.id);
    const found = blocks.find((one) => one.block === block && one.decision?.effect === 'withhold');
    if (!found) throw notFound('decision');
    return show('part/lift', presentLift(part, found, form));
  }
}
