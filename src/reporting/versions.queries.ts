import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Actor } from '../identity/index.js';
import {
  ArtefactStore,
  Database,
  notFound,
  page,
  readCursor,
  rows,
  sha256Digest,
  sha256Hex,
  StorageError,
  type Page,
  type PageQuery,
  type Tx,
} from '../platform/index.js';
import { seal, type ReportSnapshot, type Seal } from './snapshot.js';

/** A sealed version without its text. */
export const versionSummary = seal
  .omit({ versionId: true })
  .extend({
    id: z.uuid(),
    programmeId: z.uuid(),
    programmeName: z.string(),
    periodId: z.uuid(),
    periodLabel: z.string(),
    reportId: z.uuid(),
    correctionReason: z.string().nullable(),
    corrects: z.uuid().nullable().describe('The version that this one corrects, or null for the first.'),
    supersededBy: z
      .uuid()
      .nullable()
      .describe('The version that took its place, or null while it is the current one.'),
    pdf: z
      .object({
        sha256: sha256Digest.describe('Of the file.'),
        size: z.int().min(1).describe('Bytes.'),
        pageCount: z.int().min(1),
        renderedAt: z.iso.datetime(),
      })
      .nullable()
      .describe('Null until the worker has rendered it.'),
  })
  .meta({ id: 'ReportVersion', description: 'A sealed version of a report, without its text.' });
export type VersionSummary = z.infer<typeof versionSummary>;

/** The stored PDF of a version, checked against its hash. */
export interface StoredPdf {
  bytes: Buffer;
  sha256: string;
  pageCount: number;
  /** Made by us: programme code, period and version; ASCII, no spaces. */
  fileName: string;
}

const SUMMARY = `v.id, v.programme_id as "programmeId", p.name as "programmeName", v.period_id as "periodId", rp.label as "periodLabel",
  v.report_id as "reportId", v.version, v.sha256, v.approved_by as "approvedBy", audit_instant(v.approved_at) as "approvedAt",
  v.correction_reason as "correctionReason",
  (select o.id from report_version o where o.period_id = v.period_id and o.version = v.version - 1) as corrects,
  (select n.id from report_version n where n.period_id = v.period_id and n.version = v.version + 1) as "supersededBy",
  (select json_build_object('sha256', a.sha256, 'size', a.size, 'pageCount', a.page_count, 'renderedAt', audit_instant(a.stored_at))
     from artefact a where a.version_id = v.id and a.format = 'pdf') as pdf`;
const FROM = `report_version v join programme p on p.id = v.programme_id join reporting_period rp on rp.id = v.period_id`;

/** Reads of sealed versions; whatever goes out is made from these and from nothing live. */
@Injectable()
export class Versions {
  constructor(
    private readonly database: Database,
    private readonly store: ArtefactStore,
  ) {}

  /** Newest approval first, of the programmes that the actor may read. */
  async list(
    actor: Actor,
    query: PageQuery & { periodId?: string | undefined },
  ): Promise<Page<VersionSummary>> {
    const [at, id] = readCursor(query.cursor, 2);
    const found = await this.database.query<VersionSummary>(
      `select ${SUMMARY} from ${FROM}
        where ($1::uuid[] is null or v.programme_id = any($1)) and ($2::uuid is null or v.period_id = $2)
          and ($3::timestamptz is null or (v.approved_at, v.id) < ($3::timestamptz, $4::uuid))
        order by v.approved_at desc, v.id desc limit $5`,
      [actor.programmesWith('version.read'), query.periodId ?? null, at, id, query.limit + 1],
    );
    return page(found, query.limit, (version) => [version.approvedAt, version.id]);
  }

  /** @throws Problem 404 when absent or in a programme that the actor may not read. */
  async get(actor: Actor, id: string): Promise<VersionSummary> {
    const [found] = await this.database.query<VersionSummary>(
      `select ${SUMMARY} from ${FROM} where v.id = $1 and ($2::uuid[] is null or v.programme_id = any($2))`,
      [id, actor.programmesWith('version.read')],
    );
    if (!found) throw notFound('sealed version');
    return found;
  }

  /** For jobs, which act for nobody in particular. Undefined when absent. */
  async find(id: string): Promise<VersionSummary | undefined> {
    const [found] = await this.database.query<VersionSummary>(
      `select ${SUMMARY} from ${FROM} where v.id = $1`,
      [id],
    );
    return found;
  }

  /** The newest version of a period that has a stored PDF, or undefined. */
  async latestRendered(tx: Tx, periodId: string): Promise<{ id: string; version: number } | undefined> {
    const [found] = await rows<{ id: string; version: number }>(
      tx,
      `select v.id, v.version from report_version v join artefact a on a.version_id = v.id and a.format = 'pdf'
        where v.period_id = $1 order by v.version desc limit 1`,
      [periodId],
    );
    return found;
  }

  /**
   * The sealed text, byte for byte, for a reader.
   * @throws Problem 404 when absent or not theirs to see; StorageError when it does not match its hash.
   */
  async canonical(actor: Actor, id: string): Promise<string> {
    const [found] = await this.database.query<{ snapshot: string; sha256: string }>(
      `select snapshot, sha256 from report_version v where v.id = $1 and ($2::uuid[] is null or v.programme_id = any($2))`,
      [id, actor.programmesWith('version.read')],
    );
    if (!found) throw notFound('sealed version');
    assertSealed(found.snapshot, found.sha256);
    return found.snapshot;
  }

  /**
   * The sealed text itself with its seal, for the renderer and the mail. Undefined when absent.
   * @throws StorageError when it does not match its hash: nothing is made from it.
   */
  async sealed(id: string): Promise<{ canonical: string; snapshot: ReportSnapshot; seal: Seal } | undefined> {
    const [found] = await this.database.query<{ snapshot: string } & Seal>(
      `select v.snapshot, v.id as "versionId", v.version, v.sha256, v.approved_by as "approvedBy", audit_instant(v.approved_at) as "approvedAt"
         from report_version v where v.id = $1`,
      [id],
    );
    if (!found) return undefined;
    const { snapshot: canonical, ...sealing } = found;
    assertSealed(canonical, sealing.sha256);
    return { canonical, snapshot: JSON.parse(canonical) as ReportSnapshot, seal: sealing };
  }

  /**
   * @throws Problem 404 while there is no PDF yet; StorageError when the stored bytes are missing or do not match their hash:
   * they are never served and never silently rendered again.
   */
  async pdf(id: string): Promise<StoredPdf> {
    const [found] = await this.database.query<{
      sha256: string;
      pageCount: number;
      code: string;
      startsOn: string;
      version: number;
    }>(
      `select a.sha256, a.page_count as "pageCount", p.code, to_char(rp.starts_on, 'YYYY-MM') as "startsOn", v.version
         from ${FROM} join artefact a on a.version_id = v.id and a.format = 'pdf' where v.id = $1`,
      [id],
    );
    if (!found) throw notFound('PDF (it may not have been rendered yet)');
    const code = found.code.replace(/[^A-Za-z0-9-]+/g, '-').toLowerCase();
    return {
      bytes: await this.store.get(found.sha256),
      sha256: found.sha256,
      pageCount: found.pageCount,
      fileName: `${code}-highlight-report-${found.startsOn}-v${found.version}.pdf`,
    };
  }
}

/** The database has checked it when it was sealed; whoever can switch that off is caught here. */
function assertSealed(text: string, sha256: string): void {
  if (sha256Hex(text) !== sha256)
    throw new StorageError('corrupt', `The sealed text ${sha256} does not match its hash.`);
}
