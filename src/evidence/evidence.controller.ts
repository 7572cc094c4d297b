import {
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  Param,
  Post,
  Query,
  Req,
  Res,
  StreamableFile,
} from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CurrentActor, Heavy, Policy, type Actor } from '../identity/index.js';
import {
  fileBytes,
  fileHeaders,
  IfMatch,
  invalid,
  pageQuery,
  schemaIssues,
  tagged,
  TakesFile,
  type Page,
  type PageQuery,
} from '../platform/index.js';
import type { Unshown } from './entries.rules.js';
import { EvidenceStore } from './evidence-store.js';
import {
  evidenceInput,
  evidenceList,
  evidenceReason,
  type EvidenceInput,
  type EvidenceList,
} from './evidence.input.js';
import {
  evidencePage,
  EvidenceQueries,
  type EvidencePlace,
  evidenceView,
  unshownAction,
  type EvidenceView,
} from './evidence.queries.js';
import { EvidenceService, type EvidenceFile } from './evidence.service.js';
import { dueEvidence, RetentionService } from './retention.service.js';

const id = z.uuid();
/** Of a form with a file: the largest file that can be set, and what stands around it. */
export const FORM_LIMIT = 51 * 1024 * 1024;

const FORM = {
  required: true,
  schema: {
    type: 'object',
    required: ['title', 'file'],
    properties: {
      title: { type: 'string', description: 'What it shows.' },
      note: { type: 'string' },
      entry: { type: 'string', description: 'What it is about, such as actions/1f0c…; left out: the whole.' },
      file: {
        type: 'string',
        format: 'binary',
        description: 'The last field: what comes after it is not read.',
      },
    },
  },
} as const;

/** The fields before the file. @throws Problem 422. */
export function readFields(fields: Readonly<Record<string, string>> | undefined): EvidenceInput {
  const { title, note, entry } = fields ?? {};
  const told = evidenceInput.safeParse({
    title: title ?? '',
    note: note === '' ? null : note,
    entry: entry === '' ? null : entry,
  });
  if (told.success) return told.data;
  throw invalid(schemaIssues(told.error.issues));
}

/**
 * Takes a form with a file in. Whoever may not attach anything here is told before the file is read.
 * @throws Problem as {@link EvidenceService.add}, and 413.
 */
export async function attach(
  { service, store }: { service: EvidenceService; store: EvidenceStore },
  actor: Actor,
  place: EvidencePlace,
  sent: { request: FastifyRequest; contentType: string | undefined; body: AsyncIterable<Buffer> },
): Promise<EvidenceView> {
  await service.mayAdd(actor, place);
  const input = readFields(sent.request.formFields);
  const bytes = await fileBytes(sent.body, sent.contentType, store.fileLimit);
  return service.add(actor, place, input, { name: sent.request.formFileName ?? '', bytes });
}

/** As a file to keep: typed by us, named by us, opened by no browser in our name. */
export function evidenceFile(reply: FastifyReply, { name, type, bytes }: EvidenceFile): StreamableFile {
  void reply.headers(fileHeaders(name));
  return new StreamableFile(bytes, { type, length: bytes.length });
}

/** Files of one kind of place: the two differ by their address, and by who may read it. */
function placeController(
  kind: EvidencePlace['kind'],
  noun: string,
  read: 'contribution.read' | 'report.read',
  words: { list: string; add: string },
) {
  @ApiTags('Evidence')
  @Controller(`api/v1/${noun}/:id/evidence`)
  class PlaceEvidenceController {
    constructor(
      readonly service: EvidenceService,
      readonly queries: EvidenceQueries,
      readonly store: EvidenceStore,
    ) {}

    @Get()
    @Policy(read)
    @ApiOperation({ summary: words.list })
    @ApiOkResponse({ standardSchema: evidencePage })
    list(
      @CurrentActor() actor: Actor,
      @Param('id', { schema: id }) placeId: string,
      @Query({ schema: pageQuery }) query: PageQuery,
    ): Promise<Page<EvidenceView>> {
      return this.queries.ofPlace(actor, { kind, id: placeId }, query);
    }

    @Post()
    @Heavy('reading')
    @TakesFile(FORM_LIMIT, [])
    @Policy('evidence.add')
    @ApiOperation({
      summary: words.add,
      description: 'It is not part of the report, and nobody outside reads it, unless somebody releases it.',
    })
    @ApiConsumes('multipart/form-data')
    @ApiBody(FORM)
    @ApiCreatedResponse({ standardSchema: evidenceView })
    async add(
      @CurrentActor() actor: Actor,
      @Param('id', { schema: id }) placeId: string,
      @Headers('content-type') contentType: string | undefined,
      @Body() body: AsyncIterable<Buffer>,
      @Req() request: FastifyRequest,
      @Res({ passthrough: true }) reply: FastifyReply,
    ): Promise<EvidenceView> {
      return tagged(reply, await attach(this, actor, { kind, id: placeId }, { request, contentType, body }));
    }
  }
  return PlaceEvidenceController;
}

export const PartEvidenceController = placeController('contribution', 'contributions', 'contribution.read', {
  list: 'List the files that are attached to a contribution, the newest first',
  add: 'Attach a file to a contribution, or to one of its entries, as evidence',
});

export const ReportEvidenceController = placeController('report', 'reports', 'report.read', {
  list: 'List the files that are attached to a report itself, the newest first',
  add: 'Attach a file to a report, or to one of its answers, as evidence',
});

@ApiTags('Evidence')
@Controller('api/v1/programmes/:id/evidence')
export class ProgrammeEvidenceController {
  constructor(private readonly queries: EvidenceQueries) {}

  @Get()
  @Policy('contribution.read')
  @ApiOperation({ summary: 'List the evidence of a programme, the newest first' })
  @ApiOkResponse({ standardSchema: evidencePage })
  list(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @Query({ schema: evidenceList }) query: EvidenceList,
  ): Promise<Page<EvidenceView>> {
    return this.queries.list(actor, programmeId, query);
  }

  @Get('missing')
  @Policy('contribution.read')
  @ApiOperation({ summary: 'List the actions that the newest plan calls complete and that no file shows' })
  @ApiOkResponse({ standardSchema: z.object({ items: z.array(unshownAction) }) })
  async missing(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
  ): Promise<{ items: Unshown[] }> {
    return { items: await this.queries.missing(actor, programmeId) };
  }
}

@ApiTags('Evidence')
@Controller('api/v1/programmes/:id/evidence/due')
export class EvidenceDueController {
  constructor(private readonly retention: RetentionService) {}

  @Get()
  @Policy('contribution.read')
  @ApiOperation({
    summary: 'List the files that would be deleted next, because their time of keeping is over',
  })
  @ApiOkResponse({ standardSchema: z.object({ items: z.array(dueEvidence) }) })
  async due(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
  ): Promise<{ items: z.infer<typeof dueEvidence>[] }> {
    return { items: await this.retention.due(actor, programmeId) };
  }
}

@ApiTags('Evidence')
@Controller('api/v1/evidence/:id')
export class EvidenceController {
  constructor(
    private readonly service: EvidenceService,
    private readonly queries: EvidenceQueries,
  ) {}

  @Get()
  @Policy('contribution.read')
  @ApiOperation({ summary: 'Read what is known of a file of evidence' })
  @ApiOkResponse({ standardSchema: evidenceView })
  async get(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) evidenceId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EvidenceView> {
    return tagged(reply, await this.queries.get(actor, evidenceId));
  }

  @Get('file')
  @Heavy('pack')
  @Policy('contribution.read')
  @ApiOperation({ summary: 'Download a file of evidence' })
  @ApiOkResponse({
    content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
  })
  async file(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) evidenceId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return evidenceFile(reply, await this.service.file(actor, evidenceId));
  }

  @Post('withdraw')
  @HttpCode(200)
  @Policy('evidence.add')
  @ApiOperation({ summary: 'Withdraw a file of evidence, with the reason' })
  @ApiOkResponse({ standardSchema: evidenceView })
  async withdraw(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) evidenceId: string,
    @IfMatch() version: number,
    @Body({ schema: evidenceReason }) { reason }: z.infer<typeof evidenceReason>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EvidenceView> {
    return tagged(reply, await this.service.withdraw(actor, evidenceId, version, reason));
  }

  @Post('release')
  @HttpCode(200)
  @Policy('evidence.release')
  @ApiOperation({
    summary: 'Release a file: the report lists it with its hash, and its public page offers it',
  })
  @ApiOkResponse({ standardSchema: evidenceView })
  async release(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) evidenceId: string,
    @IfMatch() version: number,
    @Body({ schema: evidenceReason }) { reason }: z.infer<typeof evidenceReason>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EvidenceView> {
    return tagged(reply, await this.service.release(actor, evidenceId, version, reason));
  }

  @Post('hold-back')
  @HttpCode(200)
  @Policy('evidence.release')
  @ApiOperation({ summary: 'Undo a release before the report is approved' })
  @ApiOkResponse({ standardSchema: evidenceView })
  async holdBack(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) evidenceId: string,
    @IfMatch() version: number,
    @Body({ schema: evidenceReason }) { reason }: z.infer<typeof evidenceReason>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EvidenceView> {
    return tagged(reply, await this.service.holdBack(actor, evidenceId, version, reason));
  }
}
