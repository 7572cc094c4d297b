import { Injectable } from '@nestjs/common';
import {
  Audit,
  Clock,
  conflict,
  Database,
  forbidden,
  row,
  rows,
  stale,
  type Tx,
} from '../../platform/index.js';
import type { Actor } from '../access/actor.js';
import { AccountPost } from '../accounts/account-post.js';
import { guardedProgrammes, guardsOf, isAtWork, watchers } from './guarded.queries.js';
import { askedNotice, doneAtOnceNotice, doneNotice, endedNotice } from './held-change.words.js';
import { aloneFrom, isForThemToDo, lapsesAt, mayCarryOut } from './held-changes.rules.js';
import { HeldChangesQueries, type HeldChangeView } from './held-changes.queries.js';

/** What is about to be done. */
export type Change =
  | {
      kind: 'grant';
      userId: string;
      roleId: string;
      programmeId: string | null;
      startsOn: string | null;
      endsOn: string | null;
      /** The rule of a group that gives it: it always waits. */
      groupRuleId: string | null;
    }
  | { kind: 'password' | 'enable' | 'factor'; userId: string }
  | { kind: 'address'; userId: string; email: string };

/** What was asked for is done, or waits for somebody else. */
export type Outcome<T> = { done: T } | { held: HeldChangeView };

/**
 * Changes that would let an administrator approve, or help themselves to a second administrator: they wait for another person, or for a
 * delay of which everybody is told who approves, audits or administers there.
 */
@Injectable()
export class HeldChangesService {
  constructor(
    private readonly database: Database,
    private readonly changes: HeldChangesQueries,
    private readonly post: AccountPost,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /**
   * Holds a change that concerns approval or administration. The caller has locked the person, and checked everything else.
   * @returns the change that waits; undefined when the caller is to carry it out now, because it concerns neither or because no
   *   reporting period was opened there yet. Then everybody is told of it already.
   * @throws Problem 409 when the same waits already.
   */
  async hold(tx: Tx, actor: Actor, change: Change): Promise<HeldChangeView | undefined> {
    const concerned = await concernedBy(tx, change);
    if (concerned === undefined) return undefined;
    const { programmes, waits } = concerned;
    if (waits) await this.refuseTwice(tx, change);
    const view = await this.insert(tx, actor, change, programmes, waits);
    await this.tell(tx, actor, view, (waits ? askedNotice : doneAtOnceNotice)(view, actor.label), waits);
    if (!waits) return undefined;
    await this.note(tx, actor, view, 'asked');
    return view;
  }

  /**
   * Whether {@link hold} would let it wait; writes nothing.
   * @throws Problem 409 when the same waits already.
   */
  async wouldWait(tx: Tx, change: Change): Promise<boolean> {
    const waits = (await concernedBy(tx, change))?.waits === true;
    if (waits) await this.refuseTwice(tx, change);
    return waits;
  }

  /**
   * Takes a change for the caller, who carries it out in the same transaction and then writes {@link done}.
   * @throws Problem 404, 412; 403 for who may not; 409 when it does not wait any more, or not long enough yet.
   */
  async take(tx: Tx, actor: Actor, id: string, version: number): Promise<HeldChangeView> {
    const view = await this.lock(tx, actor, id, version);
    if (!isForThemToDo(view, actor))
      throw forbidden('Only an administrator who could have asked for this change can carry it out.');
    if (!mayCarryOut(view, actor, this.clock.now()))
      throw conflict(
        'too-early',
        'You asked for this change yourself. Another administrator can carry it out at once, and you once the delay is over.',
      );
    return view;
  }

  /** Writes that a change that was taken is carried out. */
  async done(tx: Tx, actor: Actor, id: string): Promise<HeldChangeView> {
    return this.decide(tx, actor, id, 'carried_out', null);
  }

  /** By anybody who sees it: who asked withdraws it, everybody else refuses it. */
  async refuse(actor: Actor, id: string, version: number, reason: string): Promise<HeldChangeView> {
    return this.database.write(async (tx) => {
      const { askedBy } = await this.lock(tx, actor, id, version);
      const state = askedBy === actor.userId ? 'withdrawn' : 'refused';
      return this.decide(tx, actor, id, state, reason);
    });
  }

  private async decide(
    tx: Tx,
    actor: Actor,
    id: string,
    state: 'carried_out' | 'withdrawn' | 'refused',
    reason: string | null,
  ): Promise<HeldChangeView> {
    const now = this.clock.now().toISOString();
    await rows(
      tx,
      `update held_change set state = $2, decided_by = $3, decided_at = $4, reason = $5, version = version + 1 where id = $1`,
      [id, state, actor.userId, now, reason],
    );
    const decided = await this.changes.byId(actor, id, tx);
    const carriedOut = state === 'carried_out';
    const sentence = (carriedOut ? doneNotice : endedNotice)(decided, actor.label);
    // Of what is carried out the service that does it tells the person.
    await this.tell(tx, actor, decided, sentence, !carriedOut);
    await this.note(tx, actor, decided, state);
    return decided;
  }

  private async lock(tx: Tx, actor: Actor, id: string, version: number): Promise<HeldChangeView> {
    await rows(tx, `select 1 from held_change where id = $1 for update`, [id]);
    const found = await this.changes.byId(actor, id, tx);
    if (found.state !== 'waiting')
      throw conflict('already-decided', 'This change was decided already, or has lapsed.');
    if (found.version !== version) throw stale('held change');
    return found;
  }

  private async insert(
    tx: Tx,
    actor: Actor,
    change: Change,
    programmes: readonly string[] | null,
    waits: boolean,
  ): Promise<HeldChangeView> {
    const now = this.clock.now();
    const grant = change.kind === 'grant' ? change : undefined;
    const { id } = await row<{ id: string }>(
      tx,
      `insert into held_change (kind, user_id, user_email, role_id, programme_id, starts_on, ends_on, email, programme_ids,
           asked_by, asked_at, alone_from, lapses_at, state, decided_by, decided_at, group_rule_id)
       select $1, id, email, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16 from app_user where id = $2 returning id`,
      [
        change.kind,
        change.userId,
        grant?.roleId ?? null,
        grant?.programmeId ?? null,
        grant?.startsOn ?? null,
        grant?.endsOn ?? null,
        change.kind === 'address' ? change.email : null,
        programmes,
        actor.userId,
        now.toISOString(),
        (waits ? aloneFrom(now) : now).toISOString(),
        lapsesAt(now).toISOString(),
        waits ? 'waiting' : 'carried_out',
        waits ? null : actor.userId,
        waits ? null : now.toISOString(),
        grant?.groupRuleId ?? null,
      ],
    );
    return this.changes.byId(actor, id, tx);
  }

  private async refuseTwice(tx: Tx, change: Change): Promise<void> {
    const [roleId, programmeId] =
      change.kind === 'grant' ? [change.roleId, change.programmeId] : [null, null];
    const found = await rows(
      tx,
      `select 1 from held_change where user_id = $1 and kind = $2 and state = 'waiting' and lapses_at > $5::timestamptz
          and role_id is not distinct from $3::uuid and programme_id is not distinct from $4::uuid limit 1`,
      [change.userId, change.kind, roleId, programmeId, this.clock.now().toISOString()],
    );
    if (found.length > 0)
      throw conflict(
        'already-waiting',
        'The same was asked for already, and waits. Refuse or withdraw that first.',
      );
  }

  /** Tells everybody who may refuse it, and who asked, but not who did this step. */
  private async tell(
    tx: Tx,
    actor: Actor,
    view: HeldChangeView,
    sentence: string,
    person: boolean,
  ): Promise<void> {
    const { ids } = await row<{ ids: string[] | null }>(
      tx,
      `select programme_ids as ids from held_change where id = $1`,
      [view.id],
    );
    const told = new Set(await watchers(tx, ids, this.clock.today())).add(view.askedBy);
    told.delete(actor.userId);
    if (person) told.add(view.userId);
    else told.delete(view.userId);
    for (const userId of told)
      await this.post.tell(tx, userId, sentence, actor.correlationId, { about: 'held' });
  }

  private async note(tx: Tx, actor: Actor, view: HeldChangeView, step: string): Promise<void> {
    await this.audit.append(tx, actor.audit, {
      action: `held_change.${step}`,
      subjectKind: 'held_change',
      subjectId: view.id,
      programmeId: view.programmeId,
      detail: {
        kind: view.kind,
        userId: view.userId,
        role: view.roleName,
        askedBy: view.askedBy,
        aloneFrom: view.aloneFrom,
        reason: view.reason,
      },
    });
  }
}

/** Where a change concerns approval or administration, and whether it has to wait; undefined when it concerns neither. */
async function concernedBy(
  tx: Tx,
  change: Change,
): Promise<{ programmes: readonly string[] | null; waits: boolean } | undefined> {
  if (change.kind !== 'grant') {
    const programmes = await guardedProgrammes(tx, change.userId);
    return programmes === undefined ? undefined : { programmes, waits: await isAtWork(tx, programmes) };
  }
  const guards = await guardsOf(tx, change.roleId);
  if (!guards) return undefined;
  const programmes = change.programmeId === null ? null : [change.programmeId];
  // Whoever administers one programme, which may be new, could later be the second administrator of a grant there.
  const waits = change.groupRuleId !== null || (await isAtWork(tx, guards.administers ? null : programmes));
  return { programmes, waits };
}
