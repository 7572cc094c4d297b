import { Body, Get, Headers, Param, Post, Query, Req, Res, type StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  attach,
  EVIDENCE_STATES,
  evidenceFile,
  type EvidencePlace,
  EvidenceQueries,
  EvidenceService,
  EvidenceStore,
  FORM_LIMIT,
} from '../../evidence/index.js';
import { CurrentActor, Heavy, Policy, type Actor } from '../../identity/index.js';
import { Problem, TakesFile } from '../../platform/index.js';
import { PartsQueries, ProgrammesQueries } from '../../programmes/index.js';
import { ReportsQueries } from '../../reporting/index.js';
import {
  Page,
  paths,
  seeOther,
  SentFields,
  sentVersion,
  show,
  submit,
  Twin,
  type FormView,
  type PageAnswer,
  type Path,
  type SeeOther,
  type Sent,
} from '../shell/index.js';
import { attachForm, blankFile, reasonForm, refusedFile } from './evidence.form.js';
import {
  aroundPartEvidence,
  aroundReportEvidence,
  presentEvidence,
  presentPlaceEvidence,
  presentProgrammeEvidence,
} from './evidence.presenter.js';

const id = z.uuid();
/** Files of one part that its page lists; the programme's list has all of them. */
const SHOWN = 200;
/** Beside these statuses stands the form of the file again. */
const BESIDE_FILE = [409, 413, 422, 503];
/** Of a part: one of its entries. */
const placeQuery = z.object({ entry: z.string().max(100).optional() });
const listQuery = z.object({
  state: z.preprocess((sent) => (sent === '' ? undefined : sent), z.enum(EVIDENCE_STATES).optional()),
  cursor: z.string().max(500).optional(),
});

/** Takes a file in, and shows the page of its place again where it is refused. */
async function attached(
  rooms: { service: EvidenceService; store: EvidenceStore },
  actor: Actor,
  place: EvidencePlace,
  sent: {
    request: FastifyRequest;
    contentType: string | undefined;
    body: AsyncIterable<Buffer>;
    fields: Sent;
  },
  here: { path: Path; again: (form: FormView, status: number) => Promise<PageAnswer> },
): Promise<PageAnswer | SeeOther> {
  try {
    // In the words of the page, before anything of the file is read.
    attachForm.read(sent.fields);
    await attach(rooms, actor, place, sent);
    return seeOther(here.path, 'The file is attached.');
  } catch (error) {
    if (!(error instanceof Problem) || !BESIDE_FILE.includes(error.status)) throw error;
    return here.again(refusedFile(sent.fields, error), error.status);
  }
}

const fileRules = ({ fileLimit, scans }: EvidenceStore) => ({ megabytes: fileLimit / 1024 / 1024, scans });

/** The files that are attached to a part. */
@Page('contributions/:id/evidence')
export class PartEvidencePageController {
  constructor(
    private readonly parts: PartsQueries,
    private readonly queries: EvidenceQueries,
    readonly service: EvidenceService,
    readonly store: EvidenceStore,
  ) {}

  @Get()
  @Policy('contribution.read')
  page(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Query({ schema: placeQuery }) { entry }: z.infer<typeof placeQuery>,
  ): Promise<PageAnswer> {
    return this.view(actor, partId, blankFile(entry), 200, entry);
  }

  @Post()
  @Heavy('reading')
  @TakesFile(FORM_LIMIT, [])
  @Policy('evidence.add')
  @Twin('POST /api/v1/contributions/:id/evidence')
  add(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Headers('content-type') contentType: string | undefined,
    @Body() body: AsyncIterable<Buffer>,
    @Req() request: FastifyRequest,
    @SentFields() fields: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const place = { kind: 'contribution', id: partId } as const;
    return attached(
      this,
      actor,
      place,
      { request, contentType, body, fields },
      {
        path: paths.partEvidence(partId),
        again: (form, status) => this.view(actor, partId, form, status),
      },
    );
  }

  /** @param entry of which alone the files are shown. */
  private async view(
    actor: Actor,
    partId: string,
    form: FormView,
    status: number,
    entry?: string,
  ): Promise<PageAnswer> {
    const { part, content } = await this.parts.document(actor, partId);
    const around = aroundPartEvidence(part, content, entry);
    const { items } = await this.queries.of(actor, partId, {
      limit: SHOWN,
      ...(around.only === null ? {} : { entry }),
    });
    return show(
      'evidence/part',
      presentPlaceEvidence(actor, around, items, form, fileRules(this.store)),
      status,
    );
  }
}

/** The files that are attached to a report itself, and to its answers. */
@Page('reports/:id/evidence')
export class ReportEvidencePageController {
  constructor(
    private readonly reports: ReportsQueries,
    private readonly queries: EvidenceQueries,
    readonly service: EvidenceService,
    readonly store: EvidenceStore,
  ) {}

  @Get()
  @Policy('report.read')
  page(@CurrentActor() actor: Actor, @Param('id', { schema: id }) reportId: string): Promise<PageAnswer> {
    return this.view(actor, reportId, blankFile(), 200);
  }

  @Post()
  @Heavy('reading')
  @TakesFile(FORM_LIMIT, [])
  @Policy('evidence.add')
  @Twin('POST /api/v1/reports/:id/evidence')
  add(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) reportId: string,
    @Headers('content-type') contentType: string | undefined,
    @Body() body: AsyncIterable<Buffer>,
    @Req() request: FastifyRequest,
    @SentFields() fields: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const place = { kind: 'report', id: reportId } as const;
    return attached(
      this,
      actor,
      place,
      { request, contentType, body, fields },
      {
        path: paths.reportEvidence(reportId),
        again: (form, status) => this.view(actor, reportId, form, status),
      },
    );
  }

  private async view(actor: Actor, reportId: string, form: FormView, status: number): Promise<PageAnswer> {
    const [around, answers, { items }] = await Promise.all([
      this.reports.around(actor, reportId),
      this.queries.answersOf(actor, reportId),
      this.queries.of(actor, reportId, { limit: SHOWN }),
    ]);
    const place = aroundReportEvidence(around, answers);
    return show(
      'evidence/part',
      presentPlaceEvidence(actor, place, items, form, fileRules(this.store)),
      status,
    );
  }
}

/** One file of evidence. */
@Page('evidence/:id')
export class EvidencePageController {
  constructor(
    private readonly queries: EvidenceQueries,
    private readonly service: EvidenceService,
  ) {}

  @Get()
  @Policy('contribution.read')
  page(@CurrentActor() actor: Actor, @Param('id', { schema: id }) evidenceId: string): Promise<PageAnswer> {
    return this.view(actor, evidenceId, reasonForm.blank());
  }

  @Get('file')
  @Heavy('pack')
  @Policy('contribution.read')
  async file(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) evidenceId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return evidenceFile(reply, await this.service.file(actor, evidenceId));
  }

  @Post('withdraw')
  @Policy('evidence.add')
  @Twin('POST /api/v1/evidence/:id/withdraw')
  withdraw(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) evidenceId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    return this.decide(actor, evidenceId, sent, 'The file is withdrawn.', (reason, version) =>
      this.service.withdraw(actor, evidenceId, version, reason),
    );
  }

  @Post('release')
  @Policy('evidence.release')
  @Twin('POST /api/v1/evidence/:id/release')
  release(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) evidenceId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    return this.decide(
      actor,
      evidenceId,
      sent,
      'The file is released: the report lists it.',
      (reason, version) => this.service.release(actor, evidenceId, version, reason),
    );
  }

  @Post('hold-back')
  @Policy('evidence.release')
  @Twin('POST /api/v1/evidence/:id/hold-back')
  holdBack(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) evidenceId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    return this.decide(actor, evidenceId, sent, 'The file is held back.', (reason, version) =>
      this.service.holdBack(actor, evidenceId, version, reason),
    );
  }

  private decide(
    actor: Actor,
    evidenceId: string,
    sent: Sent,
    done: string,
    act: (reason: string, version: number) => Promise<unknown>,
  ): Promise<PageAnswer | SeeOther> {
    return submit(
      reasonForm,
      sent,
      async ({ reason }) => {
        await act(reason, sentVersion(sent));
        return seeOther(paths.evidence(evidenceId), done);
      },
      (form) => this.view(actor, evidenceId, form),
    );
  }

  private async view(actor: Actor, evidenceId: string, form: FormView): Promise<PageAnswer<'evidence/file'>> {
    return show('evidence/file', presentEvidence(actor, await this.queries.get(actor, evidenceId), form));
  }
}

/** The evidence of a programme, and which actions that are called complete have none. */
@Page('programmes/:id/evidence')
export class ProgrammeEvidencePageController {
  constructor(
    private readonly programmes: ProgrammesQueries,
    private readonly queries: EvidenceQueries,
    private readonly store: EvidenceStore,
  ) {}

  @Get()
  @Policy('contribution.read')
  async page(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @Query({ schema: listQuery }) { state, cursor }: z.infer<typeof listQuery>,
  ): Promise<PageAnswer> {
    const programme = await this.programmes.get(actor, programmeId);
    const [found, missing] = await Promise.all([
      this.queries.list(actor, programmeId, { limit: 50, state, cursor }),
      this.queries.missing(actor, programmeId),
    ]);
    return show(
      'evidence/programme',
      presentProgrammeEvidence(programme, found, state, missing, this.store.scans),
    );
  }
}
