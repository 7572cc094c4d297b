import { Body, Controller, Get, Param, Put, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentActor, Policy, type Actor } from '../identity/index.js';
import { entityVersion, etag, IfMatch, tagged } from '../platform/index.js';
import { measuresContent, measuresDocument, type MeasuresDocument } from './measures.content.js';
import { MeasuresQueries } from './measures.queries.js';
import { MeasuresSection } from './measures-section.js';

const id = z.uuid();
const saved = z.object({ version: entityVersion });

@ApiTags('Measures')
@Controller('api/v1/contributions/:id/measures')
export class MeasuresSectionController {
  constructor(
    private readonly measures: MeasuresQueries,
    private readonly section: MeasuresSection,
  ) {}

  /** The content is made by the database and sent as it is. */
  @Get()
  @Policy('contribution.read')
  @ApiOperation({ summary: 'Read the figures of a group of measures for a period' })
  @ApiOkResponse({ standardSchema: measuresContent, headers: { ETag: {} } })
  async document(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) contributionId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { version, json } = await this.measures.document(actor, contributionId);
    void reply.header('ETag', etag(version)).header('Content-Type', 'application/json; charset=utf-8');
    return json;
  }

  @Put()
  @Policy('contribution.edit')
  @ApiOperation({ summary: 'Save the commentary and the overridden ratings, while it is a draft' })
  @ApiOkResponse({ standardSchema: saved })
  async save(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) contributionId: string,
    @IfMatch() version: number,
    @Body({ schema: measuresDocument }) body: MeasuresDocument,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.infer<typeof saved>> {
    return tagged(reply, { version: await this.section.save(actor, contributionId, version, body) });
  }
}
