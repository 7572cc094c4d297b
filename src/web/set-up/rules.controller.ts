import { Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { BudgetQueries, BudgetService } from '../../finance/index.js';
import { CurrentActor, Policy, requirePermission, type Actor } from '../../identity/index.js';
import { ProgrammesQueries } from '../../programmes/index.js';
import { ReportSettingsService } from '../../reporting/index.js';
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
import { budgetRuleForm, glossaryForm, glossaryText, publicationRulesForm } from './rules.form.js';
import { presentBudgetRule, presentGlossary, presentPublicationRules } from './rules.presenter.js';

const id = z.uuid();

/** From which variance on a comment is needed. */
@Page('programmes/:id/budget-rule')
export class BudgetRuleController {
  constructor(
    private readonly programmes: ProgrammesQueries,
    private readonly budgets: BudgetQueries,
    private readonly service: BudgetService,
  ) {}

  @Get()
  @Policy('programme.manage')
  async page(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
  ): Promise<PageAnswer> {
    const programme = await this.programmes.get(actor, programmeId);
    requirePermission(actor, 'programme.manage', programmeId);
    const rule = await this.budgets.settings(actor, programmeId);
    return show(
      'set-up/budget-rule',
      presentBudgetRule(budgetRuleForm.filled(rule), programme, rule.version),
    );
  }

  @Post()
  @Policy('programme.manage')
  @Twin('PUT /api/v1/programmes/:id/budget-settings')
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const programme = await this.programmes.get(actor, programmeId);
    requirePermission(actor, 'programme.manage', programmeId);
    const version = sentVersion(sent);
    return submit(
      budgetRuleForm,
      sent,
      async ({ thresholdPercent }) => {
        await this.budgets.settings(actor, programmeId);
        await this.service.changeSettings(actor, programmeId, version, thresholdPercent);
        return seeOther(paths.setUp(programmeId), 'The budget rule is saved.');
      },
      (form) => show('set-up/budget-rule', presentBudgetRule(form, programme, version)),
    );
  }
}

/** What public editions print, and the abbreviations that reports explain: two pages of one setting. */
@Page('programmes/:id')
export class PublicationRulesController {
  constructor(
    private readonly programmes: ProgrammesQueries,
    private readonly settings: ReportSettingsService,
  ) {}

  @Get('publication-rules')
  @Policy('publication.release')
  async rules(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
  ): Promise<PageAnswer> {
    const { programme, policy, version } = await this.read(actor, programmeId);
    const form = publicationRulesForm.filled(policy);
    return show('set-up/publication-rules', presentPublicationRules(form, programme, version));
  }

  @Post('publication-rules')
  @Policy('publication.release')
  @Twin('PUT /api/v1/programmes/:id/report-settings')
  async changeRules(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const { programme, glossary } = await this.read(actor, programmeId);
    const version = sentVersion(sent);
    return submit(
      publicationRulesForm,
      sent,
      async (policy) => {
        await this.settings.change(actor, programmeId, version, { policy, glossary });
        return seeOther(paths.setUp(programmeId), 'The publication rules are saved.');
      },
      (form) => show('set-up/publication-rules', presentPublicationRules(form, programme, version)),
    );
  }

  @Get('glossary')
  @Policy('publication.release')
  async glossary(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
  ): Promise<PageAnswer> {
    const { programme, glossary, version } = await this.read(actor, programmeId);
    const form = glossaryForm.blank({ terms: glossaryText(glossary) });
    return show('set-up/glossary', presentGlossary(form, programme, version));
  }

  @Post('glossary')
  @Policy('publication.release')
  @Twin('PUT /api/v1/programmes/:id/report-settings')
  async changeGlossary(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const { programme, policy } = await this.read(actor, programmeId);
    const version = sentVersion(sent);
    return submit(
      glossaryForm,
      sent,
      async ({ terms }) => {
        await this.settings.change(actor, programmeId, version, { policy, glossary: terms });
        return seeOther(paths.setUp(programmeId), 'The glossary is saved.');
      },
      (form) => show('set-up/glossary', presentGlossary(form, programme, version)),
    );
  }

  private async read(actor: Actor, programmeId: string) {
    const programme = await this.programmes.get(actor, programmeId);
    requirePermission(actor, 'publication.release', programmeId);
    return { programme, ...(await this.settings.settings(actor, programmeId)) };
  }
}
