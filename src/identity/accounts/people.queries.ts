import { Injectable } from '@nestjs/common';
import {
  Clock,
  Database,
  invalid,
  page,
  readCursor,
  rows,
  type Page,
  type PageQuery,
  type ProblemIssue,
  type ReadTx,
} from '../../platform/index.js';
import type { BuiltInRoleKey } from '../access/built-in-roles.js';
import type { Permission } from '../access/permissions.js';

/** A person as other rooms show them. */
export interface Person {
  id: string;
  name: string;
  jobTitle: string;
}

/** A place in a document where a person is named, or nobody. */
export interface NamedAt {
  path: string;
  id: string | null;
}

/** Somebody may do something, in one programme or in all. */
export interface Holding {
  permission: Permission;
  /** Null = every programme. */
  programmeId: string | null;
  userId: string;
}

/** Who people are, for rooms that keep user ids only. */
@Injectable()
export class PeopleQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @returns the known ones by id, disabled accounts too: past actions keep their names. */
  async byIds(ids: readonly string[], tx?: ReadTx): Promise<Map<string, Person>> {
    if (ids.length === 0) return new Map();
    const found = await this.read<Person>(
      tx,
      `select id, name, job_title as "jobTitle" from app_user where id = any($1::uuid[])`,
      [[...new Set(ids)]],
    );
    return new Map(found.map((person) => [person.id, person]));
  }

  /** The places that name nobody known, each as an issue; to say where, once the database has refused a document as a whole. */
  async unknown(places: readonly NamedAt[]): Promise<ProblemIssue[]> {
    const known = await this.byIds(places.flatMap(({ id }) => id ?? []));
    return places
      .filter(({ id }) => id !== null && !known.has(id))
      .map(({ path }) => ({ path, message: 'There is no such person.' }));
  }

  /**
   * The places that name somebody known who has no role with which to work in the programme today, of their own or by delegation, each
   * as an issue: nobody could ask them for anything.
   */
  async withoutRole(programmeId: string, places: readonly NamedAt[], tx?: ReadTx): Promise<ProblemIssue[]> {
    const ids = places.flatMap(({ id }) => id ?? []);
    if (ids.length === 0) return [];
    const found = await this.read<{ id: string }>(
      tx,
      `select u.id from app_user u where u.id = any($2::uuid[]) and (u.disabled_at is not null or not exists (
         select from assignment a
           left join delegation d on d.assignment_id = a.id and d.revoked_at is null and $3::date between d.starts_on and d.ends_on
          where u.id in (a.user_id, d.delegate_id) and (a.programme_id is null or a.programme_id = $1::uuid) and a.ended_at is null
            and (a.starts_on is null or a.starts_on <= $3::date) and (a.ends_on is null or a.ends_on >= $3::date)))`,
      [programmeId, [...new Set(ids)], this.clock.today()],
    );
    const without = new Set(found.map(({ id }) => id));
    return places
      .filter(({ id }) => id !== null && without.has(id))
      .map(({ path }) => ({ path, message: 'This person has no role in this programme.' }));
  }

  /**
   * The one rule for whoever is named as an owner of something in a programme, wherever that is written.
   * @param kept who is named there already: they stay, although they may have left.
   * @throws Problem 422 naming every place of somebody new who has no role in the programme. Ids of nobody are for the database to refuse.
   */
  async admitNamed(
    programmeId: string,
    places: readonly NamedAt[],
    kept: readonly (string | null)[],
    tx?: ReadTx,
  ): Promise<void> {
    const brought = places.filter(({ id }) => id !== null && !kept.includes(id));
    const issues = await this.withoutRole(programmeId, brought, tx);
    if (issues.length > 0) throw invalid(issues);
  }

  /**
   * Whose own assignment of one of these roles counts in the programme on a date, by name; does NOT count their delegates.
   * @param onDate London date, `YYYY-MM-DD`.
   */
  holders<Key extends BuiltInRoleKey | (string & {})>(
    roleKeys: readonly Key[],
    programmeId: string,
    onDate: string,
    tx?: ReadTx,
  ): Promise<(Person & { role: Key })[]> {
    return this.read<Person & { role: Key }>(
      tx,
      `select distinct u.id, u.name, u.job_title as "jobTitle", r.key as role
         from assignment a join role r on r.id = a.role_id join app_user u on u.id = a.user_id
        where r.key = any($1::text[]) and (a.programme_id is null or a.programme_id = $2::uuid)
          and a.ended_at is null and u.disabled_at is null
          and (a.starts_on is null or a.starts_on <= $3::date) and (a.ends_on is null or a.ends_on >= $3::date)
        order by u.name, u.id`,
      [roleKeys, programmeId, onDate],
    );
  }

  /**
   * For whom this person may do this in the programme on a date, each with the last day of it, by name. Nobody where a role of the
   * person's own gives the permission.
   * @param onDate London date, `YYYY-MM-DD`.
   */
  standsInFor(
    permission: Permission,
    programmeId: string,
    userId: string,
    onDate: string,
    tx?: ReadTx,
  ): Promise<(Person & { until: string })[]> {
    return this.read<Person & { until: string }>(
      tx,
      `with held as (
         select a.id, a.user_id from assignment a join role_permission p on p.role_id = a.role_id and p.permission = $1
          where (a.programme_id is null or a.programme_id = $2::uuid) and a.ended_at is null
            and (a.starts_on is null or a.starts_on <= $4::date) and (a.ends_on is null or a.ends_on >= $4::date))
       select o.id, o.name, o.job_title as "jobTitle", max(d.ends_on)::text as until
         from delegation d join held on held.id = d.assignment_id join app_user o on o.id = held.user_id and o.disabled_at is null
        where d.delegate_id = $3 and d.revoked_at is null and $4::date between d.starts_on and d.ends_on
          and not exists (select from held own where own.user_id = $3)
        group by o.id, o.name, o.job_title order by o.name, o.id`,
      [permission, programmeId, userId, onDate],
    );
  }

  /**
   * Which of these people may do this in the programme on a date, by their own roles or by delegation. Does NOT look for
   * people who would both approve and administer: grants that would mix the two are refused.
   * @param onDate London date, `YYYY-MM-DD`.
   */
  async whoMay(
    permission: Permission,
    programmeId: string,
    onDate: string,
    ids: readonly string[],
    tx?: ReadTx,
  ): Promise<ReadonlySet<string>> {
    const found = await this.read<{ id: string }>(
      tx,
      `select distinct u.id
         from assignment a
         join app_user o on o.id = a.user_id and o.disabled_at is null
         join role_permission p on p.role_id = a.role_id and p.permission = $1
         left join delegation d on d.assignment_id = a.id and d.revoked_at is null and $3::date between d.starts_on and d.ends_on
         join app_user u on u.id in (a.user_id, d.delegate_id) and u.disabled_at is null
        where u.id = any($4::uuid[]) and (a.programme_id is null or a.programme_id = $2::uuid) and a.ended_at is null
          and (a.starts_on is null or a.starts_on <= $3::date) and (a.ends_on is null or a.ends_on >= $3::date)`,
      [permission, programmeId, onDate, ids],
    );
    return new Set(found.map(({ id }) => id));
  }

  /** Whether this person may do this in the programme today, as {@link whoMay} finds out. */
  async mayToday(permission: Permission, programmeId: string, userId: string, tx?: ReadTx): Promise<boolean> {
    return (await this.whoMay(permission, programmeId, this.clock.today(), [userId], tx)).has(userId);
  }

  /**
   * Who may do any of these on a date, by their own roles or by delegation, in every programme at once. Does NOT look for people who would
   * both approve and administer, as {@link whoMay}.
   * @param onDate London date, `YYYY-MM-DD`; today where it is not given.
   */
  async everybodyWith(permissions: readonly Permission[], onDate = this.clock.today()): Promise<Holding[]> {
    return this.database.query<Holding>(
      `select distinct p.permission, a.programme_id as "programmeId", u.id as "userId"
         from assignment a
         join app_user o on o.id = a.user_id and o.disabled_at is null
         join role_permission p on p.role_id = a.role_id and p.permission = any($1::text[])
         left join delegation d on d.assignment_id = a.id and d.revoked_at is null and $2::date between d.starts_on and d.ends_on
         join app_user u on u.id in (a.user_id, d.delegate_id) and u.disabled_at is null
        where a.ended_at is null
          and (a.starts_on is null or a.starts_on <= $2::date) and (a.ends_on is null or a.ends_on >= $2::date)`,
      [permissions, onDate],
    );
  }

  /**
   * Who may do this in the programme on a date by a role of their own there: for saying whom to ask, by name, at most 20. Does NOT
   * count those who may do it in every programme, or by delegation.
   * @param onDate London date, `YYYY-MM-DD`.
   */
  async withPermission(permission: Permission, programmeId: string, onDate: string): Promise<Person[]> {
    return this.database.query<Person>(
      `select distinct u.id, u.name, u.job_title as "jobTitle"
         from assignment a
         join role_permission p on p.role_id = a.role_id and p.permission = $1
         join app_user u on u.id = a.user_id and u.disabled_at is null
        where a.programme_id = $2::uuid and a.ended_at is null
          and (a.starts_on is null or a.starts_on <= $3::date) and (a.ends_on is null or a.ends_on >= $3::date)
        order by u.name, u.id limit 20`,
      [permission, programmeId, onDate],
    );
  }

  /**
   * Who may do any of these in the programme on a date by roles of their own, there or in every programme, each with which of them; by
   * name, at most 200. Does NOT check who asks, nor count delegates.
   * @param onDate London date, `YYYY-MM-DD`.
   */
  async holding<P extends Permission>(
    permissions: readonly P[],
    programmeId: string,
    onDate: string,
  ): Promise<(Person & { permissions: P[] })[]> {
    return this.database.query<Person & { permissions: P[] }>(
      `select u.id, u.name, u.job_title as "jobTitle", array_agg(distinct p.permission::text) as permissions
         from assignment a
         join role_permission p on p.role_id = a.role_id and p.permission = any($1::text[])
         join app_user u on u.id = a.user_id and u.disabled_at is null
        where (a.programme_id is null or a.programme_id = $2::uuid) and a.ended_at is null
          and (a.starts_on is null or a.starts_on <= $3::date) and (a.ends_on is null or a.ends_on >= $3::date)
        group by u.id, u.name, u.job_title order by u.name, u.id limit 200`,
      [permissions, programmeId, onDate],
    );
  }

  /**
   * People who work in the same programmes as this person, without the person: for a choice, by name, at most 200. It shows nobody of
   * another programme. Whether each may be chosen is for the write to decide.
   */
  async colleagues(userId: string): Promise<Person[]> {
    return this.database.query<Person>(
      `select distinct u.id, u.name, u.job_title as "jobTitle"
         from assignment mine
         join assignment a on a.ended_at is null
          and (mine.programme_id is null or a.programme_id is null or a.programme_id = mine.programme_id)
         join app_user u on u.id = a.user_id and u.disabled_at is null
        where mine.user_id = $1 and mine.ended_at is null and u.id <> $1
        order by u.name, u.id limit 200`,
      [userId],
    );
  }

  /**
   * Who works in a programme on a date, by their own roles or by delegation: for a choice of owners, by name, at most 200. Does NOT
   * check who asks: the caller has shown that they may see something of this programme.
   * @param onDate London date, `YYYY-MM-DD`.
   */
  async candidates(programmeId: string, onDate: string): Promise<Person[]> {
    return this.database.query<Person>(
      `select distinct u.id, u.name, u.job_title as "jobTitle"
         from assignment a
         left join delegation d on d.assignment_id = a.id and d.revoked_at is null and $2::date between d.starts_on and d.ends_on
         join app_user u on u.id in (a.user_id, d.delegate_id) and u.disabled_at is null
        where a.programme_id = $1::uuid and a.ended_at is null
          and (a.starts_on is null or a.starts_on <= $2::date) and (a.ends_on is null or a.ends_on >= $2::date)
        order by u.name, u.id limit 200`,
      [programmeId, onDate],
    );
  }

  /** {@link candidates}, and after them who is named already and works there no longer, so that a choice does not lose them. */
  async candidatesWith(
    programmeId: string,
    onDate: string,
    named: readonly (string | null)[],
  ): Promise<Person[]> {
    const candidates = await this.candidates(programmeId, onDate);
    const others = named.filter((id) => id !== null && !candidates.some((one) => one.id === id));
    return [...candidates, ...(await this.byIds(others.flatMap((id) => id ?? []))).values()];
  }

  /**
   * Page by page what {@link candidates} gives at once, today, by name. Does NOT check who asks.
   */
  async ofProgramme(programmeId: string, query: PageQuery): Promise<Page<Person>> {
    const [name, id] = readCursor(query.cursor, 2);
    const found = await this.database.query<Person>(
      `select distinct u.id, u.name, u.job_title as "jobTitle"
         from assignment a
         left join delegation d on d.assignment_id = a.id and d.revoked_at is null and $2::date between d.starts_on and d.ends_on
         join app_user u on u.id in (a.user_id, d.delegate_id) and u.disabled_at is null
        where a.programme_id = $1::uuid and a.ended_at is null
          and (a.starts_on is null or a.starts_on <= $2::date) and (a.ends_on is null or a.ends_on >= $2::date)
          and ($3::text is null or (u.name, u.id) > ($3::text, $4::uuid))
        order by u.name, u.id limit $5`,
      [programmeId, this.clock.today(), name, id, query.limit + 1],
    );
    return page(found, query.limit, (person) => [person.name, person.id]);
  }

  /** Inside the caller's transaction when there is one: a second connection would wait for the first. */
  private read<T>(tx: ReadTx | undefined, sql: string, parameters: readonly unknown[]): Promise<T[]> {
    return tx ? rows<T>(tx, sql, parameters) : this.database.query<T>(sql, parameters);
  }
}
