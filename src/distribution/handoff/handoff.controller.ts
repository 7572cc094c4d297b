import { Controller, Get, Param, Query, Res, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentActor, Heavy, Policy, type Actor } from '../../identity/index.js';
import { DispatchesQueries } from '../dispatches.queries.js';
import { packAnswer, PackBuilder, ZIP } from './pack-builder.js';

const packQuery = z.strictObject({
  exempt: z
    .stringbool()
    .optional()
    .describe(
      'Whether the exempt part is wanted, which needs exempt.read. Without it: as the committee gets it, and the public part alone for people who may not read the other.',
    ),
});

/** What a committee's clerk files in the committee system. */
@ApiTags('Dispatches')
@Controller('api/v1/dispatches')
export class HandoffController {
  constructor(
    private readonly dispatches: DispatchesQueries,
    private readonly packs: PackBuilder,
  ) {}

  @Get(':id/pack')
  @Heavy('pack')
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
    return packAnswer(reply, await this.packs.handOver(actor, dispatch, exempt));
  }
}
