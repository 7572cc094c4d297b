import { systemActor } from '../identity/index.js';
import { Database, Grouped, holdWork, type WorkContext } from '../platform/index.js';
import type { Way } from '../committees/index.js';
import { nextState, type DeliveryEvent, type DeliveryState } from './delivery.rules.js';
import type { NewLink } from './links/link.rules.js';

/** One step to be written down. */
export interface LedgerStep {
  event: DeliveryEvent;
  /** A notice says that it came back: see `nextState`. */
  returned?: boolean;
  /** Why, in plain words, for people who may see the delivery. */
  reason: string | null;
  /** What the mail server said; undefined leaves what it said before. */
  response?: string | undefined;
  /** The reply code or short name of a fault; goes to the audit trail, which gets no text that a server has written. */
  code?: string | undefined;
  /** How it goes from now on, where that changes. */
  way?: Way;
  /** The mail server was asked and `begun` was not recorded: this step counts as an attempt. */
  asked?: boolean;
}

/** One step of a delivery that a worker has in hand. */
interface Step {
  delivery: { id: string; version: number; state: DeliveryState };
  step: LedgerStep;
  context: WorkContext;
  /** An address that is kept with this step. */
  link: NewLink | null;
  /** With this step the work is done; otherwise its lease is renewed. */
  ends: boolean;
}

/** What $1, a JSON list, asks for. */
const ASKED = `select * from json_to_recordset($1::json) as a(n int, id uuid, version int, state text, attempts int, reason text, response text,
  code text, work_id uuid, owner uuid, ends boolean, correlation text, token_hash text, user_id uuid, gives_file boolean, days int)`;

/**
 * All of a group in one statement, and so in one transaction. A step is left out when the delivery is no longer as it was read, or when
 * its work is no longer this worker's; nothing of it is written then. The audit trail comes last, because of its one lock.
 */
const STEPS = `with asked as materialized (${ASKED}),
  current as materialized (
    select a.* from asked a join delivery y on y.id = a.id and y.version = a.version order by a.id for update of y),
  held as (${holdWork('current', '$2')}),
  moved as (
    update delivery y set state = c.state, attempts = y.attempts + c.attempts, reason = c.reason, response = coalesce(c.response, y.response),
           changed_at = clock_timestamp(), version = y.version + 1
      from current c join held h on h.id = c.work_id where y.id = c.id
    returning c.n, y.id, y.version, y.state, y.attempts, y.dispatch_id, y.recipient_id, c.code, c.reason, c.response, c.correlation),
  told as (
    insert into delivery_event (delivery_id, number, state, attempt, actor_label, reason, response)
    select id, version, state, attempts, $3, reason, response from moved),
  linked as (
    insert into delivery_link (delivery_id, token_hash, user_id, gives_file, expires_at)
    select c.id, decode(c.token_hash, 'hex'), c.user_id, c.gives_file, clock_timestamp() + make_interval(days => c.days)
      from current c join moved m on m.n = c.n where c.token_hash is not null)
  select m.n, m.version, audit_append(null, $3, 'delivery.' || m.state, 'delivery', m.id::text, d.programme_id, m.correlation,
           jsonb_build_object('dispatchId', m.dispatch_id, 'recipientId', m.recipient_id, 'state', m.state, 'attempt', m.attempts)
           || case when m.code is null then '{}' else jsonb_build_object('code', m.code) end) as seq
    from (select * from moved order by n) m join dispatch d on d.id = m.dispatch_id`;

/**
 * Writes down that papers are about to leave, and what became of them, for several deliveries at once: those of the connections that
 * wait at the same moment share one commit. Nobody goes on before it: a mail’s content leaves after the commit that says so.
 */
export class DeliveryGroups {
  private readonly steps: Grouped<Step, number | undefined>;

  constructor(
    private readonly database: Database,
    leaseSeconds: number,
  ) {
    this.steps = new Grouped((group) => this.record(group, leaseSeconds));
  }

  /** @returns the version after the step; undefined when nothing was written, because the delivery has changed or the work is lost. */
  take(
    delivery: Step['delivery'],
    step: LedgerStep,
    context: WorkContext,
    { link = null, ends = false }: { link?: NewLink | null; ends?: boolean },
  ): Promise<number | undefined> {
    return this.steps.ask({ delivery, step, context, link, ends });
  }

  private async record(group: readonly Step[], leaseSeconds: number): Promise<(number | undefined)[]> {
    const written = await this.database.query<{ n: number; version: number }>(STEPS, [
      JSON.stringify(group.map(asked)),
      leaseSeconds,
      systemActor('').label,
    ]);
    const versions = new Map(written.map(({ n, version }) => [n, version]));
    return group.map((_, n) => versions.get(n));
  }
}

function asked({ delivery, step, context, link, ends }: Step, n: number) {
  const state = nextState(delivery.state, step.event, step.returned);
  if (state === undefined)
    throw new Error(`BUG: "${step.event}" does not happen to a delivery that is ${delivery.state}`);
  const { id: work_id, owner, correlationId } = context.claim;
  return {
    n,
    id: delivery.id,
    version: delivery.version,
    state,
    attempts: step.event === 'begun' || step.asked === true ? 1 : 0,
    reason: step.reason,
    response: step.response ?? null,
    code: step.code ?? null,
    work_id,
    owner,
    ends,
    correlation: correlationId,
    token_hash: link?.tokenHash.toString('hex') ?? null,
    user_id: link?.userId ?? null,
    gives_file: link?.givesFile ?? null,
    days: link?.days ?? null,
  };
}
