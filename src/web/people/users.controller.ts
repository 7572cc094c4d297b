import { Get, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import {
  AssignmentsQueries,
  CurrentActor,
  HeldChangesQueries,
  Policy,
  requirePermission,
  SignedIn,
  UsersQueries,
  UsersService,
  type Actor,
} from '../../identity/index.js';
import { Clock, everyItem, forbidden } from '../../platform/index.js';
import {
  Once,
  Page,
  paths,
  seeOther,
  SentFields,
  show,
  submit,
  Twin,
  type PageAnswer,
  type SeeOther,
  type Sent,
} from '../shell/index.js';
import { userForm } from './user.form.js';
import { presentNewUser, presentStart, presentUsers } from './users.presenter.js';

const SHOWN = 50;
/** An empty search is none. */
const listQuery = z.object({
  search: z.string().optional(),
  cursor: z.string().max(500).optional(),
});

/** For holders of one of several permissions, which no policy of a route can say. */
@Page('admin')
export class AdministrationController {
  constructor(private readonly changes: HeldChangesQueries) {}

  @Get()
  @SignedIn()
  async page(@CurrentActor() actor: Actor): Promise<PageAnswer> {
    const administers = (['user.read', 'work.read', 'audit.read', 'programme.manage'] as const).some(
      (permission) => actor.holds(permission),
    );
    if (!administers) throw forbidden('You need the permission “user.read” to do this.');
    const waiting = await everyItem((query) => this.changes.list(actor, { ...query, waiting: true }));
    return show('people/start', presentStart(actor, waiting.length));
  }
}

@Page('admin/users')
export class UsersPagesController {
  constructor(
    private readonly users: UsersQueries,
    private readonly assignments: AssignmentsQueries,
    private readonly service: UsersService,
    private readonly once: Once,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Policy('user.read')
  async list(
    @CurrentActor() actor: Actor,
    @Query({ schema: listQuery }) { search = '', cursor }: z.infer<typeof listQuery>,
  ): Promise<PageAnswer> {
    requirePermission(actor, 'user.read', null);
    const words = search.trim();
    const { items, nextCursor } = await this.users.list({
      limit: SHOWN,
      cursor,
      search: words === '' ? undefined : words,
    });
    const roles = actor.holds('assignment.read')
      ? await this.assignments.ofPeople(
          actor,
          items.map(({ id }) => id),
        )
      : null;
    const mayManage = actor.can('user.manage', null);
    return show(
      'people/users',
      presentUsers({ users: items, nextCursor, search: words, roles, mayManage, today: this.clock.today() }),
    );
  }

  @Get('new')
  @Policy('user.manage')
  page(@CurrentActor() actor: Actor): PageAnswer {
    requirePermission(actor, 'user.manage', null);
    return show('people/new-user', presentNewUser(userForm.blank()));
  }

  @Post('new')
  @Policy('user.manage')
  @Twin('POST /api/v1/users')
  create(@CurrentActor() actor: Actor, @SentFields() sent: Sent): Promise<PageAnswer | SeeOther> {
    return submit(
      userForm,
      sent,
      (body) =>
        this.once.run(actor, sent, async () => {
          const { id, name } = await this.service.create(actor, body);
          return seeOther(
            paths.user(id),
            `${name} gets a link by mail and chooses a password with it. Give them a role: without one they can do nothing.`,
          );
        }),
      (form) => show('people/new-user', presentNewUser(form)),
    );
  }
}
