import { Body, Controller, Get, Param, Put, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentActor, Policy, type Actor } from '../identity/index.js';
import { entityVersion, etag, IfMatch, tagged } from '../platform/index.js';
import {
  concernsContent,
  concernsDocument,
  type ConcernKind,
  type ConcernsDocument,
} from './concerns.content.js';
import { ConcernsQueries } from './concerns.queries.js';
import { ConcernsService } from './concerns.service.js';

const id = z.uuid();
const saved = z.object({ version: entityVersion });
type Saved = z.infer<typeof saved>;

@ApiTags('Concerns and developments')
@Controller('api/v1/contributions/:id')
export class ConcernsController {
  constructor(
    private readonly registers: ConcernsQueries,
    private readonly service: ConcernsService,
  ) {}

  @Get('concerns')
  @Policy('contribution.read')
  @ApiOperation({ summary: 'Read the key areas of concern of a period' })
  @ApiOkResponse({ standardSchema: concernsContent, headers: { ETag: {} } })
  concerns(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) contributionId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.read(actor, 'concerns', contributionId, reply);
  }

  @Put('concerns')
  @Policy('contribution.edit')
  @ApiOperation({ summary: 'Save the key areas of concern, while they are a draft' })
  @ApiOkResponse({ standardSchema: saved })
  async saveConcerns(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) contributionId: string,
    @IfMatch() version: number,
    @Body({ schema: concernsDocument }) body: ConcernsDocument,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Saved> {
    return tagged(reply, {
      version: await this.service.save(actor, 'concerns', contributionId, version, body),
    });
  }

  @Get('developments')
  @Policy('contribution.read')
  @ApiOperation({ summary: 'Read the medium-term developments of a period' })
  @ApiOkResponse({ standardSchema: concernsContent, headers: { ETag: {} } })
  developments(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) contributionId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.read(actor, 'developments', contributionId, reply);
  }

  @Put('developments')
  @Policy('contribution.edit')
  @ApiOperation({ summary: 'Save the medium-term developments, while they are a draft' })
  @ApiOkResponse({ standardSchema: saved })
  async saveDevelopments(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) contributionId: string,
    @IfMatch() version: number,
    @Body({ schema: concernsDocument }) body: ConcernsDocument,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Saved> {
    return tagged(reply, {
      version: await this.service.save(actor, 'developments', contributionId, version, body),
    });
  }

  /** The content is made by the database and sent as it is. */
  private async read(
    actor: Actor,
    kind: ConcernKind,
    contributionId: string,
    reply: FastifyReply,
  ): Promise<string> {
    const { version, json } = await this.registers.document(actor, kind, contributionId);
    void reply.header('ETag', etag(version)).header('Content-Type', 'application/json; charset=utf-8');
    return json;
  }
}
