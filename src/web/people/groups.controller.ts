import { Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import {
  CurrentActor,
  GroupRulesQueries,
  GroupRulesService,
  Policy,
  RolesQueries,
  type Actor,
} from '../../identity/index.js';
import { Config, everyItem } from '../../platform/index.js';
import { ProgrammesQueries } from '../../programmes/index.js';
import {
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
import { GROUP_RULE_FIELDS, groupRuleForm } from './groups.form.js';
import {
  presentAskToAdd,
  presentAskToEndRule,
  presentGroups,
  presentNewGroupRule,
} from './groups.presenter.js';

const id = z.uuid();

/** Rules by which groups of the identity provider give roles. */
@Page('admin/groups')
export class GroupRulesPagesController {
  constructor(
    private readonly rules: GroupRulesQueries,
    private readonly service: GroupRulesService,
    private readonly choices: GivingChoices,
    private readonly roles: RolesQueries,
    private readonly programmes: ProgrammesQueries,
    private readonly once: Once,
    private readonly config: Config,
  ) {}

  @Get()
  @Policy('assignment.read')
  async list(@CurrentActor() actor: Actor): Promise<PageAnswer> {
    const rules = await everyItem((query) => this.rules.list(actor, query));
    const may = {
      add: actor.holds('assignment.manage'),
      end: ({ programmeId }: { programmeId: string | null }) => actor.can('assignment.manage', programmeId),
    };
    return show('people/groups', presentGroups(rules, may, this.config.OIDC_GROUPS_CLAIM !== undefined));
  }

  @Get('new')
  @Policy('assignment.manage')
  page(@CurrentActor() actor: Actor): Promise<PageAnswer> {
    return this.form(actor, groupRuleForm.blank());
  }

  @Post('new')
  @Policy('assignment.manage')
  @Twin('POST /api/v1/group-rules')
  add(@CurrentActor() actor: Actor, @SentFields() sent: Sent): Promise<PageAnswer | SeeOther> {
    return submit(
      groupRuleForm,
      sent,
      async (body): Promise<PageAnswer | SeeOther> => {
        if (textOf(sent['confirmed']) === 'yes')
          return this.once.run(actor, sent, async () => {
            await this.service.make(actor, body);
            return seeOther(paths.groupRules(), `The rule of the group “${body.group}” is added.`);
          });
        const [effect, { name }, programme] = await Promise.all([
          this.service.wouldMake(actor, body),
          this.roles.byId(body.roleId),
          body.programmeId === null ? null : this.programmes.get(actor, body.programmeId),
        ]);
        const hidden = GROUP_RULE_FIELDS.map((field) => ({ name: field, value: textOf(sent[field]) }));
        const rule = { group: body.group, roleName: name, programmeName: programme?.name ?? null };
        return show('people/ask', presentAskToAdd(rule, effect, hidden));
      },
      (form) => this.form(actor, form),
    );
  }

  @Get(':id/end')
  @Policy('assignment.manage')
  async askToEnd(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) ruleId: string,
  ): Promise<PageAnswer> {
    const rule = await this.rules.byId(actor, ruleId);
    return show('people/ask', presentAskToEndRule(rule, await this.rules.effectOf({ end: ruleId })));
  }

  @Post(':id/end')
  @Policy('assignment.manage')
  @Twin('POST /api/v1/group-rules/:id/end')
  async end(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) ruleId: string,
    @SentFields() sent: Sent,
  ): Promise<SeeOther> {
    await this.service.end(actor, ruleId, sentVersion(sent));
    return seeOther(paths.groupRules(), 'The rule is ended, and the roles that came by it.');
  }

  private async form(actor: Actor, form: FormView): Promise<PageAnswer> {
    const { roles, ...where } = await this.choices.of(actor);
    return show('people/new-group-rule', presentNewGroupRule(form, roles, where));
  }
}
