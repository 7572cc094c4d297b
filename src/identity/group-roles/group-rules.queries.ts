import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import {
  Clock,
  Database,
  entityVersion,
  notFound,
  page,
  readCursor,
  rows,
  type Page,
  type PageQuery,
  type ReadTx,
} from '../../platform/index.js';
import type { Actor } from '../access/actor.js';
import { GUARDED_PERMISSIONS } from '../access/permissions.js';
import { planOf, type Held, type Rule } from './group-roles.rules.js';

export const groupRuleView = z
  .object({
    id: z.uuid(),
    group: z.string(),
    roleId: z.uuid(),
    roleName: z.string(),
    programmeId: z.uuid().nullable().describe('Null = every programme.'),
    programmeName: z.string().nullable(),
    waits: z
      .boolean()
      .describe('The role approves or administers: each grant waits for another administrator.'),
    madeBy: z.string(),
    madeAt: z.string(),
    people: z.int().describe('Who has the role by this rule today.'),
    version: entityVersion,
  })
  .meta({ id: 'GroupRule' });
export type GroupRuleView = z.infer<typeof groupRuleView>;

const touched = z.object({
  userId: z.uuid(),
  name: z.string(),
  jobTitle: z.string(),
});

/** What a rule would do; nothing is written. */
export const groupRuleEffect = z
  .object({
    gain: z.array(touched).describe('Who gets the role at their next sign-in.'),
    lose: z.array(touched).describe('Who loses it.'),
    waits: z.boolean().describe('What they gain waits for another administrator, one by one.'),
    unknown: z
      .int()
      .describe('People with a linked account of whom the provider has not said their groups yet.'),
  })
  .meta({ id: 'GroupRuleEffect' });
export type GroupRuleEffect = z.infer<typeof groupRuleEffect>;

const WAITS = `exists (select from role_permission p where p.role_id = r.id and p.permission = any($1::text[]))`;

export const GROUP_RULES = `select g.id, g.group_name as "group", g.role_id as "roleId", r.name as "roleName", g.programme_id as "programmeId",
    p.name as "programmeName", ${WAITS} as waits, m.name as "madeBy", audit_instant(g.made_at) as "madeAt",
    (select count(*)::int from assignment a where a.group_rule_id = g.id and a.ended_at is null) as people, g.version
  from group_rule g join role r on r.id = g.role_id join app_user m on m.id = g.made_by left join programme p on p.id = g.programme_id`;

interface Linked {
  userId: string;
  name: string;
  jobTitle: string;
  groups: string[] | null;
  held: Held[];
}

@Injectable()
export class GroupRulesQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** By group; those of the programmes whose roles the actor may see. */
  async list(actor: Actor, query: PageQuery): Promise<Page<GroupRuleView>> {
    const [group, id] = readCursor(query.cursor, 2);
    const found = await this.database.query<GroupRuleView>(
      `${GROUP_RULES} where g.ended_at is null and ($2::uuid[] is null or g.programme_id = any($2::uuid[]))
          and ($3::text is null or (g.group_name, g.id) > ($3::text, $4::uuid))
        order by g.group_name, g.id limit $5`,
      [GUARDED_PERMISSIONS, actor.programmesWith('assignment.read'), group, id, query.limit + 1],
    );
    return page(found, query.limit, (rule) => [rule.group, rule.id]);
  }

  /** @throws Problem 404 when absent, ended, or not visible. */
  async byId(actor: Actor, id: string, tx?: ReadTx): Promise<GroupRuleView> {
    const text = `${GROUP_RULES} where g.ended_at is null and g.id = $3 and ($2::uuid[] is null or g.programme_id = any($2::uuid[]))`;
    const values = [GUARDED_PERMISSIONS, actor.programmesWith('assignment.read'), id];
    const [found] = await (tx
      ? rows<GroupRuleView>(tx, text, values)
      : this.database.query<GroupRuleView>(text, values));
    if (!found) throw notFound('group rule');
    return found;
  }

  /** Every rule that counts. */
  all(): Promise<Rule[]> {
    return this.database.query<Rule>(
      `select id, group_name as "groupName", role_id as "roleId", programme_id as "programmeId" from group_rule
        where ended_at is null order by made_at, id`,
    );
  }

  /** What one more rule would do, or one less; to people who have signed in with the provider. */
  async effectOf(change: { add: Omit<Rule, 'id'> } | { end: string }): Promise<GroupRuleEffect> {
    const [now, people] = await Promise.all([this.all(), this.linked()]);
    const after =
      'add' in change ? [...now, { ...change.add, id: '' }] : now.filter(({ id }) => id !== change.end);
    const about = 'add' in change ? change.add : now.find(({ id }) => id === change.end);
    const known = people.flatMap(({ groups, held, ...person }) =>
      groups === null ? [] : [{ person, was: planOf(now, groups, held), will: planOf(after, groups, held) }],
    );
    const more = (one: { length: number }, other: { length: number }): boolean => one.length > other.length;
    const { waits } = about
      ? ((
          await this.database.query<{ waits: boolean }>(
            `select ${WAITS} as waits from role r where r.id = $2`,
            [GUARDED_PERMISSIONS, about.roleId],
          )
        )[0] ?? { waits: false })
      : { waits: false };
    return {
      gain: known.filter(({ was, will }) => more(will.give, was.give)).map(({ person }) => person),
      lose: known.filter(({ was, will }) => more(will.end, was.end)).map(({ person }) => person),
      waits,
      unknown: people.length - known.length,
    };
  }

  private linked(): Promise<Linked[]> {
    return this.database.query<Linked>(
      `select u.id as "userId", u.name, u.job_title as "jobTitle", e.group_names as groups,
          coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'roleId', a.role_id, 'programmeId', a.programme_id,
             'groupRuleId', a.group_rule_id)) from assignment a
             where a.user_id = u.id and a.ended_at is null and (a.ends_on is null or a.ends_on >= $1::date)), '[]') as held
         from external_identity e join app_user u on u.id = e.user_id and u.disabled_at is null order by u.name, u.id`,
      [this.clock.today()],
    );
  }
}
