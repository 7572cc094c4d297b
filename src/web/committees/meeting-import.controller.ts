import { Body, Get, Headers, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { MeetingImportsService, type HashedPlan } from '../../committees/index.js';
import { CurrentActor, Heavy, Policy, requirePermission, type Actor } from '../../identity/index.js';
import { Clock, invalid, Problem, TakesFile } from '../../platform/index.js';
import { ProgrammesQueries, type ProgrammeView } from '../../programmes/index.js';
import {
  Once,
  Page,
  PASTED_FILE_BYTES,
  pastedForm,
  paths,
  seeOther,
  SentFields,
  show,
  takePasted,
  takePastedFile,
  Twin,
  type PageAnswer,
  type PastedSteps,
  type SeeOther,
  type Sent,
} from '../shell/index.js';
import { presentCheckMeetings, presentPasteMeetings, writtenWords } from './meeting-import.presenter.js';

const id = z.uuid();
const IMPORT = 'POST /api/v1/programmes/:id/meetings/imports';
const calendarForm = pastedForm('Paste your meetings, or choose a file');

/** A calendar of meetings, pasted or as a file: looked at, then added as a whole. */
@Page('programmes/:id/meetings/import')
export class ImportMeetingsController {
  constructor(
    private readonly programmes: ProgrammesQueries,
    private readonly imports: MeetingImportsService,
    private readonly clock: Clock,
    private readonly once: Once,
  ) {}

  @Get()
  @Policy('committee.manage')
  async ask(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
  ): Promise<PageAnswer> {
    const programme = await this.managed(actor, programmeId);
    return show('pasted/paste', presentPasteMeetings(calendarForm.blank(), programme));
  }

  @Post()
  @Heavy('reading')
  @Policy('committee.manage')
  @Twin(IMPORT)
  async take(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    return takePasted(sent, this.steps(actor, await this.managed(actor, programmeId), sent));
  }

  @Post('file')
  @Heavy('reading')
  @TakesFile(PASTED_FILE_BYTES)
  @Policy('committee.manage')
  @Twin(IMPORT)
  async takeFile(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @Body() body: AsyncIterable<Buffer>,
    @Headers('content-type') contentType: string,
  ): Promise<PageAnswer | SeeOther> {
    const programme = await this.managed(actor, programmeId);
    return takePastedFile(body, contentType, this.steps(actor, programme, {}));
  }

  private steps(
    actor: Actor,
    programme: ProgrammeView,
    sent: Sent,
  ): PastedSteps<HashedPlan & { text: string }> {
    return {
      form: calendarForm,
      plan: async (text) => ({ ...(await beside(() => this.imports.plan(actor, programme.id, text))), text }),
      paste: (form) => show('pasted/paste', presentPasteMeetings(form, programme)),
      check: (table, plan) =>
        show('pasted/check', presentCheckMeetings(table, programme, plan, this.clock.now())),
      add: ({ text, sha256 }) =>
        this.once.run(actor, sent, async () => {
          const { rows } = await beside(() => this.imports.carryOut(actor, programme.id, text, sha256));
          const added = rows.filter(({ outcome }) => outcome === 'new').length;
          const changed = rows.filter(({ outcome }) => outcome === 'changed').length;
          return seeOther(paths.meetings(programme.id), writtenWords(added, changed, 'were'));
        }),
    };
  }

  private async managed(actor: Actor, programmeId: string): Promise<ProgrammeView> {
    const programme = await this.programmes.get(actor, programmeId);
    requirePermission(actor, 'committee.manage', programmeId);
    return programme;
  }
}

/** What the room says of the calendar stands beside the text of the page. */
async function beside<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 422) throw error;
    throw invalid(error.issues.map(({ message }) => ({ path: 'table', message })));
  }
}
