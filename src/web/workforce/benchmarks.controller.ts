import { Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, Heavy, Policy, type Actor } from '../../identity/index.js';
import { invalid, notFound } from '../../platform/index.js';
import { PartsQueries } from '../../programmes/index.js';
import { editorQuery, ItemSteps, PartEditors } from '../part/index.js';
import {
  Page,
  pageForm,
  paths,
  seeOther,
  SentFields,
  show,
  Twin,
  withQuery,
  type PageAnswer,
  type SeeOther,
  type Sent,
} from '../shell/index.js';
import { benchmarkEditor, removeBenchmark } from './workforce.editor.js';
import { presentBenchmarks, presentChooseBenchmark } from './workforce.presenter.js';
import { WorkforceStore } from './workforce.store.js';
import { benchmarkKey, readBenchmarkKey } from './workforce.words.js';

const id = z.uuid();
/** `vacancyDfe-england` */
const key = z.string().max(60);
const choice = z.object({ rate: z.string().max(40), area: z.string().max(40) });
const choiceForm = pageForm(choice, { rate: { to: 'rate' }, area: { to: 'area' } });
const choiceQuery = z.object({
  rate: z.string().max(40).default(''),
  area: z.string().max(40).default(''),
  step: z.string().max(10).optional(),
});
const WORKFORCE = 'PUT /api/v1/contributions/:id/workforce';

/** What the council's own rates are compared with. */
@Page('contributions/:id/benchmarks')
@Heavy('searching')
export class BenchmarksController {
  constructor(
    private readonly editors: PartEditors,
    private readonly steps: ItemSteps,
    private readonly store: WorkforceStore,
    private readonly parts: PartsQueries,
  ) {}

  @Get()
  @Policy('contribution.read')
  async list(@CurrentActor() actor: Actor, @Param('id', { schema: id }) partId: string): Promise<PageAnswer> {
    const [part, content] = await Promise.all([
      this.parts.get(actor, partId),
      this.store.content(actor, partId),
    ]);
    return show('workforce/benchmarks', presentBenchmarks(part, content));
  }

  /** There is one benchmark of a rate for an area, so the choice of both is its address. */
  @Get('new')
  @Policy('contribution.edit')
  async choose(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Query({ schema: choiceQuery }) { rate, area, step }: z.infer<typeof choiceQuery>,
  ): Promise<PageAnswer | SeeOther> {
    const address = paths.partItem(partId, 'benchmarks', `${rate}-${area}`);
    if (readBenchmarkKey(`${rate}-${area}`)) return seeOther(withQuery(address, { new: 1 }));
    const part = await this.parts.get(actor, partId);
    await this.store.read(actor, partId);
    if (step === undefined)
      return show('workforce/choose-benchmark', presentChooseBenchmark(part, choiceForm.blank()));
    const problem = invalid([
      ...(rate === '' ? [{ path: 'rate', message: 'Choose a rate' }] : []),
      ...(area === '' ? [{ path: 'area', message: 'Choose whose benchmark it is' }] : []),
    ]);
    const form = choiceForm.refused({ rate, area }, problem);
    return show('workforce/choose-benchmark', presentChooseBenchmark(part, form), 422);
  }

  @Get(':benchmark')
  @Policy('contribution.edit')
  async benchmark(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Param('benchmark', { schema: key }) benchmark: string,
    @Query({ schema: editorQuery }) query: z.infer<typeof editorQuery>,
  ): ReturnType<PartEditors['open']> {
    return this.editors.open(actor, partId, this.editor(partId, benchmark), query);
  }

  @Post(':benchmark')
  @Policy('contribution.edit')
  @Twin(WORKFORCE)
  async save(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Param('benchmark', { schema: key }) benchmark: string,
    @SentFields() sent: Sent,
  ): ReturnType<PartEditors['save']> {
    const done = seeOther(paths.partBlock(partId, 'benchmarks'), 'Saved.');
    return this.editors.save(actor, partId, this.editor(partId, benchmark), sent, done);
  }

  @Get(':benchmark/remove')
  @Policy('contribution.edit')
  async askToRemove(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Param('benchmark', { schema: key }) benchmark: string,
    @Query({ schema: editorQuery }) query: z.infer<typeof editorQuery>,
  ): ReturnType<ItemSteps['ask']> {
    const { rate, area } = known(benchmark);
    return this.steps.ask(actor, partId, removeBenchmark(this.store, partId, rate, area), query);
  }

  @Post(':benchmark/remove')
  @Policy('contribution.edit')
  @Twin(WORKFORCE)
  async remove(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Param('benchmark', { schema: key }) benchmark: string,
    @SentFields() sent: Sent,
  ): ReturnType<ItemSteps['take']> {
    const { rate, area } = known(benchmark);
    return this.steps.take(actor, partId, removeBenchmark(this.store, partId, rate, area), sent);
  }

  private editor(partId: string, benchmark: string): ReturnType<typeof benchmarkEditor> {
    const { rate, area } = known(benchmark);
    return benchmarkEditor(this.store, partId, rate, area);
  }
}

/** @throws Problem 404. */
function known(benchmark: string): NonNullable<ReturnType<typeof readBenchmarkKey>> {
  const found = readBenchmarkKey(benchmark);
  if (!found || benchmark !== benchmarkKey(found.rate, found.area)) throw notFound('benchmark');
  return found;
}
