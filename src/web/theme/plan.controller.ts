import { randomUUID } from 'node:crypto';
import { Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, Heavy, PeopleQueries, Policy, type Actor } from '../../identity/index.js';
import { Clock } from '../../platform/index.js';
import { PartsQueries } from '../../programmes/index.js';
import { blockHash, editorQuery, PartEditors, saveItem } from '../part/index.js';
import {
  Once,
  Page,
  pastedForm,
  pastedGrid,
  paths,
  refuseTable,
  seeOther,
  SentFields,
  show,
  takePasted,
  Twin,
  type PageAnswer,
  type SeeOther,
  type Sent,
} from '../shell/index.js';
import { presentCheckPlan, presentPastePlan } from './plan.presenter.js';
import { readPlan, withPlan, type PlanRow } from './plan.rules.js';
import { objectivesBlock } from './theme.blocks.js';
import { ThemeStore } from './theme.store.js';

const id = z.uuid();
const planForm = pastedForm('Paste your plan');

/** A plan from a spreadsheet: paste it, look at what it would add, add it. */
@Page('contributions/:id/objectives/paste')
export class PlanController {
  constructor(
    private readonly editors: PartEditors,
    private readonly store: ThemeStore,
    private readonly parts: PartsQueries,
    private readonly people: PeopleQueries,
    private readonly once: Once,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Policy('contribution.edit')
  async ask(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Query({ schema: editorQuery }) query: z.infer<typeof editorQuery>,
  ): Promise<PageAnswer | SeeOther> {
    await this.store.read(actor, partId);
    const { part, instead } = await this.editors.enter(actor, partId, paths.pastePlan(partId), query);
    return instead ?? show('pasted/paste', presentPastePlan(part, planForm.blank()));
  }

  /** The first time it shows what would be added; with `_step`, it adds it or goes back to the text. */
  @Post()
  @Heavy('reading')
  @Policy('contribution.edit')
  @Twin('PUT /api/v1/contributions/:id/theme')
  async take(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const part = await this.parts.get(actor, partId);
    return takePasted(sent, {
      form: planForm,
      plan: async (table) => {
        const owners = await this.people.candidates(part.programme.id, this.clock.today());
        const { rows, issues } = readPlan(pastedGrid(table), owners);
        refuseTable(issues);
        const { document } = await this.store.read(actor, partId);
        return { rows, effects: withPlan(document.objectives, rows, randomUUID).effects };
      },
      paste: (form) => show('pasted/paste', presentPastePlan(part, form)),
      check: (table, { rows, effects }) => show('pasted/check', presentCheckPlan(part, table, rows, effects)),
      add: ({ rows }) => this.once.run(actor, sent, () => this.add(actor, partId, rows)),
    });
  }

  private async add(actor: Actor, partId: string, rows: readonly PlanRow[]): Promise<SeeOther> {
    const { version, document } = await this.store.read(actor, partId);
    const read = { _version: String(version), _block: blockHash(document.objectives) };
    await saveItem(
      this.store,
      actor,
      partId,
      objectivesBlock,
      read,
      (objectives) => withPlan(objectives, rows, randomUUID).objectives,
    );
    return seeOther(paths.partBlock(partId, 'objectives'), 'Your plan is here. Now rate its actions.');
  }
}
