import { Body, Controller, Get, Header, Param, Put, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentActor, Heavy, Policy, type Actor } from '../../identity/index.js';
import { entityVersion, IfMatch, tagged } from '../../platform/index.js';
import {
  answerNoLongerAsked,
  challengeView,
  earlierAnswer,
  findingView,
  type Finding,
} from '../../challenge/index.js';
import { challengeReply, questionKey } from './challenges.input.js';
import { ChallengesService, type ChallengeReply } from './challenges.service.js';

const id = z.uuid();

/** Both lists are whole: they are worked out, not stored. */
const reportChallenges = z.object({
  /** The report's, which an answer names as If-Match and raises. */
  version: entityVersion,
  items: z.array(
    challengeView.extend({
      earlier: earlierAnswer.nullable().describe('Null where the report before was not asked this.'),
    }),
  ),
  noLongerAsked: z.array(answerNoLongerAsked).describe('The first answer first.'),
  open: z.int().min(0).describe('How many have no answer; the report cannot be approved before it is 0.'),
});
/** With the report's version after the answer. */
const answered = challengeView.extend({ version: entityVersion });
const contributionChallenges = z.object({ items: z.array(findingView) });

@ApiTags('Challenge before approval')
@Controller('api/v1')
export class ChallengesController {
  constructor(private readonly service: ChallengesService) {}

  @Get('reports/:id/challenges')
  @Heavy('preview')
  @Policy('report.read')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'List what a careful member would ask of the report, with the answers so far' })
  @ApiOkResponse({ standardSchema: reportChallenges })
  async report(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) reportId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.infer<typeof reportChallenges>> {
    const { version, items, noLongerAsked } = await this.service.report(actor, reportId);
    return tagged(reply, {
      version,
      items,
      noLongerAsked,
      open: items.filter(({ answer }) => answer === null).length,
    });
  }

  /** Adds an answer; the last one counts. */
  @Put('reports/:id/challenges/:key')
  @Heavy('preview')
  @Policy('report.edit')
  @ApiOperation({ summary: 'Answer one of the questions, before the report is approved' })
  @ApiOkResponse({ standardSchema: answered })
  async answer(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) reportId: string,
    @Param('key', { schema: questionKey }) findingKey: string,
    @IfMatch() version: number,
    @Body({ schema: challengeReply }) body: ChallengeReply,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.infer<typeof answered>> {
    return tagged(reply, await this.service.answer(actor, { reportId, key: findingKey, version }, body));
  }

  @Get('contributions/:id/challenges')
  @Heavy('searching')
  @Policy('contribution.read')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: 'List what a careful member would ask of a contribution as it stands; advice only',
  })
  @ApiOkResponse({ standardSchema: contributionChallenges })
  async contribution(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) contributionId: string,
  ): Promise<{ items: readonly Finding[] }> {
    return { items: await this.service.contribution(actor, contributionId) };
  }
}
