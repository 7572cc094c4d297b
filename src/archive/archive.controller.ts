import { Controller, Get, Param, Res, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentActor, Heavy, Policy, type Actor } from '../identity/index.js';
import { fileHeaders } from '../platform/index.js';
import { ArchiveService } from './archive.service.js';

@ApiTags('Programmes')
@Controller('api/v1/programmes/:id/archive')
export class ArchiveController {
  constructor(private readonly archive: ArchiveService) {}

  /** Holds what is not for publication. */
  @Get()
  @Heavy('pack')
  @Policy('programme.export')
  @ApiOperation({ summary: 'Download everything of a programme as a ZIP file' })
  @ApiOkResponse({ content: { 'application/zip': { schema: { type: 'string', format: 'binary' } } } })
  async download(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: z.uuid() }) programmeId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return archiveFile(reply, await this.archive.exported(actor, programmeId));
  }
}

/** An archive as a file to keep. */
export function archiveFile(
  reply: FastifyReply,
  { name, stream }: Awaited<ReturnType<ArchiveService['exported']>>,
): StreamableFile {
  void reply.headers(fileHeaders(name));
  return new StreamableFile(stream, { type: 'application/zip' });
}
