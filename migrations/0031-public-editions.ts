import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Public editions on the public page: published from a time on, and taken down with a reason. The clerk may. */
export class PublicEditions1700000000031 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Only ever added to. The last step of a version counts.
      create table version_publication (
        version_id uuid not null constraint version_publication_version_fk references report_version (id),
        number integer not null,
        act varchar(12) not null constraint version_publication_act_check check (act in ('published', 'taken_down')),
        from_at timestamptz,
        reason text,
        by_id uuid not null constraint version_publication_by_fk references app_user (id),
        by_label text not null,
        at timestamptz not null,
        constraint version_publication_pkey primary key (version_id, number),
        constraint version_publication_from_check check ((act = 'published') = (from_at is not null)),
        constraint version_publication_reason_check check ((act = 'taken_down') = (reason is not null))
      );
      insert into role_permission (role_id, permission) select id, 'version.publish' from role where key = 'clerk';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      delete from role_permission where permission = 'version.publish';
      drop table version_publication;
    `);
  }
}
