import { Get, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CommitteesQueries, type MeetingView } from '../../committees/index.js';
import { DispatchContentsQueries, DispatchesService } from '../../distribution/index.js';
import {
  CurrentActor,
  Policy,
  requirePermission,
  type Actor,
  type Confirmation,
} from '../../identity/index.js';
import { canonicalJson, Clock, conflict, notFound, Problem, sha256Hex } from '../../platform/index.js';
import { ProgrammesQueries } from '../../programmes/index.js';
import {
  leadingOut,
  NO_FORM,
  Once,
  Page,
  paths,
  seeOther,
  SentFields,
  show,
  StepUps,
  submit,
  textOf,
  Twin,
  type FormOf,
  type FormView,
  type PageAnswer,
  type SeeOther,
  type Sent,
  type StepUp,
} from '../shell/index.js';
import { presentCheck } from './check.presenter.js';
import { chosenOnly, planForm } from './plan.form.js';
import { presentChooseMeeting, presentPlan } from './plan.presenter.js';

const PERIODS_SHOWN = 60;
const query = z.object({ meeting: z.uuid().optional(), period: z.uuid().optional() });

/** Plans papers in two steps: what and when, then a look at what goes to whom. Only the second one plans. */
@Page('dispatches/new')
export class PlanPapersController {
  constructor(
    private readonly committees: CommitteesQueries,
    private readonly programmes: ProgrammesQueries,
    private readonly contents: DispatchContentsQueries,
    private readonly service: DispatchesService,
    private readonly clock: Clock,
    private readonly once: Once,
    private readonly stepUps: StepUps,
  ) {}

  @Get()
  @Policy('dispatch.manage')
  async page(
    @CurrentActor() actor: Actor,
    @Query({ schema: query }) { meeting, period }: z.infer<typeof query>,
  ): Promise<PageAnswer> {
    if (meeting !== undefined) return this.form(actor, await this.meeting(actor, meeting), period);
    const ahead = await this.committees.ahead(actor);
    const own = ahead.filter(({ programmeId }) => actor.can('dispatch.manage', programmeId));
    return show('papers/choose-meeting', presentChooseMeeting(own, this.clock.now()));
  }

  @Post()
  @Policy('dispatch.manage')
  @Twin('POST /api/v1/dispatches')
  async plan(
    @CurrentActor() actor: Actor,
    @SentFields() sent: Sent,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer | SeeOther> {
    const meeting = await this.meeting(actor, textOf(sent['meeting']));
    return submit(
      planForm,
      chosenOnly(sent),
      async ({ password, ...input }): Promise<PageAnswer | SeeOther> => {
        const seen = textOf(sent['seen']);
        const atOnce = await this.service.leavesAtOnce(actor, input);
        const stepUp = atOnce ? await this.stepUps.of(actor, request, paths.newDispatch(meeting.id)) : null;
        if (seen === '') return (await this.check(actor, meeting, input, stepUp)).page;
        let confirmation: Confirmation | null = null;
        try {
          if (atOnce) confirmation = await this.stepUps.give(actor, request, password);
        } catch (error) {
          if (!(error instanceof Problem) || error.status !== 422) throw error;
          const { view } = (await this.check(actor, meeting, input, stepUp, planForm.refused(sent, error)))
            .page;
          return show('papers/check', view, 422);
        }
        return this.once.run(actor, sent, async () => {
          const { sha256 } = await this.check(actor, meeting, input, stepUp);
          if (seen !== sha256)
            throw conflict(
              'changed-since',
              'What goes to whom changed after you looked at it. Check it once more.',
            );
          const { id } = await this.service.create(actor, input, confirmation, sha256);
          return seeOther(paths.dispatch(id), 'These papers are planned.');
        });
      },
      async (form, code) => {
        const waiting =
          code === 'already-planned'
            ? await this.service.waiting(actor, {
                meetingId: meeting.id,
                periodId: textOf(sent['period']),
              })
            : undefined;
        const shown = waiting ? leadingOut(form, paths.dispatch(waiting.id)) : form;
        return this.form(actor, meeting, undefined, shown);
      },
    );
  }

  private async check(
    actor: Actor,
    meeting: MeetingView,
    input: Omit<FormOf<typeof planForm>, 'password'>,
    stepUp: StepUp | null,
    form?: FormView,
  ): Promise<{ page: PageAnswer<'papers/check'>; sha256: string }> {
    const { period } = await this.service.plannable(actor, input);
    const check = await this.contents.checkAhead(actor, input);
    const sha256 = sha256Hex(canonicalJson(check));
    const typed = Object.entries(planForm.filled(input).values)
      .filter(([name]) => name !== 'password')
      .map(([name, value]) => ({ name, value: textOf(value) }));
    const hidden = [...typed, { name: 'seen', value: sha256 }];
    const page = show(
      'papers/check',
      presentCheck(
        {
          periodLabel: period.label,
          send: input.send,
          sendAt: input.sendAt,
          meeting: { ...meeting, cancelled: false },
        },
        check,
        {
          back: { text: 'Change what and when', href: paths.newDispatch(meeting.id) },
          plan: { action: paths.planDispatch(), hidden, sha256, stepUp },
          leave: { text: 'Do not plan them', href: paths.meetings(meeting.programmeId) },
        },
        this.clock.now(),
        form ?? (stepUp === null ? NO_FORM : planForm.blank()),
      ),
    );
    return { page, sha256 };
  }

  private async form(
    actor: Actor,
    meeting: MeetingView,
    period: string | undefined,
    form?: FormView,
  ): Promise<PageAnswer<'papers/plan'>> {
    const { items } = await this.programmes.periods(actor, meeting.programmeId, { limit: PERIODS_SHOWN });
    const usual = planForm.blank({
      meeting: meeting.id,
      period: period ?? items[0]?.id ?? '',
      send: 'when_sealed',
    });
    return show('papers/plan', presentPlan(form ?? usual, meeting, items, this.clock.now()));
  }

  private async meeting(actor: Actor, id: string): Promise<MeetingView> {
    if (!z.uuid().safeParse(id).success) throw notFound('meeting');
    const meeting = await this.committees.meeting(actor, id);
    requirePermission(actor, 'dispatch.manage', meeting.programmeId);
    return meeting;
  }
}
