import { Body, Get, Headers, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, Heavy, Policy, requirePermission, type Actor } from '../../identity/index.js';
import {
  MeasuresQueries,
  MeasuresService,
  readDictionary,
  type DictionaryPlan,
} from '../../performance/index.js';
import { everyItem, TakesFile } from '../../platform/index.js';
import { ProgrammesQueries, type ProgrammeView } from '../../programmes/index.js';
import { ThemesQueries } from '../../themes/index.js';
import {
  capitalised,
  count,
  Once,
  Page,
  PASTED_FILE_BYTES,
  pastedForm,
  pastedGrid,
  paths,
  refuseTable,
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
import { presentCheckMeasures, presentPasteMeasures } from './measures.presenter.js';

const id = z.uuid();
const CREATE = 'POST /api/v1/programmes/:id/measures';
const measuresTable = pastedForm('Paste your measures, or choose a file');

/** The dictionary of measures, pasted from a spreadsheet or as a CSV file: looked at, then added as a whole. */
@Page('programmes/:id/measures/paste')
export class PasteMeasuresController {
  constructor(
    private readonly programmes: ProgrammesQueries,
    private readonly themes: ThemesQueries,
    private readonly measures: MeasuresQueries,
    private readonly service: MeasuresService,
    private readonly once: Once,
  ) {}

  @Get()
  @Policy('measure.manage')
  async ask(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
  ): Promise<PageAnswer> {
    const programme = await this.managed(actor, programmeId);
    return show('pasted/paste', presentPasteMeasures(measuresTable.blank(), programme));
  }

  @Post()
  @Heavy('reading')
  @Policy('measure.manage')
  @Twin(CREATE)
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
  @Policy('measure.manage')
  @Twin(CREATE)
  async takeFile(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @Body() body: AsyncIterable<Buffer>,
    @Headers('content-type') contentType: string,
  ): Promise<PageAnswer | SeeOther> {
    const programme = await this.managed(actor, programmeId);
    return takePastedFile(body, contentType, this.steps(actor, programme, {}));
  }

  private steps(actor: Actor, programme: ProgrammeView, sent: Sent): PastedSteps<DictionaryPlan> {
    return {
      form: measuresTable,
      plan: async (table) => {
        const plan = readDictionary(pastedGrid(table), await this.known(actor, programme.id));
        refuseTable(plan.issues);
        return plan;
      },
      paste: (form) => show('pasted/paste', presentPasteMeasures(form, programme)),
      check: (table, plan) => show('pasted/check', presentCheckMeasures(table, programme, plan)),
      add: (plan) =>
        this.once.run(actor, sent, async () => {
          const added = plan.rows.filter(({ there }) => !there);
          await this.service.createAll(
            actor,
            programme.id,
            plan.groups.filter(({ number }) =>
              added.some((row) => 'number' in row.in && row.in.number === number),
            ),
            added.map((row) => ({ ...row.measure, group: row.in })),
          );
          return seeOther(
            paths.setUp(programme.id),
            `${capitalised(count(added.length, 'measure was', 'measures were'))} added. Bring their past figures next.`,
          );
        }),
    };
  }

  /** What is in the programme already, whatever the number. */
  private async known(actor: Actor, programmeId: string) {
    const [groups, themes, measures] = await Promise.all([
      everyItem((query) => this.measures.groups(actor, programmeId, query)),
      everyItem((query) => this.themes.list(actor, programmeId, query)),
      everyItem((query) => this.measures.list(actor, programmeId, query)),
    ]);
    return { groups, themes, measures };
  }

  private async managed(actor: Actor, programmeId: string): Promise<ProgrammeView> {
    const programme = await this.programmes.get(actor, programmeId);
    requirePermission(actor, 'measure.manage', programmeId);
    return programme;
  }
}
