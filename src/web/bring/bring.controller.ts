import { Body, Get, Headers, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, Heavy, Policy, requirePermission, type Actor } from '../../identity/index.js';
import {
  IntakeQueries,
  IntakeService,
  type IntakeAtWork,
  type IntakeChoices,
  type TakenTable,
} from '../../intake/index.js';
import {
  Clock,
  DOCUMENT_LIMITS,
  fileBytes,
  invalid,
  notFound,
  Problem,
  TakesFile,
} from '../../platform/index.js';
import { ProgrammesQueries } from '../../programmes/index.js';
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
  type SeeOther,
  type Sent,
} from '../shell/index.js';
import { decided, documentForm, fileForm, peopleIn, tableForm, tableFormOf } from './bring.form.js';
import {
  peopleForm,
  presentDone,
  presentFound,
  presentPeople,
  presentTable,
  presentUpload,
} from './bring.presenter.js';

const id = z.uuid();
const tableNumber = z.coerce.number().int().min(1).max(999);
/** Beside these statuses stands the form of the file again. */
const BESIDE_FILE = [413, 422, 503];

/** Last month's report: chosen as a file, mended table by table, and written as drafts. */
@Page('programmes/:id/bring-report')
export class BringReportController {
  constructor(
    private readonly programmes: ProgrammesQueries,
    private readonly queries: IntakeQueries,
    private readonly service: IntakeService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Policy('period.open')
  page(@CurrentActor() actor: Actor, @Param('id', { schema: id }) programmeId: string): Promise<PageAnswer> {
    return this.upload(actor, programmeId, fileForm(null));
  }

  @Post()
  @Heavy('reading')
  @TakesFile(DOCUMENT_LIMITS.bytes)
  @Policy('period.open')
  @Twin('POST /api/v1/programmes/:id/intake')
  async bring(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @Body() body: AsyncIterable<Buffer>,
    @Headers('content-type') contentType: string,
  ): Promise<PageAnswer | SeeOther> {
    await this.mayBring(actor, programmeId);
    try {
      const bytes = await fileBytes(body, contentType);
      if (bytes.length === 0) throw invalid([{ path: 'file', message: 'Choose a file' }]);
      await this.service.bring(actor, programmeId, bytes);
      return seeOther(paths.broughtReport(programmeId), 'The document was read. Nothing is written yet.');
    } catch (error) {
      if (!(error instanceof Problem) || !BESIDE_FILE.includes(error.status)) throw error;
      const chosen = error.issues.find(({ path }) => path === 'file');
      const form = fileForm(
        chosen ? new Problem({ code: error.code, status: error.status, detail: chosen.message }) : error,
      );
      const { name, view } = await this.upload(actor, programmeId, form);
      return show(name, view, error.status);
    }
  }

  @Get('found')
  @Policy('period.open')
  async found(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
  ): Promise<PageAnswer> {
    const atWork = await this.atWork(actor, programmeId);
    return show('bring/found', presentFound(documentFormOf(atWork), atWork));
  }

  @Post('found')
  @Policy('period.open')
  @Twin('PUT /api/v1/programmes/:id/intake/choices')
  async decideDocument(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const atWork = await this.atWork(actor, programmeId);
    return submit(
      documentForm,
      sent,
      async ({ asAt, quarters }) => {
        // The date that the document says stays its own until it is changed.
        const own = atWork.taken.asAtFrom !== 'choice' && asAt === atWork.taken.asAt;
        await this.choose(actor, atWork, sent, { asAt: own ? null : asAt, quarters });
        return seeOther(paths.broughtReport(programmeId), 'Saved.');
      },
      (form) => show('bring/found', presentFound(form, atWork)),
    );
  }

  @Get('tables/:number')
  @Policy('period.open')
  async table(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @Param('number', { schema: tableNumber }) number: number,
  ): Promise<PageAnswer> {
    const atWork = await this.atWork(actor, programmeId);
    const table = tableOf(atWork, number);
    return show('bring/table', presentTable(tableFormOf(table), atWork, table));
  }

  @Post('tables/:number')
  @Policy('period.open')
  @Twin('PUT /api/v1/programmes/:id/intake/choices')
  async decideTable(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @Param('number', { schema: tableNumber }) number: number,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const atWork = await this.atWork(actor, programmeId);
    const table = tableOf(atWork, number);
    return submit(
      tableForm,
      sent,
      async (choice) => {
        const { tables } = atWork.kept.choices;
        await this.choose(actor, atWork, sent, {
          tables: { ...tables, [String(number)]: decided(tables[String(number)] ?? {}, table, choice) },
        });
        return seeOther(paths.broughtTable(programmeId, number), 'Saved. Below is what is taken now.');
      },
      (form) => {
        const { values, errors } = tableFormOf(table);
        return show(
          'bring/table',
          presentTable(
            { ...form, values: { ...values, ...form.values }, errors: { ...errors, ...form.errors } },
            atWork,
            table,
          ),
        );
      },
    );
  }

  @Get('people')
  @Policy('period.open')
  async people(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
  ): Promise<PageAnswer> {
    const atWork = await this.atWork(actor, programmeId);
    return show('bring/people', presentPeople(peopleForm(atWork), atWork));
  }

  @Post('people')
  @Policy('period.open')
  @Twin('PUT /api/v1/programmes/:id/intake/choices')
  async decidePeople(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @SentFields() sent: Sent,
  ): Promise<SeeOther> {
    const atWork = await this.atWork(actor, programmeId);
    const people = peopleIn(
      sent,
      atWork.plan.people.map(({ name }) => name),
    );
    await this.choose(actor, atWork, sent, { people });
    return seeOther(paths.broughtReport(programmeId), 'Saved who is meant.');
  }

  @Post('write')
  @Heavy('reading')
  @Policy('period.open')
  @Twin('POST /api/v1/programmes/:id/intake/write')
  async write(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer> {
    const atWork = await this.atWork(actor, programmeId);
    const outcome = await this.service.write(actor, programmeId, sentVersion(sent));
    return show('bring/done', presentDone(atWork, outcome));
  }

  @Post('discard')
  @Policy('period.open')
  @Twin('DELETE /api/v1/programmes/:id/intake')
  async discard(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @SentFields() sent: Sent,
  ): Promise<SeeOther> {
    await this.mayBring(actor, programmeId);
    await this.service.discard(actor, programmeId, sentVersion(sent));
    return seeOther(paths.bringReport(programmeId), 'What you brought is deleted.');
  }

  private async choose(
    actor: Actor,
    { kept, programme }: IntakeAtWork,
    sent: Sent,
    changed: Partial<IntakeChoices>,
  ): Promise<void> {
    await this.service.choose(actor, programme.id, sentVersion(sent), { ...kept.choices, ...changed });
  }

  private async upload(
    actor: Actor,
    programmeId: string,
    form: FormView,
  ): Promise<PageAnswer<'bring/upload'>> {
    const programme = await this.programmes.get(actor, programmeId);
    requirePermission(actor, 'period.open', programmeId);
    const kept = await this.queries.own(actor, programmeId);
    return show('bring/upload', presentUpload(programme, form, kept, this.clock.now()));
  }

  private async mayBring(actor: Actor, programmeId: string): Promise<void> {
    await this.programmes.get(actor, programmeId);
    requirePermission(actor, 'period.open', programmeId);
  }

  private async atWork(actor: Actor, programmeId: string): Promise<IntakeAtWork> {
    await this.mayBring(actor, programmeId);
    return this.queries.atWork(actor, programmeId);
  }
}

const documentFormOf = ({ taken, kept }: IntakeAtWork): FormView =>
  documentForm.filled({ asAt: taken.asAt, quarters: kept.choices.quarters });

/** @throws Problem 404. */
function tableOf({ taken }: IntakeAtWork, number: number): TakenTable {
  const table = taken.tables.find(({ of }) => of.number === number);
  if (!table) throw notFound('table');
  return table;
}
