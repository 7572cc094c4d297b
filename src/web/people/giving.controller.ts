import { Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import {
  AssignmentsQueries,
  AssignmentsService,
  CurrentActor,
  Policy,
  RoleEffectsQueries,
  requirePermission,
  UsersQueries,
  type Actor,
  type PersonRole,
  type UserView,
} from '../../identity/index.js';
import { Clock, notFound, Problem } from '../../platform/index.js';
import {
  leadingOut,
  Once,
  Page,
  paths,
  seeOther,
  SentFields,
  sentVersion,
  show,
  submit,
  textOf,
  Twin,
  type FormView,
  type PageAnswer,
  type SeeOther,
  type Sent,
} from '../shell/index.js';
import { GivingChoices } from './giving-choices.js';
import { held } from './held.js';
import { roleWords } from './people.words.js';
import { GIVE_ROLE_FIELDS, giveRoleForm } from './user.form.js';
import { presentAskToEnd, presentAskToGive, presentGiveRole } from './user.presenter.js';

const id = z.uuid();
const MIXES = 'would-mix-approval-and-administration';

/** A role is given to somebody, or ended. */
@Page('admin/users/:id/roles')
export class RoleGivingController {
  constructor(
    private readonly users: UsersQueries,
    private readonly assignments: AssignmentsQueries,
    private readonly service: AssignmentsService,
    private readonly effects: RoleEffectsQueries,
    private readonly choices: GivingChoices,
    private readonly once: Once,
    private readonly clock: Clock,
  ) {}

  @Get('new')
  @Policy('assignment.manage')
  async page(@CurrentActor() actor: Actor, @Param('id', { schema: id }) userId: string): Promise<PageAnswer> {
    const user = await this.seen(actor, userId);
    return this.form(actor, user, giveRoleForm(userId).blank());
  }

  @Post('new')
  @Policy('assignment.manage')
  @Twin('POST /api/v1/assignments')
  async give(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) userId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const user = await this.seen(actor, userId);
    const today = this.clock.today();
    return submit(
      giveRoleForm(userId),
      sent,
      (body) =>
        inWordsOf(user, async () => {
          const role = await this.choices.named(actor, body);
          if (textOf(sent['confirmed']) !== 'yes') {
            const waits = await this.service.wouldWait(actor, body);
            const effect = await this.effects.ofGiving(userId, body.roleId, body.programmeId);
            const hidden = GIVE_ROLE_FIELDS.map((name) => ({ name, value: textOf(sent[name]) }));
            return show('people/ask', presentAskToGive({ user, role, effect, waits, hidden, today }));
          }
          return this.once.run(actor, sent, async () => {
            const outcome = await this.service.grant(actor, body);
            const words = `${user.name} was given a role: ${roleWords(role, today)}.`;
            return held(outcome) ?? seeOther(paths.user(userId), words);
          });
        }),
      (form, code) => this.form(actor, user, code === MIXES ? leadingOut(form, paths.user(userId)) : form),
    );
  }

  @Get(':assignmentId/end')
  @Policy('assignment.manage')
  async askToEnd(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) userId: string,
    @Param('assignmentId', { schema: id }) assignmentId: string,
  ): Promise<PageAnswer> {
    const user = await this.seen(actor, userId);
    const role = await this.role(actor, userId, assignmentId);
    const [effect, alone] = await Promise.all([
      this.effects.ofEnding(userId, assignmentId, role.programmeId),
      this.choices.isAlone(role),
    ]);
    const work = effect.lost.includes('contribution.edit')
      ? await this.choices.workOf(actor, userId, role.programmeId)
      : [];
    return show('people/ask', presentAskToEnd(user, role, effect, { alone, work }, this.clock.today()));
  }

  @Post(':assignmentId/end')
  @Policy('assignment.manage')
  @Twin('POST /api/v1/assignments/:id/end')
  async end(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) userId: string,
    @Param('assignmentId', { schema: id }) assignmentId: string,
    @SentFields() sent: Sent,
  ): Promise<SeeOther> {
    const user = await this.seen(actor, userId);
    await this.service.end(actor, assignmentId, sentVersion(sent));
    return seeOther(paths.user(userId), `A role of ${user.name} ended.`);
  }

  private async form(actor: Actor, user: UserView, form: FormView): Promise<PageAnswer> {
    const { roles, ...where } = await this.choices.of(actor);
    return show('people/give-role', presentGiveRole(form, user, roles, where));
  }

  /** @throws Problem 404 where it is over, of somebody else, or not the actor's to see. */
  private async role(actor: Actor, userId: string, assignmentId: string): Promise<PersonRole> {
    const roles = await this.assignments.ofPeople(actor, [userId]);
    const found = roles.find((role) => role.id === assignmentId);
    if (!found) throw notFound('assignment');
    return found;
  }

  private seen(actor: Actor, userId: string): Promise<UserView> {
    requirePermission(actor, 'user.read', null);
    return this.users.byId(userId);
  }
}

/** Names the person in the one refusal that is about what a person may be. */
async function inWordsOf<T>({ name }: UserView, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Problem && error.code === MIXES)
      throw new Problem({
        code: error.code,
        status: error.status,
        detail: `${name} would both approve and administer, which nobody may. End the one role before you give the other.`,
      });
    throw error;
  }
}
