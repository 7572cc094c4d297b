import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { keepHolds } from '../holds/index.js';
import { holdProgrammes, type Actor } from '../identity/index.js';
import { Audit, Clock, Config, Database, rows } from '../platform/index.js';
import { ProgrammesQueries } from '../programmes/index.js';
import { EvidenceStore } from './evidence-store.js';
import { DELETED_BECAUSE, type DeletedBecause } from './evidence.entity.js';

/** Between storing a file and its row lie milliseconds; whatever is older than this has no row to come. */
const LEFT_AFTER_MS = 24 * 60 * 60 * 1000;
/** Files that one look deletes at most; the next look goes on. */
const AT_ONCE = 500;

export const dueEvidence = z
  .object({
    id: z.uuid(),
    title: z.string(),
    sha256: z.string(),
    because: z
      .enum(DELETED_BECAUSE)
      .describe('withdrawn long enough ago; or its period ended, and it came, long enough ago.'),
  })
  .meta({ id: 'EvidenceDue' });

interface Due {
  id: string;
  programmeId: string;
  title: string;
  sha256: string;
  because: DeletedBecause;
}

/**
 * What is to be deleted: `$1` = now, `$2` = days after a withdrawal, `$3` = years after the end of the period, or after the file came where that is
 * later. What a sealed report names by its hash never is, and what a legal hold keeps is not while it stands.
 */
const DUE = `select v.id, v.programme_id as "programmeId", v.title, v.sha256,
    case when v.withdrawn_at <= $1::timestamptz - make_interval(days => $2::int) then 'withdrawn' else 'expired' end as because
  from evidence v join envelope e on e.id = v.envelope_id join reporting_period rp on rp.id = e.period_id
 where v.deleted_at is null
   and held_by(v.programme_id, v.added_by, (v.added_at at time zone 'Europe/London')::date) = '{}'
   and (v.withdrawn_at <= $1::timestamptz - make_interval(days => $2::int)
        or greatest(rp.ends_on, (v.added_at at time zone 'Europe/London')::date)
           < ($1::timestamptz at time zone 'Europe/London')::date - make_interval(years => $3::int))
   and not exists (select from report_version rv where rv.programme_id = v.programme_id and position(v.sha256 in rv.snapshot) > 0)`;

/** Deletes the bytes of evidence whose time of keeping is over. The row stays, and says so. */
@Injectable()
export class RetentionService {
  constructor(
    private readonly database: Database,
    private readonly store: EvidenceStore,
    private readonly programmes: ProgrammesQueries,
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** What the next look would delete of a programme; nothing is. @throws Problem 404. */
  async due(actor: Actor, programmeId: string): Promise<Omit<Due, 'programmeId'>[]> {
    await this.programmes.get(actor, programmeId);
    if (!actor.can('contribution.read', programmeId)) return [];
    const found = await this.database.query<Due>(
      `${DUE} and v.programme_id = $4 order by v.added_at, v.id limit $5`,
      [...this.terms(), programmeId, AT_ONCE],
    );
    return found.map(({ id, title, sha256, because }) => ({ id, title, sha256, because }));
  }

  /**
   * Deletes what is due, and bytes that no row names. @returns how many of each.
   * @throws StorageError, and the signal's reason; what was deleted by then stays deleted.
   */
  async sweep(signal: AbortSignal): Promise<{ deleted: number; unnamed: number }> {
    const due = await this.database.query<Due>(`${DUE} order by v.added_at, v.id limit $4`, [
      ...this.terms(),
      AT_ONCE,
    ]);
    let deleted = 0;
    for (const one of due) {
      signal.throwIfAborted();
      if (await this.delete(one)) deleted += 1;
    }
    let unnamed = 0;
    for await (const names of this.store.namesBefore(new Date(this.clock.now().getTime() - LEFT_AFTER_MS)))
      for (const name of names) {
        signal.throwIfAborted();
        if (await this.removeUnnamed(name)) unnamed += 1;
      }
    return { deleted, unnamed };
  }

  /** Looks again under the locks: it may have been deleted, held, or named by a seal, since. */
  private delete({ id, programmeId, sha256 }: Due): Promise<boolean> {
    return this.database.write(async (tx) => {
      await holdProgrammes(tx, programmeId);
      await keepHolds(tx);
      await this.store.hold(tx, sha256);
      const [due] = await rows<Due>(tx, `${DUE} and v.id = $4 for update of v`, [...this.terms(), id]);
      if (!due) return false;
      await rows(
        tx,
        `update evidence set deleted_at = $2, deleted_because = $3, version = version + 1 where id = $1`,
        [id, this.clock.now().toISOString(), due.because],
      );
      const gone = await this.store.removeUnlessKept(tx, sha256);
      await this.audit.append(
        tx,
        { userId: null, label: 'system', correlationId: `evidence-${id}` },
        {
          action: 'evidence.deleted',
          subjectKind: 'evidence',
          subjectId: id,
          programmeId,
          // Somebody may have attached the same bytes elsewhere, where they are kept.
          detail: { sha256, because: due.because, bytes: gone ? 'deleted' : 'kept for another place' },
        },
      );
      return true;
    });
  }

  /** An upload that was cut off between the bytes and the row. */
  private async removeUnnamed(sha256: string): Promise<boolean> {
    if (await this.isKept(sha256)) return false;
    return this.database.write(async (tx) => {
      await this.store.hold(tx, sha256);
      return this.store.removeUnlessKept(tx, sha256);
    });
  }

  private async isKept(sha256: string): Promise<boolean> {
    const kept = await this.database.query(
      `select 1 from evidence where sha256 = $1 and deleted_at is null limit 1`,
      [sha256],
    );
    return kept.length > 0;
  }

  private terms(): [string, number, number] {
    const { EVIDENCE_WITHDRAWN_DAYS, EVIDENCE_KEPT_YEARS } = this.config;
    return [this.clock.now().toISOString(), EVIDENCE_WITHDRAWN_DAYS, EVIDENCE_KEPT_YEARS];
  }
}
