import { Body, Controller, Get, Header, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { CurrentActor, Policy, type Actor } from '../../identity/index.js';
import { narrative } from '../../platform/index.js';
import { challengeView, findingView, type Challenge } from './answers.js';
import type { Finding } from './rule.js';
import { ChallengeService, type ChallengeReply } from './challenge.service.js';

const id = z.uuid();
const key = z.string().regex(/^[0-9a-f]{32}$/, 'Give the key of a question.');
const replyBody = z.strictObject({
  reason: narrative(2000).describe('Why it is accepted as it is.'),
  print: z.boolean().default(false).describe('Print question and answer in the report.'),
});

/** Both lists are whole: they are worked out, not stored. */
const reportChallenges = z.object({
  items: z.array(challengeView),
  open: z.int().min(0).describe('How many have no answer; the report cannot be approved before it is 0.'),
});
const contributionChallenges = z.object({ items: z.array(findingView) });

@ApiTags('Challenge before approval')
@Controller('api/v1')
export class ChallengesController {
  constructor(private readonly service: ChallengeService) {}

  @Get('reports/:id/challenges')
  @Policy('report.read')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'List what a careful member would ask of the report, with the answers so far' })
  @ApiOkResponse({ standardSchema: reportChallenges })
  async report(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) reportId: string,
  ): Promise<{ items: Challenge[]; open: number }> {
    const items = await this.service.report(actor, reportId);
    return { items, open: items.filter(({ answer }) => answer === null).length };
  }

  /** Adds an answer; the last one counts. */
  @Put('reports/:id/challenges/:key')
  @Policy('report.edit')
  @ApiOperation({ summary: 'Answer one of the questions, before the report is approved' })
  @ApiOkResponse({ standardSchema: challengeView })
  answer(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) reportId: string,
    @Param('key', { schema: key }) findingKey: string,
    @Body({ schema: replyBody }) body: ChallengeReply,
  ): Promise<Challenge> {
    return this.service.answer(actor, reportId, findingKey, body);
  }

  @Get('contributions/:id/challenges')
  @Policy('contribution.read')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: 'List what a careful member would ask of a contribution as it stands; advice only',
  })
  @ApiOkResponse({ standardSchema: contributionChallenges })
  async contribution(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) contributionId: string,
  ): Promise<{ items: Finding[] }> {
    return { items: await this.service.contribution(actor, contributionId) };
  }
}
