import { Injectable } from '@nestjs/common';
import { Clock, Config, Database, londonDate } from '../../platform/index.js';
import type { Grant } from '../access/access.rules.js';
import type { ActorFacts } from '../access/actor.js';
import { permissionsOf } from '../access/permissions.js';
import { hasFactor } from '../second-factor/has-factor.sql.js';
import { isQuiet } from './quiet.js';

/** A valid session and its user, read in one statement. */
export interface OpenSession {
  facts: ActorFacts;
  csrfToken: string;
  data: Record<string, unknown>;
}

interface AccountRow {
  user_id: string;
  name: string;
  job_title: string;
  grants: Grant[];
  closed: string[];
  factor_due: Date | null;
  /** The identity provider vouches for the session. */
  by_provider?: boolean;
}

/** Dates include both ends; $1 is today's date in London. */
const ACTIVE = `a.ended_at is null and (a.starts_on is null or a.starts_on <= $1::date) and (a.ends_on is null or a.ends_on >= $1::date)`;

/**
 * Of `app_user u`: each role that counts today, of their own or delegated to them by somebody whose account is in use; $1 is today's
 * date in London.
 */
export const COUNTING_ROLES = `
      select a.id, a.role_id, a.programme_id, null::uuid as stands_in_for
        from assignment a where a.user_id = u.id and ${ACTIVE}
      union all
      select a.id, a.role_id, a.programme_id, a.user_id
        from delegation d join assignment a on a.id = d.assignment_id join app_user o on o.id = a.user_id
       where d.delegate_id = u.id and d.revoked_at is null and $1::date between d.starts_on and d.ends_on
         and o.disabled_at is null and ${ACTIVE}`;

const GRANTS = `(
  select coalesce(jsonb_agg(jsonb_build_object(
           'programmeId', g.programme_id, 'standsInFor', g.stands_in_for, 'role', (select r.key from role r where r.id = g.role_id),
           'permissions', (select coalesce(jsonb_agg(p.permission), '[]') from role_permission p where p.role_id = g.role_id)
         )), '[]')
    from (${COUNTING_ROLES}
    ) g
) as grants`;

const CLOSED = `array(select p.id::text from programme p where p.closed_at is not null) as closed`;

/** Of `app_user u`: from when on they need a second factor; null where they have one. */
const FACTOR_DUE = `case when not ${hasFactor('u.id')} then u.second_factor_due end as factor_due`;

/**
 * From a session or a token to the person and everything that they may do at this moment, in one statement. Nothing is kept
 * between requests, so a role that was cut does not count in the next one.
 */
@Injectable()
export class AuthenticationQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /**
   * Counts as activity of the person unless the request is a quiet one.
   * @returns undefined when it is unknown, ended, idle too long, too old, or its user was disabled.
   */
  async bySession(idHash: Buffer): Promise<OpenSession | undefined> {
    const now = this.clock.now();
    const [found] = await this.database.query<
      AccountRow & { csrf_secret: string; data: Record<string, unknown> }
    >(
      `with hit as (
         select s.user_id, s.csrf_secret, s.data, s.id_token is not null as by_provider
           from session s join app_user u on u.id = s.user_id
          where s.id_hash = $2 and s.expires_at > $3::timestamptz
            and s.last_seen_at > $3::timestamptz - make_interval(mins => $4)
            and s.epoch = u.epoch and u.disabled_at is null
       ), seen as (
         update session set last_seen_at = $3::timestamptz
          where id_hash = $2 and last_seen_at <= $3::timestamptz - interval '1 minute' and not $5
            and exists (select from hit)
       )
       select hit.user_id, hit.csrf_secret, hit.data, hit.by_provider, u.name, u.job_title, ${GRANTS}, ${CLOSED}, ${FACTOR_DUE}
         from hit join app_user u on u.id = hit.user_id`,
      [londonDate(now), idHash, now.toISOString(), this.config.SESSION_IDLE_MINUTES, isQuiet()],
    );
    return found && { facts: this.facts(found, 'session'), csrfToken: found.csrf_secret, data: found.data };
  }

  /** @returns undefined when it is unknown, expired, revoked, or its user was disabled. */
  async byToken(tokenHash: Buffer): Promise<ActorFacts | undefined> {
    const now = this.clock.now();
    const [found] = await this.database.query<AccountRow & { permissions: string[] | null }>(
      `with hit as (
         select t.id, t.user_id, t.last_used_on, t.permissions
           from api_token t join app_user u on u.id = t.user_id
          where t.token_hash = $2 and t.expires_at > $3::timestamptz and t.revoked_at is null and u.disabled_at is null
       ), used as (
         update api_token set last_used_on = $1::date
          where id in (select id from hit where last_used_on is distinct from $1::date)
       )
       select hit.user_id, hit.permissions, u.name, u.job_title, ${GRANTS}, ${CLOSED}, ${FACTOR_DUE}
         from hit join app_user u on u.id = hit.user_id`,
      [londonDate(now), tokenHash, now.toISOString()],
    );
    return found && { ...this.facts(found, 'token'), only: found.permissions };
  }

  /** What a person may do at this moment, reading alone; for a calendar that is read in their name. @returns undefined when disabled. */
  async byUser(userId: string): Promise<ActorFacts | undefined> {
    const [found] = await this.database.query<AccountRow>(
      `select u.id as user_id, u.name, u.job_title, ${GRANTS}, ${CLOSED}, ${FACTOR_DUE} from app_user u where u.id = $2 and u.disabled_at is null`,
      [londonDate(this.clock.now()), userId],
    );
    return found && { ...this.facts(found, 'token'), only: permissionsOf('read') };
  }

  private facts(found: AccountRow, via: ActorFacts['via']): ActorFacts {
    const byProvider = found.by_provider === true;
    const due = this.config.SECOND_FACTOR === 'required' && !byProvider ? found.factor_due : null;
    return {
      userId: found.user_id,
      name: found.name,
      jobTitle: found.job_title,
      via,
      byProvider,
      grants: found.grants,
      closed: found.closed,
      secondFactor: due && {
        due,
        over: due <= this.clock.now(),
        toWrite: found.grants.some(({ role = '' }) => this.config.SECOND_FACTOR_ROLES.includes(role)),
      },
    };
  }
}
