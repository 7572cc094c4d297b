import { Controller, Get, Param, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentActor, Policy, type Actor } from '../../identity/index.js';
import { Audit, sha256Hex } from '../../platform/index.js';
import { DispatchesQueries } from '../dispatches.queries.js';
import { PackBuilder } from './pack-builder.js';

const ZIP = 'application/zip';
const packQuery = z.strictObject({
  exempt: z
    .stringbool()
    .optional()
    .describe(
      'Whether the exempt part is wanted, which needs exempt.read. Without it: as the committee gets it, and the public part alone for whoever may not read the other.',
    ),
});

/** What a committee's clerk files in the committee system. */
@ApiTags('Dispatches')
@Controller('api/v1/dispatches')
export class HandoffController {
  constructor(
    private readonly dispatches: DispatchesQueries,
    private readonly packs: PackBuilder,
    private readonly audit: Audit,
  ) {}

  /** Every download is audited with what it held. */
  @Get(':id/pack')
  @Policy('dispatch.read')
  @ApiOperation({
    summary: 'Download the pack for the committee system: the stored files, a covering report, a manifest',
    description:
      'A ZIP archive. The folder “public” and the files beside it may be published; the folder “exempt” is there only where it was asked for or the committee gets it.',
  })
  @ApiOkResponse({ content: { [ZIP]: { schema: { type: 'string', format: 'binary' } } } })
  async pack(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: z.uuid() }) dispatchId: string,
    @Query({ schema: packQuery }) { exempt }: z.infer<typeof packQuery>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const dispatch = await this.dispatches.get(actor, dispatchId);
    const pack = await this.packs.make(actor, dispatch, exempt);
    await this.audit.note(actor.audit, {
      action: 'handoff.downloaded',
      subjectKind: 'dispatch',
      subjectId: dispatch.id,
      programmeId: dispatch.programmeId,
      detail: {
        versionId: pack.versionId,
        exempt: pack.exempt,
        sha256: sha256Hex(pack.bytes),
        files: pack.files.map(({ name, bytes }) => ({ name, sha256: sha256Hex(bytes) })),
      },
    });
    void reply
      .header('Content-Disposition', `attachment; filename="${pack.fileName}"`)
      .header('X-Content-Type-Options', 'nosniff')
      .header('Content-Security-Policy', "default-src 'none'; sandbox")
      .header('Cache-Control', 'no-store');
    return new StreamableFile(pack.bytes, { type: ZIP, length: pack.bytes.length });
  }
}
