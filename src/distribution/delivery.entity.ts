import { Check, Column, Entity, ForeignKey, PrimaryColumn, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { Way } from '../committees/index.js';
import type { DeliveryState } from './delivery.rules.js';

/** One dispatch to one recipient. Only the ledger writes it (delivery-ledger.ts). */
@Entity('delivery')
@Unique('delivery_unique', ['dispatchId', 'recipientId'])
@Unique('delivery_message_unique', ['messageId'])
@Check(
  'delivery_state_check',
  `state in ('queued', 'sending', 'accepted', 'deferred', 'bounced', 'failed', 'uncertain')`,
)
@Check('delivery_way_check', `way in ('attachment', 'link', 'folder', 'webhook')`)
@Check('delivery_target_check', `(target is not null) = (way in ('folder', 'webhook'))`)
export class Delivery {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'delivery_pkey' })
  id: string;

  @Column('uuid', { name: 'dispatch_id' })
  @ForeignKey('Dispatch', { name: 'delivery_dispatch_fk' })
  dispatchId: string;

  @Column('uuid', { name: 'recipient_id' })
  @ForeignKey('CommitteeRecipient', { name: 'delivery_recipient_fk' })
  recipientId: string;

  /** As it was when the delivery was queued, or queued again. */
  @Column('varchar', { name: 'recipient_name', length: 200 })
  recipientName: string;

  @Column('varchar', { name: 'recipient_email', length: 254 })
  recipientEmail: string;

  /** How it reaches them: as it was when it was queued, or queued again; a file that is too large for a mail makes it a link. */
  @Column('varchar', { length: 20, default: 'attachment' })
  way: Way;

  /** The folder, or the address of a webhook; null of mails. */
  @Column('varchar', { length: 500, nullable: true })
  target: string | null;

  @Column('varchar', { length: 20, default: 'queued' })
  state: DeliveryState;

  /** How often the mail server was spoken to, or about to be. */
  @Column('integer', { default: 0 })
  attempts: number;

  /** Goes up when a person has it sent again; work of an earlier round does nothing. */
  @Column('integer', { default: 1 })
  round: number;

  /** The same however often it is sent, so that a mail program may drop a second copy. */
  @Column('varchar', { name: 'message_id', length: 260 })
  messageId: string;

  /** What the mail server said last. */
  @Column('text', { nullable: true })
  response: string | null;

  /** Why it is in its state, in plain words. */
  @Column('text', { nullable: true })
  reason: string | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { name: 'changed_at', default: () => 'now()' })
  changedAt: Date;

  @Column('integer', { default: 1 })
  version: number;
}

/** One step of a delivery. Rows are only ever added. */
@Entity('delivery_event')
export class DeliveryEventRow {
  @PrimaryColumn('uuid', { name: 'delivery_id', primaryKeyConstraintName: 'delivery_event_pkey' })
  @ForeignKey('Delivery', { name: 'delivery_event_delivery_fk' })
  deliveryId: string;

  /** The delivery's version after this step. */
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'delivery_event_pkey' })
  number: number;

  @Column('varchar', { length: 20 })
  state: DeliveryState;

  @Column('integer')
  attempt: number;

  @Column('timestamptz', { default: () => 'clock_timestamp()' })
  at: Date;

  /** Null for the system itself. */
  @Column('uuid', { name: 'actor_id', nullable: true })
  @ForeignKey('User', { name: 'delivery_event_actor_fk' })
  actorId: string | null;

  @Column('text', { name: 'actor_label' })
  actorLabel: string;

  @Column('text', { nullable: true })
  reason: string | null;

  @Column('text', { nullable: true })
  response: string | null;
}
