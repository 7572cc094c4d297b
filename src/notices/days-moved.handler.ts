import { Injectable, type OnModuleInit } from '@nestjs/common';
import { daysMoved } from '../committees/index.js';
import { PeopleQueries } from '../identity/index.js';
import { Calendars, Clock, Database, WorkHandlers, type WorkContext } from '../platform/index.js';
import { longDate } from '../snapshot/index.js';
import { NoticePlanner } from './notice-planner.js';
import type { Duties, Reminder } from './notice.rules.js';
import { dutiesIn } from './open-work.queries.js';

/** A last day to publish papers that a change of the calendar moved. London dates. */
export interface MovedFacts {
  id: string;
  programmeId: string;
  committeeId: string;
  meetingId: string;
  committeeName: string;
  meetsOn: string;
  to: string;
}

/** A moved day `d` of the meeting `m` is still news: it has not moved again since, and the papers are still to be published. */
export const MOVE_STANDS = `(m.cancelled_at is null and m.papers_published_on is null
  and not exists (select from moved_day l where l.meeting_id = d.meeting_id and l.moved_at > d.moved_at))`;

const MOVED = `select d.id, c.programme_id as "programmeId", c.id as "committeeId", m.id as "meetingId", c.name as "committeeName",
    m.meets_on::text as "meetsOn", d.to_on::text as "to"
  from moved_day d join meeting m on m.id = d.meeting_id join committee c on c.id = m.committee_id
 where d.change_id = $1 and ${MOVE_STANDS} and c.active and not is_closed(c.programme_id)
 order by m.starts_at, m.id`;

/** Tells who keeps the meetings, and who manages the programme, that a last day to publish papers has moved. */
@Injectable()
export class DaysMovedHandler implements OnModuleInit {
  constructor(
    private readonly handlers: WorkHandlers,
    private readonly database: Database,
    private readonly people: PeopleQueries,
    private readonly calendars: Calendars,
    private readonly clock: Clock,
    private readonly planner: NoticePlanner,
  ) {}

  onModuleInit(): void {
    this.handlers.register(daysMoved, async ({ changeId, byId }, context) => {
      await this.tell(changeId, byId, context);
    });
  }

  private async tell(changeId: string, byId: string | null, context: WorkContext): Promise<void> {
    const [calendar, moved, holdings] = await Promise.all([
      this.calendars.current(),
      this.database.query<MovedFacts>(MOVED, [changeId]),
      this.people.everybodyWith(['committee.manage', 'report.submit'], this.clock.today()),
    ]);
    const told = moved.flatMap((one) => toldOf(one, dutiesIn(one.programmeId, holdings), byId));
    await this.database.write(async (tx) => {
      await this.planner.planWaiting(tx, told, {
        id: changeId,
        correlationId: context.claim.correlationId,
        calendar,
      });
      await context.complete(tx);
    });
  }
}

/** It comes to each once, other than to whoever changed the calendar, who saw it before. Pure. */
export const toldOf = (one: MovedFacts, duties: Duties, byId: string | null): Reminder[] =>
  [...new Set([...duties.clerk, ...duties.manager])]
    .filter((userId) => userId !== byId)
    .map((userId) => ({
      userId,
      programmeId: one.programmeId,
      periodId: null,
      key: `moved:${one.id}`,
      point: 0,
      always: false,
      told: {
        kind: 'moved',
        title: `Papers of ${one.committeeName}, ${longDate(one.meetsOn)}`,
        dueOn: one.to,
        late: 0,
        who: null,
        path: `/committees/${one.committeeId}/meetings/${one.meetingId}`,
      },
    }));
