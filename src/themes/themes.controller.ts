import { Body, Controller, Get, Param, Patch, Post, Put, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentActor, Policy, type Actor } from '../identity/index.js';
import {
  entityVersion,
  etag,
  IfMatch,
  pageOf,
  pageQuery,
  patched,
  tagged,
  type Page,
  type PageQuery,
} from '../platform/index.js';
import { themeContent, type ThemeContent } from './theme.content.js';
import { ThemesQueries, themeView, type ThemeView } from './themes.queries.js';
import { ThemesService } from './themes.service.js';
import { themeInput, themePatch } from './themes.input.js';

const id = z.uuid();

const saved = z.object({ version: entityVersion });

@ApiTags('Themes')
@Controller('api/v1')
export class ThemesController {
  constructor(
    private readonly themes: ThemesQueries,
    private readonly service: ThemesService,
  ) {}

  @Get('programmes/:id/themes')
  @Policy('programme.read')
  @ApiOperation({ summary: 'List the themes of a programme by number' })
  @ApiOkResponse({ standardSchema: pageOf(themeView) })
  list(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @Query({ schema: pageQuery }) query: PageQuery,
  ): Promise<Page<ThemeView>> {
    return this.themes.list(actor, programmeId, query);
  }

  @Post('programmes/:id/themes')
  @Policy('programme.manage')
  @ApiOperation({ summary: 'Add a theme to a programme' })
  @ApiCreatedResponse({ standardSchema: themeView })
  async create(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @Body({ schema: themeInput }) body: z.infer<typeof themeInput>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ThemeView> {
    return tagged(reply, await this.service.create(actor, programmeId, body));
  }

  @Get('themes/:id')
  @Policy('programme.read')
  @ApiOperation({ summary: 'Read a theme' })
  @ApiOkResponse({ standardSchema: themeView })
  async get(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) themeId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ThemeView> {
    return tagged(reply, await this.themes.get(actor, themeId));
  }

  @Patch('themes/:id')
  @Policy('programme.manage')
  @ApiOperation({ summary: 'Change a theme' })
  @ApiOkResponse({ standardSchema: themeView })
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) themeId: string,
    @IfMatch() version: number,
    @Body({ schema: themePatch }) body: z.infer<typeof themePatch>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ThemeView> {
    const whole = patched(themeInput, await this.themes.get(actor, themeId), body);
    return tagged(reply, await this.service.change(actor, themeId, version, whole));
  }

  /** The document is made by the database and sent as it is. */
  @Get('contributions/:id/theme')
  @Policy('contribution.read')
  @ApiOperation({ summary: 'Read the text of a theme’s contribution' })
  @ApiOkResponse({ standardSchema: themeContent, headers: { ETag: {} } })
  async document(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) contributionId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { version, json } = await this.themes.document(actor, contributionId);
    void reply.header('ETag', etag(version)).header('Content-Type', 'application/json; charset=utf-8');
    return json;
  }

  @Put('contributions/:id/theme')
  @Policy('contribution.edit')
  @ApiOperation({ summary: 'Save the text of a theme’s contribution, while it is a draft' })
  @ApiOkResponse({ standardSchema: saved })
  async save(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) contributionId: string,
    @IfMatch() version: number,
    @Body({ schema: themeContent }) body: ThemeContent,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.infer<typeof saved>> {
    return tagged(reply, { version: await this.service.save(actor, contributionId, version, body) });
  }
}
