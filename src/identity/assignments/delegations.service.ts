import { Injectable } from '@nestjs/common';
import {
  Audit,
  Clock,
  conflict,
  Database,
  forbidden,
  invalid,
  notFound,
  row,
  rows,
  stale,
  type Tx,
} from '../../platform/index.js';
import { AccountPost } from '../accounts/account-post.js';
import { requirePermission, type Actor } from '../access/actor.js';
import { administers, wouldMix } from '../roles/separation.queries.js';
import { delegationIssues } from './delegation.rules.js';
import { dayWords, roleWords } from './role-words.js';
import { DELEGATIONS, VISIBLE_DELEGATION, type DelegationView } from './delegations.queries.js';
import type { NewDelegation } from './delegations.input.js';

@Injectable()
export class DelegationsService {
  constructor(
    private readonly database: Database,
    private readonly post: AccountPost,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Delegates an assignment of the actor's own. A delegated role cannot be delegated further. */
  async create(actor: Actor, body: NewDelegation): Promise<DelegationView> {
    const today = this.clock.today();
    const issues = delegationIssues(body, actor.userId, today);
    if (issues.length > 0) throw invalid(issues);
    return this.database.write(async (tx) => {
      const people = await rows<{ id: string }>(
        tx,
        `select id from app_user where id in ($1, $2) and disabled_at is null order by id for update`,
        [actor.userId, body.delegateId],
      );
      const [own] = await rows<{ role_id: string; programme_id: string | null }>(
        tx,
        `select role_id, programme_id from assignment where id = $1 and user_id = $2 and ended_at is null
            and (ends_on is null or ends_on >= $3::date) for share`,
        [body.assignmentId, actor.userId, today],
      );
      if (!own) throw notFound('assignment');
      requirePermission(actor, 'delegation.create', own.programme_id);
      if (!people.some((person) => person.id === body.delegateId))
        throw invalid([{ path: 'delegateId', message: 'There is no such account in use.' }]);
      await this.refuseAdministration(tx, own.role_id, body.delegateId, today);
      const { id } = await row<{ id: string }>(
        tx,
        `insert into delegation (assignment_id, delegate_id, starts_on, ends_on, reason, created_at)
         values ($1, $2, $3, $4, $5, $6) returning id`,
        [
          body.assignmentId,
          body.delegateId,
          body.startsOn,
          body.endsOn,
          body.reason,
          this.clock.now().toISOString(),
        ],
      );
      const made = await row<DelegationView>(tx, `${DELEGATIONS} where d.id = $1`, [id]);
      await this.post.tell(
        tx,
        body.delegateId,
        `From ${dayWords(body.startsOn)} to ${dayWords(body.endsOn)} you stand in for ${actor.label}, with ${await roleWords(tx, body.assignmentId)}.`,
        actor.correlationId,
      );
      await this.audit.append(tx, actor.audit, {
        action: 'delegation.created',
        subjectKind: 'delegation',
        subjectId: id,
        programmeId: made.programmeId,
        detail: {
          assignmentId: made.assignmentId,
          role: made.roleKey,
          delegateId: made.delegateId,
          startsOn: made.startsOn,
          endsOn: made.endsOn,
          reason: made.reason,
        },
      });
      return made;
    });
  }

  /** Allowed to the person who gave it and to people who manage assignments there. The delegate sees it but gets 403. */
  async revoke(actor: Actor, id: string, version: number): Promise<DelegationView> {
    return this.database.write(async (tx) => {
      const [found] = await rows<DelegationView>(
        tx,
        `${DELEGATIONS} where ${VISIBLE_DELEGATION} and d.id = $3 for update of d`,
        [actor.programmesWith('assignment.read'), actor.userId, id],
      );
      if (!found) throw notFound('delegation');
      if (found.delegatorId !== actor.userId && !actor.can('assignment.manage', found.programmeId))
        throw forbidden('Only the person who gave this delegation, or an administrator, can revoke it.');
      if (found.version !== version) throw stale('delegation');
      if (found.revokedAt !== null)
        throw conflict('already-revoked', 'This delegation has been revoked already.');
      await rows(tx, `update delegation set revoked_at = $2, version = version + 1 where id = $1`, [
        id,
        this.clock.now().toISOString(),
      ]);
      for (const userId of [found.delegatorId, found.delegateId].filter((one) => one !== actor.userId))
        await this.post.tell(
          tx,
          userId,
          `${actor.label} ended the standing in of ${found.delegateName} for ${found.delegatorName}, with ${await roleWords(tx, found.assignmentId)}.`,
          actor.correlationId,
        );
      await this.audit.append(tx, actor.audit, {
        action: 'delegation.revoked',
        subjectKind: 'delegation',
        subjectId: id,
        programmeId: found.programmeId,
        detail: { role: found.roleKey, delegatorId: found.delegatorId, delegateId: found.delegateId },
      });
      return row<DelegationView>(tx, `${DELEGATIONS} where d.id = $1`, [id]);
    });
  }

  private async refuseAdministration(
    tx: Tx,
    roleId: string,
    delegateId: string,
    today: string,
  ): Promise<void> {
    if (await administers(tx, roleId))
      throw conflict(
        'administration-not-delegable',
        'Administration cannot be delegated: another administrator has to grant the role.',
      );
    if (await wouldMix(tx, delegateId, roleId, today))
      throw conflict(
        'would-mix-approval-and-administration',
        'This person administers, and an administrator cannot approve. Choose somebody else.',
      );
  }
}
