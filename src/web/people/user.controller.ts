import { Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import {
  AssignmentsQueries,
  CurrentActor,
  HeldChangesQueries,
  Policy,
  requirePermission,
  UsersQueries,
  UsersService,
  type Actor,
  type Outcome,
  type UserView,
} from '../../identity/index.js';
import { Clock, everyItem } from '../../platform/index.js';
import { ProgrammesQueries } from '../../programmes/index.js';
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
import { GivingChoices } from './giving-choices.js';
import { held } from './held.js';
import { whereWords } from './people.words.js';
import { userForm } from './user.form.js';
import { presentChangeUser, presentStep, presentUser, USER_STEPS, type AskedStep } from './user.presenter.js';

const id = z.uuid();
const step = z.enum(USER_STEPS);

/** An account: who, which roles, and the steps with the account as a whole. */
@Page('admin/users/:id')
export class UserPageController {
  constructor(
    private readonly users: UsersQueries,
    private readonly assignments: AssignmentsQueries,
    private readonly changes: HeldChangesQueries,
    private readonly choices: GivingChoices,
    private readonly programmes: ProgrammesQueries,
    private readonly service: UsersService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Policy('user.read')
  async page(@CurrentActor() actor: Actor, @Param('id', { schema: id }) userId: string): Promise<PageAnswer> {
    requirePermission(actor, 'user.read', null);
    const user = await this.users.byId(userId);
    const [roles, waiting, programmes] = await Promise.all([
      actor.holds('assignment.read') ? this.assignments.ofPeople(actor, [userId]) : null,
      everyItem((query) => this.changes.list(actor, { ...query, waiting: true })),
      actor.holds('programme.manage') ? this.programmes.withNewestPeriods(actor) : [],
    ]);
    return show(
      'people/user',
      presentUser({
        user,
        roles,
        held: waiting.filter((change) => change.userId === userId),
        programmes,
        actor,
        now: this.clock.now(),
      }),
    );
  }

  @Get('change')
  @Policy('user.manage')
  async form(@CurrentActor() actor: Actor, @Param('id', { schema: id }) userId: string): Promise<PageAnswer> {
    const user = await this.managed(actor, userId);
    return show('people/change-user', presentChangeUser(userForm.filled(user), user, user.version));
  }

  @Post('change')
  @Policy('user.manage')
  @Twin('PATCH /api/v1/users/:id')
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) userId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const user = await this.managed(actor, userId);
    const version = sentVersion(sent);
    return submit(
      userForm,
      sent,
      async (body) => {
        // An address that waits for another administrator cannot be changed together with what does not wait.
        const change = {
          ...(body.name === user.name ? {} : { name: body.name }),
          ...(body.jobTitle === user.jobTitle ? {} : { jobTitle: body.jobTitle }),
          ...(body.email === user.email ? {} : { email: body.email }),
        };
        if (Object.keys(change).length === 0) return seeOther(paths.user(userId), 'Nothing was changed.');
        const outcome = await this.service.change(actor, userId, version, change);
        return held(outcome) ?? seeOther(paths.user(userId), `The account of ${body.name} was changed.`);
      },
      (form) => show('people/change-user', presentChangeUser(form, user, version)),
    );
  }

  @Get(':step')
  @Policy('user.manage')
  async ask(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) userId: string,
    @Param('step', { schema: step }) asked: AskedStep,
  ): Promise<PageAnswer> {
    const user = await this.managed(actor, userId);
    const left =
      asked === 'disable'
        ? { alone: await this.alone(actor, userId), work: await this.choices.workOf(actor, userId, null) }
        : { alone: [], work: [] };
    return show('people/ask', presentStep(user, asked, left));
  }

  @Post('password')
  @Policy('user.manage')
  @Twin('PUT /api/v1/users/:id/password')
  async password(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) userId: string,
    @SentFields() sent: Sent,
  ): Promise<SeeOther> {
    const outcome = await this.service.resetPassword(actor, userId, sentVersion(sent));
    return done(outcome, userId, ({ email }) => `A link for a new password goes to ${email}.`);
  }

  @Post('reset-second-factor')
  @Policy('user.manage')
  @Twin('POST /api/v1/users/:id/reset-second-factor')
  async resetSecondFactor(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) userId: string,
    @SentFields() sent: Sent,
  ): Promise<SeeOther> {
    const outcome = await this.service.resetSecondFactor(actor, userId, sentVersion(sent));
    return done(outcome, userId, ({ name }) => `The second factor of ${name} is taken away.`);
  }

  @Post('end-sessions')
  @Policy('user.manage')
  @Twin('POST /api/v1/users/:id/end-sessions')
  async endSessions(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) userId: string,
    @SentFields() sent: Sent,
  ): Promise<SeeOther> {
    const user = await this.service.endSessions(actor, userId, sentVersion(sent));
    return done({ done: user }, userId, ({ name }) => `${name} was signed out everywhere.`);
  }

  @Post('disable')
  @Policy('user.manage')
  @Twin('POST /api/v1/users/:id/disable')
  async disable(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) userId: string,
    @SentFields() sent: Sent,
  ): Promise<SeeOther> {
    const user = await this.service.disable(actor, userId, sentVersion(sent));
    return done({ done: user }, userId, ({ name }) => `The account of ${name} is disabled.`);
  }

  @Post('enable')
  @Policy('user.manage')
  @Twin('POST /api/v1/users/:id/enable')
  async enable(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) userId: string,
    @SentFields() sent: Sent,
  ): Promise<SeeOther> {
    const outcome = await this.service.enable(actor, userId, sentVersion(sent));
    return done(outcome, userId, ({ name }) => `The account of ${name} is enabled.`);
  }

  /** Roles in one programme that nobody else has there today, in words. */
  private async alone(actor: Actor, userId: string): Promise<string[]> {
    const roles = await this.assignments.ofPeople(actor, [userId]);
    const found = await Promise.all(
      roles.map(async (role) =>
        (await this.choices.isAlone(role)) ? [`${role.roleName} in ${whereWords(role)}`] : [],
      ),
    );
    return [...new Set(found.flat())];
  }

  private managed(actor: Actor, userId: string): Promise<UserView> {
    requirePermission(actor, 'user.manage', null);
    return this.users.byId(userId);
  }
}

const done = (outcome: Outcome<UserView>, userId: string, words: (user: UserView) => string): SeeOther =>
  held(outcome) ?? seeOther(paths.user(userId), 'done' in outcome ? words(outcome.done) : null);
