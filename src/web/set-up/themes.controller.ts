import { Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import {
  CurrentActor,
  Heavy,
  PeopleQueries,
  Policy,
  requirePermission,
  type Actor,
  type Person,
} from '../../identity/index.js';
import { Clock } from '../../platform/index.js';
import { ProgrammesQueries, type ProgrammeView } from '../../programmes/index.js';
import { ThemesQueries, ThemesService, type ThemeView } from '../../themes/index.js';
import {
  count,
  Once,
  Page,
  pastedGrid,
  paths,
  refuseTable,
  seeOther,
  SentFields,
  sentVersion,
  show,
  submit,
  takePasted,
  Twin,
  type PageAnswer,
  type SeeOther,
  type Sent,
} from '../shell/index.js';
import { themeForm, themesTable } from './themes.form.js';
import {
  presentChangeTheme,
  presentCheckThemes,
  presentNewTheme,
  presentPasteThemes,
  presentThemes,
} from './themes.presenter.js';
import { readThemes } from './themes.rules.js';

const id = z.uuid();
/** A theme has a number from 1 to 99. */
const ALL = { limit: 99 };

/** The themes of a programme: by form, or pasted from a spreadsheet. */
@Page('programmes/:id/themes')
export class ThemesPageController {
  constructor(
    private readonly programmes: ProgrammesQueries,
    private readonly themes: ThemesQueries,
    private readonly service: ThemesService,
    private readonly people: PeopleQueries,
    private readonly once: Once,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Policy('programme.read')
  async list(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
  ): Promise<PageAnswer> {
    const programme = await this.programmes.get(actor, programmeId);
    const { items } = await this.themes.list(actor, programmeId, ALL);
    const owners = await this.people.byIds(items.flatMap(({ ownerId }) => ownerId ?? []));
    const mayManage = actor.can('programme.manage', programmeId);
    return show('set-up/themes', presentThemes(programme, items, owners, mayManage));
  }

  @Get('new')
  @Policy('programme.manage')
  async page(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
  ): Promise<PageAnswer> {
    const programme = await this.managed(actor, programmeId);
    const { items } = await this.themes.list(actor, programmeId, ALL);
    const next = String(1 + Math.max(0, ...items.map(({ number }) => number)));
    const form = themeForm.blank({ number: next });
    return show('set-up/theme', presentNewTheme(form, programme, await this.owners(programmeId)));
  }

  @Post('new')
  @Policy('programme.manage')
  @Twin('POST /api/v1/programmes/:id/themes')
  async create(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const programme = await this.managed(actor, programmeId);
    const owners = await this.owners(programmeId);
    return submit(
      themeForm,
      sent,
      (body) =>
        this.once.run(actor, sent, async () => {
          const { title } = await this.service.create(actor, programmeId, body);
          return seeOther(paths.themes(programmeId), `“${title}” was added.`);
        }),
      (form) => show('set-up/theme', presentNewTheme(form, programme, owners)),
    );
  }

  @Get('paste')
  @Policy('programme.manage')
  async ask(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
  ): Promise<PageAnswer> {
    const programme = await this.managed(actor, programmeId);
    return show('pasted/paste', presentPasteThemes(themesTable.blank(), programme));
  }

  @Post('paste')
  @Heavy('reading')
  @Policy('programme.manage')
  @Twin('POST /api/v1/programmes/:id/themes')
  async take(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const programme = await this.managed(actor, programmeId);
    return takePasted(sent, {
      form: themesTable,
      plan: async (table) => {
        const [{ items }, owners] = await Promise.all([
          this.themes.list(actor, programmeId, ALL),
          this.owners(programmeId),
        ]);
        const { rows, issues } = readThemes(pastedGrid(table), items, owners);
        refuseTable(issues);
        return rows;
      },
      paste: (form) => show('pasted/paste', presentPasteThemes(form, programme)),
      check: (table, rows) => show('pasted/check', presentCheckThemes(table, programme, rows)),
      add: (rows) =>
        this.once.run(actor, sent, async () => {
          const added = rows.filter(({ there }) => !there);
          await this.service.createAll(
            actor,
            programmeId,
            added.map(({ number, title, owner }) => ({ number, title, ownerId: owner?.id ?? null })),
          );
          return seeOther(
            paths.themes(programmeId),
            `${count(added.length, 'theme was', 'themes were')} added.`,
          );
        }),
    });
  }

  private owners(programmeId: string): Promise<Person[]> {
    return this.people.candidates(programmeId, this.clock.today());
  }

  private async managed(actor: Actor, programmeId: string): Promise<ProgrammeView> {
    const programme = await this.programmes.get(actor, programmeId);
    requirePermission(actor, 'programme.manage', programmeId);
    return programme;
  }
}

@Page('themes/:id/change')
export class ThemePageController {
  constructor(
    private readonly programmes: ProgrammesQueries,
    private readonly themes: ThemesQueries,
    private readonly service: ThemesService,
    private readonly people: PeopleQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Policy('programme.manage')
  async page(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) themeId: string,
  ): Promise<PageAnswer> {
    const { theme, programme, owners } = await this.managed(actor, themeId);
    const form = themeForm.filled({ ...theme });
    return show('set-up/theme', presentChangeTheme(form, programme, theme, theme.version, owners));
  }

  @Post()
  @Policy('programme.manage')
  @Twin('PATCH /api/v1/themes/:id')
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) themeId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const { theme, programme, owners } = await this.managed(actor, themeId);
    const version = sentVersion(sent);
    return submit(
      themeForm,
      sent,
      async (body) => {
        const { title } = await this.service.change(actor, themeId, version, body);
        return seeOther(paths.themes(theme.programmeId), `“${title}” was changed.`);
      },
      (form) => show('set-up/theme', presentChangeTheme(form, programme, theme, version, owners)),
    );
  }

  private async managed(
    actor: Actor,
    themeId: string,
  ): Promise<{ theme: ThemeView; programme: ProgrammeView; owners: Person[] }> {
    const theme = await this.themes.get(actor, themeId);
    requirePermission(actor, 'programme.manage', theme.programmeId);
    const [programme, owners] = await Promise.all([
      this.programmes.get(actor, theme.programmeId),
      this.people.candidatesWith(theme.programmeId, this.clock.today(), [theme.ownerId]),
    ]);
    return { theme, programme, owners };
  }
}
