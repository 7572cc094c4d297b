import { Get, Param, Res, type StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { archiveFile, ArchiveService } from '../../archive/index.js';
import { CurrentActor, Heavy, Policy, requirePermission, type Actor } from '../../identity/index.js';
import { ProgrammesQueries } from '../../programmes/index.js';
import { Page, show, type PageAnswer } from '../shell/index.js';
import { archivePage } from './archive.view.js';

const id = z.uuid();

@Page('programmes/:id/archive')
export class ArchivePageController {
  constructor(
    private readonly programmes: ProgrammesQueries,
    private readonly archive: ArchiveService,
  ) {}

  @Get()
  @Policy('programme.export')
  async page(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
  ): Promise<PageAnswer> {
    const programme = await this.programmes.get(actor, programmeId);
    requirePermission(actor, 'programme.export', programmeId);
    return show('archive/archive', archivePage(programme));
  }

  @Get('file')
  @Heavy('pack')
  @Policy('programme.export')
  async file(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return archiveFile(reply, await this.archive.exported(actor, programmeId));
  }
}
