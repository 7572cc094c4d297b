import { Body, Controller, Get, Header, HttpCode, Param, Post, Put, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentActor, Policy, type Actor } from '../../identity/index.js';
import { entityVersion, IfMatch, line, narrative, tagged } from '../../platform/index.js';
import { block, EDITIONS, GROUNDS, releasable, type EditionName } from '../../snapshot/index.js';
import { PublicationService, type DecisionInput } from './publication.service.js';
import {
  contributionPublication,
  reportPublication,
  type ContributionPublication,
  type ReportPublication,
} from './publication.view.js';

const id = z.uuid();
const edition = z.enum(EDITIONS);
const reason = narrative(2000);

const settingsBody = z.strictObject({
  policy: z.strictObject({
    threshold: z
      .int()
      .min(1)
      .max(20)
      .describe('Counts of people from 1 to this are suppressed in public editions; usually 5.'),
    denominatorFloor: z
      .int()
      .min(0)
      .max(100)
      .describe('Percentages of fewer people than this are suppressed; usually 10.'),
    names: z
      .enum(['names', 'titles'])
      .describe('Whether public editions print people’s names or their job titles.'),
  }),
  glossary: z
    .array(z.strictObject({ term: line(40), meaning: line(300) }))
    .max(300)
    .superRefine((terms, ctx) => {
      terms.forEach(({ term }, index) => {
        if (terms.findIndex((one) => one.term === term) !== index)
          ctx.addIssue({ code: 'custom', path: [index, 'term'], message: 'This term is given twice.' });
      });
    })
    .describe('The programme’s own abbreviations; those that a report uses are explained in it.'),
});
const settingsView = settingsBody.extend({ version: entityVersion }).meta({ id: 'ReportSettings' });

const decisionBody = z
  .discriminatedUnion('effect', [
    z.strictObject({
      effect: z.literal('withhold'),
      block,
      ground: z.enum(GROUNDS),
      paragraphs: z
        .array(z.int().min(1).max(7))
        .max(7)
        .default([])
        .describe('Of Schedule 12A, Part 1; needed when the ground is exempt.'),
      reason: reason.describe(
        'Exempt: why the public interest in withholding it outweighs that in disclosing it. Never published.',
      ),
    }),
    z.strictObject({ effect: z.literal('release'), block: releasable, reason }),
    z.strictObject({ effect: z.literal('lift'), block: z.union([block, releasable]), reason }),
  ])
  .superRefine((decision, ctx) => {
    if (decision.effect !== 'withhold') return;
    if ((decision.ground === 'exempt') !== decision.paragraphs.length > 0)
      ctx.addIssue({
        code: 'custom',
        path: ['paragraphs'],
        message:
          decision.ground === 'exempt'
            ? 'Say under which paragraphs of Schedule 12A it is exempt.'
            : 'Only what is exempt has paragraphs of Schedule 12A.',
      });
  });

@ApiTags('Publication')
@Controller('api/v1')
export class PublicationController {
  constructor(private readonly service: PublicationService) {}

  @Get('programmes/:id/report-settings')
  @Policy('report.read')
  @ApiOperation({ summary: 'Read how a programme’s reports are published' })
  @ApiOkResponse({ standardSchema: settingsView })
  async settings(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.infer<typeof settingsView>> {
    return tagged(reply, await this.service.settings(actor, programmeId));
  }

  @Put('programmes/:id/report-settings')
  @Policy('publication.release')
  @ApiOperation({ summary: 'Change how a programme’s reports are published; counts from the next approval' })
  @ApiOkResponse({ standardSchema: settingsView })
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @IfMatch() version: number,
    @Body({ schema: settingsBody }) body: z.infer<typeof settingsBody>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.infer<typeof settingsView>> {
    await this.service.change(actor, programmeId, version, body);
    return tagged(reply, await this.service.settings(actor, programmeId));
  }

  @Get('reports/:id/publication')
  @Policy('report.read')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Read what the public edition would leave out, and what a person has to look at' })
  @ApiOkResponse({ standardSchema: reportPublication })
  report(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) reportId: string,
  ): Promise<ReportPublication> {
    return this.service.report(actor, reportId);
  }

  @Post('reports/:id/publication')
  @HttpCode(200)
  @Policy('publication.withhold')
  @ApiOperation({
    summary: 'Withhold a block of the report from publication, release a small number, or lift a decision',
  })
  @ApiOkResponse({ standardSchema: reportPublication })
  async decideInReport(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) reportId: string,
    @Body({ schema: decisionBody }) body: DecisionInput,
  ): Promise<ReportPublication> {
    await this.service.decide(actor, { kind: 'report', id: reportId }, body);
    return this.service.report(actor, reportId);
  }

  /** The draft, as a page: what its readers would get. */
  @Get('reports/:id/editions/:edition')
  @Policy('report.read')
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header(
    'Content-Security-Policy',
    "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; sandbox",
  )
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Look at an edition of the draft; the exempt one needs exempt.read as well' })
  @ApiOkResponse({ content: { 'text/html': { schema: { type: 'string' } } } })
  preview(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) reportId: string,
    @Param('edition', { schema: edition }) name: EditionName,
  ): Promise<string> {
    return this.service.preview(actor, reportId, name);
  }

  @Get('contributions/:id/publication')
  @Policy('contribution.read')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Read what of a contribution is withheld from publication' })
  @ApiOkResponse({ standardSchema: contributionPublication })
  contribution(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) contributionId: string,
  ): Promise<ContributionPublication> {
    return this.service.contribution(actor, contributionId);
  }

  @Post('contributions/:id/publication')
  @HttpCode(200)
  @Policy('publication.withhold')
  @ApiOperation({
    summary:
      'Withhold a block of a contribution from publication, release a small number, or lift a decision',
  })
  @ApiOkResponse({ standardSchema: contributionPublication })
  async decideInContribution(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) contributionId: string,
    @Body({ schema: decisionBody }) body: DecisionInput,
  ): Promise<ContributionPublication> {
    await this.service.decide(actor, { kind: 'contribution', id: contributionId }, body);
    return this.service.contribution(actor, contributionId);
  }
}
