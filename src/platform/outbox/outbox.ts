import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Config } from '../config/config.js';
import { Database, rows, type Tx } from '../database/database.js';

/**
 * A kind of work: its name and the shape of its payload, apart from the code that does it, so that whoever asks for work
 * loads nothing of whoever does it. Payloads carry ids only.
 */
export interface WorkKind<Payload extends Record<string, unknown> = Record<string, unknown>> {
  /** `report.sealed`: what happened, or what is to be done. */
  name: string;
  /** The queue that carries the doorbell; a queue has one worker loop. */
  queue: string;
  payload: z.ZodType<Payload>;
}

export function workKind<Payload extends Record<string, unknown>>(
  kind: WorkKind<Payload>,
): WorkKind<Payload> {
  return kind;
}

/** A claimed piece of work: the right to cause its effects, until `lease` runs out. */
export interface Claim {
  id: string;
  kind: string;
  payload: unknown;
  owner: string;
  /** 1 for the first try. */
  attempt: number;
  correlationId: string;
}

export const WORK_STATES = ['waiting', 'working', 'done', 'needs_attention'] as const;

export const workItem = z
  .object({
    id: z.uuid(),
    kind: z.string(),
    key: z.string().describe('What it is about; one piece of work for each kind and key.'),
    state: z.enum(WORK_STATES),
    attempts: z.int().min(0),
    createdAt: z.iso.datetime(),
    availableAt: z.iso.datetime().describe('Not tried before.'),
    lastError: z.string().nullable(),
  })
  .meta({ id: 'WorkItem' });
export type WorkItem = z.infer<typeof workItem>;

/**
 * Work to be done because of a change, written in the same transaction as the change. The table is the truth; the queue is
 * only a doorbell. A claim is fenced: whoever lost it (lease over, row taken by another) cannot complete.
 * Times are the database's, so a worker's wrong clock does no harm.
 */
@Injectable()
export class Outbox {
  constructor(
    private readonly database: Database,
    private readonly config: Config,
  ) {}

  /**
   * @param key makes the work unique within its kind: asking twice is asking once.
   * @param availableAt not before this instant; default now.
   */
  async add<Payload extends Record<string, unknown>>(
    tx: Tx,
    kind: WorkKind<Payload>,
    item: { key: string; payload: Payload; correlationId: string; availableAt?: Date },
  ): Promise<void> {
    await rows(
      tx,
      `insert into outbox (kind, queue, key, payload, correlation_id, available_at)
       values ($1, $2, $3, $4, $5, coalesce($6::timestamptz, now())) on conflict (kind, key) do nothing`,
      [
        kind.name,
        kind.queue,
        item.key,
        JSON.stringify(kind.payload.parse(item.payload)),
        item.correlationId,
        item.availableAt ?? null,
      ],
    );
  }

  /**
   * Due rows that nobody works on and whose doorbell was not rung within the last lease; marks them as rung.
   * @returns their ids, queues and how often each was rung, for a fresh job id every time.
   */
  due(queues: readonly string[], limit: number): Promise<{ id: string; queue: string; rung: number }[]> {
    return this.database.query(
      `update outbox o set rung_at = now(), rung = rung + 1
         from (select id from outbox
                where done_at is null and dead_at is null and available_at <= now() and queue = any($1)
                  and (lease_until is null or lease_until < now())
                  and (rung_at is null or rung_at < greatest(available_at, now() - make_interval(secs => $2)))
                order by available_at limit $3 for update skip locked) due
        where o.id = due.id returning o.id, o.queue, o.rung`,
      [queues, this.config.WORK_LEASE_SECONDS, limit],
    );
  }

  /** Takes back a ring that never reached the queue, so that the next sweep rings again at once. */
  async unring(id: string): Promise<void> {
    await this.database.query(`update outbox set rung_at = null where id = $1 and done_at is null`, [id]);
  }

  /** Becomes the one who works on it, or undefined when it is done, dead, not due, or somebody else's. */
  async claim(id: string, owner: string): Promise<Claim | undefined> {
    const [claimed] = await this.database.query<Claim>(
      `update outbox set owner = $2, attempts = attempts + 1, lease_until = now() + make_interval(secs => $3)
        where id = $1 and done_at is null and dead_at is null and available_at <= now()
          and (lease_until is null or lease_until < now())
       returning id, kind, payload, owner, attempts as attempt, correlation_id as "correlationId"`,
      [id, owner, this.config.WORK_LEASE_SECONDS],
    );
    return claimed;
  }

  /** Still at it. False when the claim is lost: stop, and cause no effect. */
  async renew(claim: Claim): Promise<boolean> {
    const kept = await this.database.query(
      `update outbox set lease_until = now() + make_interval(secs => $3)
        where id = $1 and owner = $2 and done_at is null and lease_until > now() returning id`,
      [claim.id, claim.owner, this.config.WORK_LEASE_SECONDS],
    );
    return kept.length === 1;
  }

  /**
   * Marks the work as done in the transaction that holds its effects.
   * @throws LostClaim when another took over: the transaction, and so the effects, are rolled back.
   */
  async complete(tx: Tx, claim: Claim): Promise<void> {
    const done = await rows(
      tx,
      `update outbox set done_at = now(), lease_until = null, last_error = null
        where id = $1 and owner = $2 and done_at is null and lease_until > now() returning id`,
      [claim.id, claim.owner],
    );
    if (done.length !== 1) throw new LostClaim(claim);
  }

  /**
   * Gives the work back after a failed attempt: later again, or, when it cannot get better or was tried often enough,
   * to a person ("needs attention").
   * @returns true when it was given to a person.
   */
  async fail(claim: Claim, error: string, permanent: boolean): Promise<boolean> {
    const dead = permanent || claim.attempt >= this.config.WORK_MAX_ATTEMPTS;
    const delaySeconds = Math.min(600, 2 ** claim.attempt) * (0.75 + Math.random() / 2);
    await this.database.query(
      `update outbox set lease_until = null, owner = null, last_error = $3,
              available_at = now() + make_interval(secs => $4), dead_at = case when $5 then now() end
        where id = $1 and owner = $2 and done_at is null`,
      [claim.id, claim.owner, error.slice(0, 2000), delaySeconds, dead],
    );
    return dead;
  }

  /** Gives the work back, at once and as if this attempt had not been: the worker stops, and that is no fault of the work. */
  async giveBack(claim: Claim): Promise<void> {
    await this.database.query(
      `update outbox set lease_until = null, owner = null, rung_at = null, attempts = attempts - 1
        where id = $1 and owner = $2 and done_at is null`,
      [claim.id, claim.owner],
    );
  }

  /** A person says: try again. Returns false when the work does not wait for a person. */
  async retry(tx: Tx, id: string): Promise<boolean> {
    const again = await rows(
      tx,
      `update outbox set dead_at = null, attempts = 0, available_at = now(), rung_at = null
        where id = $1 and dead_at is not null returning id`,
      [id],
    );
    return again.length === 1;
  }

  /** Newest first; for the operator. */
  list(filter: {
    state?: WorkItem['state'] | undefined;
    before?: string | undefined;
    limit: number;
  }): Promise<WorkItem[]> {
    return this.database.query<WorkItem>(
      `select * from (
         select id, kind, key, attempts, created_at as "createdAt", available_at as "availableAt", last_error as "lastError",
                case when done_at is not null then 'done' when dead_at is not null then 'needs_attention'
                     when lease_until > now() then 'working' else 'waiting' end as state
           from outbox where ($1::uuid is null or (created_at, id) < (select created_at, id from outbox where id = $1))
       ) w where ($2::text is null or state = $2) order by "createdAt" desc, id desc limit $3`,
      [filter.before ?? null, filter.state ?? null, filter.limit],
    );
  }

  /** For health: how long the oldest due row has waited, in seconds, and how many wait for a person. */
  async backlog(): Promise<{ oldestSeconds: number; needsAttention: number; waiting: number }> {
    const [found] = await this.database.query<{ oldest: string | null; dead: string; waiting: string }>(
      `select extract(epoch from now() - min(available_at) filter (where dead_at is null and available_at <= now()))::text as oldest,
              count(*) filter (where dead_at is not null)::text as dead,
              count(*) filter (where dead_at is null)::text as waiting
         from outbox where done_at is null`,
    );
    return {
      oldestSeconds: Math.max(0, Number(found?.oldest ?? 0)),
      needsAttention: Number(found?.dead ?? 0),
      waiting: Number(found?.waiting ?? 0),
    };
  }
}

/** The lease ran out and the work is somebody else's now. */
export class LostClaim extends Error {
  override name = 'LostClaim';
  constructor(claim: Claim) {
    super(`The claim on ${claim.kind} ${claim.id} was lost; its effects were rolled back.`);
  }
}
