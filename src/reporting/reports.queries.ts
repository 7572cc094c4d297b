import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Actor } from '../identity/index.js';
import {
  Database,
  entityVersion,
  notFound,
  page,
  problemIssue,
  readCursor,
  sha256Digest,
  type Page,
  type PageQuery,
} from '../platform/index.js';
import {
  ProgrammesQueries,
  RAGS,
  type PeriodView,
  type ProgrammeView,
  type Rag,
} from '../programmes/index.js';
import {
  ContributionsQueries,
  ENVELOPE_STATE,
  envelopeView,
  historyEntry,
  view,
  type EnvelopeRow,
} from '../workflow/index.js';
import { ownDecisions } from '../disclosure/index.js';
import { lateContribution } from './assembled.rules.js';
import { Assembly } from './assembly.js';
import { challengeView } from '../challenge/index.js';
import { trial, trialBlockers } from './trial/trial.rules.js';
import { TrialsService } from './trial/trials.service.js';
import { reportSnapshot } from '../snapshot/index.js';

/** A report among others. */
export const reportListed = envelopeView
  .extend({ revision: z.int().min(1).describe('1, and one more for each correction.') })
  .meta({ id: 'ReportListed' });
type ReportListed = z.infer<typeof reportListed>;

/** A report at work: its own text, where it is in the workflow, and what stands in its way. */
export const reportView = reportListed
  .extend({
    text: z.object({
      overall: z.object({
        narrative: z.string().nullable(),
        rag: z.enum(RAGS).nullable(),
        summary: z.string().nullable(),
        asks: z.array(z.string()),
      }),
      backgroundPapers: z.array(z.string()),
      lateReason: z
        .string()
        .nullable()
        .describe('Why the report goes without late contributions; null = it waits for them.'),
    }),
    correctionReason: z.string().nullable(),
    versionId: z.uuid().nullable().describe('The sealed version; null until it is approved.'),
    history: z.array(historyEntry).describe('The first step first.'),
  })
  .meta({
    id: 'Report',
    description: 'A report at work: its own text, and where it is in the workflow.',
  });
export type ReportView = z.infer<typeof reportView>;

/** What the SRO reads before she approves, with the hash that her approval names. */
export const reportPreview = z
  .object({
    version: entityVersion,
    sha256: sha256Digest.nullable().describe('Of what approval would seal; null when there is nothing yet.'),
    blockers: z
      .array(problemIssue)
      .describe(
        'What stands in the way of approval. Questions without an answer (challenges.…) and the trial print (trial) do not stand in the way of review.',
      ),
    challenges: z
      .array(challengeView)
      .describe('What a careful member would ask of it, with the answers so far.'),
    late: z.array(lateContribution),
    trial,
    snapshot: reportSnapshot.nullable(),
  })
  .meta({ id: 'ReportPreview', description: 'The report as it would be sealed now.' });
export type ReportPreview = z.infer<typeof reportPreview>;

/** A report at work with the words that people know it by. */
export interface ReportAround {
  report: ReportView;
  period: PeriodView;
  programme: ProgrammeView;
}

interface TextRow {
  narrative: string | null;
  rag: Rag | null;
  summary: string | null;
  asks: string[];
  backgroundPapers: string[];
  lateReason: string | null;
  correctionReason: string | null;
  versionId: string | null;
}

@Injectable()
export class ReportsQueries {
  constructor(
    private readonly database: Database,
    private readonly contributions: ContributionsQueries,
    private readonly assembly: Assembly,
    private readonly programmes: ProgrammesQueries,
    private readonly trials: TrialsService,
  ) {}

  /** Newest first. */
  async list(
    actor: Actor,
    query: PageQuery & { periodId?: string | undefined; programmeId?: string | undefined },
  ): Promise<Page<ReportListed>> {
    const [at, id] = readCursor(query.cursor, 2);
    const found = await this.database.query<EnvelopeRow & { createdAt: string }>(
      `select ${ENVELOPE_STATE}, audit_instant(e.created_at) as "createdAt" from envelope e
        where e.kind = 'report' and ($1::uuid[] is null or e.programme_id = any($1))
          and ($2::uuid is null or e.period_id = $2) and ($3::uuid is null or e.programme_id = $3)
          and ($4::timestamptz is null or (e.created_at, e.id) < ($4::timestamptz, $5::uuid))
        order by e.created_at desc, e.id desc limit $6`,
      [
        actor.programmesWith('report.read'),
        query.periodId ?? null,
        query.programmeId ?? null,
        at,
        id,
        query.limit + 1,
      ],
    );
    const result = page(found, query.limit, (report) => [report.createdAt, report.id]);
    return {
      ...result,
      items: result.items.map((report) => ({ ...view(actor, report), revision: report.revision })),
    };
  }

  /** The report of a period that counts: the newest that was not withdrawn; undefined where there is none that the actor may see. */
  async ofPeriod(
    actor: Actor,
    periodId: string,
  ): Promise<(ReportListed & { firstApprovedAt: string | null }) | undefined> {
    const [found] = await this.database.query<EnvelopeRow & { firstApprovedAt: string | null }>(
      `select ${ENVELOPE_STATE},
              (select audit_instant(v.approved_at) from report_version v where v.period_id = $1 and v.version = 1) as "firstApprovedAt"
         from envelope e
        where e.kind = 'report' and e.period_id = $1 and ($2::uuid[] is null or e.programme_id = any($2)) and e.status <> 'withdrawn'
        order by e.revision desc limit 1`,
      [periodId, actor.programmesWith('report.read')],
    );
    return (
      found && {
        ...view(actor, found),
        revision: found.revision,
        firstApprovedAt: found.firstApprovedAt,
      }
    );
  }

  /** @throws Problem 404 when absent or not the actor's to see. */
  async get(actor: Actor, id: string): Promise<ReportView> {
    const [found] = await this.database.query<EnvelopeRow & TextRow>(
      `select ${ENVELOPE_STATE}, r.overall_narrative as narrative, r.overall_rag as rag, r.summary, r.asks,
              r.background_papers as "backgroundPapers", r.late_reason as "lateReason",
              r.correction_reason as "correctionReason", v.id as "versionId"
         from envelope e join report r on r.envelope_id = e.id left join report_version v on v.report_id = e.id
        where e.id = $1 and ($2::uuid[] is null or e.programme_id = any($2))`,
      [id, actor.programmesWith('report.read')],
    );
    if (!found) throw notFound('report');
    const { history } = await this.contributions.get(actor, 'report', id);
    return {
      ...view(actor, found),
      revision: found.revision,
      text: {
        overall: { narrative: found.narrative, rag: found.rag, summary: found.summary, asks: found.asks },
        backgroundPapers: found.backgroundPapers,
        lateReason: found.lateReason,
      },
      correctionReason: found.correctionReason,
      versionId: found.versionId,
      history,
    };
  }

  /** With its period and its programme. @throws Problem 404 when absent or not the actor's to see. */
  async around(actor: Actor, id: string): Promise<ReportAround> {
    const report = await this.get(actor, id);
    const [period, programme] = await Promise.all([
      this.programmes.period(actor, report.periodId),
      this.programmes.get(actor, report.programmeId),
    ]);
    return { report, period, programme };
  }

  /** The report as it would be sealed now, and what stands in the way, for this person. */
  async preview(actor: Actor, id: string): Promise<ReportPreview> {
    const { version, status, programmeId } = await this.get(actor, id);
    return this.database.read(async (tx) => {
      const assembled = await this.assembly.assemble(tx, id);
      const { snapshot, sha256, blockers, challenges, unanswered, late, decided } = assembled;
      const own = actor.can('report.approve', programmeId) ? ownDecisions(decided, actor.userId) : [];
      const trial = await this.trials.of(tx, id, assembled);
      const untried = status === 'in_review' ? trialBlockers(trial) : [];
      return {
        version,
        sha256,
        blockers: [...blockers, ...unanswered, ...own, ...untried],
        challenges,
        late,
        trial,
        snapshot,
      };
    });
  }
}
