import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Audit, Clock, Database, forbidden, notFound, row, rows, stale } from '../../platform/index.js';
import type { Actor } from '../access/actor.js';
import { AccountPost } from '../accounts/account-post.js';
import { SignInService } from '../sign-in/sign-in.service.js';
import { tokenHash } from '../sign-in/strategies.js';
import { tokenWords } from './token.words.js';
import type { NewToken } from './tokens.input.js';
import { TOKEN, type TokenView } from './tokens.queries.js';

const DAY_MS = 86_400_000;

@Injectable()
export class TokensService {
  constructor(
    private readonly database: Database,
    private readonly signIn: SignInService,
    private readonly post: AccountPost,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /**
   * @param address where the request came from.
   * @throws Problem 403 to a program with a token, 422 when the password is not right, 429 after too many tries.
   * @returns also the token itself, which is not kept and cannot be shown again.
   */
  async create(
    actor: Actor,
    { name, expiresInDays, permissions, currentPassword }: NewToken,
    address: string,
  ): Promise<TokenView & { token: string }> {
    // A leaked token could otherwise renew itself for ever.
    if (actor.via === 'token') throw forbidden('Sign in with your password to make a token.');
    await this.signIn.confirm(actor, currentPassword, address);
    const token = `hr_${randomBytes(32).toString('base64url')}`;
    const now = this.clock.now();
    return this.database.write(async (tx) => {
      const made = await row<TokenView>(
        tx,
        `insert into api_token (user_id, name, token_hash, created_at, expires_at, permissions) values ($1, $2, $3, $4, $5, $6) returning ${TOKEN}`,
        [
          actor.userId,
          name,
          tokenHash(token),
          now.toISOString(),
          new Date(now.getTime() + expiresInDays * DAY_MS).toISOString(),
          [...new Set(permissions)],
        ],
      );
      await this.post.tell(
        tx,
        actor.userId,
        tokenWords(name, permissions, expiresInDays),
        actor.correlationId,
      );
      await this.audit.append(tx, actor.audit, {
        action: 'token.created',
        subjectKind: 'token',
        subjectId: made.id,
        detail: { userId: actor.userId, name, expiresAt: made.expiresAt, permissions: made.permissions },
      });
      return { ...made, token };
    });
  }

  /** One's own token, or anybody's for people who may manage all accounts. @throws Problem 404 to everybody else; 412. */
  async revoke(actor: Actor, id: string, version: number): Promise<TokenView> {
    return this.database.write(async (tx) => {
      const [token] = await rows<TokenView>(
        tx,
        `select ${TOKEN} from api_token where id = $1 and (user_id = $2 or $3) for update`,
        [id, actor.userId, actor.can('user.manage', null)],
      );
      if (!token) throw notFound('token');
      if (token.version !== version) throw stale('token');
      const revoked = await row<TokenView>(
        tx,
        `update api_token set revoked_at = coalesce(revoked_at, $2), version = version + 1 where id = $1 returning ${TOKEN}`,
        [id, this.clock.now().toISOString()],
      );
      if (token.userId !== actor.userId)
        await this.post.tell(
          tx,
          token.userId,
          `Your token for programs “${token.name}” was revoked by ${actor.label}.`,
          actor.correlationId,
        );
      await this.audit.append(tx, actor.audit, {
        action: 'token.revoked',
        subjectKind: 'token',
        subjectId: id,
        detail: { userId: token.userId, name: token.name },
      });
      return revoked;
    });
  }
}
