import { Body, Get, Headers, Post } from '@nestjs/common';
import {
  CurrentActor,
  Heavy,
  PeopleImportService,
  Policy,
  requirePermission,
  UsersQueries,
  type Actor,
  type BroughtPerson,
} from '../../identity/index.js';
import { TakesFile } from '../../platform/index.js';
import {
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
import { GivingChoices } from './giving-choices.js';
import { broughtWords, presentCheckPeople, presentImportPeople } from './import.presenter.js';
import { readPeople, type PersonRow } from './import.rules.js';

const peopleTable = pastedForm('Paste your list, or choose a file');

/** Many accounts at once, with their roles: looked at, then made as a whole. */
@Page('admin/users/import')
export class ImportPeopleController {
  constructor(
    private readonly users: UsersQueries,
    private readonly choices: GivingChoices,
    private readonly service: PeopleImportService,
    private readonly once: Once,
  ) {}

  @Get()
  @Policy('user.manage')
  ask(@CurrentActor() actor: Actor): PageAnswer {
    requirePermission(actor, 'user.manage', null);
    return show('pasted/paste', presentImportPeople(peopleTable.blank()));
  }

  @Post()
  @Heavy('reading')
  @Policy('user.manage')
  @Twin('POST /api/v1/users')
  take(@CurrentActor() actor: Actor, @SentFields() sent: Sent): Promise<PageAnswer | SeeOther> {
    requirePermission(actor, 'user.manage', null);
    return takePasted(sent, this.steps(actor, sent));
  }

  @Post('file')
  @Heavy('reading')
  @TakesFile(PASTED_FILE_BYTES)
  @Policy('user.manage')
  @Twin('POST /api/v1/users')
  takeFile(
    @CurrentActor() actor: Actor,
    @Body() body: AsyncIterable<Buffer>,
    @Headers('content-type') contentType: string,
  ): Promise<PageAnswer | SeeOther> {
    requirePermission(actor, 'user.manage', null);
    return takePastedFile(body, contentType, this.steps(actor, {}));
  }

  private steps(actor: Actor, sent: Sent): PastedSteps<{ rows: PersonRow[]; brought: BroughtPerson[] }> {
    return {
      form: peopleTable,
      plan: async (table) => {
        const [choices, own] = await Promise.all([this.choices.of(actor), this.users.byId(actor.userId)]);
        const { rows, issues } = readPeople(pastedGrid(table), { ...choices, own: own.email });
        refuseTable(issues);
        return { rows, brought: await this.service.plan(actor, rows) };
      },
      paste: (form) => show('pasted/paste', presentImportPeople(form)),
      check: (table, { rows, brought }) => show('pasted/check', presentCheckPeople(table, rows, brought)),
      add: ({ rows }) =>
        this.once.run(actor, sent, async () =>
          seeOther(paths.users(), broughtWords(await this.service.bring(actor, rows))),
        ),
    };
  }
}
