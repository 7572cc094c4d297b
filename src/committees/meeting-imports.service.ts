import { Injectable } from '@nestjs/common';
import { requirePermission, type Actor } from '../identity/index.js';
import {
  Audit,
  Calendars,
  canonicalJson,
  Clock,
  conflict,
  Database,
  FileRefused,
  invalid,
  londonDate,
  row,
  rows,
  sha256Hex,
  violatedConstraint,
  type AuditAction,
  type Tx,
} from '../platform/index.js';
import { ProgrammesQueries } from '../programmes/index.js';
import {
  CalendarRefused,
  planMeetingImport,
  type ImportPlan,
  type ImportRow,
  type KnownMeeting,
  type NamedCommittee,
} from './meeting-import.rules.js';

/** A plan, and the hash of what it would do. */
export interface HashedPlan extends ImportPlan {
  sha256: string;
}

/** Brings a calendar of meetings: first what it would do, then, with the hash of that, all of it or nothing. */
@Injectable()
export class MeetingImportsService {
  constructor(
    private readonly database: Database,
    private readonly programmes: ProgrammesQueries,
    private readonly calendars: Calendars,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** Writes nothing. @throws Problem 404, 403; 422 at `calendar` for what is no calendar. */
  async plan(actor: Actor, programmeId: string, text: string): Promise<HashedPlan> {
    await this.programmes.get(actor, programmeId);
    requirePermission(actor, 'committee.manage', programmeId);
    const [committees, meetings, calendar] = await Promise.all([
      this.database.query<NamedCommittee>(
        `select id, name, active from committee where programme_id = $1 order by name`,
        [programmeId],
      ),
      this.database.query<KnownMeeting>(
        `select m.id, m.committee_id as "committeeId", m.version, m.starts_at as "startsAt", m.place
           from meeting m join committee c on c.id = m.committee_id
          where c.programme_id = $1 and m.cancelled_at is null order by m.starts_at, m.id`,
        [programmeId],
      ),
      this.calendars.current(),
    ]);
    try {
      const plan = planMeetingImport(text, committees, meetings, { now: this.clock.now(), calendar });
      return { ...plan, sha256: sha256Hex(canonicalJson(plan.rows.map(asHashed))) };
    } catch (error) {
      if (!(error instanceof CalendarRefused || error instanceof FileRefused)) throw error;
      throw invalid([{ path: 'calendar', message: error.message }]);
    }
  }

  /**
   * Adds what is new and changes what is changed. What is doubted or refused is left out, as the plan said.
   * @param sha256 of the plan that the person looked at.
   * @throws Problem as {@link plan}; 409 where it would do something else by now.
   */
  async carryOut(actor: Actor, programmeId: string, text: string, sha256: string): Promise<HashedPlan> {
    const plan = await this.plan(actor, programmeId, text);
    if (plan.sha256 !== sha256) throw otherwise();
    try {
      await this.database.write(async (tx) => {
        const written: { action: AuditAction; id: string; row: ImportRow }[] = [];
        for (const one of plan.rows) {
          if (one.outcome === 'new')
            written.push({ action: 'meeting.added', id: await add(tx, one), row: one });
          if (one.outcome === 'changed')
            written.push({ action: 'meeting.changed', id: await change(tx, one), row: one });
        }
        for (const { action, id, row: one } of written)
          await this.audit.append(tx, actor.audit, {
            action,
            subjectKind: 'meeting',
            subjectId: id,
            programmeId,
            detail: {
              committeeId: one.committeeId,
              startsAt: one.startsAt?.toISOString(),
              place: one.place,
              import: { row: one.row, sha256 },
            },
          });
      });
    } catch (error) {
      if (violatedConstraint(error) === 'meeting_unique') throw otherwise();
      throw error;
    }
    return plan;
  }
}

async function add(tx: Tx, { committeeId, startsAt, place }: ImportRow): Promise<string> {
  const { id } = await row<{ id: string }>(
    tx,
    `insert into meeting (committee_id, starts_at, meets_on, place) values ($1, $2, $3, $4) returning id`,
    [committeeId, startsAt, startsAt && londonDate(startsAt), place],
  );
  return id;
}

async function change(tx: Tx, { meeting, startsAt, place }: ImportRow): Promise<string> {
  const [changed] = await rows<{ id: string }>(
    tx,
    `update meeting set starts_at = $3, meets_on = $4, place = $5, version = version + 1
      where id = $1 and version = $2 and cancelled_at is null returning id`,
    [meeting?.id, meeting?.version, startsAt, startsAt && londonDate(startsAt), place],
  );
  if (!changed) throw otherwise();
  return changed.id;
}

/** What the plan rests on. */
const asHashed = ({ row: number, outcome, committeeId, startsAt, place, meeting }: ImportRow) => ({
  row: number,
  outcome,
  committeeId,
  startsAt: startsAt?.toISOString() ?? null,
  place,
  meeting,
});

const otherwise = () =>
  conflict(
    'plan-changed',
    'The meetings have changed since you looked at this. Look at what it would do now.',
  );
