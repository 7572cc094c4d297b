import { PassThrough } from 'node:stream';
import { Body, Controller, Headers, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CurrentActor, Heavy, Policy, type Actor } from '../../identity/index.js';
import {
  describeProblem,
  FILE_LIMITS,
  fileBytes,
  Logger,
  sha256Digest,
  spreadsheetFormat,
  TakesFile,
  XLSX,
} from '../../platform/index.js';
import { importChoices } from './import.input.js';
import { importView } from './import-view.js';
import { ReadingImportsService, type Progress } from './reading-imports.service.js';

const id = z.uuid();
const NDJSON = 'application/x-ndjson';

const importQuery = importChoices
  .extend({
    dryRun: z.stringbool().default(true).describe('Unless the caller says false, nothing is written.'),
    sha256: sha256Digest.optional().describe('Of the file that the dry run was made with.'),
    plan: sha256Digest.optional().describe('That the dry run gave.'),
  })
  .superRefine(({ dryRun, sha256, plan }, ctx) => {
    for (const [path, given] of Object.entries({ sha256, plan }))
      if (!dryRun && given === undefined)
        ctx.addIssue({
          code: 'custom',
          path: [path],
          message: 'Make a dry run first, and send what it gave.',
        });
  });

@ApiTags('Measures')
@Controller('api/v1/programmes/:id/readings/imports')
export class ReadingImportsController {
  constructor(
    private readonly imports: ReadingImportsService,
    private readonly logger: Logger,
  ) {}

  @Post()
  @Heavy('reading')
  @TakesFile(FILE_LIMITS.xlsxBytes, ['text/csv', XLSX])
  @Policy('reading.record')
  @ApiOperation({
    summary: 'Take readings out of a CSV or Excel file; a dry run, unless dryRun=false, writes nothing',
    description: `The body is the file, or a form with it. Two layouts are known by their headings. Long: a row for each figure, with Measure or Reference, Period, and Value or Numerator and Denominator; also Span, As at, State, Reason. Table: the report’s own, with Performance Measure, Current, Period and a column for each month. The dry run lists every change and every place that cannot be imported. To carry it out, send the same file with dryRun=false and the sha256 and plan that the dry run gave: all of it is recorded, or nothing. A figure that can hardly be true is a warning with a cell in “accept”; it is recorded only when “accepted” names that cell. Formulas, hidden worksheets, rows and columns, macros and links to other workbooks are refused. With Accept: ${NDJSON} progress comes line by line; the last line has result or problem.`,
  })
  @ApiConsumes('text/csv', XLSX, 'multipart/form-data')
  @ApiBody({ required: true, schema: { type: 'string', format: 'binary' } })
  @ApiOkResponse({ standardSchema: importView })
  async import(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @Query({ schema: importQuery }) query: z.infer<typeof importQuery>,
    @Headers('accept') accept: string | undefined,
    @Headers('content-type') contentType: string | undefined,
    @Body() body: AsyncIterable<Buffer>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { dryRun, asAt, state = null, reason = null, accepted, sha256, plan } = query;
    const confirmed = dryRun || sha256 === undefined || plan === undefined ? null : { sha256, plan };
    const bytes = await fileBytes(body, contentType);
    const file = { format: spreadsheetFormat(request.fileType, bytes), bytes };
    const choices = { asAt, state, reason, accepted: accepted?.split(',') ?? [] };
    const run = (report?: (progress: Progress) => void) =>
      this.imports.run(actor, programmeId, file, choices, confirmed, report);
    if (accept?.includes(NDJSON) !== true) {
      void reply.status(200).send(await run());
      return;
    }
    await this.stream(request, reply, run);
  }

  /** Refusals of the file come as they always do; the answer begins with the first progress. */
  private async stream(
    request: FastifyRequest,
    reply: FastifyReply,
    run: (report: (progress: Progress) => void) => Promise<unknown>,
  ): Promise<void> {
    const lines = new PassThrough();
    const write = (line: unknown): void => void lines.write(`${JSON.stringify(line)}\n`);
    const answer = { begun: false };
    try {
      const result = await run((progress) => {
        if (!answer.begun) void reply.status(200).header('Content-Type', NDJSON).send(lines);
        answer.begun = true;
        write(progress);
      });
      write({ result });
    } catch (error) {
      if (!answer.begun) throw error;
      const problem = describeProblem(error, request.id);
      if (problem.status >= 500) this.logger.error({ err: error, reqId: request.id }, 'import failed');
      write({ problem });
    }
    lines.end();
  }
}
