import {
  applyDecorators,
  Body,
  Controller,
  Get,
  Header,
  HttpCode,
  Param,
  Post,
  Put,
  Query,
  Res,
} from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentActor, Policy, type Actor } from '../identity/index.js';
import { IfMatch, pageOf, tagged, type Page } from '../platform/index.js';
import {
  ContributionsQueries,
  envelopeDetail,
  contributionListed,
  type EnvelopeDetail,
  type ContributionListed,
} from './contributions.queries.js';
import { ContributionsService } from './contributions.service.js';
import type { Note } from './note.rules.js';
import { contributionList, ownerInput, returnInput, stepInput } from './contributions.input.js';

const id = z.uuid();

type StepInput = z.infer<typeof stepInput>;
type StepAction = 'submit' | 'return' | 'approve' | 'reopen';

/** A route that takes one step of the workflow, with the permission of the same name. */
const Step = (action: StepAction, summary: string) =>
  applyDecorators(
    Post(`:id/${action}`),
    HttpCode(200),
    Policy(`contribution.${action}`),
    ApiOperation({ summary }),
    ApiOkResponse({ standardSchema: envelopeDetail }),
  );

@ApiTags('Contributions')
@Controller('api/v1/contributions')
export class ContributionsController {
  constructor(
    private readonly contributions: ContributionsQueries,
    private readonly service: ContributionsService,
  ) {}

  @Get()
  @Policy('contribution.read')
  @ApiOperation({ summary: 'List contributions' })
  @ApiOkResponse({ standardSchema: pageOf(contributionListed) })
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: contributionList }) query: z.infer<typeof contributionList>,
  ): Promise<Page<ContributionListed>> {
    return this.contributions.list(actor, query);
  }

  @Get(':id')
  @Policy('contribution.read')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Read where a contribution is in the workflow, and how it came there' })
  @ApiOkResponse({ standardSchema: envelopeDetail })
  async get(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) contributionId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EnvelopeDetail> {
    return tagged(reply, await this.contributions.get(actor, 'contribution', contributionId));
  }

  @Step('submit', 'Hand a draft in for review')
  submit(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) contributionId: string,
    @IfMatch() version: number,
    @Body({ schema: stepInput }) body: StepInput,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EnvelopeDetail> {
    return this.step(actor, contributionId, 'submit', version, body, reply);
  }

  @Step('return', 'Give a contribution back to its owner, with the reason and notes beside blocks')
  return(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) contributionId: string,
    @IfMatch() version: number,
    @Body({ schema: returnInput }) body: z.infer<typeof returnInput>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EnvelopeDetail> {
    return this.step(actor, contributionId, 'return', version, body, reply, body.notes);
  }

  @Step('approve', 'Approve a contribution that somebody else wrote')
  approve(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) contributionId: string,
    @IfMatch() version: number,
    @Body({ schema: stepInput }) body: StepInput,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EnvelopeDetail> {
    return this.step(actor, contributionId, 'approve', version, body, reply);
  }

  @Step('reopen', 'Make an approved contribution a draft again, with the reason')
  reopen(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) contributionId: string,
    @IfMatch() version: number,
    @Body({ schema: stepInput }) body: StepInput,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EnvelopeDetail> {
    return this.step(actor, contributionId, 'reopen', version, body, reply);
  }

  @Put(':id/owner')
  @Policy('contribution.assign')
  @ApiOperation({ summary: 'Name who drafts a contribution' })
  @ApiOkResponse({ standardSchema: envelopeDetail })
  async assign(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) contributionId: string,
    @IfMatch() version: number,
    @Body({ schema: ownerInput }) body: z.infer<typeof ownerInput>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EnvelopeDetail> {
    return tagged(reply, await this.service.assign(actor, contributionId, version, body.ownerId));
  }

  private async step(
    actor: Actor,
    contributionId: string,
    action: StepAction,
    version: number,
    { comment }: StepInput,
    reply: FastifyReply,
    notes: readonly Note[] = [],
  ): Promise<EnvelopeDetail> {
    return tagged(reply, await this.service.step(actor, contributionId, action, version, comment, notes));
  }
}
