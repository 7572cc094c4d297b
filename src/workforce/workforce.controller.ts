import { Body, Controller, Get, Param, Put, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentActor, Policy, type Actor } from '../identity/index.js';
import { entityVersion, etag, IfMatch, tagged } from '../platform/index.js';
import {
  workforceContent,
  workforceDocument,
  type WorkforceContent,
  type WorkforceDocument,
} from './workforce.content.js';
import { WorkforceQueries } from './workforce.queries.js';
import { WorkforceService } from './workforce.service.js';

const id = z.uuid();
const saved = z.object({ version: entityVersion });

@ApiTags('Workforce')
@Controller('api/v1/contributions/:id')
export class WorkforceController {
  constructor(
    private readonly workforces: WorkforceQueries,
    private readonly service: WorkforceService,
  ) {}

  @Get('workforce')
  @Policy('contribution.read')
  @ApiOperation({ summary: 'Read the establishment of a period' })
  @ApiOkResponse({ standardSchema: workforceContent, headers: { ETag: {} } })
  async read(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) contributionId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WorkforceContent> {
    const { version, content } = await this.workforces.read(actor, contributionId);
    void reply.header('ETag', etag(version));
    return content;
  }

  @Put('workforce')
  @Policy('contribution.edit')
  @ApiOperation({ summary: 'Save the establishment of a period, while it is a draft' })
  @ApiOkResponse({ standardSchema: saved })
  async save(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) contributionId: string,
    @IfMatch() version: number,
    @Body({ schema: workforceDocument }) body: WorkforceDocument,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.infer<typeof saved>> {
    return tagged(reply, { version: await this.service.save(actor, contributionId, version, body) });
  }
}
