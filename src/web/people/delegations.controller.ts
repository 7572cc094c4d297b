import { Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import {
  CurrentActor,
  DelegationsQueries,
  DelegationsService,
  Policy,
  requirePermission,
  SignedIn,
  type Actor,
  type DelegationView,
} from '../../identity/index.js';
import { Clock, everyItem, pageQuery } from '../../platform/index.js';
import { ProgrammesQueries } from '../../programmes/index.js';
import {
  Page,
  paths,
  seeOther,
  sentVersion,
  SentFields,
  show,
  Twin,
  type PageAnswer,
  type SeeOther,
  type Sent,
} from '../shell/index.js';
import { presentDelegations, presentEndDelegation } from './delegations.presenter.js';

const SHOWN = 50;
const listQuery = pageQuery.pick({ cursor: true }).extend({
  // A browser sends an empty choice too.
  programme: z.union([z.uuid(), z.literal('')]).optional(),
  state: z.enum(['current', 'over']).default('current'),
});

/** Who stands in for whom, for those who keep roles: they see and end it, and give none. */
@Page('admin/delegations')
export class DelegationsPageController {
  constructor(
    private readonly delegations: DelegationsQueries,
    private readonly service: DelegationsService,
    private readonly programmes: ProgrammesQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Policy('assignment.read')
  async list(
    @CurrentActor() actor: Actor,
    @Query({ schema: listQuery }) { programme = '', state, cursor }: z.infer<typeof listQuery>,
  ): Promise<PageAnswer> {
    const programmeId = programme === '' ? undefined : programme;
    const [page, programmes] = await Promise.all([
      this.delegations.list(actor, { limit: SHOWN, cursor, state, programmeId }),
      everyItem((query) => this.programmes.list(actor, query)),
    ]);
    return show(
      'people/delegations',
      presentDelegations(
        page,
        programmes.filter(({ id }) => actor.can('assignment.read', id)),
        { programmeId, state },
        ({ programmeId: where }) => actor.can('assignment.manage', where),
        this.clock.today(),
      ),
    );
  }

  @Get(':id/end')
  @SignedIn()
  async askToEnd(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: z.uuid() }) id: string,
  ): Promise<PageAnswer> {
    return show('people/ask', presentEndDelegation(await this.managed(actor, id)));
  }

  @Post(':id/end')
  @SignedIn()
  @Twin('POST /api/v1/delegations/:id/revoke')
  async end(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: z.uuid() }) id: string,
    @SentFields() sent: Sent,
  ): Promise<SeeOther> {
    await this.managed(actor, id);
    const { delegateName, delegatorName } = await this.service.revoke(actor, id, sentVersion(sent));
    return seeOther(paths.delegations({}), `${delegateName} no longer stands in for ${delegatorName}.`);
  }

  /** @throws Problem 404 where it is not theirs to see, 403 where they do not keep roles: who gave it ends it in their account. */
  private async managed(actor: Actor, id: string): Promise<DelegationView> {
    const found = await this.delegations.byId(actor, id);
    requirePermission(actor, 'assignment.manage', found.programmeId);
    return found;
  }
}
