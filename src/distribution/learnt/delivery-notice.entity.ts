import {
  Check,
  Column,
  Entity,
  ForeignKey,
  Index,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  Unique,
} from 'typeorm';
import type { NoticeSays } from '../../platform/index.js';
import type { NoticeSource, NoticeStanding } from './delivery-notice.rules.js';

/** What a mail server reports of one delivery afterwards: a claim. Rows are only ever added. */
@Entity('delivery_notice')
@Unique('delivery_notice_key_unique', ['source', 'key'])
@Index('delivery_notice_of', ['deliveryId', 'takenAt'])
@Index('delivery_notice_returned', ['deliveryId'], {
  where: `standing = 'counts' and says in ('bounced', 'unclear')`,
})
@Check('delivery_notice_source_check', `source in ('mailbox', 'relay')`)
@Check(
  'delivery_notice_says_check',
  `says in ('delivered', 'relayed', 'expanded', 'delayed', 'unclear', 'bounced')`,
)
@Check('delivery_notice_standing_check', `standing in ('counts', 'other_address', 'earlier', 'not_sent')`)
export class DeliveryNotice {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'delivery_notice_pkey' })
  id: string;

  @Column('uuid', { name: 'delivery_id' })
  @ForeignKey('Delivery', { name: 'delivery_notice_delivery_fk' })
  deliveryId: string;

  @Column('varchar', { length: 20 })
  source: NoticeSource;

  /** Of the mail's bytes, or of the relay's own id: a notice that comes again is the same. */
  @Column('varchar', { length: 64 })
  key: string;

  @Column('varchar', { length: 20 })
  says: NoticeSays;

  @Column('varchar', { length: 20 })
  standing: NoticeStanding;

  /** The delivery's version when it came: what a person decides afterwards has taken it in. */
  @Column('integer', { name: 'delivery_version' })
  deliveryVersion: number;

  /** Whom it names. */
  @Column('varchar', { length: 320, nullable: true })
  recipient: string | null;

  /** RFC 3463. */
  @Column('varchar', { length: 20, nullable: true })
  status: string | null;

  /** What a mail server said. */
  @Column('text', { nullable: true })
  diagnostic: string | null;

  /** When the mailbox's server, or the relay, says that it was. */
  @Column('timestamptz')
  at: Date;

  @Column('timestamptz', { name: 'taken_at', default: () => 'clock_timestamp()' })
  takenAt: Date;
}

/** How the reading of the mailbox stands, for the health of every process. One row, or none before the first look. */
@Entity('delivery_mailbox')
@Check('delivery_mailbox_one', 'only_one')
export class DeliveryMailbox {
  @PrimaryColumn('boolean', {
    name: 'only_one',
    default: true,
    primaryKeyConstraintName: 'delivery_mailbox_pkey',
  })
  onlyOne: boolean;

  @Column('timestamptz', { name: 'read_at', nullable: true })
  readAt: Date | null;

  @Column('timestamptz', { name: 'failing_since', nullable: true })
  failingSince: Date | null;

  @Column('text', { nullable: true })
  fault: string | null;

  /** Mails that were read since the beginning, by what they were. */
  @Column('integer', { default: 0 })
  notices: number;

  @Column('integer', { name: 'auto_replies', default: 0 })
  autoReplies: number;

  @Column('integer', { default: 0 })
  others: number;

  @Column('integer', { default: 0 })
  unreadable: number;

  /** Notices of no delivery of ours, or of one of which there are enough. */
  @Column('integer', { default: 0 })
  unmatched: number;
}
