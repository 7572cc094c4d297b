import { Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, Policy, type Actor } from '../../identity/index.js';
import { FigureEntriesService, PartFiguresQueries } from '../../performance/index.js';
import { Problem } from '../../platform/index.js';
import { PartsQueries } from '../../programmes/index.js';
import { PartPublicationQueries } from '../../reporting/index.js';
import {
  capitalised,
  count,
  NoTwin,
  Once,
  Page,
  paths,
  PlainAnswer,
  seeOther,
  SentFields,
  show,
  textOf,
  Twin,
  type PageAnswer,
  type SeeOther,
  type Sent,
} from '../shell/index.js';
import { choicesForm, withAccepted } from './choices.form.js';
import { entriesOf, entryName, knownToOf, reasonsOf } from './figures.form.js';
import { presentFigures, type TypedFigures } from './figures.presenter.js';
import { presentPreview } from './preview.presenter.js';

const id = z.uuid();

/** The table of a part's figures: typed, checked, recorded. */
@Page('contributions/:id/figures')
export class FiguresController {
  constructor(
    private readonly parts: PartsQueries,
    private readonly figures: PartFiguresQueries,
    private readonly entries: FigureEntriesService,
    private readonly once: Once,
    private readonly publication: PartPublicationQueries,
  ) {}

  @Get()
  @Policy('reading.record')
  page(@CurrentActor() actor: Actor, @Param('id', { schema: id }) partId: string): Promise<PageAnswer> {
    return this.table(actor, partId, null);
  }

  @Post()
  @Policy('reading.record')
  @NoTwin('it shows what recording would change; nothing is recorded')
  async check(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | PlainAnswer> {
    const entries = entriesOf(sent);
    const state = stateOf(sent);
    const plan = await this.entries.plan(actor, partId, entries, { state, reason: null }, knownToOf(sent));
    if (textOf(sent['_quiet']) !== '')
      return new PlainAnswer(200, {
        problems: plan.problems.map(({ entry, message }) => ({ cell: nameAt(entries, entry), message })),
      });
    const typed = {
      entries,
      problems: plan.problems,
      state,
      known: knownToOf(sent),
      reasons: reasonsOf(sent),
      whole: null,
    };
    if (textOf(sent['_again']) !== '') return this.table(actor, partId, { ...typed, problems: [] });
    if (plan.problems.length > 0) return this.table(actor, partId, typed, 422);
    if (plan.changes.length === 0)
      return this.table(actor, partId, { ...typed, whole: 'No figure differs from what is recorded' }, 422);
    const part = await this.parts.get(actor, partId);
    return show(
      'figures/preview',
      presentPreview({
        actor,
        part,
        entries,
        plan,
        state,
        form: withAccepted(choicesForm.blank({ reason: textOf(sent['reason']) }), sent, null),
        notes: [],
        table: true,
      }),
    );
  }

  @Post('record')
  @Policy('reading.record')
  @Twin('POST /api/v1/programmes/:id/readings')
  async record(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    try {
      return await this.once.run(actor, sent, async () => {
        const recorded = await this.entries.record(actor, partId, entriesOf(sent), choicesForm.read(sent), {
          knownTo: knownToOf(sent),
          confirmed: textOf(sent['_plan']),
        });
        return seeOther(paths.partBlock(partId, 'figures'), recordedWords(recorded));
      });
    } catch (error) {
      if (!(error instanceof Problem) || ![409, 422].includes(error.status)) throw error;
      return this.previewAgain(actor, partId, sent, error);
    }
  }

  /** What would be recorded now, and why it was not. */
  private async previewAgain(
    actor: Actor,
    partId: string,
    sent: Sent,
    refusal: Problem,
  ): Promise<PageAnswer> {
    const entries = entriesOf(sent).filter(({ leave }) => !leave);
    const state = stateOf(sent);
    const [part, plan] = await Promise.all([
      this.parts.get(actor, partId),
      this.entries.plan(actor, partId, entries, { state, reason: null }, knownToOf(sent)),
    ]);
    const typed = {
      entries,
      problems: plan.problems,
      state,
      known: knownToOf(sent),
      reasons: reasonsOf(sent),
      whole: null,
    };
    if (plan.problems.length > 0) return this.table(actor, partId, typed, 422);
    if (plan.changes.length === 0)
      return this.table(
        actor,
        partId,
        { ...typed, whole: 'Everything is recorded as you typed it already' },
        409,
      );
    const view = presentPreview({
      actor,
      part,
      entries,
      plan,
      state,
      form: withAccepted(choicesForm.refused(sent, refusal), sent, refusal),
      notes: [],
      table: true,
    });
    return show('figures/preview', view, refusal.status);
  }

  private async table(
    actor: Actor,
    partId: string,
    typed: TypedFigures | null,
    status = 200,
  ): Promise<PageAnswer> {
    const part = await this.parts.get(actor, partId);
    const [figures, unprinted] = await Promise.all([
      this.figures.table(actor, partId),
      this.publication.unprinted(part),
    ]);
    return show('figures/figures', presentFigures(actor, part, figures, typed, unprinted), status);
  }
}

const recordedWords = (recorded: number): string =>
  recorded === 0
    ? 'Nothing was recorded: you left what was there.'
    : `${capitalised(count(recorded, 'figure'))} ${recorded === 1 ? 'is' : 'are'} recorded. Drafts that print ${recorded === 1 ? 'it show it' : 'them show them'} at once.`;

const stateOf = (sent: Sent): 'provisional' | 'validated' =>
  textOf(sent['state']) === 'validated' ? 'validated' : 'provisional';

const nameAt = (entries: ReturnType<typeof entriesOf>, at: number): string | null => {
  const entry = entries[at];
  return entry ? entryName(entry) : null;
};
