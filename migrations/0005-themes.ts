import type { MigrationInterface, QueryRunner } from 'typeorm';

const CONTENT = [
  'theme_content',
  'theme_objective',
  'theme_action',
  'theme_action_rating',
  'theme_narrative',
  'theme_narrative_action',
];

/** Themes, and one period's text for each: objectives, actions, ratings by quarter, narratives. */
export class Themes1700000000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table theme (
        id uuid primary key default gen_random_uuid(),
        programme_id uuid not null constraint theme_programme_fk references programme (id),
        number integer not null constraint theme_number_check check (number between 1 and 99),
        title varchar(300) not null,
        owner_id uuid constraint theme_owner_fk references app_user (id),
        version integer not null default 1,
        constraint theme_number_unique unique (programme_id, number)
      );
      create table theme_content (
        contribution_id uuid constraint theme_content_pkey primary key constraint theme_content_envelope_fk references envelope (id),
        overview_narrative text,
        overview_rag varchar(10) constraint theme_content_rag_check check (overview_rag in ('RED', 'AMBER', 'GREEN'))
      );
      create table theme_objective (
        contribution_id uuid not null constraint theme_objective_content_fk references theme_content (contribution_id),
        id uuid not null,
        position integer not null,
        title varchar(500) not null,
        constraint theme_objective_pkey primary key (contribution_id, id)
      );
      create table theme_action (
        contribution_id uuid not null,
        id uuid not null,
        objective_id uuid not null,
        position integer not null,
        title varchar(500) not null,
        owner_id uuid constraint theme_action_owner_fk references app_user (id),
        due_on date,
        constraint theme_action_pkey primary key (contribution_id, id),
        constraint theme_action_objective_fk foreign key (contribution_id, objective_id) references theme_objective (contribution_id, id)
      );
      create table theme_action_rating (
        contribution_id uuid not null,
        action_id uuid not null,
        financial_year integer not null,
        quarter integer not null constraint theme_action_rating_quarter_check check (quarter between 1 and 4),
        rag varchar(10) not null
          constraint theme_action_rating_rag_check check (rag in ('RED', 'AMBER', 'GREEN', 'COMPLETE', 'NOT_DUE')),
        constraint theme_action_rating_pkey primary key (contribution_id, action_id, financial_year, quarter),
        constraint theme_action_rating_action_fk foreign key (contribution_id, action_id) references theme_action (contribution_id, id)
      );
      create table theme_narrative (
        contribution_id uuid not null,
        id uuid not null,
        objective_id uuid not null,
        position integer not null,
        body text not null,
        constraint theme_narrative_pkey primary key (contribution_id, id),
        constraint theme_narrative_objective_fk foreign key (contribution_id, objective_id) references theme_objective (contribution_id, id)
      );
      create table theme_narrative_action (
        contribution_id uuid not null,
        narrative_id uuid not null,
        action_id uuid not null,
        constraint theme_narrative_action_pkey primary key (contribution_id, narrative_id, action_id),
        constraint theme_narrative_action_narrative_fk foreign key (contribution_id, narrative_id) references theme_narrative (contribution_id, id),
        constraint theme_narrative_action_action_fk foreign key (contribution_id, action_id) references theme_action (contribution_id, id)
      );
    `);
    for (const table of CONTENT)
      await runner.query(`
        create trigger ${table}_needs_draft before insert or update or delete on ${table}
          for each row execute function content_needs_draft('contribution_id');
        create trigger ${table}_no_truncate before truncate on ${table} for each statement execute function content_no_truncate();
      `);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [...CONTENT].reverse()) await runner.query(`drop table ${table}`);
    await runner.query(`drop table theme`);
  }
}
