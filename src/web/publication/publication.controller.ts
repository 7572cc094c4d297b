import { Get, Param } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, Policy, type Actor } from '../../identity/index.js';
import { PublicationService } from '../../reporting/index.js';
import { Page, show, type PageAnswer } from '../shell/index.js';
import { presentPublication } from './publication.presenter.js';

/** What the public edition of a draft leaves out, for those who decide about it. */
@Page('reports/:id/publication')
export class PublicationPageController {
  constructor(private readonly publications: PublicationService) {}

  @Get()
  @Policy('report.read')
  async page(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: z.uuid() }) reportId: string,
  ): Promise<PageAnswer> {
    return show('publication', presentPublication(reportId, await this.publications.report(actor, reportId)));
  }
}
