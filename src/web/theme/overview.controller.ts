import { Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, Heavy, Policy, type Actor } from '../../identity/index.js';
import { editorQuery, PartEditors } from '../part/index.js';
import { Page, SentFields, Twin, type Sent } from '../shell/index.js';
import { overviewEditor } from './overview.editor.js';
import { ThemeStore } from './theme.store.js';

@Page('contributions/:id/overview')
@Heavy('searching')
export class OverviewController {
  constructor(
    private readonly editors: PartEditors,
    private readonly store: ThemeStore,
  ) {}

  @Get()
  @Policy('contribution.edit')
  page(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: z.uuid() }) id: string,
    @Query({ schema: editorQuery }) query: z.infer<typeof editorQuery>,
  ): ReturnType<PartEditors['open']> {
    return this.editors.open(actor, id, overviewEditor(this.store, id), query);
  }

  @Post()
  @Policy('contribution.edit')
  @Twin('PUT /api/v1/contributions/:id/theme')
  save(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: z.uuid() }) id: string,
    @SentFields() sent: Sent,
  ): ReturnType<PartEditors['save']> {
    return this.editors.save(actor, id, overviewEditor(this.store, id), sent);
  }
}
