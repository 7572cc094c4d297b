import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Database, row, rows, type Tx } from '../database/database.js';
import { Problem } from '../errors/problem.js';
import { sha256Digest } from '../text/canonical.js';
import type { AuditAction } from './audit-nouns.js';

/** Who did something, as the audit trail keeps it: the id, and the words that were true at the time. */
export interface AuditActor {
  /** Null for the system itself and for people who are not signed in. */
  userId: string | null;
  label: string;
  /** Ties the row to the request or job, and to the log lines with the same id. */
  correlationId: string;
  /** Of a request whose answer has no bytes (HEAD). */
  getsNothing?: true;
}

export interface AuditEntry {
  action: AuditAction;
  subjectKind: string;
  subjectId: string | null;
  programmeId?: string | null;
  /** Facts that a later reader needs: ids, statuses, reasons. Never passwords, tokens or narratives. */
  detail?: Record<string, unknown>;
}

const seq = z
  .string()
  .regex(/^[0-9]+$/)
  .describe('Position in the chain, from 1, without gaps. A string: it is a 64-bit number.');

export const auditEvent = z
  .object({
    seq,
    at: z.iso.datetime().describe('UTC, with microseconds.'),
    actorId: z.uuid().nullable(),
    actorLabel: z.string().describe('Who they were at the time.'),
    action: z.string().describe('noun.verb, lower case: contribution.approved, session.refused.'),
    subjectKind: z.string(),
    subjectId: z.string().nullable(),
    programmeId: z.uuid().nullable(),
    correlationId: z.string().describe('Ties the row to its request or job and to the log.'),
    detail: z.record(z.string(), z.unknown()),
    hash: sha256Digest.describe('Over the previous hash and every field of this row.'),
  })
  .meta({ id: 'AuditEvent' });
export type AuditEvent = z.infer<typeof auditEvent>;

/** Which events are meant; what is left out is not asked for. */
export interface AuditFilter {
  subjectId?: string | undefined;
  /** `contribution.approved`, or the noun alone: `contribution`. */
  action?: string | undefined;
  actorId?: string | undefined;
  /** Words in what the person was called at the time, in any case. */
  actor?: string | undefined;
  programmeId?: string | undefined;
  /** The first and the last day, as London has them. */
  from?: string | undefined;
  until?: string | undefined;
}

/** What a check of the chain found. */
export const auditVerification = z
  .object({
    intact: z.boolean(),
    checked: z.int().min(0).describe('Rows checked.'),
    after: z
      .object({ seq, at: z.iso.datetime() })
      .nullable()
      .describe(
        'The rows up to this one were checked before, then; null: this check began with the first row.',
      ),
    head: z
      .object({ seq, hash: sha256Digest })
      .nullable()
      .describe('The last row: publish it elsewhere, or a cut tail cannot be seen.'),
    broken: z
      .object({ seq, reason: z.string() })
      .nullable()
      .describe('The first row that does not fit, with the reason in plain words.'),
  })
  .meta({ id: 'AuditVerification' });
export type AuditVerification = z.infer<typeof auditVerification>;

/** An event that somebody noted down outside of the database, as it was printed: groups and capitals of the hash do not matter. */
export const keptHead = z.object({
  seq: z
    .string()
    .trim()
    .regex(/^[1-9][0-9]{0,17}$/, 'Enter the number of the event, such as 1204'),
  hash: z
    .string()
    .transform((text) => text.replace(/\s+/g, '').toLowerCase())
    .pipe(z.string().regex(/^[0-9a-f]{64}$/, 'Enter the whole hash: 64 digits and letters from a to f')),
});
export type KeptHead = z.infer<typeof keptHead>;

/** The arguments of the database function `audit_append`, by name; for statements that append within a larger one. */
export interface AuditValues {
  actorId: string | null;
  actorLabel: string;
  action: string;
  subjectKind: string;
  subjectId: string | null;
  programmeId: string | null;
  correlationId: string;
  /** JSON text. */
  detail: string;
}

export function auditValues(actor: AuditActor, entry: AuditEntry): AuditValues {
  return {
    actorId: actor.userId,
    actorLabel: actor.label,
    action: entry.action,
    subjectKind: entry.subjectKind,
    subjectId: entry.subjectId,
    programmeId: entry.programmeId ?? null,
    correlationId: actor.correlationId,
    detail: JSON.stringify(entry.detail ?? {}),
  };
}

/** An advisory lock. */
const VERIFYING = 4_120_260_204;

const APPEND = 'select audit_append($1, $2, $3, $4, $5, $6, $7, $8::jsonb) as seq';

/** What {@link APPEND} takes, in its order. */
function appendParameters(actor: AuditActor, entry: AuditEntry): unknown[] {
  const values = auditValues(actor, entry);
  return [
    values.actorId,
    values.actorLabel,
    values.action,
    values.subjectKind,
    values.subjectId,
    values.programmeId,
    values.correlationId,
    values.detail,
  ];
}

const COLUMNS = `seq::text as "seq", audit_instant(at) as "at", actor_id as "actorId", actor_label as "actorLabel", action,
  subject_kind as "subjectKind", subject_id as "subjectId", programme_id as "programmeId", correlation_id as "correlationId",
  detail, encode(hash, 'hex') as "hash"`;

/** Parameters from $2 on, see {@link meantParameters}. */
const MEANT = `($2::uuid[] is null or programme_id = any($2::uuid[]))
  and ($3::text is null or subject_id = $3)
  and ($4::text is null or action = $4 or (strpos($4, '.') = 0 and starts_with(action, $4 || '.')))
  and ($5::uuid is null or actor_id = $5)
  and ($6::text is null or strpos(lower(actor_label), lower($6)) > 0)
  and ($7::uuid is null or programme_id = $7)
  and ($8::date is null or at >= $8::date::timestamp at time zone 'Europe/London')
  and ($9::date is null or at < ($9::date + 1)::timestamp at time zone 'Europe/London')`;

const meantParameters = (filter: AuditFilter & { programmeIds: readonly string[] | null }): unknown[] => [
  filter.programmeIds,
  filter.subjectId ?? null,
  filter.action ?? null,
  filter.actorId ?? null,
  filter.actor ?? null,
  filter.programmeId ?? null,
  filter.from ?? null,
  filter.until ?? null,
];

/**
 * The append-only, hash-chained trail. Rows are written by the database function `audit_append`, which the application may
 * call but whose table it can neither update nor delete from. Appending takes the head row's lock, so it comes last in a
 * transaction.
 */
@Injectable()
export class Audit {
  /** The last head that this process has verified, of which it is kept that it was whole. */
  private verified: { seq: string; hash: string; at: string } | undefined;

  constructor(private readonly database: Database) {}

  /** Appends one event in the same transaction as the change that it records. */
  async append(tx: Tx, actor: AuditActor, entry: AuditEntry): Promise<void> {
    await row(tx, APPEND, appendParameters(actor, entry));
  }

  /** Appends an event that no change goes with: a denial, a download, a refused sign-in. */
  async note(actor: AuditActor, entry: AuditEntry): Promise<void> {
    await this.database.query(APPEND, appendParameters(actor, entry));
  }

  /** As {@link note}, of what an answer gives out: HEAD is given nothing, and nothing is said of it. */
  async noteGiven(actor: AuditActor, entry: AuditEntry): Promise<void> {
    if (actor.getsNothing !== true) await this.note(actor, entry);
  }

  /** For monitoring: how many events of each action stand behind `seq`, and the newest `seq`. Null asks for the newest alone. */
  async countedSince(
    seq: string | null,
  ): Promise<{ newest: string; actions: { action: string; count: number }[] }> {
    const [found] = await this.database.query<{
      newest: string;
      actions: { action: string; count: number }[];
    }>(
      `with newest as (select coalesce(max(seq), 0) as seq from audit_event)
       select n.seq::text as newest, coalesce((select json_agg(a) from (
           select e.action, count(*)::int as count from audit_event e where e.seq > $1::bigint and e.seq <= n.seq group by e.action) a), '[]') as actions
         from newest n`,
      [seq],
    );
    return found ?? { newest: '0', actions: [] };
  }

  /**
   * Newest first.
   * @param before only events with a smaller `seq` (cursor); undefined starts at the head.
   * @param programmeIds null = every programme and the events of none.
   */
  async list(
    filter: AuditFilter & {
      before?: string | undefined;
      limit: number;
      programmeIds: readonly string[] | null;
    },
  ): Promise<AuditEvent[]> {
    // `seq` alone would be the column that goes out, which is text: 9 would come before 10.
    return this.database.query<AuditEvent>(
      `select ${COLUMNS} from audit_event where ($1::bigint is null or seq < $1::bigint) and ${MEANT}
        order by audit_event.seq desc limit $10`,
      [filter.before ?? null, ...meantParameters(filter), filter.limit],
    );
  }

  /** The events behind `seq`, oldest first. */
  after(seq: string, limit: number): Promise<AuditEvent[]> {
    return this.database.query<AuditEvent>(
      `select ${COLUMNS} from audit_event where seq > $1::bigint order by audit_event.seq limit $2`,
      [seq, limit],
    );
  }

  /** The hashes of these events; of those that there are. */
  hashes(seqs: readonly string[]): Promise<KeptHead[]> {
    return this.database.query<KeptHead>(
      `select seq::text, encode(hash, 'hex') as hash from audit_event where seq = any($1::bigint[])`,
      [seqs],
    );
  }

  /** How many events are meant. @param programmeIds as in {@link list}. */
  async count(filter: AuditFilter & { programmeIds: readonly string[] | null }): Promise<number> {
    const [found] = await this.database.query<{ n: number }>(
      `select count(*)::int as n from audit_event where $1::bigint is null and ${MEANT}`,
      [null, ...meantParameters(filter)],
    );
    return found?.n ?? 0;
  }

  /**
   * Recomputes hashes, in the database, and compares the end with the head row. One at a time in all processes: it takes a connection for
   * as long as it takes.
   * @param full from the first row on; otherwise from the last head that this process found whole. What was changed before that head is
   *   found by a full check alone; a tail that was cut together with the head is found by a check that is not full.
   * @param kept an event that somebody noted down outside of the database: a chain that was made again is whole by itself, and does not have it.
   * @throws Problem 429 while another one runs.
   */
  async verify(
    { full, kept }: { full: boolean; kept?: KeptHead | undefined } = { full: true },
  ): Promise<AuditVerification> {
    const from = full ? undefined : this.verified;
    const made = await this.verifyChain(from);
    const broken = made.broken ?? (kept === undefined ? null : await this.unlike(kept));
    return { ...made, intact: broken === null, broken };
  }

  /** What is wrong with an event that somebody kept; null when the trail has it. */
  private async unlike(kept: KeptHead): Promise<AuditVerification['broken']> {
    const [ours] = await this.hashes([kept.seq]);
    if (ours?.hash === kept.hash) return null;
    return {
      seq: kept.seq,
      reason:
        ours === undefined
          ? 'the trail ends before the event that was noted down: events were cut off, and the head was moved'
          : 'the event is not the one that was noted down: the trail was written anew',
    };
  }

  private async verifyChain(
    from: { seq: string; hash: string; at: string } | undefined,
  ): Promise<AuditVerification> {
    const result = await this.database.read(async (tx) => {
      // The one statement that may take as long as it takes: it grows with the trail.
      await rows(tx, `set local statement_timeout = 0`);
      const { alone } = await row<{ alone: boolean }>(tx, `select pg_try_advisory_xact_lock($1) as alone`, [
        VERIFYING,
      ]);
      if (!alone)
        throw new Problem({
          code: 'being-verified',
          status: 429,
          detail: 'The audit trail is being verified at this moment. Try again when that is done.',
          retryAfter: 10,
        });
      return row<{
        checked: string;
        broken_seq: string | null;
        reason: string | null;
        head_seq: string;
        head_hash: string;
        at: string;
      }>(
        tx,
        `select checked::text, broken_seq::text, reason, head_seq::text, encode(head_hash, 'hex') as head_hash, audit_instant(clock_timestamp()) as at
           from audit_verify($1::bigint, decode($2, 'hex'))`,
        [from?.seq ?? 0, from?.hash ?? ''],
      );
    });
    const head = result.head_seq === '0' ? null : { seq: result.head_seq, hash: result.head_hash };
    if (result.broken_seq === null && head !== null) this.verified = { ...head, at: result.at };
    return {
      intact: result.broken_seq === null,
      checked: Number(result.checked),
      after: from === undefined ? null : { seq: from.seq, at: from.at },
      head,
      broken:
        result.broken_seq === null ? null : { seq: result.broken_seq, reason: result.reason ?? 'unknown' },
    };
  }
}
