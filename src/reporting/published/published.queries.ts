import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import {
  EvidenceQueries,
  EvidenceStore,
  givenAs,
  PublicDownloadsService,
  type ReleasedFile,
} from '../../evidence/index.js';
import type { Actor } from '../../identity/index.js';
import {
  Clock,
  Database,
  notFound,
  Problem,
  page,
  readCursor,
  type Page,
  type PageQuery,
} from '../../platform/index.js';
import type { ArtefactFormat } from '../report.entity.js';
import { publicReason } from '../verification/verification.queries.js';
import { VersionsQueries, type StoredFile } from '../versions/versions.queries.js';
import { PUBLICATION_ACTS } from './version-publication.entity.js';

const publicationStep = z.object({
  act: z.enum(PUBLICATION_ACTS),
  from: z.iso.datetime().nullable().describe('From when on it is to be seen.'),
  reason: z.string().nullable(),
  byLabel: z.string().describe('Who they were at the time.'),
  at: z.iso.datetime(),
});
export type PublicationStep = z.infer<typeof publicationStep>;

/** Whether the public edition of a version is on the public page. */
export const publicationState = z
  .object({
    versionId: z.uuid(),
    act: z.enum(PUBLICATION_ACTS).nullable().describe('The last step; null while it was never published.'),
    from: z.iso.datetime().nullable(),
    reason: z.string().nullable(),
    at: z.iso.datetime().nullable(),
    steps: z.array(publicationStep).describe('The first step first.'),
  })
  .meta({ id: 'PublicationState', description: 'Whether a public edition is on the public page.' });
export type PublicationState = z.infer<typeof publicationState>;

/** A public edition, as anybody may know of it. */
export interface PublishedVersion {
  id: string;
  programmeId: string;
  programmeName: string;
  council: string;
  periodLabel: string;
  version: number;
  approvedAt: string;
  publishedFrom: string;
  /** The newest version that is published in its place; while none is, the newest. */
  replacedBy: { version: number; at: string; publishedId: string | null } | null;
  files: readonly { format: ArtefactFormat; size: number; pageCount: number | null }[];
}

/** A version in force whose public edition nobody has put on the public page. */
export interface PublicationTask {
  versionId: string;
  periodLabel: string;
  version: number;
  approvedAt: string;
  /** The version that is on the public page instead; null where there is none. */
  online: number | null;
}

/** So long after its approval a report is news; what nobody published by then is not meant to be. */
const DAYS_ASKED = 60;
/** So many are told; one more is read, so that it can be said that there are others. */
export const MOST_PUBLICATION_TASKS = 50;

/** The public edition is on the public page at $1. */
const shown = (version: string): string => `exists (
  select from version_publication q where q.version_id = ${version} and q.act = 'published' and q.from_at <= $1::timestamptz
     and not exists (select from version_publication l where l.version_id = q.version_id and l.number > q.number))`;
const COLUMNS = `v.id, p.id as "programmeId", p.name as "programmeName", p.council, rp.label as "periodLabel", v.version,
  audit_instant(v.approved_at) as "approvedAt", rp.starts_on::text as "startsOn",
  (select audit_instant(max(q.from_at)) from version_publication q where q.version_id = v.id) as "publishedFrom",
  (select json_build_object('version', n.version, 'at', audit_instant(n.approved_at), 'publishedId', case when ${shown('n.id')} then n.id end)
     from report_version n where n.period_id = v.period_id and n.version > v.version
    order by ${shown('n.id')} desc, n.version desc limit 1) as "replacedBy",
  (select coalesce(json_agg(json_build_object('format', a.format, 'size', a.size, 'pageCount', a.page_count) order by a.format = 'csv', a.format = 'pdf'), '[]')
     from (select distinct on (one.format) one.* from artefact one where one.version_id = v.id and one.edition = 'public'
            order by one.format, one.stored_at) a) as files`;
const FROM = `report_version v join programme p on p.id = v.programme_id join reporting_period rp on rp.id = v.period_id`;

/** What is on the public page. Reads public editions and nothing else: whether there is another edition makes no difference here. */
@Injectable()
export class PublishedQueries {
  constructor(
    private readonly database: Database,
    private readonly versions: VersionsQueries,
    private readonly clock: Clock,
    private readonly evidence: EvidenceQueries,
    private readonly evidenceStore: EvidenceStore,
    private readonly downloads: PublicDownloadsService,
  ) {}

  /** The newest period first. */
  async list(query: PageQuery): Promise<Page<PublishedVersion>> {
    const [startsOn, version, id] = readCursor(query.cursor, 3);
    const found = await this.database.query<PublishedVersion & { startsOn: string }>(
      `select ${COLUMNS} from ${FROM}
        where ${shown('v.id')} and ($2::date is null or (rp.starts_on, v.version, v.id) < ($2::date, $3::int, $4::uuid))
        order by rp.starts_on desc, v.version desc, v.id desc limit $5`,
      [this.clock.now().toISOString(), startsOn, version, id, query.limit + 1],
    );
    return page(found, query.limit, (one) => [one.startsOn, String(one.version), one.id]);
  }

  /** @throws Problem 404 when it was never to be seen here, whatever else it is; 410 when it was, and was taken down. */
  async get(versionId: string): Promise<PublishedVersion> {
    const [found] = await this.database.query<PublishedVersion>(
      `select ${COLUMNS} from ${FROM} where v.id = $2 and ${shown('v.id')}`,
      [this.clock.now().toISOString(), versionId],
    );
    if (!found) throw await this.absent(versionId);
    return found;
  }

  /** Of a version and those that took its place, the newest that anybody can read; null where none is published. */
  async newest(versionId: string): Promise<{ id: string; version: number } | null> {
    const [found] = await this.database.query<{ id: string; version: number }>(
      `select n.id, n.version from report_version v join report_version n on n.period_id = v.period_id and n.version >= v.version
        where v.id = $2 and ${shown('n.id')} order by n.version desc limit 1`,
      [this.clock.now().toISOString(), versionId],
    );
    return found ?? null;
  }

  /** Why the version in its place was made, as that one's public edition prints it; null for what nobody can know from here. */
  async whyReplaced({ id, version, replacedBy }: PublishedVersion): Promise<string | null> {
    // Of a version that is not published anybody knows the reason who can check a copy of the one before it.
    if (!replacedBy || (replacedBy.publishedId === null && replacedBy.version !== version + 1)) return null;
    const [by] = await this.database.query<{ snapshot: string }>(
      `select n.snapshot from report_version v join report_version n on n.period_id = v.period_id and n.version = $2 where v.id = $1`,
      [id, replacedBy.version],
    );
    return by ? publicReason(by.snapshot) : null;
  }

  private async absent(versionId: string): Promise<Problem> {
    const wasSeen = await this.database.query(
      `select from version_publication q join version_publication l on l.version_id = q.version_id and l.number = q.number + 1
        where q.version_id = $1 and q.from_at <= l.at limit 1`,
      [versionId],
    );
    return wasSeen.length === 0
      ? notFound('published report')
      : new Problem({
          code: 'taken-down',
          status: 410,
          detail: 'This report was published here, and has been taken down.',
        });
  }

  /** @throws as {@link get}; StorageError when the file is missing or damaged. */
  async file(versionId: string, format: ArtefactFormat): Promise<StoredFile> {
    await this.get(versionId);
    return this.versions.file(versionId, { edition: 'public', format });
  }

  /**
   * The released files that the published edition lists by their hash: what is sealed decides, as it is printed. @throws as {@link file}.
   */
  async evidenceOf(versionId: string): Promise<ReleasedFile[]> {
    const { files, programmeId } = await this.get(versionId);
    if (!files.some(({ format }) => format === 'html')) return [];
    const released = await this.evidence.released(programmeId);
    if (released.length === 0) return [];
    const { bytes } = await this.file(versionId, 'html');
    const printed = bytes.toString('utf8').replace(/<[^>]*>|\s/gu, '');
    return released.filter(({ sha256 }) => printed.includes(sha256));
  }

  /**
   * One of them, to give out; it is counted first.
   * @param counted false for a request whose answer has no bytes (HEAD).
   * @throws Problem 404; StorageError when it is missing or damaged.
   */
  async evidenceFile(
    versionId: string,
    sha256: string,
    counted = true,
  ): Promise<{ name: string; type: string; bytes: Buffer }> {
    const found = (await this.evidenceOf(versionId)).find((one) => one.sha256 === sha256);
    if (!found) throw notFound('file');
    const bytes = await this.evidenceStore.get(sha256);
    if (counted) await this.downloads.count(found.id);
    return { ...givenAs(found), bytes };
  }

  /**
   * What the actor may publish: of the newest versions whose public edition is made, those that were neither published nor taken down.
   * Asked for two months after the approval, and for as long as a version that was replaced is on the public page.
   * The longest waiting first; one more than {@link MOST_PUBLICATION_TASKS} where there are.
   * Not in a programme that is closed, where nothing can be published.
   */
  toPublish(actor: Actor): Promise<PublicationTask[]> {
    return this.database.query<PublicationTask>(
      `select * from (
         select v.id as "versionId", rp.label as "periodLabel", v.version, audit_instant(v.approved_at) as "approvedAt",
                (select max(o.version) from report_version o where o.period_id = v.period_id and ${shown('o.id')}) as online
           from ${FROM}
          where ($2::uuid[] is null or v.programme_id = any($2))
            and not is_closed(v.programme_id)
            and not exists (select from report_version n where n.period_id = v.period_id and n.version > v.version)
            and exists (select from artefact a where a.version_id = v.id and a.edition = 'public' and a.format = 'html')
            and not exists (select from version_publication q where q.version_id = v.id)
       ) found
        where online is not null or "approvedAt"::timestamptz > $1::timestamptz - interval '${DAYS_ASKED} days'
        order by "approvedAt" limit ${MOST_PUBLICATION_TASKS + 1}`,
      [this.clock.now().toISOString(), actor.programmesWith('version.publish')],
    );
  }

  /** For people who may read about the version. */
  async state(versionId: string): Promise<PublicationState> {
    const steps = await this.database.query<PublicationStep>(
      `select act, audit_instant(from_at) as "from", reason, called(by_id, by_label) as "byLabel", audit_instant(at) as at
         from version_publication where version_id = $1 order by number`,
      [versionId],
    );
    const last = steps.at(-1);
    return {
      versionId,
      act: last?.act ?? null,
      from: last?.from ?? null,
      reason: last?.reason ?? null,
      at: last?.at ?? null,
      steps,
    };
  }
}
