import type { FastifyRequest } from 'fastify';
import { Injectable } from '@nestjs/common';
import { Audit, Database, forbidden, rows, type Tx } from '../../platform/index.js';
import type { Actor } from '../access/actor.js';
import { AccountPost } from '../accounts/account-post.js';
import { SignInService } from '../sign-in/sign-in.service.js';
import { hasFactor } from './has-factor.sql.js';
import { newRecoveryCodes } from './recovery-codes.js';

/** A security key, as its person sees it. Instants are ISO 8601 in UTC. */
export interface OwnKey {
  id: string;
  name: string;
  addedAt: string;
  lastUsedAt: string | null;
}

/** What a person has. */
export interface OwnFactor {
  /** Since when a code of an app is asked for at sign-in; null where none is. */
  since: string | null;
  keys: OwnKey[];
  recoveryCodesLeft: number;
}

/** What every kind of second factor shares: the proof by password, recovery codes, and what its person is told. */
@Injectable()
export class OwnFactors {
  constructor(
    private readonly database: Database,
    private readonly signIn: SignInService,
    private readonly post: AccountPost,
    private readonly audit: Audit,
  ) {}

  async own(actor: Actor): Promise<OwnFactor> {
    const [found] = await this.database.query<OwnFactor>(
      `select (select audit_instant(confirmed_at) from second_factor where user_id = $1) as since,
          (select count(*)::int from recovery_code where user_id = $1 and used_at is null) as "recoveryCodesLeft",
          coalesce((select jsonb_agg(jsonb_build_object('id', id, 'name', name, 'addedAt', audit_instant(added_at),
             'lastUsedAt', audit_instant(last_used_at)) order by added_at, id) from security_key where user_id = $1), '[]') as keys`,
      [actor.userId],
    );
    return found ?? { since: null, keys: [], recoveryCodesLeft: 0 };
  }

  /** The session stands open for half a day; the password shows that its person sits in front of it. */
  async prove(actor: Actor, password: string, request: FastifyRequest): Promise<void> {
    refuseProgram(actor);
    await this.signIn.confirm(actor, password, request.ip, {
      path: 'password',
      message: 'This is not your password.',
    });
  }

  async newCodes(tx: Tx, userId: string): Promise<string[]> {
    const { codes, hashes } = newRecoveryCodes();
    await rows(tx, `delete from recovery_code where user_id = $1`, [userId]);
    await rows(tx, `insert into recovery_code (user_id, code_hash) select $1, unnest($2::bytea[])`, [
      userId,
      hashes,
    ]);
    return codes;
  }

  /** Without a factor there is nothing that they stand in for. */
  async dropUnusedCodes(tx: Tx, userId: string): Promise<void> {
    await rows(tx, `delete from recovery_code where user_id = $1 and not ${hasFactor('$1::uuid')}`, [userId]);
  }

  async say(tx: Tx, actor: Actor, step: string, sentence: string): Promise<void> {
    await this.post.tell(tx, actor.userId, sentence, actor.correlationId);
    await this.audit.append(tx, actor.audit, {
      action: `second_factor.${step}`,
      subjectKind: 'user',
      subjectId: actor.userId,
    });
  }
}

export function refuseProgram(actor: Actor): void {
  if (actor.via === 'token') throw forbidden('Sign in with your password to change your second factor.');
}
