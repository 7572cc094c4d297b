import { Controller, Get, Param, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentActor, Heavy, Policy, type Actor } from '../../identity/index.js';
import { Audit, Clock, fileHeaders, Logger, XLSX } from '../../platform/index.js';
import { lastDayOf, month } from '../../programmes/index.js';
import { csvFile, xlsxFile } from './export-files.js';
import { longRows, tableRows } from './export.rules.js';
import { ReadingExportsQueries } from './reading-exports.queries.js';
import { LAYOUTS } from './read-layout.js';

const exportQuery = z
  .strictObject({
    layout: z.enum(LAYOUTS).default('long').describe('A row for each figure, or the report’s own tables.'),
    format: z.enum(['csv', 'xlsx']).default('csv'),
    from: month.optional().describe('Of the long layout: the first month.'),
    to: month.optional().describe('The last month; of the table the last of its six, this month without it.'),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    path: ['to'],
    message: 'The last month lies before the first.',
  });

const TYPES = { csv: 'text/csv; charset=utf-8', xlsx: XLSX } as const;
const file = { schema: { type: 'string', format: 'binary' } } as const;

@ApiTags('Measures')
@Controller('api/v1/programmes/:id/readings/export')
export class ReadingExportsController {
  constructor(
    private readonly exports: ReadingExportsQueries,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly logger: Logger,
  ) {}

  /** What is exported can be imported again: a dry run of it finds no change. */
  @Get()
  @Heavy('export')
  @Policy('measure.read')
  @ApiOperation({ summary: 'Download the readings of a programme as a CSV or Excel file' })
  @ApiOkResponse({ content: { 'text/csv': file, [XLSX]: file } })
  async download(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: z.uuid() }) programmeId: string,
    @Query({ schema: exportQuery }) { layout, format, from, to }: z.infer<typeof exportQuery>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const moment = await this.exports.moment(actor, programmeId);
    const today = this.clock.today();
    const last = to ?? today.slice(0, 7);
    const end = lastDayOf(last);
    const measures = (range: { from: string | null; to: string | null }) =>
      this.exports.read(actor, programmeId, moment, range);
    const rows =
      layout === 'long'
        ? longRows(measures({ from: from ? `${from}-01` : null, to: to === undefined ? null : `${to}-01` }))
        : tableRows(
            measures({ from: null, to: `${last}-01` }),
            await this.exports.groups(actor, programmeId),
            { month: last, asAt: end < today ? end : today },
          );
    await this.audit.noteGiven(actor.audit, {
      action: 'reading.exported',
      subjectKind: 'programme',
      subjectId: programmeId,
      programmeId,
      detail: { layout, format, from: from ?? null, to: to ?? null, recorded: moment },
    });
    const stream = format === 'csv' ? csvFile(rows) : xlsxFile(rows);
    stream.on('error', (error) => this.logger.error({ err: error, programmeId }, 'export failed'));
    const name = layout === 'long' ? 'readings' : `readings-to-${last}`;
    void reply.headers(fileHeaders(`${name}.${format}`));
    return new StreamableFile(stream, { type: TYPES[format] });
  }
}
