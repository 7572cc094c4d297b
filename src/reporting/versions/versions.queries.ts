import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Actor } from '../../identity/index.js';
import {
  ArtefactStore,
  Database,
  notFound,
  page,
  readCursor,
  row,
  rows,
  sha256Digest,
  sha256Hex,
  StorageError,
  type Page,
  type PageQuery,
  type ReadTx,
} from '../../platform/index.js';
import {
  EDITIONS,
  readSnapshot,
  seal,
  type EditionName,
  type ReportSnapshot,
  type Seal,
} from '../../snapshot/index.js';
import { ARTEFACT_FORMATS, type ArtefactFormat } from '../report.entity.js';
import { editionWanted } from '../reporting.work.js';
import { stemOf, type NamedFile } from './file-name.js';

const versionFile = z
  .object({
    edition: z.enum(EDITIONS),
    sinceId: z.uuid().nullable().describe('The version against which it says what changed, or null.'),
    format: z.enum(ARTEFACT_FORMATS),
    sha256: sha256Digest.describe('Of the file.'),
    size: z.int().min(1).describe('Bytes.'),
    pageCount: z.int().min(1).nullable().describe('Of a PDF.'),
    storedAt: z.iso.datetime(),
  })
  .meta({ id: 'VersionFile', description: 'A stored file of one edition of a sealed version.' });
export type VersionFile = z.infer<typeof versionFile>;

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
    files: z
      .array(versionFile)
      .describe(
        'What the worker has stored so far: the public edition first, and of each edition the one against the period before first. Without the permission exempt.read, public editions alone.',
      ),
  })
  .meta({ id: 'ReportVersion', description: 'A sealed version of a report, without its text.' });
export type VersionSummary = z.infer<typeof versionSummary>;

/** Which stored file is meant. */
export interface FileWanted {
  edition: EditionName;
  format: ArtefactFormat;
  /** Undefined: the one against the period before, which every edition has. */
  sinceId?: string | null;
}

/** The version of a period that is in force. */
export interface InForce extends VersionSummary {
  replaced: readonly { id: string; version: number; approvedAt: string }[];
}

export interface EarlierVersion {
  id: string;
  periodLabel: string;
  version: number;
}

/** A printing that is not done yet. */
export interface PrintingState {
  workId: string;
  edition: EditionName;
  state: 'waiting' | 'working' | 'failed';
  /** What went wrong at the last attempt. */
  lastError: string | null;
}

/** A stored file of a version, checked against its hash. */
export interface StoredFile {
  bytes: Buffer;
  sha256: string;
  pageCount: number | null;
  /** Made by us: programme code, period, version and edition; ASCII, no spaces. */
  fileName: string;
}

/** The newest version of the last period before that has one: what a monthly reader had before. */
const BEFORE = `(select b.id from report_version b join reporting_period bp on bp.id = b.period_id
  where b.programme_id = v.programme_id and bp.starts_on < rp.starts_on order by bp.starts_on desc, b.version desc limit 1)`;
const SUMMARY = `v.id, v.programme_id as "programmeId", p.name as "programmeName", v.period_id as "periodId", rp.label as "periodLabel",
  v.report_id as "reportId", v.version, v.sha256, v.approved_by as "approvedBy", audit_instant(v.approved_at) as "approvedAt",
  v.correction_reason as "correctionReason",
  (select o.id from report_version o where o.period_id = v.period_id and o.version = v.version - 1) as corrects,
  (select n.id from report_version n where n.period_id = v.period_id and n.version = v.version + 1) as "supersededBy",
  coalesce((select json_agg(json_build_object('edition', a.edition, 'sinceId', a.since_version_id, 'format', a.format, 'sha256', a.sha256,
                     'size', a.size, 'pageCount', a.page_count, 'storedAt', audit_instant(a.stored_at))
                     order by a.edition = 'exempt', a.since_version_id is distinct from ${BEFORE}, a.since_version_id, a.format = 'csv', a.format = 'html')
              from artefact a where a.version_id = v.id), '[]'::json) as files`;
const FROM = `report_version v join programme p on p.id = v.programme_id join reporting_period rp on rp.id = v.period_id`;
const FILES = `from ${FROM} join artefact a on a.version_id = v.id and a.edition = $2 and a.format = $3`;
const NAMED = `p.code, to_char(rp.starts_on, 'YYYY-MM') as "startsOn", v.version, a.since_version_id is not distinct from ${BEFORE} as "isUsual",
  (select to_char(sp.starts_on, 'YYYY-MM') || '-v' || s.version
     from report_version s join reporting_period sp on sp.id = s.period_id where s.id = a.since_version_id) as since`;

/** The newest version of a period. */
export interface VersionInForce extends Pick<VersionSummary, 'id' | 'version'> {
  /** The fullest edition that the actor can read as a web page; null where none is printed. */
  readable: EditionName | null;
}

/** Reads of sealed versions; whatever goes out is made from these and from nothing live. */
@Injectable()
export class VersionsQueries {
  constructor(
    private readonly database: Database,
    private readonly store: ArtefactStore,
  ) {}

  /** Newest approval first, of the programmes that the actor may read. */
  async list(
    actor: Actor,
    query: PageQuery & { programmeId?: string | undefined; periodId?: string | undefined },
  ): Promise<Page<VersionSummary>> {
    const [at, id] = readCursor(query.cursor, 2);
    const found = await this.database.query<VersionSummary>(
      `select ${SUMMARY} from ${FROM}
        where ($1::uuid[] is null or v.programme_id = any($1)) and ($2::uuid is null or v.programme_id = $2)
          and ($3::uuid is null or v.period_id = $3)
          and ($4::timestamptz is null or (v.approved_at, v.id) < ($4::timestamptz, $5::uuid))
        order by v.approved_at desc, v.id desc limit $6`,
      [
        actor.programmesWith('version.read'),
        query.programmeId ?? null,
        query.periodId ?? null,
        at,
        id,
        query.limit + 1,
      ],
    );
    return page(
      found.map((version) => visible(actor, version)),
      query.limit,
      (version) => [version.approvedAt, version.id],
    );
  }

  /** Those in force, the newest period first, each with the versions that it replaced, the newest of these first. */
  async library(actor: Actor, query: PageQuery): Promise<Page<InForce>> {
    const [startsOn, id] = readCursor(query.cursor, 2);
    const found = await this.database.query<InForce & { startsOn: string }>(
      `select ${SUMMARY}, rp.starts_on::text as "startsOn",
              coalesce((select json_agg(json_build_object('id', o.id, 'version', o.version, 'approvedAt', audit_instant(o.approved_at)) order by o.version desc)
                 from report_version o where o.period_id = v.period_id and o.version < v.version), '[]'::json) as replaced
         from ${FROM}
        where ($1::uuid[] is null or v.programme_id = any($1))
          and not exists (select from report_version n where n.period_id = v.period_id and n.version > v.version)
          and ($2::date is null or (rp.starts_on, v.id) < ($2::date, $3::uuid))
        order by rp.starts_on desc, v.id desc limit $4`,
      [actor.programmesWith('version.read'), startsOn, id, query.limit + 1],
    );
    const result = page(found, query.limit, (version) => [version.startsOn, version.id]);
    return { ...result, items: result.items.map((one) => ({ ...one, ...visible(actor, one) })) };
  }

  /** The version in force of each sealed period of a programme, by the id of the period. Empty for who may not read versions. */
  async inForce(actor: Actor, programmeId: string): Promise<ReadonlyMap<string, VersionInForce>> {
    const found = await this.database.query<VersionInForce & { periodId: string }>(
      `select distinct on (v.period_id) v.id, v.version, v.period_id as "periodId",
              (select min(a.edition) from artefact a where a.version_id = v.id and a.format = 'html' and (a.edition = 'public' or $3::uuid[] is null or v.programme_id = any($3))) as readable
         from report_version v where v.programme_id = $1 and ($2::uuid[] is null or v.programme_id = any($2)) order by v.period_id, v.version desc`,
      [programmeId, actor.programmesWith('version.read'), actor.programmesWith('exempt.read')],
    );
    return new Map(found.map(({ periodId, ...one }) => [periodId, one]));
  }

  /** Every version of the programme that came before this one, the newest first: what it can be compared with. */
  async earlier(actor: Actor, id: string): Promise<EarlierVersion[]> {
    return this.database.query<EarlierVersion>(
      `select o.id, orp.label as "periodLabel", o.version
         from report_version v join reporting_period rp on rp.id = v.period_id
         join report_version o on o.programme_id = v.programme_id join reporting_period orp on orp.id = o.period_id
        where v.id = $1 and ($2::uuid[] is null or v.programme_id = any($2))
          and (orp.starts_on < rp.starts_on or (o.period_id = v.period_id and o.version < v.version))
        order by orp.starts_on desc, o.version desc limit 200`,
      [id, actor.programmesWith('version.read')],
    );
  }

  /** The printings of a version that are not done, as far as the actor may know of the edition. */
  async printings(actor: Actor, version: VersionSummary): Promise<PrintingState[]> {
    const found = await this.database.query<PrintingState>(
      `select o.id as "workId", o.payload ->> 'edition' as edition, o.last_error as "lastError",
              case when o.dead_letter_at is not null then 'failed' when o.lease_until > now() then 'working' else 'waiting' end as state
         from outbox o
        where o.kind = $1 and o.key like $2 and o.done_at is null and o.withdrawn_at is null
        order by o.payload ->> 'edition' = 'exempt', o.created_at`,
      [editionWanted.name, `${version.id}/%`],
    );
    const mayKnow = actor.can('exempt.read', version.programmeId);
    return found.filter(({ edition }) => mayKnow || edition === 'public');
  }

  /** @throws Problem 404 when absent or in a programme that the actor may not read. */
  async get(actor: Actor, id: string): Promise<VersionSummary> {
    const [found] = await this.database.query<VersionSummary>(
      `select ${SUMMARY} from ${FROM} where v.id = $1 and ($2::uuid[] is null or v.programme_id = any($2))`,
      [id, actor.programmesWith('version.read')],
    );
    if (!found) throw notFound('sealed version');
    return visible(actor, found);
  }

  /** For jobs, which act for nobody in particular. Undefined when absent. */
  async find(id: string): Promise<VersionSummary | undefined> {
    const [found] = await this.database.query<VersionSummary>(
      `select ${SUMMARY} from ${FROM} where v.id = $1`,
      [id],
    );
    return found;
  }

  /** The newest version of a period, or undefined. */
  async latest(tx: ReadTx, periodId: string): Promise<{ id: string; version: number } | undefined> {
    const [found] = await rows<{ id: string; version: number }>(
      tx,
      `select id, version from report_version where period_id = $1 order by version desc limit 1`,
      [periodId],
    );
    return found;
  }

  /** What a monthly reader of this version had before it, or null. */
  async before(tx: ReadTx, versionId: string): Promise<string | null> {
    const { id } = await row<{ id: string | null }>(
      tx,
      `select ${BEFORE} as id from ${FROM} where v.id = $1`,
      [versionId],
    );
    return id;
  }

  /** What a monthly reader of a report about this period, which is not sealed yet, had before it, or null. */
  async beforePeriod(tx: ReadTx, periodId: string): Promise<string | null> {
    const [found] = await rows<{ id: string }>(
      tx,
      `select b.id from report_version b join reporting_period bp on bp.id = b.period_id
         join reporting_period rp on rp.programme_id = b.programme_id
        where rp.id = $1 and bp.starts_on < rp.starts_on order by bp.starts_on desc, b.version desc limit 1`,
      [periodId],
    );
    return found?.id ?? null;
  }

  /** The newest versions of the periods between those of two versions, by period. */
  between(tx: ReadTx, sinceId: string, versionId: string): Promise<string[]> {
    return this.newestBetween(tx, sinceId, '(select period_id from report_version where id = $2)', versionId);
  }

  /** The same between a version and a period whose report is not sealed yet. */
  betweenAndPeriod(tx: ReadTx, sinceId: string, periodId: string): Promise<string[]> {
    return this.newestBetween(tx, sinceId, '$2', periodId);
  }

  private async newestBetween(
    tx: ReadTx,
    sinceId: string,
    until: string,
    untilId: string,
  ): Promise<string[]> {
    const found = await rows<{ id: string }>(
      tx,
      `select distinct on (rp.starts_on) v.id from report_version v join reporting_period rp on rp.id = v.period_id
         join reporting_period one on one.id = (select period_id from report_version where id = $1)
         join reporting_period other on other.id = ${until}
        where v.programme_id = other.programme_id and rp.starts_on > one.starts_on and rp.starts_on < other.starts_on
        order by rp.starts_on, v.version desc`,
      [sinceId, untilId],
    );
    return found.map(({ id }) => id);
  }

  /** The PDF of this printing lies in the store. */
  async isPrinted(
    tx: ReadTx,
    of: { versionId: string; edition: EditionName; sinceId: string | null },
  ): Promise<boolean> {
    const found = await rows(
      tx,
      `select from artefact where version_id = $1 and edition = $2 and since_version_id is not distinct from $3 and format = 'pdf'`,
      [of.versionId, of.edition, of.sinceId],
    );
    return found.length > 0;
  }

  /**
   * The sealed text, byte for byte, for a reader.
   * @throws Problem 404 when absent or not theirs to see; StorageError when it does not match its hash.
   */
  async canonical(
    actor: Actor,
    id: string,
  ): Promise<{ id: string; programmeId: string; bytes: Buffer; sha256: string }> {
    const [found] = await this.database.query<{ snapshot: string; programmeId: string; sha256: string }>(
      `select snapshot, programme_id as "programmeId", sha256 from report_version v
        where v.id = $1 and ($2::uuid[] is null or v.programme_id = any($2))`,
      [id, actor.programmesWith('exempt.read')],
    );
    if (!found) throw notFound('sealed version');
    // Encoded once, for the hash and for the answer.
    const { snapshot, programmeId, sha256 } = found;
    const bytes = Buffer.from(snapshot);
    assertSealed(bytes, sha256);
    return { id, programmeId, bytes, sha256 };
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
    return { canonical, snapshot: readSnapshot(canonical), seal: sealing };
  }

  /**
   * @throws Problem 404 while there is no such file; StorageError when the stored bytes are missing or do not match their hash:
   * they are never served and never silently made again.
   */
  async file(id: string, { edition, format, sinceId }: FileWanted): Promise<StoredFile> {
    const [found] = await this.database.query<{ sha256: string; pageCount: number | null } & NamedFile>(
      `select a.sha256, a.page_count as "pageCount", ${NAMED} ${FILES}
        where v.id = $1 and (not $5 or a.since_version_id is not distinct from $4::uuid)
        order by (a.since_version_id is not distinct from ${BEFORE}) desc, a.stored_at limit 1`,
      [id, edition, format, sinceId ?? null, sinceId !== undefined],
    );
    if (!found) throw notFound('file (it may not have been made yet, or this version has no such edition)');
    return {
      bytes: await this.store.get(found.sha256),
      sha256: found.sha256,
      pageCount: found.pageCount,
      fileName: `${stemOf(found, edition)}.${format}`,
    };
  }

  /**
   * What the PDF of a printing is called now. The name of a first report's file changes once an earlier month is sealed, so that
   * whoever sends a file keeps the name that it had.
   * @throws Error when it is not printed.
   */
  async fileName(
    tx: ReadTx,
    { versionId, edition, sinceId }: { versionId: string; edition: EditionName; sinceId: string | null },
  ): Promise<string> {
    const found = await row<NamedFile>(
      tx,
      `select ${NAMED} ${FILES} where v.id = $1 and a.since_version_id is not distinct from $4`,
      [versionId, edition, 'pdf', sinceId],
    );
    return `${stemOf(found, edition)}.pdf`;
  }
}

/** Without the permission, nobody learns what an exempt edition's file is called by its hash, nor that there is one. */
function visible(actor: Actor, version: VersionSummary): VersionSummary {
  return actor.can('exempt.read', version.programmeId)
    ? version
    : { ...version, files: version.files.filter(({ edition }) => edition === 'public') };
}

/** The database has checked it when it was sealed; somebody who can switch that off is caught here. */
function assertSealed(text: string | Buffer, sha256: string): void {
  if (sha256Hex(text) !== sha256)
    throw new StorageError('corrupt', `The sealed text ${sha256} does not match its hash.`);
}
