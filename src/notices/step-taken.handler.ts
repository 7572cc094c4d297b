import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PeopleQueries } from '../identity/index.js';
import { Calendars, Clock, Database, WorkHandlers, type WorkContext } from '../platform/index.js';
import { PART_TITLE } from '../reporting/index.js';
import { stepTaken, type Action, type EnvelopeKind } from '../workflow/index.js';
import { NoticePlanner } from './notice-planner.js';
import { type Duties, type Reminder, type ToldItem } from './notice.rules.js';
import { decidersOn, dutiesIn } from './open-work.queries.js';

/** A step, and what it was about. */
export interface StepFacts {
  id: string;
  kind: EnvelopeKind;
  action: Action;
  actorId: string | null;
  actorLabel: string;
  envelopeId: string;
  programmeId: string;
  periodId: string;
  title: string;
  ownerId: string | null;
  submittedBy: string | null;
  standIns: string[];
  authorIds: string[];
  /** Nobody has taken a step after it. */
  stands: boolean;
}

const STEP = `select w.id, e.kind, w.action, w.actor_id as "actorId", w.actor_label as "actorLabel", e.id as "envelopeId",
    e.programme_id as "programmeId", e.period_id as "periodId",
    case e.kind when 'report' then 'The ' || rp.label || ' report' else ${PART_TITLE} end as title,
    e.owner_id as "ownerId",
    (select s.actor_id from workflow_event s where s.envelope_id = e.id and s.action = 'submit' order by s.at desc limit 1) as "submittedBy",
    coalesce((select array_agg(distinct d.delegate_id::text) from delegation d join assignment a on a.id = d.assignment_id
       where a.user_id = e.owner_id and (a.programme_id is null or a.programme_id = e.programme_id) and a.ended_at is null
         and d.revoked_at is null and $2::date between d.starts_on and d.ends_on), '{}') as "standIns",
    coalesce((select array_agg(distinct a.user_id::text) from envelope_author a where a.envelope_id = e.id), '{}') as "authorIds",
    not exists (select from workflow_event l where l.envelope_id = e.id and l.action <> 'save' and l.at > w.at) as stands
  from workflow_event w join envelope e on e.id = w.envelope_id join reporting_period rp on rp.id = e.period_id
 where w.id = $1`;

/** Tells people of work that has just come to them. */
@Injectable()
export class StepTakenHandler implements OnModuleInit {
  constructor(
    private readonly handlers: WorkHandlers,
    private readonly database: Database,
    private readonly people: PeopleQueries,
    private readonly calendars: Calendars,
    private readonly clock: Clock,
    private readonly planner: NoticePlanner,
  ) {}

  onModuleInit(): void {
    this.handlers.register(stepTaken, ({ eventId }, context) => this.tell(eventId, context));
  }

  private async tell(eventId: string, context: WorkContext): Promise<void> {
    const today = this.clock.today();
    const [calendar, [step], holdings] = await Promise.all([
      this.calendars.current(),
      this.database.query<StepFacts>(STEP, [eventId, today]),
      this.people.everybodyWith(['contribution.approve', 'report.submit', 'report.approve'], today),
    ]);
    await this.database.write(async (tx) => {
      if (step?.stands === true)
        await this.planner.planWaiting(tx, waitingFor(step, dutiesIn(step.programmeId, holdings)), {
          id: eventId,
          correlationId: context.claim.correlationId,
          calendar,
        });
      await context.complete(tx);
    });
  }
}

/** For whom there is something to do after a step, other than who took it. What was given back comes always. Pure. */
export function waitingFor(step: StepFacts, duties: Duties): Reminder[] {
  const { programmeId, periodId, title } = step;
  const { kind, path, people } = workOf(step, duties);
  return [...new Set(people)]
    .filter((userId) => userId !== step.actorId)
    .map((userId) => ({
      userId,
      programmeId,
      periodId,
      key: `step:${step.id}`,
      point: 0,
      always: kind === 'returned',
      told: { kind, title, dueOn: null, late: 0, who: step.actorId === null ? null : step.actorLabel, path },
    }));
}

function workOf(step: StepFacts, duties: Duties): Pick<ToldItem, 'kind' | 'path'> & { people: string[] } {
  const { envelopeId, ownerId, submittedBy, standIns, authorIds, action } = step;
  if (step.kind === 'report')
    return action === 'submit'
      ? {
          kind: 'approve',
          path: `/reports/${envelopeId}/approve`,
          people: duties.sro.filter((id) => !authorIds.includes(id)),
        }
      : { kind: 'returned', path: `/reports/${envelopeId}`, people: [...duties.manager] };
  if (action === 'submit')
    return {
      kind: 'sent',
      path: `/contributions/${envelopeId}/review`,
      people: decidersOn(authorIds, duties),
    };
  const owners = ownerId === null ? [submittedBy] : [ownerId, ...standIns];
  return {
    kind: 'returned',
    path: `/contributions/${envelopeId}`,
    people: owners.flatMap((id) => id ?? []),
  };
}
