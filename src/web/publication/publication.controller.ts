import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { CurrentActor, Policy, Public, type Actor } from '../../identity/index.js';
import { PublicationService } from '../../reporting/index.js';
import { PUBLICATION_STYLE, renderPublicationPage } from './publication.page.js';
import { presentPublication } from './publication.view.js';

const id = z.uuid();

/** What the public edition of a draft leaves out, for whoever decides about it. */
@ApiExcludeController()
@Controller()
export class PublicationPageController {
  constructor(private readonly publications: PublicationService) {}

  @Get('reports/:id/publication')
  @Policy('report.read')
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Cache-Control', 'no-store')
  async page(@CurrentActor() actor: Actor, @Param('id', { schema: id }) reportId: string): Promise<string> {
    return renderPublicationPage(
      presentPublication(reportId, await this.publications.report(actor, reportId)),
    );
  }

  @Get('assets/publication.css')
  @Public()
  @Header('Content-Type', 'text/css; charset=utf-8')
  @Header('Cache-Control', 'public, max-age=3600')
  style(): string {
    return PUBLICATION_STYLE;
  }
}
