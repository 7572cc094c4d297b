import { Controller, Get, Param, Res, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentActor, Heavy, Policy, type Actor } from '../../identity/index.js';
import { fileHeaders } from '../../platform/index.js';
import { EDITIONS, type EditionName } from '../../snapshot/index.js';
import { TrialFilesQueries } from './trial-files.queries.js';

@ApiTags('Reports')
@Controller('api/v1/reports/:id/trial')
export class TrialFilesController {
  constructor(private readonly files: TrialFilesQueries) {}

  /** For those who prepare the report or decide about it; the approver’s name and the time in it are not those of an approval. */
  @Get(':edition')
  @Heavy('preview')
  @Policy('report.read')
  @ApiOperation({ summary: 'The PDF of an edition as its trial print made it, of the report as it is now' })
  @ApiOkResponse({
    description: 'PDF',
    content: { 'application/pdf': { schema: { type: 'string', format: 'binary' } } },
  })
  async file(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: z.uuid() }) reportId: string,
    @Param('edition', { schema: z.enum(EDITIONS) }) edition: EditionName,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const bytes = await this.files.file(actor, reportId, edition);
    void reply.headers(fileHeaders(`trial-print-${edition}.pdf`));
    return new StreamableFile(bytes, { type: 'application/pdf', length: bytes.length });
  }
}
