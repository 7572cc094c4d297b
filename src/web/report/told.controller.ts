import { Get, Param } from '@nestjs/common';
import { z } from 'zod';
import { DraftToldQueries } from '../../distribution/index.js';
import { CurrentActor, Policy, type Actor } from '../../identity/index.js';
import { ReportsQueries } from '../../reporting/index.js';
import { Page, show, type PageAnswer } from '../shell/index.js';
import { presentTold } from './told.presenter.js';

/** What each committee would be told, before the report goes anywhere. */
@Page('reports/:id/told')
export class ToldController {
  constructor(
    private readonly reports: ReportsQueries,
    private readonly told: DraftToldQueries,
  ) {}

  @Get()
  @Policy('report.read')
  async page(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: z.uuid() }) reportId: string,
  ): Promise<PageAnswer> {
    const around = await this.reports.around(actor, reportId);
    const { snapshot } = await this.reports.preview(actor, reportId);
    const told = snapshot?.publication ? await this.told.of(actor, around.report, snapshot) : null;
    return show('report/told', presentTold(around, told));
  }
}
