import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How papers reach each recipient, as data; and the expiring addresses under which somebody reads and acknowledges what one delivery
 * brought. What happens at such an address is only ever added.
 */
export class WaysOfDelivery1700000000073 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table committee
        add column way varchar(20) not null default 'attachment',
        add constraint committee_way_check check (way in ('attachment', 'link'));

      alter table committee_recipient
        -- Null: as the committee's.
        add column way varchar(20),
        add column webhook_url varchar(500),
        add column folder varchar(60),
        add constraint committee_recipient_way_check check (way in ('attachment', 'link', 'folder', 'webhook')),
        add constraint committee_recipient_target_check check (
          (webhook_url is not null) = (way is not distinct from 'webhook') and (folder is not null) = (way is not distinct from 'folder'));

      alter table delivery
        -- As they were when it was queued, or queued again.
        add column way varchar(20) not null default 'attachment',
        add column target varchar(500),
        add constraint delivery_way_check check (way in ('attachment', 'link', 'folder', 'webhook')),
        add constraint delivery_target_check check ((target is not null) = (way in ('folder', 'webhook')));

      create table delivery_link (
        id uuid not null default gen_random_uuid() constraint delivery_link_pkey primary key,
        delivery_id uuid not null constraint delivery_link_delivery_fk references delivery (id),
        -- SHA-256 of the token in the address, which is kept nowhere.
        token_hash bytea not null constraint delivery_link_token_unique unique,
        -- Who has to be signed in to use it; null: whoever has the address.
        user_id uuid constraint delivery_link_user_fk references app_user (id),
        -- False where the file came with the mail: then there is nothing to fetch.
        gives_file boolean not null,
        made_at timestamptz not null default clock_timestamp(),
        expires_at timestamptz not null,
        withdrawn_at timestamptz,
        constraint delivery_link_expiry_check check (expires_at > made_at)
      );
      create index delivery_link_delivery on delivery_link (delivery_id);

      create table delivery_link_event (
        id uuid not null default gen_random_uuid() constraint delivery_link_event_pkey primary key,
        delivery_id uuid not null constraint delivery_link_event_delivery_fk references delivery (id),
        link_id uuid not null constraint delivery_link_event_link_fk references delivery_link (id),
        event varchar(20) not null constraint delivery_link_event_event_check
          check (event in ('opened', 'fetched', 'read', 'acknowledged', 'made', 'withdrawn')),
        at timestamptz not null default clock_timestamp(),
        -- Null for whoever has the address.
        actor_id uuid constraint delivery_link_event_actor_fk references app_user (id),
        actor_label text not null
      );
      create index delivery_link_event_delivery on delivery_link_event (delivery_id, at);
      create unique index delivery_link_event_once on delivery_link_event (delivery_id) where event = 'acknowledged';
      create trigger delivery_link_event_append_only before update or delete or truncate on delivery_link_event
        for each statement execute function history_refuse();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table delivery_link_event;
      drop table delivery_link;
      alter table delivery drop column way, drop column target;
      alter table committee_recipient drop column way, drop column webhook_url, drop column folder;
      alter table committee drop column way;
    `);
  }
}
