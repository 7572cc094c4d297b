import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

export const PUBLICATION_ACTS = ['published', 'taken_down'] as const;
export type PublicationAct = (typeof PUBLICATION_ACTS)[number];

/** A public edition was put on the public page, or taken down from it. Rows are only ever added; the last one counts. */
@Entity('version_publication')
@Check('version_publication_act_check', `act in ('published', 'taken_down')`)
@Check('version_publication_from_check', `(act = 'published') = (from_at is not null)`)
@Check('version_publication_reason_check', `(act = 'taken_down') = (reason is not null)`)
export class VersionPublication {
  @PrimaryColumn('uuid', { name: 'version_id', primaryKeyConstraintName: 'version_publication_pkey' })
  @ForeignKey('ReportVersion', { name: 'version_publication_version_fk' })
  versionId: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'version_publication_pkey' })
  number: number;

  @Column('varchar', { length: 12 })
  act: PublicationAct;

  /** From when on it is to be seen. */
  @Column('timestamptz', { name: 'from_at', nullable: true })
  fromAt: Date | null;

  @Column('text', { nullable: true })
  reason: string | null;

  @Column('uuid', { name: 'by_id' })
  @ForeignKey('User', { name: 'version_publication_by_fk' })
  byId: string;

  @Column('text', { name: 'by_label' })
  byLabel: string;

  @Column('timestamptz')
  at: Date;
}
