import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import {
  Clock,
  Config,
  Database,
  notFound,
  page,
  readCursor,
  type Page,
  type PageQuery,
} from '../../platform/index.js';
import type { Actor } from '../access/actor.js';
import { DEVICE_DAYS } from './devices.service.js';
import { sessionHash } from './session-hash.js';

/** A browser in which somebody is signed in. */
export const sessionView = z
  .object({
    id: z.string().describe('Names the session; nobody can use it to sign in.'),
    startedAt: z.string(),
    /** Exact to the minute. */
    lastSeenAt: z.string(),
    /** When it ends unless it is used. */
    endsAt: z.string(),
    browser: z
      .string()
      .nullable()
      .describe('What it calls itself, such as “Firefox on Windows”; null where it was not noted.'),
    /** The one that asks. */
    current: z.boolean(),
  })
  .meta({ id: 'Session' });
export type SessionView = z.infer<typeof sessionView>;

/** A browser in which somebody has signed in before. */
export const browserView = z
  .object({
    id: z.string().describe('Names the browser; nobody can use it to sign in.'),
    browser: z.string(),
    firstUsedAt: z.string(),
    lastUsedAt: z.string(),
  })
  .meta({ id: 'KnownBrowser' });
export type BrowserView = z.infer<typeof browserView>;

/** How long a session still lasts if nothing happens. */
export const sessionLeft = z
  .object({
    secondsLeft: z.int().min(0),
    endsAt: z.string(),
    /** Whether using it now would make it last longer; false where the longest time of a session is near. */
    canStay: z.boolean(),
    /** Whose it is: in one browser somebody else may have signed in since a page was opened. */
    person: z.object({ id: z.uuid(), name: z.string() }),
  })
  .meta({ id: 'SessionLeft' });
export type SessionLeft = z.infer<typeof sessionLeft>;

@Injectable()
export class SessionsQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /**
   * One's own sessions that count, newest first.
   * @param sessionId of the request.
   */
  async own(actor: Actor, sessionId: string, query: PageQuery): Promise<Page<SessionView>> {
    const [at, id] = readCursor(query.cursor, 2);
    const found = await this.database.query<SessionView>(
      `select encode(s.id_hash, 'hex') as id, audit_instant(s.created_at) as "startedAt", audit_instant(s.last_seen_at) as "lastSeenAt",
          audit_instant(least(s.expires_at, s.last_seen_at + make_interval(mins => $4))) as "endsAt", s.id_hash = $2 as current,
          (select d.browser from sign_in_device d where d.id_hash = s.device_hash and d.user_id = s.user_id) as browser
         from session s join app_user u on u.id = s.user_id and u.epoch = s.epoch
        where s.user_id = $1 and s.expires_at > $3::timestamptz and s.last_seen_at > $3::timestamptz - make_interval(mins => $4)
          and ($5::timestamptz is null or (s.created_at, encode(s.id_hash, 'hex')) < ($5::timestamptz, $6::text))
        order by s.created_at desc, encode(s.id_hash, 'hex') desc limit $7`,
      [
        actor.userId,
        sessionHash(sessionId),
        this.clock.now().toISOString(),
        this.config.SESSION_IDLE_MINUTES,
        at,
        id,
        query.limit + 1,
      ],
    );
    return page(found, query.limit, (session) => [session.startedAt, session.id]);
  }

  /** Browsers in which this person has signed in within 90 days and since their sessions were last ended; the last used first. */
  async browsers(actor: Actor, query: PageQuery): Promise<Page<BrowserView>> {
    const [at, id] = readCursor(query.cursor, 2);
    const found = await this.database.query<BrowserView>(
      `select encode(id_hash, 'hex') as id, browser, audit_instant(first_used_at) as "firstUsedAt", audit_instant(last_used_at) as "lastUsedAt"
         from sign_in_device
        where user_id = $1 and not forgotten and last_used_at > $2::timestamptz - make_interval(days => ${DEVICE_DAYS})
          and ($3::timestamptz is null or (last_used_at, encode(id_hash, 'hex')) < ($3::timestamptz, $4::text))
        order by last_used_at desc, encode(id_hash, 'hex') desc limit $5`,
      [actor.userId, this.clock.now().toISOString(), at, id, query.limit + 1],
    );
    return page(found, query.limit, (browser) => [browser.lastUsedAt, browser.id]);
  }

  /** @throws Problem 404 where there is no session, as for a program with a token. */
  async left(actor: Actor, sessionId: string): Promise<SessionLeft> {
    const now = this.clock.now();
    const [found] = await this.database.query<{ endsAt: string; canStay: boolean }>(
      `select audit_instant(least(expires_at, last_seen_at + make_interval(mins => $2))) as "endsAt",
          expires_at > last_seen_at + make_interval(mins => $2) as "canStay"
         from session where id_hash = $1`,
      [sessionHash(sessionId), this.config.SESSION_IDLE_MINUTES],
    );
    if (!found) throw notFound('session');
    const left = Math.floor((Date.parse(found.endsAt) - now.getTime()) / 1000);
    return {
      ...found,
      secondsLeft: Math.max(left, 0),
      person: { id: actor.userId, name: actor.name },
    };
  }
}
