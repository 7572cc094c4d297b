import { Body, Get, Headers, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, Policy, type Actor } from '../../identity/index.js';
import { ReadingImportsService, type ImportView } from '../../performance/index.js';
import {
  FILE_LIMITS,
  fileBytes,
  invalid,
  Problem,
  spreadsheetFormat,
  TakesFile,
} from '../../platform/index.js';
import { ProgrammesQueries, type ProgrammeView } from '../../programmes/index.js';
import {
  capitalised,
  count,
  NoTwin,
  Once,
  Page,
  paths,
  seeOther,
  SentFields,
  show,
  textOf,
  Twin,
  type PageAnswer,
  type SeeOther,
  type Sent,
} from '../shell/index.js';
import { importForm, importRefused, withFile } from './import.form.js';
import { presentImport, presentImportPreview } from './import.presenter.js';

const id = z.uuid();
/** Beside these statuses stands the form again; every other one is a page of its own. */
const BESIDE_FILE = [409, 413, 422, 503];
/** Another file, or other figures underneath: what would be recorded now is shown. */
const LOOK_AGAIN = ['another-file', 'plan-changed'];

/** A file of figures: tried first, then recorded. Nothing of it is kept between the two (docs/adr/0021). */
@Page('programmes/:id/figures/import')
export class ImportFiguresController {
  constructor(
    private readonly programmes: ProgrammesQueries,
    private readonly imports: ReadingImportsService,
    private readonly once: Once,
  ) {}

  @Get()
  @Policy('reading.record')
  async page(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
  ): Promise<PageAnswer> {
    const [programme, { items }] = await Promise.all([
      this.programmes.get(actor, programmeId),
      this.programmes.periods(actor, programmeId, { limit: 1 }),
    ]);
    const form = withFile(importForm.filled({ asAt: items[0]?.asAt }));
    return show('figures/import', presentImport(programme, form));
  }

  @Post()
  @TakesFile(FILE_LIMITS.xlsxBytes)
  @Policy('reading.record')
  @NoTwin('it shows what the file would change; nothing is recorded')
  async check(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @SentFields() sent: Sent,
    @Body() body: AsyncIterable<Buffer>,
    @Headers('content-type') contentType: string,
  ): Promise<PageAnswer> {
    const programme = await this.programmes.get(actor, programmeId);
    return this.orForm(programme, sent, async () =>
      this.preview(actor, programme, sent, await fileBytes(body, contentType), null),
    );
  }

  @Post('confirm')
  @TakesFile(FILE_LIMITS.xlsxBytes)
  @Policy('reading.record')
  @Twin('POST /api/v1/programmes/:id/readings/imports')
  async confirm(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @SentFields() sent: Sent,
    @Body() body: AsyncIterable<Buffer>,
    @Headers('content-type') contentType: string,
  ): Promise<PageAnswer | SeeOther> {
    const programme = await this.programmes.get(actor, programmeId);
    return this.orForm(programme, sent, async () => {
      const bytes = await fileBytes(body, contentType);
      const confirmed = { sha256: textOf(sent['_sha256']), plan: textOf(sent['_plan']) };
      try {
        return await this.once.run(actor, sent, async () => {
          const { changes } = await this.run(actor, programmeId, sent, bytes, confirmed);
          return seeOther(
            paths.importFigures(programmeId),
            `${capitalised(count(changes.length, 'figure'))} ${changes.length === 1 ? 'is' : 'are'} recorded. Drafts that print them show them at once.`,
          );
        });
      } catch (error) {
        if (!(error instanceof Problem) || !LOOK_AGAIN.includes(error.code)) throw error;
        return this.preview(actor, programme, sent, bytes, error);
      }
    });
  }

  /** @param confirmed null for a dry run. */
  private run(
    actor: Actor,
    programmeId: string,
    sent: Sent,
    bytes: Buffer,
    confirmed: { sha256: string; plan: string } | null,
  ): Promise<ImportView> {
    const { asAt, state = null, reason = null } = importForm.read(sent);
    if (bytes.length === 0) throw invalid([{ path: 'file', message: 'Choose a file' }]);
    const file = { format: spreadsheetFormat(undefined, bytes), bytes };
    return this.imports.run(actor, programmeId, file, { asAt, state, reason }, confirmed);
  }

  /** @param refusal why what was confirmed was not recorded; null for a file that is tried for the first time. */
  private async preview(
    actor: Actor,
    programme: ProgrammeView,
    sent: Sent,
    bytes: Buffer,
    refusal: Problem | null,
  ): Promise<PageAnswer> {
    const view = await this.run(actor, programme.id, sent, bytes, null);
    const form = refusal ? importRefused(sent, refusal) : withFile(importForm.blank());
    const status = refusal?.status ?? (view.counts.problems > 0 ? 422 : 200);
    return show('figures/import-preview', presentImportPreview(programme, view, sent, form), status);
  }

  /** What `act` answers, or the form once more with what is wrong with the choices or the file. */
  private async orForm<T>(
    programme: ProgrammeView,
    sent: Sent,
    act: () => Promise<T>,
  ): Promise<T | PageAnswer> {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof Problem) || !BESIDE_FILE.includes(error.status)) throw error;
      return show('figures/import', presentImport(programme, importRefused(sent, error)), error.status);
    }
  }
}
