import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Config } from '../config/config.js';
import { nextOccurrence } from '../clock/recurrence.js';
import { Database, rows, type Tx } from '../database/database.js';
import { occurrencesDue, type RecurringKind } from './recurring.js';
import type { WorkKind } from './work-kind.js';

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

/**
 * For one statement about several pieces of work that a worker holds: renews the lease of each, or ends it, as `complete` does.
 * @param asked a relation with `work_id`, `owner` and `ends`. @param seconds of the lease, as a parameter.
 * @returns an update that gives the `id` of each that is still held by its owner; what is left out belongs to another by now.
 */
export const holdWork = (asked: string, seconds: string): string =>
  `update outbox o set done_at = case when a.ends then now() end, last_error = case when a.ends then null else o.last_error end,
          lease_until = case when a.ends then null else now() + make_interval(secs => ${seconds}) end
     from ${asked} a where o.id = a.work_id and o.owner = a.owner and o.done_at is null and o.lease_until > now() returning o.id`;

/** A dead letter is not tried again until a person says so. Withdrawn work is no longer wanted; it can be added again. */
export const WORK_STATES = ['waiting', 'working', 'done', 'dead_letter', 'withdrawn'] as const;
export type WorkState = (typeof WORK_STATES)[number];

const STATE = `case when done_at is not null then 'done' when withdrawn_at is not null then 'withdrawn'
  when dead_letter_at is not null then 'dead_letter' when lease_until > now() then 'working' else 'waiting' end`;
/** Since when work could have been done: an occurrence that was missed is asked for later than it was due. */
const DUE_SINCE = 'greatest(available_at, created_at)';
/** Neither done nor given up nor withdrawn; the index `outbox_due` has the same condition. */
const OPEN = 'done_at is null and dead_letter_at is null and withdrawn_at is null';

export const workItem = z
  .object({
    id: z.uuid(),
    kind: z.string(),
    key: z.string().describe('What it is about; one piece of work for each kind and key.'),
    state: z.enum(WORK_STATES),
    attempts: z.int().min(0),
    createdAt: z.iso.datetime(),
    availableAt: z.iso.datetime().describe('It is not tried before this instant.'),
    lastError: z.string().nullable(),
  })
  .meta({ id: 'WorkItem' });
export type WorkItem = z.infer<typeof workItem>;

const WORK_ITEM = `id, kind, key, attempts, audit_instant(created_at) as "createdAt", audit_instant(available_at) as "availableAt",
  last_error as "lastError", ${STATE} as state`;

/**
 * Work to be done because of a change, written in the same transaction as the change. The table is the truth; the queue only
 * wakes a worker. A claim is fenced: a worker that lost it (lease over, row taken by another) cannot complete.
 * Times are the database's, so a worker's wrong clock does no harm.
 */
@Injectable()
export class Outbox {
  constructor(
    private readonly database: Database,
    private readonly config: Config,
  ) {}

  /**
   * Asks for work. Work that was withdrawn is asked for again; any other state of the same kind and key stays as it is.
   * @param key makes the work unique within its kind: asking twice is asking once.
   * @param availableAt not before this instant; default now.
   */
  add<Payload extends Record<string, unknown>>(
    tx: Tx,
    kind: WorkKind<Payload>,
    item: { key: string; payload: Payload; correlationId: string; availableAt?: Date },
  ): Promise<void> {
    return this.addAll(tx, kind, [item], item);
  }

  /** The same for several of a kind, each with a key of its own, in one statement. */
  async addAll<Payload extends Record<string, unknown>>(
    tx: Tx,
    kind: WorkKind<Payload>,
    items: readonly { key: string; payload: Payload }[],
    { correlationId, availableAt }: { correlationId: string; availableAt?: Date },
  ): Promise<void> {
    await rows(
      tx,
      `insert into outbox as o (kind, queue, key, payload, correlation_id, available_at)
       select $1, $2, key, payload::jsonb, $5, coalesce($6::timestamptz, now()) from unnest($3::text[], $4::text[]) item (key, payload)
       on conflict (kind, key) do update
         set withdrawn_at = null, payload = excluded.payload, correlation_id = excluded.correlation_id,
             available_at = excluded.available_at, attempts = 0, last_error = null, notified_at = null
       where o.withdrawn_at is not null`,
      [
        kind.name,
        kind.queue,
        items.map(({ key }) => key),
        items.map(({ payload }) => JSON.stringify(kind.payload.parse(payload))),
        correlationId,
        availableAt ?? null,
      ],
    );
  }

  /**
   * Moves work that waits to another time; also work that waits for its next attempt, or whose worker died.
   * @param due not before this instant.
   * @returns `rescheduled`; otherwise nothing was changed, and the answer says what the work is: `working` (an attempt runs now,
   *   and should it fail, the next one follows as usual), `done`, `dead_letter`, `withdrawn` or `absent`.
   */
  async reschedule(
    tx: Tx,
    kind: Pick<WorkKind, 'name'>,
    key: string,
    due: Date,
  ): Promise<'rescheduled' | Exclude<WorkState, 'waiting'> | 'absent'> {
    const { id, state } = await this.lock(tx, kind, key);
    if (state !== 'waiting') return state;
    await rows(
      tx,
      `update outbox set available_at = $2, lease_until = null, owner = null, notified_at = null where id = $1`,
      [id, due],
    );
    return 'rescheduled';
  }

  /**
   * Work that waits, or is a dead letter, is no longer wanted.
   * @returns `withdrawn`, also when it was before; otherwise nothing was changed, and the answer says what the work is: `working`
   *   (an attempt runs now and is not stopped), `done` or `absent`.
   */
  async withdraw(
    tx: Tx,
    kind: Pick<WorkKind, 'name'>,
    key: string,
  ): Promise<'withdrawn' | 'working' | 'done' | 'absent'> {
    const { id, state } = await this.lock(tx, kind, key);
    if (state !== 'waiting' && state !== 'dead_letter') return state;
    await rows(
      tx,
      `update outbox set withdrawn_at = now(), dead_letter_at = null, lease_until = null, owner = null where id = $1`,
      [id],
    );
    return 'withdrawn';
  }

  /** Keeps the work as it is until the end of the transaction: nobody claims it meanwhile. */
  private async lock(
    tx: Tx,
    kind: Pick<WorkKind, 'name'>,
    key: string,
  ): Promise<{ id: string | null; state: WorkState | 'absent' }> {
    const [found] = await rows<{ id: string; state: WorkState }>(
      tx,
      `select id, ${STATE} as state from outbox where kind = $1 and key = $2 for update`,
      [kind.name, key],
    );
    return found ?? { id: null, state: 'absent' };
  }

  /**
   * Adds the occurrences of recurring work whose time has come, by the database's clock; with `latest`, withdraws older ones that nobody has
   * begun. Any number of workers may call it at once.
   * @returns how many milliseconds it is until the next occurrence.
   */
  async addOccurrences(kind: RecurringKind): Promise<number> {
    const [found] = await this.database.query<{ now: Date; last: string | null }>(
      `select now() as now, max(key) as last from outbox where kind = $1`,
      [kind.name],
    );
    if (!found) throw new Error('BUG: the database did not say what time it is');
    const { now, last } = found;
    const due = occurrencesDue(kind, last === null ? null : new Date(last), now).map((at) =>
      at.toISOString(),
    );
    if (due.length > 0)
      await this.database.query(
        `with added as (
           insert into outbox (kind, queue, key, payload, correlation_id, available_at)
           select $1, $2, at, json_build_object('occurrence', at), $1 || '/' || at, at::timestamptz from unnest($3::text[]) at
           on conflict (kind, key) do nothing)
         update outbox set withdrawn_at = now(), lease_until = null, owner = null
          where $4 and kind = $1 and key < all($3::text[]) and ${OPEN} and (lease_until is null or lease_until < now())`,
        [kind.name, kind.queue, due, kind.missed === 'latest'],
      );
    return nextOccurrence(kind.rule, now).getTime() - now.getTime();
  }

  /**
   * Due rows that nobody works on and of which the queue was not notified within the last lease; marks them as notified.
   * @returns their ids, queues and how often the queue was notified of each, for a fresh job id every time.
   */
  due(
    queues: readonly string[],
    limit: number,
  ): Promise<{ id: string; queue: string; notifications: number }[]> {
    return this.database.query(
      `update outbox o set notified_at = now(), notifications = notifications + 1
         from (select id from outbox
                where ${OPEN} and available_at <= now() and queue = any($1)
                  and (lease_until is null or lease_until < now())
                  and (notified_at is null or notified_at < greatest(available_at, now() - make_interval(secs => $2)))
                order by available_at limit $3 for update skip locked) due
        where o.id = due.id returning o.id, o.queue, o.notifications`,
      [queues, this.config.WORK_LEASE_SECONDS, limit],
    );
  }

  /** The queue was not reached, or nobody took the wake-up: the next sweep notifies again at once. */
  async notifyAgain(id: string): Promise<void> {
    await this.database.query(`update outbox set notified_at = null where id = $1 and done_at is null`, [id]);
  }

  /** Makes `owner` the one who works on it. Undefined when the work is not open, not due, or claimed by another. */
  async claim(id: string, owner: string): Promise<Claim | undefined> {
    const [claimed] = await this.database.query<Claim>(
      `update outbox set owner = $2, attempts = attempts + 1, lease_until = now() + make_interval(secs => $3)
        where id = $1 and ${OPEN} and available_at <= now() and (lease_until is null or lease_until < now())
       returning id, kind, payload, owner, attempts as attempt, correlation_id as "correlationId"`,
      [id, owner, this.config.WORK_LEASE_SECONDS],
    );
    return claimed;
  }

  /**
   * Claims the oldest due work of a queue, for each of several who can go on. @returns as many claims as there are, each with an owner of
   * its own.
   */
  claimNext(queue: string, most: number): Promise<Claim[]> {
    return this.database.query<Claim>(
      `update outbox o set owner = gen_random_uuid(), attempts = attempts + 1, lease_until = now() + make_interval(secs => $3)
         from (select id from outbox
                where ${OPEN} and available_at <= now() and queue = $1 and (lease_until is null or lease_until < now())
                order by available_at limit $2 for update skip locked) due
        where o.id = due.id
       returning o.id, o.kind, o.payload, o.owner, o.attempts as attempt, o.correlation_id as "correlationId"`,
      [queue, most, this.config.WORK_LEASE_SECONDS],
    );
  }

  /** @returns false when the claim is lost: stop, and cause no effect. */
  async renewLease(claim: Claim): Promise<boolean> {
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
   * Ends a failed attempt. The work is tried again later, or becomes a dead letter: when trying again cannot help, or when it was
   * tried often enough.
   * @returns true when it became a dead letter.
   */
  async fail(claim: Claim, error: string, permanent: boolean): Promise<boolean> {
    const deadLetter = permanent || claim.attempt >= this.config.WORK_MAX_ATTEMPTS;
    const delaySeconds = Math.min(600, 2 ** claim.attempt) * (0.75 + Math.random() / 2);
    await this.database.query(
      `update outbox set lease_until = null, owner = null, last_error = $3,
              available_at = now() + make_interval(secs => $4), dead_letter_at = case when $5 then now() end
        where id = $1 and owner = $2 and done_at is null`,
      [claim.id, claim.owner, error.slice(0, 2000), delaySeconds, deadLetter],
    );
    return deadLetter;
  }

  /** Ends an attempt as if it had not begun: the worker stops, and that is no fault of the work. */
  async release(claim: Claim): Promise<void> {
    await this.database.query(
      `update outbox set lease_until = null, owner = null, notified_at = null, attempts = attempts - 1
        where id = $1 and owner = $2 and done_at is null`,
      [claim.id, claim.owner],
    );
  }

  /** A person says: try the dead letter again. @returns false when the work is not a dead letter. */
  async retry(tx: Tx, id: string): Promise<boolean> {
    const again = await rows(
      tx,
      `update outbox set dead_letter_at = null, attempts = 0, available_at = now(), notified_at = null
        where id = $1 and dead_letter_at is not null returning id`,
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
      `select id, kind, key, attempts, "createdAt", "availableAt", "lastError", state from (
         select ${WORK_ITEM}, created_at from outbox where ($1::uuid is null or (created_at, id) < (select created_at, id from outbox where id = $1))
       ) w where ($2::text is null or state = $2) order by created_at desc, id desc limit $3`,
      [filter.before ?? null, filter.state ?? null, filter.limit],
    );
  }

  /** @returns undefined where there is no such work. */
  async byId(id: string): Promise<WorkItem | undefined> {
    const [found] = await this.database.query<WorkItem>(`select ${WORK_ITEM} from outbox where id = $1`, [
      id,
    ]);
    return found;
  }

  /** For monitoring: open work and dead letters by kind; `oldestSeconds` for how long the oldest that is due has waited. */
  byKind(): Promise<{ kind: string; waiting: number; deadLetters: number; oldestSeconds: number }[]> {
    return this.database.query(
      `select kind, count(*) filter (where ${OPEN})::int as waiting,
              count(*) filter (where dead_letter_at is not null)::int as "deadLetters",
              greatest(0, coalesce(extract(epoch from now() - min(${DUE_SINCE}) filter (where ${OPEN} and available_at <= now())), 0))::float8
                as "oldestSeconds"
         from outbox where done_at is null group by kind`,
    );
  }

  /** For health: how long the oldest due row has waited, in seconds, how many rows wait, and how many are dead letters. */
  async backlog(): Promise<{ oldestSeconds: number; deadLetters: number; waiting: number }> {
    const [found] = await this.database.query<{ oldest: string | null; dead: string; waiting: string }>(
      `select extract(epoch from now() - min(${DUE_SINCE}) filter (where ${OPEN} and available_at <= now()))::text as oldest,
              count(*) filter (where dead_letter_at is not null)::text as dead,
              count(*) filter (where ${OPEN})::text as waiting
         from outbox where done_at is null`,
    );
    return {
      oldestSeconds: Math.max(0, Number(found?.oldest ?? 0)),
      deadLetters: Number(found?.dead ?? 0),
      waiting: Number(found?.waiting ?? 0),
    };
  }
}

/** The lease ran out, and another worker may have claimed the work. */
export class LostClaim extends Error {
  override name = 'LostClaim';
  constructor(claim: Claim) {
    super(`The claim on ${claim.kind} ${claim.id} was lost; its effects were rolled back.`);
  }
}
