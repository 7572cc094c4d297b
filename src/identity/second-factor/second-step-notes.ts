import { Injectable } from '@nestjs/common';
import { Audit, Clock, Database, Logger, row, rows, type AuditActor } from '../../platform/index.js';
import { AccountPost } from '../accounts/account-post.js';
import type { Paused } from '../sign-in/sign-in.limits.js';

/** What people and the trail are told of the second step. */
@Injectable()
export class SecondStepNotes {
  constructor(
    private readonly database: Database,
    private readonly post: AccountPost,
    private readonly audit: Audit,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  async refused(userId: string, actor: AuditActor, address: string): Promise<void> {
    await this.audit.note(actor, {
      action: 'second_factor.refused',
      subjectKind: 'user',
      subjectId: userId,
      detail: { address },
    });
  }

  /** Whoever came so far knows the password: the person is told. */
  async paused(userId: string, actor: AuditActor, { of, seconds }: Paused, address: string): Promise<void> {
    await this.database.write(async (tx) => {
      await this.post.tell(
        tx,
        userId,
        'Somebody gave your right password, and then several wrong codes of a second factor. If it was not you, change your password now.',
        actor.correlationId,
      );
      await this.audit.append(tx, actor, {
        action: 'second_factor.paused',
        subjectKind: 'user',
        subjectId: userId,
        detail: { of, seconds, address },
      });
    });
  }

  /** @returns whether it counted; it counts once. */
  useRecoveryCode(userId: string, hash: Buffer, actor: AuditActor): Promise<boolean> {
    return this.database.write(async (tx) => {
      const used = await rows(
        tx,
        `update recovery_code set used_at = $3 where user_id = $1 and code_hash = $2 and used_at is null returning user_id`,
        [userId, hash, this.clock.now().toISOString()],
      );
      if (used.length === 0) return false;
      const { left } = await row<{ left: number }>(
        tx,
        `select count(*)::int as left from recovery_code where user_id = $1 and used_at is null`,
        [userId],
      );
      await this.post.tell(
        tx,
        userId,
        `A recovery code was used to sign in to your account. ${left} of them are left.`,
        actor.correlationId,
      );
      await this.audit.append(tx, actor, {
        action: 'second_factor.recovery_code_used',
        subjectKind: 'user',
        subjectId: userId,
        detail: { left },
      });
      return true;
    });
  }

  /** SECOND_FACTOR_KEY, or the SESSION_SECRET in its place, is another one than when the factor was set up. */
  unreadable(userId: string): void {
    this.logger.error(
      { userId },
      'The key of a second factor cannot be read: it was encrypted with another SECOND_FACTOR_KEY. Recovery codes still count.',
    );
  }
}
