import { Get, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { CommitteesQueries, meetingList } from '../../committees/index.js';
import { DispatchesQueries } from '../../distribution/index.js';
import { CurrentActor, Policy, requirePermission, type Actor } from '../../identity/index.js';
import { Calendars, Clock } from '../../platform/index.js';
import { ProgrammesQueries } from '../../programmes/index.js';
import { Page, show, type PageAnswer } from '../shell/index.js';
import { presentMeetings } from './meetings.presenter.js';

const SHOWN = 50;
const query = meetingList.pick({ when: true, cursor: true });

/** The meetings of a programme's committees, the next first, each with the state of its papers. */
@Page('programmes/:id/meetings')
export class MeetingsPageController {
  constructor(
    private readonly programmes: ProgrammesQueries,
    private readonly committees: CommitteesQueries,
    private readonly dispatches: DispatchesQueries,
    private readonly calendars: Calendars,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Policy('committee.read')
  async list(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: z.uuid() }) programmeId: string,
    @Query({ schema: query }) { when, cursor }: z.infer<typeof query>,
  ): Promise<PageAnswer> {
    const programme = await this.programmes.get(actor, programmeId);
    requirePermission(actor, 'committee.read', programmeId);
    const [committees, standing, calendar, meetings] = await Promise.all([
      this.committees.directory(actor, programmeId),
      this.committees.standing(programmeId),
      this.calendars.current(),
      this.committees.calendar(actor, { programmeId, when, cursor, limit: SHOWN }),
    ]);
    const ids = meetings.items.map(({ id }) => id);
    const dispatches = actor.can('dispatch.read', programmeId)
      ? await this.dispatches.ofMeetings(actor, ids)
      : null;
    return show(
      'committees/meetings',
      presentMeetings({
        programme,
        committees,
        standing,
        calendar,
        when,
        meetings: meetings.items,
        nextCursor: meetings.nextCursor,
        papers: {
          dispatches,
          mayPlan: actor.can('dispatch.manage', programmeId),
          today: this.clock.today(),
        },
        mayManage: actor.can('committee.manage', programmeId),
        mayQuestions: actor.can('enquiry.read', programmeId),
        now: this.clock.now(),
      }),
    );
  }
}
