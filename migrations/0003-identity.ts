import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The built-in roles as they were when this migration was written; later changes are later migrations. */
const ROLES: readonly [key: string, name: string, description: string, permissions: string][] = [
  [
    'owner',
    'Owner',
    'Drafts and submits their own part of the report',
    'programme.read contribution.read contribution.edit contribution.submit report.read version.read delegation.create',
  ],
  [
    'reviewer',
    'Reviewer (programme manager)',
    'Opens periods, reviews and approves contributions, assembles the report',
    'programme.read period.open contribution.read contribution.edit contribution.submit contribution.assign contribution.return contribution.approve contribution.reopen report.read report.edit report.submit report.correct version.read committee.read dispatch.read delegation.create',
  ],
  [
    'sro',
    'Senior Responsible Officer',
    'Approves the report as a whole',
    'programme.read contribution.read contribution.edit contribution.submit contribution.return contribution.approve contribution.reopen report.read report.return report.approve version.read committee.read dispatch.read delegation.create',
  ],
  [
    'clerk',
    'Clerk (democratic services)',
    'Keeps committees and meetings, and sends sealed reports to them',
    'programme.read version.read committee.read committee.manage dispatch.read dispatch.manage',
  ],
  [
    'analyst',
    'Analyst',
    'Prepares figures and text for owners',
    'programme.read contribution.read contribution.edit contribution.submit report.read version.read',
  ],
  ['reader', 'Reader', 'Reads sealed reports', 'programme.read version.read'],
  [
    'auditor',
    'Auditor',
    'Sees everything, changes nothing, verifies the trail',
    'programme.read contribution.read report.read version.read committee.read dispatch.read user.read role.read assignment.read audit.read audit.verify work.read',
  ],
  [
    'admin',
    'Administrator',
    'Keeps accounts, roles and programmes; approves nothing',
    'programme.read programme.manage user.read user.manage role.read role.manage assignment.read assignment.manage committee.read audit.read audit.verify work.read work.retry',
  ],
];

/** Accounts, sessions, API tokens, roles as data, assignments and delegations. */
export class Identity1700000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table app_user (
        id uuid constraint app_user_pkey primary key default gen_random_uuid(),
        email varchar(254) not null constraint app_user_email_unique unique
          constraint app_user_email_check check (email = lower(email)),
        name varchar(120) not null,
        job_title varchar(120) not null,
        password_hash varchar(200),
        disabled_at timestamptz,
        epoch integer not null default 1,
        version integer not null default 1,
        created_at timestamptz not null default now()
      );
      create index app_user_name on app_user (name, id);

      -- id_hash is the SHA-256 of what the cookie holds, so that a copy of this table opens nothing.
      create table session (
        id_hash bytea constraint session_pkey primary key,
        user_id uuid not null constraint session_user_fk references app_user (id),
        csrf_secret varchar(64) not null,
        data jsonb not null default '{}',
        epoch integer not null,
        created_at timestamptz not null,
        last_seen_at timestamptz not null,
        expires_at timestamptz not null
      );
      create index session_by_user on session (user_id);
      create index session_expiry on session (expires_at);

      create table api_token (
        id uuid constraint api_token_pkey primary key default gen_random_uuid(),
        user_id uuid not null constraint api_token_user_fk references app_user (id),
        name varchar(120) not null,
        token_hash bytea not null constraint api_token_hash_unique unique,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        revoked_at timestamptz,
        last_used_on date,
        version integer not null default 1,
        constraint api_token_expiry_check check (expires_at > created_at and expires_at <= created_at + interval '366 days')
      );
      create index api_token_user on api_token (user_id, id);

      create table role (
        id uuid constraint role_pkey primary key default gen_random_uuid(),
        key varchar(40) not null constraint role_key_unique unique
          constraint role_key_check check (key ~ '^[a-z][a-z0-9_]*$'),
        name varchar(80) not null constraint role_name_unique unique,
        description varchar(300) not null,
        built_in boolean not null default false,
        version integer not null default 1
      );
      create table role_permission (
        role_id uuid not null constraint role_permission_role_fk references role (id) on delete cascade,
        permission varchar(60) not null,
        constraint role_permission_pkey primary key (role_id, permission)
      );

      create table assignment (
        id uuid constraint assignment_pkey primary key default gen_random_uuid(),
        user_id uuid not null constraint assignment_user_fk references app_user (id),
        role_id uuid not null constraint assignment_role_fk references role (id),
        programme_id uuid constraint assignment_programme_fk references programme (id),
        starts_on date,
        ends_on date,
        granted_by uuid constraint assignment_granted_by_fk references app_user (id),
        granted_at timestamptz not null,
        ended_at timestamptz,
        ended_by uuid constraint assignment_ended_by_fk references app_user (id),
        version integer not null default 1,
        constraint assignment_span_check check (starts_on <= ends_on),
        constraint assignment_granter_check check (granted_by <> user_id),
        constraint assignment_ended_check check ((ended_at is null) = (ended_by is null)),
        constraint assignment_ender_check check (ended_by <> user_id)
      );
      create index assignment_user on assignment (user_id);
      create index assignment_role on assignment (role_id);
      create index assignment_programme on assignment (programme_id);

      create table delegation (
        id uuid constraint delegation_pkey primary key default gen_random_uuid(),
        assignment_id uuid not null constraint delegation_assignment_fk references assignment (id),
        delegate_id uuid not null constraint delegation_delegate_fk references app_user (id),
        starts_on date not null,
        ends_on date not null,
        reason varchar(500) not null,
        created_at timestamptz not null,
        revoked_at timestamptz,
        version integer not null default 1,
        constraint delegation_span_check check (starts_on <= ends_on and ends_on <= starts_on + 366)
      );
      create index delegation_assignment on delegation (assignment_id);
      create index delegation_delegate on delegation (delegate_id);
    `);
    for (const [key, name, description, permissions] of ROLES) {
      await runner.query(
        `with new_role as (insert into role (key, name, description, built_in) values ($1, $2, $3, true) returning id)
         insert into role_permission (role_id, permission) select id, unnest($4::text[]) from new_role`,
        [key, name, description, permissions.split(' ')],
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table delegation;
      drop table assignment;
      drop table role_permission;
      drop table role;
      drop table api_token;
      drop table session;
      drop table app_user;
    `);
  }
}
