import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Roles by groups of the identity provider, and sign-out that begins there. */
export class GroupRoles1700000000095 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table group_rule (
        id uuid default gen_random_uuid() constraint group_rule_pkey primary key,
        -- As the provider names it.
        group_name varchar(255) not null,
        role_id uuid not null constraint group_rule_role_fk references role (id),
        -- Null = every programme.
        programme_id uuid constraint group_rule_programme_fk references programme (id),
        made_by uuid not null constraint group_rule_made_by_fk references app_user (id),
        made_at timestamptz not null,
        ended_by uuid constraint group_rule_ended_by_fk references app_user (id),
        ended_at timestamptz,
        version integer not null default 1,
        constraint group_rule_ended_check check ((ended_at is null) = (ended_by is null))
      );
      create unique index group_rule_once on group_rule (group_name, role_id, programme_id) nulls not distinct where ended_at is null;
      -- Which rule gave it; null of what somebody gave by hand.
      alter table assignment add column group_rule_id uuid constraint assignment_group_rule_fk references group_rule (id);
      alter table held_change add column group_rule_id uuid constraint held_change_group_rule_fk references group_rule (id);
      -- What the provider said of the person last; null where it said nothing that could be read.
      alter table external_identity add column group_names text[];
      alter table external_identity add column seen_at timestamptz;
      -- The provider's own name of its session, which ends this one when it ends.
      alter table session add column provider_sid varchar(255);
      -- Of each notice that a session ended there: it counts once.
      create table logout_notice (
        notice_hash bytea constraint logout_notice_pkey primary key,
        taken_at timestamptz not null
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table logout_notice;
      alter table session drop column provider_sid;
      alter table external_identity drop column seen_at, drop column group_names;
      alter table held_change drop column group_rule_id;
      alter table assignment drop column group_rule_id;
      drop table group_rule;
    `);
  }
}
