import { Injectable } from '@nestjs/common';
import type { Actor } from '../identity/index.js';
import { Audit, rows, type ReadTx, type Tx } from '../platform/index.js';

/** What would still leave by itself. Dates are London dates. */
interface StandingPapers {
  /** Planned, and not bound to a version. */
  papers: { id: string; committeeName: string; meetsOn: string; periodLabel: string }[];
  schedules: { id: string; committeeName: string }[];
  /** Bound already: they leave whatever is decided now. */
  leaving: number;
}

/** Papers of a whole programme that would still leave by themselves. Does NOT check permissions: the caller has. */
@Injectable()
export class StandingPapersLedger {
  constructor(private readonly audit: Audit) {}

  async of(tx: ReadTx, programmeId: string): Promise<StandingPapers> {
    const [found] = await rows<StandingPapers>(
      tx,
      `select (select coalesce(json_agg(json_build_object('id', d.id, 'committeeName', c.name, 'meetsOn', m.meets_on, 'periodLabel', rp.label)
                 order by m.meets_on, d.id), '[]')
                 from dispatch d join meeting m on m.id = d.meeting_id join committee c on c.id = m.committee_id
                 join reporting_period rp on rp.id = d.period_id
                where d.programme_id = $1 and d.version_id is null and d.cancelled_at is null) as papers,
              (select coalesce(json_agg(json_build_object('id', s.id, 'committeeName', c.name) order by c.name, s.id), '[]')
                 from dispatch_schedule s join committee c on c.id = s.committee_id where c.programme_id = $1 and s.active) as schedules,
              (select count(*)::int from delivery y join dispatch d on d.id = y.dispatch_id
                where d.programme_id = $1 and y.state in ('queued', 'sending')) as leaving`,
      [programmeId],
    );
    return found ?? { papers: [], schedules: [], leaving: 0 };
  }

  /** Cancels what is planned and stops what recurs, each with its event. @returns what it was. */
  async withdraw(tx: Tx, actor: Actor, programmeId: string, reason: string): Promise<StandingPapers> {
    await rows(
      tx,
      `select from dispatch where programme_id = $1 and version_id is null order by id for update`,
      [programmeId],
    );
    const standing = await this.of(tx, programmeId);
    const papers = standing.papers.map(({ id }) => id);
    const schedules = standing.schedules.map(({ id }) => id);
    await rows(
      tx,
      `update dispatch set cancelled_at = now(), cancelled_by = $2, cancel_reason = left($3, 500), version = version + 1 where id = any($1)`,
      [papers, actor.userId, reason],
    );
    await rows(tx, `update dispatch_schedule set active = false, version = version + 1 where id = any($1)`, [
      schedules,
    ]);
    for (const id of papers)
      await this.audit.append(tx, actor.audit, {
        action: 'dispatch.cancelled',
        subjectKind: 'dispatch',
        subjectId: id,
        programmeId,
        detail: { reason },
      });
    for (const id of schedules)
      await this.audit.append(tx, actor.audit, {
        action: 'schedule.changed',
        subjectKind: 'schedule',
        subjectId: id,
        programmeId,
        detail: { before: { active: true }, after: { active: false }, reason },
      });
    return standing;
  }
}
