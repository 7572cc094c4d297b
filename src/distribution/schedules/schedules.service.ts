import { Injectable } from '@nestjs/common';
import { CommitteesQueries } from '../../committees/index.js';
import { requirePermission, type Actor } from '../../identity/index.js';
import {
  Audit,
  Clock,
  conflict,
  Database,
  row,
  rows,
  stale,
  violatedConstraint,
} from '../../platform/index.js';
import type { ScheduleChange, ScheduleInput } from './schedules.input.js';
import { SchedulesQueries, type ScheduleView } from './schedules.queries.js';

/** Makes, changes and stops schedules. */
@Injectable()
export class SchedulesService {
  constructor(
    private readonly database: Database,
    private readonly committees: CommitteesQueries,
    private readonly schedules: SchedulesQueries,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** @throws Problem 404, 403; 409 for one that is there. */
  async create(actor: Actor, committeeId: string, input: ScheduleInput): Promise<ScheduleView> {
    const programmeId = await this.managed(actor, committeeId);
    const id = await explain(() =>
      this.database.write(async (tx) => {
        const made = await row<{ id: string }>(
          tx,
          `insert into dispatch_schedule (committee_id, working_day, hour, created_by, since) values ($1, $2, $3, $4, $5::timestamptz) returning id`,
          [committeeId, input.workingDay, input.hour, actor.userId, this.clock.now().toISOString()],
        );
        await this.audit.append(tx, actor.audit, {
          action: 'schedule.created',
          subjectKind: 'schedule',
          subjectId: made.id,
          programmeId,
          detail: { committeeId, ...input },
        });
        return made.id;
      }),
    );
    return this.schedules.get(actor, committeeId, id);
  }

  /** What it would have done before is not made up for. @throws Problem 404, 403, 412; 409 for one that is there. */
  async change(
    actor: Actor,
    at: { committeeId: string; id: string; version: number },
    input: ScheduleChange,
  ): Promise<ScheduleView> {
    const programmeId = await this.managed(actor, at.committeeId);
    const { workingDay, hour, active } = await this.schedules.get(actor, at.committeeId, at.id);
    await explain(() =>
      this.database.write(async (tx) => {
        const changed = await rows(
          tx,
          `update dispatch_schedule set working_day = $3, hour = $4, active = $5, since = $6::timestamptz, version = version + 1
            where id = $1 and version = $2 returning id`,
          [at.id, at.version, input.workingDay, input.hour, input.active, this.clock.now().toISOString()],
        );
        if (changed.length === 0) throw stale('schedule');
        await this.audit.append(tx, actor.audit, {
          action: 'schedule.changed',
          subjectKind: 'schedule',
          subjectId: at.id,
          programmeId,
          detail: { before: { workingDay, hour, active }, after: input },
        });
      }),
    );
    return this.schedules.get(actor, at.committeeId, at.id);
  }

  private async managed(actor: Actor, committeeId: string): Promise<string> {
    const { programmeId } = await this.committees.get(actor, committeeId);
    requirePermission(actor, 'dispatch.manage', programmeId);
    return programmeId;
  }
}

async function explain<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (violatedConstraint(error) === 'dispatch_schedule_unique')
      throw conflict('already-exists', 'The committee has a schedule for this day and hour already.');
    throw error;
  }
}
