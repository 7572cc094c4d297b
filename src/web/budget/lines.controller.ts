import { Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, Heavy, Policy, type Actor } from '../../identity/index.js';
import { PartsQueries } from '../../programmes/index.js';
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
import { presentLines } from './budget.presenter.js';
import { BudgetStore } from './budget.store.js';
import { lineEditor, removeLine } from './line.editor.js';

const id = z.uuid();
const BUDGET = 'PUT /api/v1/contributions/:id/budget';

/** The lines of a part's budget. */
@Page('contributions/:id/lines')
@Heavy('searching')
export class BudgetLinesController {
  constructor(
    private readonly editors: PartEditors,
    private readonly steps: ItemSteps,
    private readonly store: BudgetStore,
    private readonly parts: PartsQueries,
  ) {}

  @Get()
  @Policy('contribution.read')
  async list(@CurrentActor() actor: Actor, @Param('id', { schema: id }) partId: string): Promise<PageAnswer> {
    const [part, content] = await Promise.all([
      this.parts.get(actor, partId),
      this.store.content(actor, partId),
    ]);
    return show('budget/lines', presentLines(part, content));
  }

  @Get('new')
  @Policy('contribution.edit')
  add(@Param('id', { schema: id }) partId: string): SeeOther {
    return newItem(partId, 'lines');
  }

  @Get(':lineId')
  @Policy('contribution.edit')
  line(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Param('lineId', { schema: id }) lineId: string,
    @Query({ schema: editorQuery }) query: z.infer<typeof editorQuery>,
  ): ReturnType<PartEditors['open']> {
    return this.editors.open(actor, partId, lineEditor(this.store, partId, lineId), query);
  }

  @Post(':lineId')
  @Policy('contribution.edit')
  @Twin(BUDGET)
  save(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Param('lineId', { schema: id }) lineId: string,
    @SentFields() sent: Sent,
  ): ReturnType<PartEditors['save']> {
    const done = seeOther(paths.partBlock(partId, 'lines'), 'Saved.');
    return this.editors.save(actor, partId, lineEditor(this.store, partId, lineId), sent, done);
  }

  @Get(':lineId/remove')
  @Policy('contribution.edit')
  askToRemove(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Param('lineId', { schema: id }) lineId: string,
    @Query({ schema: editorQuery }) query: z.infer<typeof editorQuery>,
  ): ReturnType<ItemSteps['ask']> {
    return this.steps.ask(actor, partId, removeLine(this.store, partId, lineId), query);
  }

  @Post(':lineId/remove')
  @Policy('contribution.edit')
  @Twin(BUDGET)
  remove(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Param('lineId', { schema: id }) lineId: string,
    @SentFields() sent: Sent,
  ): ReturnType<ItemSteps['take']> {
    return this.steps.take(actor, partId, removeLine(this.store, partId, lineId), sent);
  }
}
