import { Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, Heavy, Policy, type Actor } from '../../identity/index.js';
import { invalid, schemaIssues } from '../../platform/index.js';
import { publicationDecision, PublicationService, ReportsQueries } from '../../reporting/index.js';
import {
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
import { reasonForm, withholdForm } from './decision.form.js';
import {
  EFFECTS,
  presentChoosePart,
  presentDecision,
  presentPublication,
  type Effect,
} from './publication.presenter.js';

const id = z.uuid();

/** What the public edition of a draft leaves out, and the decisions about it. */
@Page('reports/:id/publication')
@Heavy('preview')
export class ReportPublicationController {
  constructor(
    private readonly reports: ReportsQueries,
    private readonly publications: PublicationService,
  ) {}

  @Get()
  @Policy('report.read')
  async page(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) reportId: string,
  ): Promise<PageAnswer> {
    const around = await this.reports.around(actor, reportId);
    const found = await this.publications.report(actor, reportId);
    return show('report/publication', presentPublication(actor, around, found));
  }

  @Get(':effect')
  @Policy('publication.withhold')
  ask(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) reportId: string,
    @Param('effect', { schema: z.enum(EFFECTS) }) effect: Effect,
    @Query('block', { schema: z.string().max(200).default('') }) block = '',
    @Query('part', { schema: z.string().max(40).default('') }) part = '',
  ): Promise<PageAnswer> {
    return this.decision(actor, reportId, effect, { block, part }, formOf(effect).blank({ block }));
  }

  @Post(':effect')
  @Policy('publication.withhold')
  @Twin('POST /api/v1/reports/:id/publication')
  decide(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) reportId: string,
    @Param('effect', { schema: z.enum(EFFECTS) }) effect: Effect,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    return submit(
      formOf(effect),
      sent,
      async (typed) => {
        const decision = publicationDecision.safeParse({ effect, ...typed });
        if (!decision.success) throw invalid(schemaIssues(decision.error.issues));
        await this.publications.decide(actor, { kind: 'report', id: reportId }, decision.data);
        return seeOther(paths.reportStep(reportId, 'publication'), 'The decision is in force.');
      },
      (form) =>
        this.decision(
          actor,
          reportId,
          effect,
          { block: textOf(sent['block']), part: textOf(sent['part']) },
          form,
        ),
    );
  }

  private async decision(
    actor: Actor,
    reportId: string,
    effect: Effect,
    about: { block: string; part: string },
    form: FormView,
  ): Promise<PageAnswer> {
    const around = await this.reports.around(actor, reportId);
    const found = await this.publications.report(actor, reportId);
    if (effect === 'withhold' && about.block === '' && about.part === '')
      return show('report/choose-part', presentChoosePart(around, found));
    return show('report/decision', presentDecision(around, found, effect, about, form));
  }
}

const formOf = (effect: Effect): typeof withholdForm | typeof reasonForm =>
  effect === 'withhold' ? withholdForm : reasonForm;
