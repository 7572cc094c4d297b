import { Body, Get, Headers, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, Heavy, Policy, type Actor } from '../../identity/index.js';
import { ReadingImportsService, type ImportView } from '../../performance/index.js';
import {
  FILE_LIMITS,
  fileBytes,
  invalid,
  notFound,
  Problem,
  spreadsheetFormat,
  TakesFile,
} from '../../platform/index.js';
import { PartsQueries, ProgrammesQueries } from '../../programmes/index.js';
import {
  capitalised,
  count,
  NoTwin,
  Once,
  Page,
  seeOther,
  SentFields,
  show,
  textOf,
  Twin,
  type PageAnswer,
  type SeeOther,
  type Sent,
} from '../shell/index.js';
import { acceptedCells, withAccepted } from './choices.form.js';
import { importForm, importRefused, withFile } from './import.form.js';
import { afterImport, presentImport, presentImportPreview, type ImportFor } from './import.presenter.js';

const id = z.uuid();
/** The part from whose page a person came. */
const fromPart = z.object({ part: z.uuid().optional() });
/** Beside these statuses stands the form again; every other one is a page of its own. */
const BESIDE_FILE = [409, 413, 422, 503];
/** Another file, or other figures underneath: what would be recorded now is shown. */
const LOOK_AGAIN = ['another-file', 'plan-changed', 'figures-not-accepted'];

/** A file of figures: tried first, then recorded. Nothing of it is kept between the two (docs/adr/0021). */
@Page('programmes/:id/figures/import')
export class ImportFiguresController {
  constructor(
    private readonly programmes: ProgrammesQueries,
    private readonly parts: PartsQueries,
    private readonly imports: ReadingImportsService,
    private readonly once: Once,
  ) {}

  @Get()
  @Policy('reading.record')
  async page(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @Query({ schema: fromPart }) query: z.infer<typeof fromPart>,
  ): Promise<PageAnswer> {
    const [from, { items }] = await Promise.all([
      this.from(actor, programmeId, query),
      this.programmes.periods(actor, programmeId, { limit: 1 }),
    ]);
    const form = withFile(importForm.filled({ asAt: items[0]?.asAt }));
    return show('figures/import', presentImport(from, form));
  }

  @Post()
  @Heavy('reading')
  @TakesFile(FILE_LIMITS.xlsxBytes)
  @Policy('reading.record')
  @NoTwin('it shows what the file would change; nothing is recorded')
  async check(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @Query({ schema: fromPart }) query: z.infer<typeof fromPart>,
    @SentFields() sent: Sent,
    @Body() body: AsyncIterable<Buffer>,
    @Headers('content-type') contentType: string,
  ): Promise<PageAnswer> {
    const from = await this.from(actor, programmeId, query);
    return this.orForm(from, sent, async () =>
      this.preview(actor, from, sent, await fileBytes(body, contentType), null),
    );
  }

  @Post('confirm')
  @Heavy('reading')
  @TakesFile(FILE_LIMITS.xlsxBytes)
  @Policy('reading.record')
  @Twin('POST /api/v1/programmes/:id/readings/imports')
  async confirm(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @Query({ schema: fromPart }) query: z.infer<typeof fromPart>,
    @SentFields() sent: Sent,
    @Body() body: AsyncIterable<Buffer>,
    @Headers('content-type') contentType: string,
  ): Promise<PageAnswer | SeeOther> {
    const from = await this.from(actor, programmeId, query);
    return this.orForm(from, sent, async () => {
      const bytes = await fileBytes(body, contentType);
      const confirmed = { sha256: textOf(sent['_sha256']), plan: textOf(sent['_plan']) };
      try {
        return await this.once.run(actor, sent, async () => {
          const { changes } = await this.run(actor, programmeId, sent, bytes, confirmed);
          return seeOther(
            afterImport(from),
            `${capitalised(count(changes.length, 'figure'))} ${changes.length === 1 ? 'is' : 'are'} recorded. Drafts that print them show them at once.`,
          );
        });
      } catch (error) {
        if (!(error instanceof Problem) || !LOOK_AGAIN.includes(error.code)) throw error;
        return this.preview(actor, from, sent, bytes, error);
      }
    });
  }

  /** @throws Problem 404 when the programme, or the part in it, is not the actor's to see. */
  private async from(
    actor: Actor,
    programmeId: string,
    { part }: z.infer<typeof fromPart>,
  ): Promise<ImportFor> {
    const programme = await this.programmes.get(actor, programmeId);
    if (part === undefined) return { programme, part: null };
    const found = await this.parts.get(actor, part);
    if (found.programme.id !== programmeId) throw notFound('contribution');
    return { programme, part: found };
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
    const accepted = acceptedCells(sent);
    if (bytes.length === 0) throw invalid([{ path: 'file', message: 'Choose a file' }]);
    const file = { format: spreadsheetFormat(undefined, bytes), bytes };
    return this.imports.run(actor, programmeId, file, { asAt, state, reason, accepted }, confirmed);
  }

  /** @param refusal why what was confirmed was not recorded; null for a file that is tried for the first time. */
  private async preview(
    actor: Actor,
    from: ImportFor,
    sent: Sent,
    bytes: Buffer,
    refusal: Problem | null,
  ): Promise<PageAnswer> {
    const view = await this.run(actor, from.programme.id, sent, bytes, null);
    const form = withAccepted(
      refusal ? importRefused(sent, refusal) : withFile(importForm.blank()),
      sent,
      refusal,
    );
    const status = refusal?.status ?? (view.counts.problems > 0 ? 422 : 200);
    return show('figures/import-preview', presentImportPreview(from, view, sent, form), status);
  }

  /** What `act` answers, or the form once more with what is wrong with the choices or the file. */
  private async orForm<T>(from: ImportFor, sent: Sent, act: () => Promise<T>): Promise<T | PageAnswer> {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof Problem) || !BESIDE_FILE.includes(error.status)) throw error;
      return show('figures/import', presentImport(from, importRefused(sent, error)), error.status);
    }
  }
}
