import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { AREAS, Rate } from './workforce.content.js';

const fte = { type: 'numeric', precision: 8, scale: 2, nullable: true } as const;

/** The head of one contribution's establishment. */
@Entity('workforce_content')
@ForeignKey('Theme', ['themeId', 'programmeId'], ['id', 'programmeId'], {
  name: 'workforce_content_theme_fk',
})
export class WorkforceContentRow {
  @PrimaryColumn('uuid', { name: 'contribution_id', primaryKeyConstraintName: 'workforce_content_pkey' })
  @ForeignKey('Envelope', { name: 'workforce_content_envelope_fk' })
  contributionId: string;

  /** The envelope's; here so that the theme can be held to the same programme. */
  @Column('uuid', { name: 'programme_id' })
  @ForeignKey('Programme', { name: 'workforce_content_programme_fk' })
  programmeId: string;

  @Column('date', { name: 'as_at' })
  asAt: string;

  /** The theme that prints it. */
  @Column('uuid', { name: 'theme_id', nullable: true })
  themeId: string | null;
}

@Entity('workforce_team')
@Check('workforce_team_caseload_check', `(cases is null) = (caseload_workers_fte is null)`)
@Check('workforce_team_reported_check', `reported_vacancy_percent between 0 and 100`)
export class WorkforceTeam {
  @PrimaryColumn('uuid', { name: 'contribution_id', primaryKeyConstraintName: 'workforce_team_pkey' })
  @ForeignKey('WorkforceContentRow', { name: 'workforce_team_content_fk' })
  contributionId: string;

  /** The same in every period. */
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'workforce_team_pkey' })
  id: string;

  @Column('integer')
  position: number;

  @Column('varchar', { length: 80 })
  name: string;

  @Column({ ...fte, name: 'establishment_fte' })
  establishmentFte: string | null;

  @Column({ ...fte, name: 'permanent_fte' })
  permanentFte: string | null;

  @Column({ ...fte, name: 'vacant_fte' })
  vacantFte: string | null;

  @Column({ ...fte, name: 'agency_fte' })
  agencyFte: string | null;

  @Column({ ...fte, name: 'agency_covering_fte' })
  agencyCoveringFte: string | null;

  @Column({ ...fte, name: 'starters_fte' })
  startersFte: string | null;

  @Column({ ...fte, name: 'leavers_fte' })
  leaversFte: string | null;

  @Column('numeric', { name: 'reported_vacancy_percent', precision: 5, scale: 2, nullable: true })
  reportedVacancyPercent: string | null;

  @Column('integer', { nullable: true })
  cases: number | null;

  @Column({ ...fte, name: 'caseload_workers_fte' })
  caseloadWorkersFte: string | null;

  @Column('text', { nullable: true })
  note: string | null;
}

@Entity('workforce_benchmark')
@Check(
  'workforce_benchmark_rate_check',
  `rate in ('vacancyLocal', 'vacancyDfe', 'turnoverDfe', 'agencyLocal', 'agencyDfe', 'agencyCover', 'turnoverLocal')`,
)
@Check('workforce_benchmark_area_check', `area in ('england', 'region', 'neighbours')`)
export class WorkforceBenchmark {
  @PrimaryColumn('uuid', { name: 'contribution_id', primaryKeyConstraintName: 'workforce_benchmark_pkey' })
  @ForeignKey('WorkforceContentRow', { name: 'workforce_benchmark_content_fk' })
  contributionId: string;

  @PrimaryColumn('varchar', { length: 20, primaryKeyConstraintName: 'workforce_benchmark_pkey' })
  rate: Rate;

  @PrimaryColumn('varchar', { length: 20, primaryKeyConstraintName: 'workforce_benchmark_pkey' })
  area: (typeof AREAS)[number];

  @Column('integer')
  position: number;

  /** Per cent. */
  @Column('numeric', { precision: 5, scale: 2 })
  value: string;

  @Column('varchar', { length: 60 })
  period: string;

  @Column('varchar', { length: 200 })
  source: string;

  @Column('boolean', { name: 'like_for_like' })
  likeForLike: boolean;
}

export const WORKFORCE_ENTITIES = [WorkforceContentRow, WorkforceTeam, WorkforceBenchmark];
