import { Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, Heavy, Policy, type Actor } from '../../identity/index.js';
import { editorQuery, PartEditors } from '../part/index.js';
import { Page, paths, seeOther, SentFields, Twin, type Sent } from '../shell/index.js';
import { commentaryEditor, ratingEditor } from './commentary.editor.js';
import { MeasuresStore } from './measures.store.js';

const id = z.uuid();

@Page('contributions/:id/commentary')
@Heavy('searching')
export class CommentaryController {
  constructor(
    private readonly editors: PartEditors,
    private readonly store: MeasuresStore,
  ) {}

  @Get()
  @Policy('contribution.edit')
  page(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Query({ schema: editorQuery }) query: z.infer<typeof editorQuery>,
  ): ReturnType<PartEditors['open']> {
    return this.editors.open(actor, partId, commentaryEditor(this.store, partId), query);
  }

  @Post()
  @Policy('contribution.edit')
  @Twin('PUT /api/v1/contributions/:id/measures')
  save(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @SentFields() sent: Sent,
  ): ReturnType<PartEditors['save']> {
    return this.editors.save(actor, partId, commentaryEditor(this.store, partId), sent);
  }

  @Get(':measureId')
  @Policy('contribution.edit')
  ratingPage(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Param('measureId', { schema: id }) measureId: string,
    @Query({ schema: editorQuery }) query: z.infer<typeof editorQuery>,
  ): ReturnType<PartEditors['open']> {
    return this.editors.open(actor, partId, ratingEditor(this.store, partId, measureId), query);
  }

  @Post(':measureId')
  @Policy('contribution.edit')
  @Twin('PUT /api/v1/contributions/:id/measures')
  saveRating(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Param('measureId', { schema: id }) measureId: string,
    @SentFields() sent: Sent,
  ): ReturnType<PartEditors['save']> {
    const done = seeOther(paths.partBlock(partId, 'commentary'), 'Saved.');
    return this.editors.save(actor, partId, ratingEditor(this.store, partId, measureId), sent, done);
  }
}
