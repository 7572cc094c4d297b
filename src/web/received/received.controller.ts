import { Get, Param, Post, Req, Res, StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  READING_LIMITS,
  ReadingsService,
  SECRET_HEADERS,
  type Reader,
  type ReceivedPapers,
} from '../../distribution/index.js';
import { Public, RateLimit } from '../../identity/index.js';
import { Clock, fileHeaders, Problem } from '../../platform/index.js';
import { PublishedQueries } from '../../reporting/index.js';
import {
  NoTwin,
  Page,
  paths,
  personOf,
  seeOther,
  show,
  Twin,
  type PageAnswer,
  type SeeOther,
} from '../shell/index.js';
import { presentReceived } from './received.presenter.js';

const readerOf = (request: FastifyRequest): Reader => ({
  actor: personOf(request),
  correlationId: request.id,
});

/**
 * What a delivery brought, to whoever has its address. Asking for the page does nothing but note that it was asked for, because programs
 * that look through mails follow what they find; the file and the acknowledgement are behind buttons.
 */
@Page('received/:token')
@Public()
export class ReceivedPageController {
  constructor(
    private readonly readings: ReadingsService,
    private readonly published: PublishedQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  @RateLimit('received', READING_LIMITS.pages)
  async page(@Param('token') token: string, @Req() request: FastifyRequest): Promise<PageAnswer> {
    return this.answer(token, await this.readings.open(token, readerOf(request), request.method !== 'HEAD'));
  }

  @Post('file')
  @RateLimit('received-file', READING_LIMITS.files)
  @NoTwin('the API gives the file to a GET, which no program that looks through mails knows of')
  async file(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | SeeOther> {
    try {
      const { fileName, bytes } = await this.readings.file(token, readerOf(request), 'fetched');
      void reply.headers({ ...fileHeaders(fileName), ...SECRET_HEADERS });
      return new StreamableFile(bytes, { type: 'application/pdf', length: bytes.length });
    } catch (error) {
      return overOr(error, token);
    }
  }

  @Post('acknowledgement')
  @RateLimit('received-acknowledgement', READING_LIMITS.files)
  @Twin('POST /api/v1/received/:token/acknowledgement')
  async acknowledge(@Param('token') token: string, @Req() request: FastifyRequest): Promise<SeeOther> {
    try {
      await this.readings.acknowledge(token, readerOf(request));
      return seeOther(paths.received(token));
    } catch (error) {
      return overOr(error, token);
    }
  }

  private async answer(token: string, papers: ReceivedPapers): Promise<PageAnswer> {
    const status = papers.state === 'open' ? 200 : 410;
    const published = await this.published.newest(papers.versionId);
    const view = presentReceived(token, papers, published, this.clock.now());
    return show('received/papers', view, status, SECRET_HEADERS);
  }
}

/** An address that gives nothing any more says why on its page. */
function overOr(error: unknown, token: string): SeeOther {
  if (error instanceof Problem && error.status === 410) return seeOther(paths.received(token));
  throw error;
}
