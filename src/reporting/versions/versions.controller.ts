import { Controller, Get, Header, Param, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentActor, Policy, type Actor } from '../../identity/index.js';
import { pageOf, pageQuery, type Page } from '../../platform/index.js';
import { VersionChangesQueries, versionChanges, type VersionChanges } from './version-changes.queries.js';
import { EDITIONS, reportSnapshot, type EditionName } from '../../snapshot/index.js';
import { ARTEFACT_FORMATS, type ArtefactFormat } from '../report.entity.js';
import { MEDIA_TYPES, VersionFilesService } from './version-files.service.js';
import { VersionsQueries, versionSummary, type VersionSummary } from './versions.queries.js';

const id = z.uuid();
const edition = z.enum(EDITIONS);
const fileQuery = z.strictObject({
  sinceId: z
    .uuid()
    .optional()
    .describe('The one that says what changed since this version; otherwise since the period before.'),
});
const changesQuery = z.strictObject({
  sinceId: z
    .uuid()
    .optional()
    .describe('An earlier version of the programme; the newest of the period before unless given.'),
  edition: edition.default('public').describe('An exempt one needs exempt.read as well.'),
});
const listQuery = pageQuery.extend({ programmeId: z.uuid().optional(), periodId: z.uuid().optional() });

/** Sealed versions; they never change, so they carry no ETag to write against. */
@ApiTags('Sealed versions')
@Controller('api/v1/versions')
export class VersionsController {
  constructor(
    private readonly versions: VersionsQueries,
    private readonly changes: VersionChangesQueries,
    private readonly files: VersionFilesService,
  ) {}

  @Get()
  @Policy('version.read')
  @ApiOperation({ summary: 'List sealed versions, newest first' })
  @ApiOkResponse({ standardSchema: pageOf(versionSummary) })
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: listQuery }) query: z.infer<typeof listQuery>,
  ): Promise<Page<VersionSummary>> {
    return this.versions.list(actor, query);
  }

  @Get(':id')
  @Policy('version.read')
  @ApiOperation({ summary: 'Read about a sealed version' })
  @ApiOkResponse({ standardSchema: versionSummary })
  get(@CurrentActor() actor: Actor, @Param('id', { schema: id }) versionId: string): Promise<VersionSummary> {
    return this.versions.get(actor, versionId);
  }

  /** The sealed canonical JSON, byte for byte: its SHA-256 is the version's hash. */
  @Get(':id/snapshot')
  @Policy('exempt.read')
  @Header('Content-Type', 'application/json; charset=utf-8')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Read what was sealed, byte for byte' })
  @ApiOkResponse({ standardSchema: reportSnapshot, description: 'Its SHA-256 is the version’s hash.' })
  async snapshot(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) versionId: string,
  ): Promise<Buffer> {
    return (await this.files.sealedText(actor, versionId)).bytes;
  }

  @Get(':id/changes')
  @Policy('version.read')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'List what changed in an edition since an earlier report' })
  @ApiOkResponse({ standardSchema: versionChanges })
  changesSince(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) versionId: string,
    @Query({ schema: changesQuery }) query: z.infer<typeof changesQuery>,
  ): Promise<VersionChanges> {
    return this.changes.read(actor, versionId, query);
  }

  /** A stored file; every download is audited. */
  @Get(':id/editions/:edition/:format')
  @Policy('version.read')
  @ApiOperation({ summary: 'Download a file of an edition; an exempt one needs exempt.read as well' })
  @ApiOkResponse({
    content: Object.fromEntries(
      Object.values(MEDIA_TYPES).map((type) => [type, { schema: { type: 'string', format: 'binary' } }]),
    ),
  })
  async file(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) versionId: string,
    @Param('edition', { schema: edition }) name: EditionName,
    @Param('format', { schema: z.enum(ARTEFACT_FORMATS) }) wanted: ArtefactFormat,
    @Query({ schema: fileQuery }) { sinceId }: z.infer<typeof fileQuery>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const file = await this.files.download(actor, versionId, {
      edition: name,
      format: wanted,
      ...(sinceId === undefined ? {} : { sinceId }),
    });
    void reply.headers(file.headers);
    return new StreamableFile(file.bytes, { type: file.mediaType, length: file.bytes.length });
  }
}
