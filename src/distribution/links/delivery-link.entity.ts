import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { LinkEvent } from './link.rules.js';

/** An expiring address under which somebody reads and acknowledges what one delivery brought. */
@Entity('delivery_link')
@Unique('delivery_link_token_unique', ['tokenHash'])
@Index('delivery_link_delivery', ['deliveryId'])
@Check('delivery_link_expiry_check', `expires_at > made_at`)
export class DeliveryLink {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'delivery_link_pkey' })
  id: string;

  @Column('uuid', { name: 'delivery_id' })
  @ForeignKey('Delivery', { name: 'delivery_link_delivery_fk' })
  deliveryId: string;

  /** SHA-256 of the token in the address, which is kept nowhere. */
  @Column('bytea', { name: 'token_hash' })
  tokenHash: Buffer;

  /** Who has to be signed in to use it; null: whoever has the address. */
  @Column('uuid', { name: 'user_id', nullable: true })
  @ForeignKey('User', { name: 'delivery_link_user_fk' })
  userId: string | null;

  /** False where the file came with the mail: then there is nothing to fetch. */
  @Column('boolean', { name: 'gives_file' })
  givesFile: boolean;

  @Column('timestamptz', { name: 'made_at', default: () => 'clock_timestamp()' })
  madeAt: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;

  @Column('timestamptz', { name: 'withdrawn_at', nullable: true })
  withdrawnAt: Date | null;
}

/** What happened at such an address. Rows are only ever added. */
@Entity('delivery_link_event')
@Index('delivery_link_event_delivery', ['deliveryId', 'at'])
@Index('delivery_link_event_once', ['deliveryId'], { unique: true, where: `event = 'acknowledged'` })
@Check(
  'delivery_link_event_event_check',
  `event in ('opened', 'fetched', 'read', 'acknowledged', 'made', 'withdrawn')`,
)
export class DeliveryLinkEventRow {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'delivery_link_event_pkey' })
  id: string;

  @Column('uuid', { name: 'delivery_id' })
  @ForeignKey('Delivery', { name: 'delivery_link_event_delivery_fk' })
  deliveryId: string;

  @Column('uuid', { name: 'link_id' })
  @ForeignKey('DeliveryLink', { name: 'delivery_link_event_link_fk' })
  linkId: string;

  @Column('varchar', { length: 20 })
  event: LinkEvent;

  @Column('timestamptz', { default: () => 'clock_timestamp()' })
  at: Date;

  /** Null for whoever has the address. */
  @Column('uuid', { name: 'actor_id', nullable: true })
  @ForeignKey('User', { name: 'delivery_link_event_actor_fk' })
  actorId: string | null;

  @Column('text', { name: 'actor_label' })
  actorLabel: string;
}
