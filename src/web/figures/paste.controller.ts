import { Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, Heavy, Policy, type Actor } from '../../identity/index.js';
import {
  FigureEntriesService,
  PartFiguresQueries,
  type EntryProblem,
  type NumberedPlan,
  type PastedTable,
} from '../../performance/index.js';
import { invalid, Problem } from '../../platform/index.js';
import { PartsQueries } from '../../programmes/index.js';
import {
  capitalised,
  count,
  NoTwin,
  Page,
  SentFields,
  show,
  textOf,
  type FormView,
  type PageAnswer,
  type Sent,
} from '../shell/index.js';
import { choicesForm, withAccepted } from './choices.form.js';
import { knownToOf } from './figures.form.js';
import { placedWords } from './figures.presenter.js';
import { listed } from './findings.js';
import { pasteForm } from './paste.form.js';
import { presentPaste } from './paste.presenter.js';
import { presentPreview } from './preview.presenter.js';

const id = z.uuid();
const NOTHING =
  'Nothing was pasted. Copy the table with its headings: the first row names Performance Measure and the months, and each row below names a measure.';

/** A whole table, pasted with its headings: read by the file importer, then shown and recorded as what is typed into the table. */
@Page('contributions/:id/figures/paste')
export class PasteFiguresController {
  constructor(
    private readonly parts: PartsQueries,
    private readonly figures: PartFiguresQueries,
    private readonly entries: FigureEntriesService,
  ) {}

  @Get()
  @Policy('reading.record')
  page(@CurrentActor() actor: Actor, @Param('id', { schema: id }) partId: string): Promise<PageAnswer> {
    return this.view(actor, partId, pasteForm.blank(), []);
  }

  @Post()
  @Heavy('reading')
  @Policy('reading.record')
  @NoTwin('it shows what recording would change; nothing is recorded')
  async check(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer> {
    if (textOf(sent['table']).trim() === '') return this.refused(actor, partId, sent, NOTHING, []);
    const choices = { state: 'provisional', reason: null } as const;
    let pasted: PastedTable;
    let plan: NumberedPlan;
    try {
      pasted = await this.entries.readPasted(actor, partId, pasteForm.read(sent).table);
      plan = await this.entries.plan(actor, partId, pasted.entries, choices, knownToOf(sent));
    } catch (error) {
      if (!(error instanceof Problem) || ![413, 422].includes(error.status)) throw error;
      return this.refused(actor, partId, sent, error.issues[0]?.message ?? error.message, []);
    }
    const places = wrongPlaces(pasted, plan);
    if (places.length > 0)
      return this.refused(
        actor,
        partId,
        sent,
        `${capitalised(count(places.length, 'place'))} cannot be recorded`,
        places,
      );
    if (plan.changes.length === 0)
      return this.refused(actor, partId, sent, 'No figure differs from what is recorded', []);
    const view = presentPreview({
      actor,
      part: await this.parts.get(actor, partId),
      entries: pasted.entries,
      plan,
      state: choices.state,
      form: withAccepted(choicesForm.blank(), {}, null),
      notes: notesOf(pasted, plan),
      table: false,
    });
    return show('figures/preview', view);
  }

  private async refused(
    actor: Actor,
    partId: string,
    sent: Sent,
    message: string,
    places: readonly string[],
  ): Promise<PageAnswer> {
    const form = pasteForm.refused(sent, invalid([{ path: 'table', message }]));
    return show('figures/paste', (await this.view(actor, partId, form, places)).view, 422);
  }

  private async view(
    actor: Actor,
    partId: string,
    form: FormView,
    problems: readonly string[],
  ): Promise<PageAnswer<'figures/paste'>> {
    const [part, { knownTo }] = await Promise.all([
      this.parts.get(actor, partId),
      this.figures.table(actor, partId),
    ]);
    return show('figures/paste', presentPaste(actor, part, knownTo, form, problems));
  }
}

/** What keeps the whole table out. */
const wrongPlaces = (pasted: PastedTable, plan: NumberedPlan): string[] => [
  ...listed(pasted.problems),
  ...plan.problems.filter(({ locked }) => !locked).map((problem) => placed(pasted, problem)),
];

/** What is not recorded, and what to look at. */
const notesOf = (pasted: PastedTable, plan: NumberedPlan): string[] => [
  ...listed(pasted.warnings),
  ...plan.problems.filter(({ locked }) => locked).map((problem) => placed(pasted, problem)),
  ...listed(pasted.ignored),
];

function placed({ entries }: PastedTable, { entry, measure, message }: EntryProblem): string {
  const at = entries[entry];
  return at ? placedWords(measure, at, message) : message;
}
