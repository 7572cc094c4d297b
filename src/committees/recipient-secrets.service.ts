import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { requirePermission, type Actor } from '../identity/index.js';
import {
  Audit,
  Clock,
  Config,
  Database,
  entityVersion,
  newWebhookSecret,
  rows,
  seal,
  stale,
  unseal,
} from '../platform/index.js';
import { CommitteesQueries } from './committees.queries.js';

const PURPOSE = 'webhook-secret';

export const recipientSecret = z
  .object({
    madeAt: z.iso.datetime().nullable().describe('When the present secret was made; null: there is none.'),
    version: entityVersion,
  })
  .meta({ id: 'WebhookSecret', description: 'Whether messages to a recipient’s program can be signed.' });
export type RecipientSecretView = z.infer<typeof recipientSecret>;

export const madeSecret = recipientSecret
  .extend({
    secret: z.string().describe('For their program, to check signatures with. It is shown this once.'),
  })
  .meta({ id: 'MadeWebhookSecret' });
export type MadeSecret = z.infer<typeof madeSecret>;

/** Makes, replaces and reads what messages to a recipient's program are signed with. */
@Injectable()
export class RecipientSecretsService {
  constructor(
    private readonly database: Database,
    private readonly committees: CommitteesQueries,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly audit: Audit,
  ) {}

  /** Version 1 until there was one. @throws Problem 404. */
  async get(actor: Actor, committeeId: string, recipientId: string): Promise<RecipientSecretView> {
    const recipient = await this.committees.recipient(actor, committeeId, recipientId);
    const [found] = await this.database.query<RecipientSecretView>(
      `select audit_instant(made_at) as "madeAt", version from recipient_secret where recipient_id = $1`,
      [recipient.id],
    );
    return found ?? { madeAt: null, version: 1 };
  }

  /** A new secret; what was signed with the one before is no longer sent. @throws Problem 404, 403, 412. */
  async make(
    actor: Actor,
    at: { committeeId: string; recipientId: string; version: number },
  ): Promise<MadeSecret> {
    const { programmeId } = await this.committees.get(actor, at.committeeId);
    requirePermission(actor, 'committee.manage', programmeId);
    await this.get(actor, at.committeeId, at.recipientId);
    const secret = newWebhookSecret();
    await this.database.write(async (tx) => {
      const written = await rows(
        tx,
        at.version === 1
          ? `insert into recipient_secret (recipient_id, sealed, made_at, version) values ($1, $3, $4::timestamptz, $2::int + 1)
               on conflict do nothing returning recipient_id`
          : `update recipient_secret set sealed = $3, made_at = $4::timestamptz, version = version + 1
               where recipient_id = $1 and version = $2::int returning recipient_id`,
        [at.recipientId, at.version, seal(PURPOSE, secret, this.key), this.clock.now().toISOString()],
      );
      if (written.length === 0) throw stale('secret');
      await this.audit.append(tx, actor.audit, {
        action: 'recipient.secret_made',
        subjectKind: 'recipient',
        subjectId: at.recipientId,
        programmeId,
      });
    });
    return { ...(await this.get(actor, at.committeeId, at.recipientId)), secret };
  }

  /** For the worker. @returns null where there is none, or none that this installation's key opens. */
  async read(recipientId: string): Promise<string | null> {
    const [found] = await this.database.query<{ sealed: string }>(
      `select sealed from recipient_secret where recipient_id = $1`,
      [recipientId],
    );
    const secret = found && unseal(PURPOSE, found.sealed, this.key);
    return typeof secret === 'string' ? secret : null;
  }

  private get key(): string | undefined {
    return this.config.SECOND_FACTOR_KEY ?? this.config.SESSION_SECRET;
  }
}
