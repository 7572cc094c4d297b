import { Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, Heavy, Policy, requirePermission, type Actor } from '../../identity/index.js';
import { Clock, invalid, Problem } from '../../platform/index.js';
import { PartsQueries, ProgrammesQueries, type PartDocument } from '../../programmes/index.js';
import { PartComparisonQueries, PartReadingQueries } from '../../reporting/index.js';
import { ContributionsQueries, ContributionsService } from '../../workflow/index.js';
import { partPieces, reportCameBack } from '../part/index.js';
import {
  count,
  KnownPages,
  Page,
  paths,
  seeOther,
  SentFields,
  show,
  submit,
  textOf,
  Twin,
  type FormView,
  type PageAnswer,
  type SeeOther,
  type Sent,
} from '../shell/index.js';
import { reviewForm, unchangedForm, withoutEmptyNotes } from './review.form.js';
import {
  nextWaiting,
  presentMeanwhile,
  presentReviewHistory,
  presentReviewQuestions,
  presentReviewText,
} from './review-tabs.presenter.js';
import { presentReview } from './review.presenter.js';
import { presentDecided, presentUnchanged, type UnchangedPart } from './unchanged.presenter.js';
import { differences, knownChanges } from './what-changed.js';

const id = z.uuid();

const NOTES_WITH_APPROVAL = invalid([
  {
    path: 'decision',
    message: 'Notes go to the owner with a part that is given back. Give it back, or take the notes out.',
  },
]);

/** A part that is with the reviewer: what changed in it, and the decision. */
@Page('contributions/:id/review')
@Heavy('searching')
export class ReviewController {
  constructor(
    private readonly parts: PartsQueries,
    private readonly comparison: PartComparisonQueries,
    private readonly contributions: ContributionsService,
    private readonly pages: KnownPages,
    private readonly clock: Clock,
  ) {}

  /** A person who comes after the decision is led to the part, which says what became of it. */
  @Get()
  @Policy('contribution.read')
  async page(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
  ): Promise<PageAnswer | SeeOther> {
    const document = await this.parts.document(actor, partId);
    return document.part.status === 'in_review'
      ? this.view(actor, document, reviewForm.blank())
      : seeOther(paths.part(partId));
  }

  @Post()
  @Policy('contribution.approve')
  @Twin('POST /api/v1/contributions/:id/approve')
  decide(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    return submit(
      reviewForm,
      withoutEmptyNotes(sent),
      async ({ decision, comment, notes }) => {
        if (decision === 'approve' && notes.length > 0) throw NOTES_WITH_APPROVAL;
        const part = await this.parts.get(actor, partId);
        if (decision === 'return') requirePermission(actor, 'contribution.return', part.programme.id);
        await this.contributions.step(
          actor,
          partId,
          decision,
          Number(textOf(sent['_version'])),
          comment,
          notes,
        );
        const done =
          decision === 'approve'
            ? [`${part.title} is approved.`, ...reportCameBack([part], 'approve')].join(' ')
            : `${part.title} is with ${part.ownerName ?? 'its owner'} again, with your reason${notes.length === 0 ? '' : ` and ${count(notes.length, 'note')}`}.`;
        const next =
          textOf(sent['_then']) === 'next'
            ? nextWaiting(await this.parts.ofPeriod(actor, part.period.id), partId)
            : undefined;
        return seeOther(
          next === undefined ? paths.period(part.period.id) : paths.partStep(next.id, 'review'),
          done,
        );
      },
      async (form) => this.view(actor, await this.parts.document(actor, partId), form),
    ).catch(async (error: unknown) => {
      if (!(error instanceof Problem) || error.status !== 412) throw error;
      return this.meanwhile(actor, partId, sent);
    });
  }

  private async meanwhile(actor: Actor, partId: string, sent: Sent): Promise<PageAnswer> {
    const { part, content } = await this.parts.document(actor, partId);
    const next = nextWaiting(await this.parts.ofPeriod(actor, part.period.id), partId);
    const pieces = partPieces({ part, content }, this.pages.has);
    return show('review/meanwhile', presentMeanwhile(part, pieces, sent, next, this.clock.now()), 412);
  }

  private async view(actor: Actor, { part, content }: PartDocument, form: FormView): Promise<PageAnswer> {
    const [comparison, notes, parts] = await Promise.all([
      this.comparison.get(part),
      part.noteCount === 0 ? [] : this.parts.notes(actor, part.id),
      this.parts.ofPeriod(actor, part.period.id),
    ]);
    const pieces = partPieces({ part, content }, this.pages.has);
    const { now, earlier, givenBack } = comparison;
    const at = pieces.map((piece) => ({ at: piece.at }));
    const view = presentReview({
      part,
      pieces,
      notes,
      comparison,
      changed: await knownChanges({ kind: part.section, now, earlier, givenBack, pieces: at }),
      parts,
      form,
      now: this.clock.now(),
    });
    return show('review/review', view);
  }
}

/** The same part as it will print, what it would be asked, and what became of it: each is a page of its own. */
@Page('contributions/:id/review/:tab')
export class ReviewTabsController {
  constructor(
    private readonly parts: PartsQueries,
    private readonly comparison: PartComparisonQueries,
    private readonly reading: PartReadingQueries,
    private readonly contributions: ContributionsQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Policy('contribution.read')
  async page(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Param('tab', { schema: z.enum(['text', 'questions', 'history']) }) tab: 'text' | 'questions' | 'history',
  ): Promise<PageAnswer | SeeOther> {
    const part = await this.parts.get(actor, partId);
    if (part.status !== 'in_review') return seeOther(paths.part(partId));
    const { questions } = await this.comparison.get(part);
    switch (tab) {
      case 'text':
        return show(
          'review/text',
          presentReviewText(part, await this.reading.read(actor, partId), questions.length),
        );
      case 'questions':
        return show('review/questions', presentReviewQuestions(part, questions));
      case 'history': {
        const { history } = await this.contributions.get(actor, 'contribution', partId);
        return show(
          'review/history',
          presentReviewHistory(part, history, questions.length, this.clock.now()),
        );
      }
    }
  }
}

/** Parts with the reviewer that say what the last approved ones said, approved several at once, each by its own step. */
@Page('periods/:id/unchanged')
@Heavy('searching')
export class UnchangedController {
  constructor(
    private readonly programmes: ProgrammesQueries,
    private readonly parts: PartsQueries,
    private readonly contributions: ContributionsService,
    private readonly comparison: PartComparisonQueries,
  ) {}

  @Get()
  @Policy('contribution.approve')
  page(@CurrentActor() actor: Actor, @Param('id', { schema: id }) periodId: string): Promise<PageAnswer> {
    return this.view(actor, periodId, unchangedForm.blank());
  }

  @Post()
  @Policy('contribution.approve')
  @Twin('POST /api/v1/contributions/:id/approve')
  approve(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) periodId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    return submit(
      unchangedForm,
      sent,
      async ({ parts: chosen }) => {
        const period = await this.programmes.period(actor, periodId);
        const offered = await this.unchanged(actor, periodId);
        const refused: { title: string; why: string }[] = [];
        const approved: string[] = [];
        for (const partId of chosen) {
          const part = offered.find((one) => one.id === partId);
          if (!part) {
            refused.push({
              title: 'A part',
              why: 'It is no longer with the reviewer, or no longer unchanged.',
            });
            continue;
          }
          try {
            const version = Number(textOf(sent[`_version.${partId}`]));
            await this.contributions.step(actor, partId, 'approve', version, null);
            approved.push(part.title);
          } catch (error) {
            if (!(error instanceof Problem)) throw error;
            refused.push({ title: part.title, why: error.message });
          }
        }
        if (refused.length === 0)
          return seeOther(
            paths.period(periodId),
            [`Approved: ${approved.join(', ')}.`, ...reportCameBack(offered, 'approve')].join(' '),
          );
        return show('review/decided', presentDecided(period, approved, refused), 409);
      },
      (form) => this.view(actor, periodId, form),
    );
  }

  private async view(actor: Actor, periodId: string, form: FormView): Promise<PageAnswer> {
    const period = await this.programmes.period(actor, periodId);
    const found: UnchangedPart[] = [];
    for (const part of await this.unchanged(actor, periodId)) {
      const comparison = await this.comparison.get(part);
      const label = comparison.earlier[0]?.label ?? 'the period before';
      found.push({ part, label, differs: differences(part.section, comparison) });
    }
    return show('review/unchanged', presentUnchanged(period, found, form));
  }

  private async unchanged(actor: Actor, periodId: string) {
    const parts = await this.parts.ofPeriod(actor, periodId);
    return parts.filter(({ status, unchanged }) => status === 'in_review' && unchanged);
  }
}
