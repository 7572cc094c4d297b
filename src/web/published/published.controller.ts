import { Get, Param, Query, Req, Res, StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { PublicQuestionsQueries } from '../../enquiries/index.js';
import { Public } from '../../identity/index.js';
import { fileHeaders, notFound } from '../../platform/index.js';
import { MEDIA_TYPES, PublishedQueries } from '../../reporting/index.js';
import { Page, paths, READ_HEADERS, seeOther, show, type PageAnswer, type SeeOther } from '../shell/index.js';
import { presentPublished, presentPublishedList } from './published.presenter.js';

const id = z.uuid();
const PAGE_LIMIT = 24;
const listQuery = z.object({ cursor: z.string().max(500).optional() });
/** Who was told that it was replaced reads on with this. */
const fileQuery = z.object({ replaced: z.literal('known').optional() });
const FILE = /^report\.(html|pdf|csv)$/;
const FIVE_MINUTES = 'public, max-age=300';
/** Public editions for anybody. What is not published answers like what is not there. */
@Page('published')
export class PublishedPageController {
  constructor(
    private readonly published: PublishedQueries,
    private readonly questions: PublicQuestionsQueries,
  ) {}

  @Get()
  @Public()
  async list(
    @Query({ schema: listQuery }) { cursor }: z.infer<typeof listQuery>,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer> {
    const found = await this.published.list({ cursor, limit: PAGE_LIMIT });
    return show('published/list', presentPublishedList(found, cursor === undefined), 200, kept(request));
  }

  @Get(':id')
  @Public()
  async page(@Param('id') versionId: string, @Req() request: FastifyRequest): Promise<PageAnswer> {
    const version = await this.published.get(known(versionId));
    const [[form], evidence, reason] = await Promise.all([
      this.questions.openForms([version.programmeId]),
      this.published.evidenceOf(versionId),
      this.published.whyReplaced(version),
    ]);
    const view = presentPublished(version, form !== undefined, evidence, reason);
    return show('published/version', view, 200, kept(request));
  }

  @Get(':id/evidence/:sha256')
  @Public()
  async evidence(
    @Param('id') versionId: string,
    @Param('sha256') sha256: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const { name, type, bytes } = await this.published.evidenceFile(
      known(versionId),
      sha256,
      request.method !== 'HEAD',
    );
    void reply.headers({ ...fileHeaders(name), 'Cache-Control': FIVE_MINUTES });
    return new StreamableFile(bytes, { type, length: bytes.length });
  }

  /** The stored bytes, which their hash proves. Nothing can be said in them, so that one was replaced is said before them. */
  @Get(':id/:file')
  @Public()
  async file(
    @Param('id') versionId: string,
    @Param('file') name: string,
    @Query({ schema: fileQuery }) { replaced }: z.infer<typeof fileQuery>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | SeeOther> {
    const format = z.enum(['html', 'pdf', 'csv']).safeParse(FILE.exec(name)?.[1]).data;
    if (format === undefined) throw notFound('file');
    if (format === 'html' && replaced === undefined) {
      const { replacedBy } = await this.published.get(known(versionId));
      if (replacedBy) return seeOther(paths.publishedVersion(versionId));
    }
    const file = await this.published.file(known(versionId), format);
    void reply.headers({
      ...(format === 'html' ? READ_HEADERS : fileHeaders(file.fileName)),
      'Cache-Control': FIVE_MINUTES,
    });
    return new StreamableFile(file.bytes, { type: MEDIA_TYPES[format], length: file.bytes.length });
  }
}

/** An address that cannot be one of ours is not there either. */
function known(versionId: string): string {
  if (!id.safeParse(versionId).success) throw notFound('published report');
  return versionId;
}

/** Only what shows nobody's name may be kept by caches. */
const kept = ({ session }: FastifyRequest): Record<string, string> =>
  session.facts ? {} : { 'Cache-Control': FIVE_MINUTES, Vary: 'Cookie' };
