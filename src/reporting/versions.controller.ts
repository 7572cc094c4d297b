import { Controller, Get, Header, Param, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentActor, Policy, type Actor } from '../identity/index.js';
import { Audit, notFound, pageOf, pageQuery, type Page } from '../platform/index.js';
import { reportSnapshot } from './snapshot.js';
import { Versions, versionSummary, type VersionSummary } from './versions.queries.js';

const id = z.uuid();
const listQuery = pageQuery.extend({ periodId: z.uuid().optional() });

/** Sealed versions; they never change, so they carry no ETag to write against. */
@ApiTags('Sealed versions')
@Controller('api/v1/versions')
export class VersionsController {
  constructor(
    private readonly versions: Versions,
    private readonly audit: Audit,
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
  @Policy('version.read')
  @Header('Content-Type', 'application/json; charset=utf-8')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Read what was sealed, byte for byte' })
  @ApiOkResponse({ standardSchema: reportSnapshot, description: 'Its SHA-256 is the version’s hash.' })
  async snapshot(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) versionId: string,
  ): Promise<string> {
    return this.versions.canonical(actor, versionId);
  }

  /** The stored PDF; every download is audited. */
  @Get(':id/pdf')
  @Policy('version.read')
  @ApiOperation({ summary: 'Download the PDF of a sealed version' })
  @ApiOkResponse({ content: { 'application/pdf': { schema: { type: 'string', format: 'binary' } } } })
  async pdf(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) versionId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const version = await this.versions.get(actor, versionId);
    if (!version.pdf) throw notFound('PDF (it may not have been rendered yet)');
    const pdf = await this.versions.pdf(versionId);
    await this.audit.note(actor.audit, {
      action: 'artefact.downloaded',
      subjectKind: 'version',
      subjectId: versionId,
      programmeId: version.programmeId,
      detail: { format: 'pdf', sha256: pdf.sha256 },
    });
    void reply
      .header('Content-Disposition', `attachment; filename="${pdf.fileName}"`)
      .header('X-Content-Type-Options', 'nosniff')
      .header('Content-Security-Policy', "default-src 'none'; sandbox")
      .header('Cache-Control', 'no-store');
    return new StreamableFile(pdf.bytes, { type: 'application/pdf', length: pdf.bytes.length });
  }
}
