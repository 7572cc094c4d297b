import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { CommitteesQueries } from '../../committees/index.js';
import { requirePermission, type Actor } from '../../identity/index.js';
import { Audit, Clock, Config, Database, entityVersion, rows, stale } from '../../platform/index.js';

/** Whose dates: one's own, or those of a committee. */
export type FeedOf = { kind: 'own' } | { kind: 'committee'; committeeId: string };

export const feedView = z
  .object({
    madeAt: z.iso.datetime().nullable().describe('When its present address was made; null: it has none.'),
    version: entityVersion,
  })
  .meta({
    id: 'CalendarFeed',
    description: 'Whether there is an address under which a calendar can be read.',
  });
export type FeedView = z.infer<typeof feedView>;

export const madeFeed = feedView.safeExtend({
  address: z.url().describe('Whoever has it can read these dates. It is shown this once.'),
});
export type MadeFeed = z.infer<typeof madeFeed>;

export const secretHash = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** Makes, replaces and gives up the secret addresses of calendars. Only their hashes are kept. */
@Injectable()
export class FeedsService {
  constructor(
    private readonly database: Database,
    private readonly committees: CommitteesQueries,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly audit: Audit,
  ) {}

  /** Version 1 until there was one. @throws Problem 404, 403 for a committee whose meetings are not theirs to keep. */
  async get(actor: Actor, of: FeedOf): Promise<FeedView> {
    const { column, id } = await this.subject(actor, of);
    const [found] = await this.database.query<FeedView>(
      `select audit_instant(made_at) as "madeAt", version from calendar_feed where ${column} = $1`,
      [id],
    );
    return found ?? { madeAt: null, version: 1 };
  }

  /** A new address; the one before it is no longer answered. @throws Problem as {@link get}, 412. */
  async make(actor: Actor, of: FeedOf, version: number): Promise<MadeFeed> {
    const secret = randomBytes(32).toString('base64url');
    await this.write(actor, of, version, secret);
    const address = new URL(`/api/v1/calendars/${secret}.ics`, this.config.PUBLIC_URL).href;
    return { ...(await this.get(actor, of)), address };
  }

  /** The address is no longer answered. @throws Problem as {@link get}, 412. */
  async giveUp(actor: Actor, of: FeedOf, version: number): Promise<FeedView> {
    await this.write(actor, of, version, null);
    return this.get(actor, of);
  }

  private async write(actor: Actor, of: FeedOf, version: number, secret: string | null): Promise<void> {
    const { column, id, programmeId } = await this.subject(actor, of);
    await this.database.write(async (tx) => {
      const values = [
        id,
        version,
        secret === null ? null : secretHash(secret),
        secret === null ? null : this.clock.now().toISOString(),
      ];
      const written = await rows(
        tx,
        version === 1
          ? `insert into calendar_feed (${column}, secret_hash, made_at, version) values ($1, $3, $4::timestamptz, $2::int + 1)
               on conflict (${column}) do nothing returning id`
          : `update calendar_feed set secret_hash = $3, made_at = $4::timestamptz, version = version + 1
               where ${column} = $1 and version = $2::int returning id`,
        values,
      );
      if (written.length === 0) throw stale('calendar address');
      await this.audit.append(tx, actor.audit, {
        action: secret === null ? 'calendar_feed.given_up' : 'calendar_feed.made',
        subjectKind: of.kind === 'own' ? 'user' : 'committee',
        subjectId: id,
        programmeId,
      });
    });
  }

  /** The column is one of two constants of ours. */
  private async subject(
    actor: Actor,
    of: FeedOf,
  ): Promise<{ column: 'user_id' | 'committee_id'; id: string; programmeId: string | null }> {
    if (of.kind === 'own') return { column: 'user_id', id: actor.userId, programmeId: null };
    const { id, programmeId } = await this.committees.get(actor, of.committeeId);
    requirePermission(actor, 'committee.manage', programmeId);
    return { column: 'committee_id', id, programmeId };
  }
}
