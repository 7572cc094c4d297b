import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** The head of one contribution's register; its parts hang below it, each keyed by the contribution. */
@Entity('concern_content')
export class ConcernContentRow {
  @PrimaryColumn('uuid', { name: 'contribution_id', primaryKeyConstraintName: 'concern_content_pkey' })
  @ForeignKey('Envelope', { name: 'concern_content_envelope_fk' })
  contributionId: string;

  /** It began as a copy of an approved text, so that what is not in that text is new. */
  @Column('boolean')
  follows: boolean;
}

@Entity('concern_entry')
@Index('concern_entry_reference', ['reference', 'contributionId'])
@Check('concern_entry_reference_check', `reference between 1 and 999`)
@Check('concern_entry_count_check', `every_count between 1 and 99`)
@Check('concern_entry_unit_check', `every_unit in ('week', 'month', 'quarter')`)
@Check('concern_entry_status_check', `status in ('open', 'closed')`)
@Check('concern_entry_every_check', `(every_count is null) = (every_unit is null)`)
@Check('concern_entry_reason_check', `closed_reason is null or status = 'closed'`)
export class ConcernEntry {
  @PrimaryColumn('uuid', { name: 'contribution_id', primaryKeyConstraintName: 'concern_entry_pkey' })
  @ForeignKey('ConcernContentRow', { name: 'concern_entry_content_fk' })
  contributionId: string;

  /** The same in every period. */
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'concern_entry_pkey' })
  id: string;

  @Column('integer')
  position: number;

  @Column('integer')
  reference: number;

  @Column('varchar', { length: 300 })
  title: string;

  @Column('text')
  description: string;

  @Column('varchar', { name: 'due_words', length: 200 })
  dueWords: string;

  @Column('date', { name: 'due_on', nullable: true })
  dueOn: string | null;

  @Column('integer', { name: 'every_count', nullable: true })
  everyCount: number | null;

  @Column('varchar', { name: 'every_unit', length: 10, nullable: true })
  everyUnit: 'week' | 'month' | 'quarter' | null;

  @Column('varchar', { length: 10 })
  status: 'open' | 'closed';

  @Column('text', { name: 'closed_reason', nullable: true })
  closedReason: string | null;

  /** This and the other three: as the last approved text said. Without words: the entry is new. */
  @Column('varchar', { name: 'previous_due_words', length: 200, nullable: true })
  previousDueWords: string | null;

  @Column('date', { name: 'previous_due_on', nullable: true })
  previousDueOn: string | null;

  @Column('integer', { name: 'previous_every_count', nullable: true })
  previousEveryCount: number | null;

  @Column('varchar', { name: 'previous_every_unit', length: 10, nullable: true })
  previousEveryUnit: 'week' | 'month' | 'quarter' | null;
}

@Entity('concern_owner')
@ForeignKey('ConcernEntry', ['contributionId', 'entryId'], ['contributionId', 'id'], {
  name: 'concern_owner_entry_fk',
})
export class ConcernOwner {
  @PrimaryColumn('uuid', { name: 'contribution_id', primaryKeyConstraintName: 'concern_owner_pkey' })
  contributionId: string;

  @PrimaryColumn('uuid', { name: 'entry_id', primaryKeyConstraintName: 'concern_owner_pkey' })
  entryId: string;

  @PrimaryColumn('uuid', { name: 'user_id', primaryKeyConstraintName: 'concern_owner_pkey' })
  @ForeignKey('User', { name: 'concern_owner_user_fk' })
  userId: string;

  @Column('integer')
  position: number;
}

/** What an entry is connected with: a stable id in another section's text; nothing holds it there. */
@Entity('concern_link')
@Check('concern_link_kind_check', `kind in ('risk', 'measure', 'action')`)
@ForeignKey('ConcernEntry', ['contributionId', 'entryId'], ['contributionId', 'id'], {
  name: 'concern_link_entry_fk',
})
export class ConcernLink {
  @PrimaryColumn('uuid', { name: 'contribution_id', primaryKeyConstraintName: 'concern_link_pkey' })
  contributionId: string;

  @PrimaryColumn('uuid', { name: 'entry_id', primaryKeyConstraintName: 'concern_link_pkey' })
  entryId: string;

  @PrimaryColumn('varchar', { length: 10, primaryKeyConstraintName: 'concern_link_pkey' })
  kind: 'risk' | 'measure' | 'action';

  @PrimaryColumn('uuid', { name: 'target_id', primaryKeyConstraintName: 'concern_link_pkey' })
  targetId: string;

  @Column('integer')
  position: number;
}

/** What happened to an entry; rows of earlier periods are carried forward and cannot be changed. */
@Entity('concern_history')
@Check('concern_history_status_check', `status in ('open', 'closed')`)
@ForeignKey('ConcernEntry', ['contributionId', 'entryId'], ['contributionId', 'id'], {
  name: 'concern_history_entry_fk',
})
export class ConcernHistory {
  @PrimaryColumn('uuid', { name: 'contribution_id', primaryKeyConstraintName: 'concern_history_pkey' })
  contributionId: string;

  @PrimaryColumn('uuid', { name: 'entry_id', primaryKeyConstraintName: 'concern_history_pkey' })
  entryId: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'concern_history_pkey' })
  position: number;

  /** Written in this period. */
  @Column('boolean')
  own: boolean;

  /** London date. */
  @Column('date', { name: 'changed_on' })
  changedOn: string;

  @Column('varchar', { length: 10 })
  status: 'open' | 'closed';

  @Column('text')
  note: string;
}

export const CONCERN_ENTITIES = [ConcernContentRow, ConcernEntry, ConcernOwner, ConcernLink, ConcernHistory];
