import { Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, Heavy, Policy, type Actor } from '../../identity/index.js';
import { PartsQueries } from '../../programmes/index.js';
import { ThemesQueries, type ThemeView } from '../../themes/index.js';
import { editorQuery, ItemSteps, newItem, PartEditors } from '../part/index.js';
import {
  Page,
  paths,
  seeOther,
  SentFields,
  show,
  Twin,
  type PageAnswer,
  type SeeOther,
  type Sent,
} from '../shell/index.js';
import { aboutEditor, removeTeam, teamEditor } from './workforce.editor.js';
import { presentTeams } from './workforce.presenter.js';
import { WorkforceStore } from './workforce.store.js';

const id = z.uuid();
/** A programme has far fewer themes. */
const MOST_THEMES = 100;
const WORKFORCE = 'PUT /api/v1/contributions/:id/workforce';
const done = (partId: string): SeeOther => seeOther(paths.partBlock(partId, 'teams'), 'Saved.');

/** The establishment of a part by team. */
@Page('contributions/:id/teams')
@Heavy('searching')
export class TeamsController {
  constructor(
    private readonly editors: PartEditors,
    private readonly steps: ItemSteps,
    private readonly store: WorkforceStore,
    private readonly parts: PartsQueries,
    private readonly themes: ThemesQueries,
  ) {}

  @Get()
  @Policy('contribution.read')
  async list(@CurrentActor() actor: Actor, @Param('id', { schema: id }) partId: string): Promise<PageAnswer> {
    const [part, content] = await Promise.all([
      this.parts.get(actor, partId),
      this.store.content(actor, partId),
    ]);
    const themes = content.themeId === null ? [] : await this.themesOf(actor, part.programme.id);
    const theme = themes.find((one) => one.id === content.themeId);
    return show('workforce/teams', presentTeams(part, content, theme));
  }

  @Get('new')
  @Policy('contribution.edit')
  add(@Param('id', { schema: id }) partId: string): SeeOther {
    return newItem(partId, 'teams');
  }

  @Get('about')
  @Policy('contribution.edit')
  async about(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Query({ schema: editorQuery }) query: z.infer<typeof editorQuery>,
  ): ReturnType<PartEditors['open']> {
    return this.editors.open(actor, partId, await this.aboutEditor(actor, partId), query);
  }

  @Post('about')
  @Policy('contribution.edit')
  @Twin(WORKFORCE)
  async saveAbout(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @SentFields() sent: Sent,
  ): ReturnType<PartEditors['save']> {
    return this.editors.save(actor, partId, await this.aboutEditor(actor, partId), sent, done(partId));
  }

  @Get(':teamId')
  @Policy('contribution.edit')
  team(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Param('teamId', { schema: id }) teamId: string,
    @Query({ schema: editorQuery }) query: z.infer<typeof editorQuery>,
  ): ReturnType<PartEditors['open']> {
    return this.editors.open(actor, partId, teamEditor(this.store, partId, teamId), query);
  }

  @Post(':teamId')
  @Policy('contribution.edit')
  @Twin(WORKFORCE)
  save(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Param('teamId', { schema: id }) teamId: string,
    @SentFields() sent: Sent,
  ): ReturnType<PartEditors['save']> {
    return this.editors.save(actor, partId, teamEditor(this.store, partId, teamId), sent, done(partId));
  }

  @Get(':teamId/remove')
  @Policy('contribution.edit')
  askToRemove(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Param('teamId', { schema: id }) teamId: string,
    @Query({ schema: editorQuery }) query: z.infer<typeof editorQuery>,
  ): ReturnType<ItemSteps['ask']> {
    return this.steps.ask(actor, partId, removeTeam(this.store, partId, teamId), query);
  }

  @Post(':teamId/remove')
  @Policy('contribution.edit')
  @Twin(WORKFORCE)
  remove(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Param('teamId', { schema: id }) teamId: string,
    @SentFields() sent: Sent,
  ): ReturnType<ItemSteps['take']> {
    return this.steps.take(actor, partId, removeTeam(this.store, partId, teamId), sent);
  }

  private async aboutEditor(actor: Actor, partId: string): Promise<ReturnType<typeof aboutEditor>> {
    const { programme } = await this.parts.get(actor, partId);
    return aboutEditor(this.store, partId, await this.themesOf(actor, programme.id));
  }

  private async themesOf(actor: Actor, programmeId: string): Promise<readonly ThemeView[]> {
    return (await this.themes.list(actor, programmeId, { limit: MOST_THEMES })).items;
  }
}
