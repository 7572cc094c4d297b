import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { StandingPapersLedger } from '../distribution/index.js';
import {
  confirmingPassword,
  holdProgrammes,
  requirePermission,
  type Actor,
  type Confirmation,
} from '../identity/index.js';
import { Audit, Clock, conflict, Database, line, row, rows, stale } from '../platform/index.js';
import { ProgrammesQueries, type ProgrammeView } from '../programmes/index.js';

export const closingInput = z.strictObject({
  reason: line(1000).describe(
    'Why it is closed or opened again; everybody who may see the programme reads it.',
  ),
  password: confirmingPassword,
});
export type ClosingInput = z.infer<typeof closingInput>;

/** What is not finished, as it stands on this day, and what closing would do about it. */
export const closingView = z
  .object({
    papers: z
      .array(
        z.object({
          id: z.uuid(),
          committeeName: z.string(),
          meetsOn: z.iso.date(),
          periodLabel: z.string(),
        }),
      )
      .describe('Planned papers that have not gone out. Closing cancels them.'),
    schedules: z
      .array(z.object({ id: z.uuid(), committeeName: z.string() }))
      .describe('Papers that go out each month. Closing stops them.'),
    leaving: z.int().min(0).describe('E-mails that are on their way. They still leave.'),
    parts: z
      .int()
      .min(0)
      .describe('Parts that are not approved. They stay as they are, and nobody can write them.'),
    reports: z.array(z.string()).describe('Periods whose report is not approved. They stay without one.'),
    enquiries: z.int().min(0).describe('Questions of members without an approved answer.'),
  })
  .meta({ id: 'Closing' });
export type ClosingView = z.infer<typeof closingView>;

/**
 * A programme that has ended is closed: what was planned is withdrawn, and nothing in it can be changed. Whoever could read it still can; it can
 * be exported and verified, and what is published stays. The database refuses every write to it, whoever sends it.
 */
@Injectable()
export class ClosingService {
  constructor(
    private readonly database: Database,
    private readonly programmes: ProgrammesQueries,
    private readonly papers: StandingPapersLedger,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** What closing it now would do. @throws Problem 403 · 404. */
  async look(actor: Actor, programmeId: string): Promise<ClosingView> {
    await this.programmes.get(actor, programmeId);
    requirePermission(actor, 'programme.close', programmeId);
    return this.database.read(async (tx) => {
      const unfinished = await row<Pick<ClosingView, 'parts' | 'reports' | 'enquiries'>>(tx, UNFINISHED, [
        programmeId,
      ]);
      return { ...(await this.papers.of(tx, programmeId)), ...unfinished };
    });
  }

  /** @throws Problem 403 · 404 · 412 · 409 where it is closed already. */
  async close(
    actor: Actor,
    { id, version }: { id: string; version: number },
    reason: string,
    confirmation: Confirmation,
  ): Promise<ProgrammeView> {
    const before = await this.programmes.get(actor, id);
    requirePermission(actor, 'programme.close', id);
    if (confirmation.userId !== actor.userId) throw new Error('BUG: confirmed by another person');
    if (before.closed) throw conflict('programme-closed', 'This programme is closed already.');
    await this.database.write(async (tx) => {
      // Whoever writes something that a report prints is done before, or is refused.
      await holdProgrammes(tx, id);
      const withdrawn = await this.papers.withdraw(tx, actor, id, reason);
      const changed = await rows(
        tx,
        `update programme set closed_at = $3, closed_label = $4, closed_reason = $5, version = version + 1
          where id = $1 and version = $2 and closed_at is null returning id`,
        [id, version, this.clock.now().toISOString(), actor.label, reason],
      );
      if (changed.length === 0) throw stale('programme');
      await this.audit.append(tx, actor.audit, {
        action: 'programme.closed',
        subjectKind: 'programme',
        subjectId: id,
        programmeId: id,
        detail: { reason, papers: withdrawn.papers.length, schedules: withdrawn.schedules.length },
      });
    });
    return this.programmes.get(actor, id);
  }

  /** What closing withdrew stays withdrawn. @throws Problem 403 · 404 · 412 · 409 where it is open. */
  async openAgain(
    actor: Actor,
    { id, version }: { id: string; version: number },
    reason: string,
    confirmation: Confirmation,
  ): Promise<ProgrammeView> {
    const { closed } = await this.programmes.get(actor, id);
    requirePermission(actor, 'programme.close', id);
    if (confirmation.userId !== actor.userId) throw new Error('BUG: confirmed by another person');
    if (!closed) throw conflict('not-closed', 'This programme is open.');
    await this.database.write(async (tx) => {
      await holdProgrammes(tx, id);
      const changed = await rows(
        tx,
        `update programme set closed_at = null, closed_label = null, closed_reason = null, version = version + 1
          where id = $1 and version = $2 and closed_at is not null returning id`,
        [id, version],
      );
      if (changed.length === 0) throw stale('programme');
      await this.audit.append(tx, actor.audit, {
        action: 'programme.opened_again',
        subjectKind: 'programme',
        subjectId: id,
        programmeId: id,
        detail: { reason, closed },
      });
    });
    return this.programmes.get(actor, id);
  }
}

const UNFINISHED = `select
  (select count(*)::int from envelope e where e.programme_id = $1 and e.kind = 'contribution' and e.status in ('draft', 'in_review')
      and not exists (select from envelope r where r.kind = 'report' and r.period_id = e.period_id and r.status = 'approved')) as parts,
  (select coalesce(json_agg(rp.label order by rp.starts_on), '[]') from reporting_period rp
    where rp.programme_id = $1 and not exists (select from report_version v where v.period_id = rp.id)) as reports,
  (select count(*)::int from enquiry q where q.programme_id = $1 and q.withdrawn_at is null
      and not exists (select from enquiry_answer a where a.enquiry_id = q.id and a.status = 'approved')) as enquiries`;
