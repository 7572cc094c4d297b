import { Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, Heavy, Policy, type Actor } from '../../identity/index.js';
import { PartsQueries } from '../../programmes/index.js';
import { ReportsQueries, ReportsService } from '../../reporting/index.js';
import {
  KnownPages,
  Page,
  paths,
  seeOther,
  SentFields,
  sentVersion,
  show,
  submit,
  Twin,
  type FormView,
  type PageAnswer,
  type SeeOther,
  type Sent,
} from '../shell/index.js';
import { lateForm } from './late.form.js';
import { namedLate, presentLate, presentNothingLate } from './late.presenter.js';

const id = z.uuid();

/** Going without the parts that are not approved: what is missing, and why. */
@Page('reports/:id/late')
@Heavy('preview')
export class LatePartsController {
  constructor(
    private readonly reports: ReportsQueries,
    private readonly service: ReportsService,
    private readonly parts: PartsQueries,
    private readonly pages: KnownPages,
  ) {}

  @Get()
  @Policy('report.read')
  page(@CurrentActor() actor: Actor, @Param('id', { schema: id }) reportId: string): Promise<PageAnswer> {
    return this.asked(actor, reportId);
  }

  @Post()
  @Policy('report.edit')
  @Twin('PUT /api/v1/reports/:id/text')
  goWithout(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) reportId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    return submit(
      lateForm,
      sent,
      async ({ lateReason }) => {
        const { text } = await this.reports.get(actor, reportId);
        await this.service.save(actor, reportId, sentVersion(sent), { ...text, lateReason });
        return seeOther(
          paths.report(reportId),
          'The report does not wait for the parts that are not approved any more. The reason is printed in it.',
        );
      },
      (form) => this.asked(actor, reportId, form),
    );
  }

  private async asked(actor: Actor, reportId: string, form?: FormView): Promise<PageAnswer> {
    const around = await this.reports.around(actor, reportId);
    const { report, period } = around;
    const [{ late: found, version }, parts] = await Promise.all([
      this.reports.preview(actor, reportId),
      this.parts.ofPeriod(actor, period.id),
    ]);
    const late = namedLate(found, parts);
    if (late.length === 0 || !report.actions.includes('save'))
      return show('report/nothing-late', presentNothingLate(around, late, this.pages.has));
    const asked = form ?? lateForm.blank({ reason: report.text.lateReason ?? '' });
    return show('report/late', presentLate(around, late, asked, version, this.pages.has));
  }
}
