import { Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, Policy, type Actor } from '../../identity/index.js';
import { notFound } from '../../platform/index.js';
import { PartsQueries } from '../../programmes/index.js';
import { blockHash, editorQuery, newItem, PartEditors, saveItem } from '../part/index.js';
import {
  Page,
  pageForm,
  paths,
  seeOther,
  SentFields,
  show,
  submit,
  Twin,
  type FormView,
  type PageAnswer,
  type SeeOther,
  type Sent,
} from '../shell/index.js';
import { presentLines, presentRemoveLine } from './budget.presenter.js';
import { BudgetStore, lineBlock } from './budget.store.js';
import { lineEditor } from './line.editor.js';

const id = z.uuid();
const nothing = pageForm(z.object({}), {});
const BUDGET = 'PUT /api/v1/contributions/:id/budget';

/** The lines of a part's budget. */
@Page('contributions/:id/lines')
export class BudgetLinesController {
  constructor(
    private readonly editors: PartEditors,
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
  ): Promise<PageAnswer> {
    return this.removal(actor, partId, lineId, nothing.blank());
  }

  @Post(':lineId/remove')
  @Policy('contribution.edit')
  @Twin(BUDGET)
  remove(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Param('lineId', { schema: id }) lineId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    return submit(
      nothing,
      sent,
      async () => {
        await saveItem(this.store, actor, partId, lineBlock(lineId), sent, () => null);
        return seeOther(paths.partBlock(partId, 'lines'), 'The line is removed.');
      },
      (form) => this.removal(actor, partId, lineId, form),
    );
  }

  private async removal(actor: Actor, partId: string, lineId: string, form: FormView): Promise<PageAnswer> {
    const [part, { version, document }] = await Promise.all([
      this.parts.get(actor, partId),
      this.store.read(actor, partId),
    ]);
    const item = lineBlock(lineId).of(document);
    if (!item) throw notFound('line');
    return show('budget/remove', presentRemoveLine({ part, item, form, version, block: blockHash(item) }));
  }
}
