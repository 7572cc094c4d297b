import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Actor } from '../identity/index.js';
import {
  Database,
  entityVersion,
  notFound,
  page,
  pageOf,
  readCursor,
  rows,
  sha256Digest,
  type Page,
  type ReadTx,
} from '../platform/index.js';
import { ProgrammesQueries } from '../programmes/index.js';
import { Sections, type EnvelopeKind } from '../workflow/index.js';
import { completeActions, type Unshown } from './entries.rules.js';
import { DELETED_BECAUSE } from './evidence.entity.js';
import type { EvidenceList } from './evidence.input.js';
import { FILE_KIND_NAMES, FILE_KINDS, type FileKind } from './file-kind.js';

const step = z.object({ at: z.iso.datetime(), by: z.string(), reason: z.string() }).nullable();

export const evidenceView = z
  .object({
    id: z.uuid(),
    programmeId: z.uuid(),
    about: z.object({
      kind: z.enum(['contribution', 'report']),
      id: z.uuid(),
      periodLabel: z.string(),
      entry: z.string().nullable().describe('`actions/1f0c…`; null: the whole part or report.'),
      label: z.string().nullable().describe('What the entry was called when the file was attached.'),
    }),
    title: z.string(),
    note: z.string().nullable(),
    fileName: z.string().describe('As the person who attached it called it.'),
    kind: z.enum(FILE_KIND_NAMES),
    size: z.int().describe('Bytes.'),
    sha256: sha256Digest,
    scannedBy: z.string().nullable().describe('What scanned it for malware; null: nothing did.'),
    addedAt: z.iso.datetime(),
    addedBy: z.string().describe('Who they were at the time.'),
    withdrawn: step,
    released: step.describe('Reports list it from then on; null while nothing is published of it.'),
    deleted: z
      .object({ at: z.iso.datetime(), because: z.enum(DELETED_BECAUSE) })
      .nullable()
      .describe('The bytes are gone; what they were stays here.'),
    held: z.boolean().describe('A legal hold keeps it: its bytes are not deleted while that stands.'),
    version: entityVersion,
  })
  .meta({ id: 'Evidence', description: 'A file that shows that something was done.' });
export type EvidenceView = z.infer<typeof evidenceView>;
export const evidencePage = pageOf(evidenceView);

export const unshownAction = z
  .object({
    contributionId: z.uuid().describe('The part of the newest period that calls it complete.'),
    entry: z.string(),
    label: z.string().describe('The action’s title.'),
  })
  .meta({ id: 'ActionWithoutEvidence' });

const EVIDENCE = `v.id, v.programme_id as "programmeId",
  json_build_object('kind', e.kind, 'id', e.id, 'periodLabel', rp.label, 'entry', v.entry, 'label', v.entry_label) as about,
  v.title, v.note, v.file_name as "fileName", v.kind, v.size, v.sha256, v.scanned_by as "scannedBy",
  audit_instant(v.added_at) as "addedAt", called(v.added_by, v.added_label) as "addedBy",
  case when v.withdrawn_at is not null then json_build_object('at', audit_instant(v.withdrawn_at), 'by', v.withdrawn_label, 'reason', v.withdrawn_reason) end as withdrawn,
  case when v.released_at is not null then json_build_object('at', audit_instant(v.released_at), 'by', v.released_label, 'reason', v.released_reason) end as released,
  case when v.deleted_at is not null then json_build_object('at', audit_instant(v.deleted_at), 'because', v.deleted_because) end as deleted,
  held_by(v.programme_id, v.added_by, (v.added_at at time zone 'Europe/London')::date) <> '{}' as held,
  v.version
  from evidence v join envelope e on e.id = v.envelope_id join reporting_period rp on rp.id = e.period_id`;

/** Whoever may read the part or the report may read what is attached to it. `$1`, `$2` = programmes of the two permissions. */
const VISIBLE = `(case e.kind when 'report' then $2::uuid[] is null or e.programme_id = any($2) else $1::uuid[] is null or e.programme_id = any($1) end)`;

const KEPT = `v.withdrawn_at is null and v.deleted_at is null`;
const STATE: Readonly<Record<NonNullable<EvidenceList['state']>, string>> = {
  kept: `${KEPT} and v.released_at is null`,
  released: `${KEPT} and v.released_at is not null`,
  withdrawn: `v.withdrawn_at is not null`,
  deleted: `v.deleted_at is not null`,
};

@Injectable()
export class EvidenceQueries {
  constructor(
    private readonly database: Database,
    private readonly sections: Sections,
    private readonly programmes: ProgrammesQueries,
  ) {}

  /** @throws Problem 404. */
  async get(actor: Actor, id: string): Promise<EvidenceView> {
    const [found] = await this.database.query<EvidenceView>(
      `select ${EVIDENCE} where ${VISIBLE} and v.id = $3`,
      [...readable(actor), id],
    );
    if (!found) throw notFound('file of evidence');
    return found;
  }

  /** What is attached to a part or a report, or to one of its entries, in whatever state, the newest first. Nothing where the actor may see nothing. */
  async of(
    actor: Actor,
    envelopeId: string,
    query: { limit: number; cursor?: string | undefined; entry?: string | undefined },
  ): Promise<Page<EvidenceView>> {
    const [at, id] = readCursor(query.cursor, 2);
    const found = await this.database.query<EvidenceView>(
      `select ${EVIDENCE} where ${VISIBLE} and v.envelope_id = $3
          and ($4::timestamptz is null or (v.added_at, v.id) < ($4::timestamptz, $5::uuid)) and ($7::text is null or v.entry = $7)
        order by v.added_at desc, v.id desc limit $6`,
      [...readable(actor), envelopeId, at, id, query.limit + 1, query.entry ?? null],
    );
    return page(found, query.limit, (one) => [one.addedAt, one.id]);
  }

  /** As {@link of}, of a part or report that the actor may read. @throws Problem 404. */
  async ofPlace(
    actor: Actor,
    { kind, id }: EvidencePlace,
    query: { limit: number; cursor?: string | undefined },
  ): Promise<Page<EvidenceView>> {
    const [found] = await this.database.query(
      `select 1 from envelope e where ${VISIBLE} and e.id = $3 and e.kind = $4`,
      [...readable(actor), id, kind],
    );
    if (!found) throw notFound(kind);
    return this.of(actor, id, query);
  }

  /** The answers of a report, which a file may be about. Nothing where the actor may not see the report. */
  answersOf(actor: Actor, reportId: string): Promise<{ entry: string; label: string }[]> {
    return this.database.query<{ entry: string; label: string }>(
      `select entry, label from (
         select distinct on (c.finding_key) 'answers/' || trim(c.finding_key) as entry, left('Answer to: ' || c.question, 600) as label
           from challenge_answer c join envelope e on e.id = c.report_id where ${VISIBLE} and c.report_id = $3
          order by c.finding_key, c.answered_at desc) a order by label, entry`,
      [...readable(actor), reportId],
    );
  }

  /** Of a programme, the newest first. Nothing where the actor may read no parts. @throws Problem 404. */
  async list(actor: Actor, programmeId: string, query: EvidenceList): Promise<Page<EvidenceView>> {
    await this.programmes.get(actor, programmeId);
    const [at, id] = readCursor(query.cursor, 2);
    const found = await this.database.query<EvidenceView>(
      `select ${EVIDENCE} where ${VISIBLE} and v.programme_id = $3
          and ${query.state === undefined ? KEPT : STATE[query.state]} and ($7::text is null or v.entry = $7)
          and ($4::timestamptz is null or (v.added_at, v.id) < ($4::timestamptz, $5::uuid)) order by v.added_at desc, v.id desc limit $6`,
      [...readable(actor), programmeId, at, id, query.limit + 1, query.entry ?? null],
    );
    return page(found, query.limit, (one) => [one.addedAt, one.id]);
  }

  /**
   * The actions that the plan of the newest period calls complete, without a file that shows it in any period. Worked out of the content
   * of the plan, which is limited. Nothing where the actor may read no parts. @throws Problem 404.
   */
  async missing(actor: Actor, programmeId: string): Promise<Unshown[]> {
    await this.programmes.get(actor, programmeId);
    if (!actor.can('contribution.read', programmeId)) return [];
    return this.database.read(async (tx) => {
      const parts = await rows<{ id: string }>(
        tx,
        `select e.id from envelope e where e.kind = 'contribution' and e.section = 'theme' and e.period_id =
           (select rp.id from reporting_period rp where rp.programme_id = $1 order by rp.starts_on desc limit 1)`,
        [programmeId],
      );
      const contents = await this.sections.get('theme').content(
        tx,
        parts.map(({ id }) => id),
      );
      const complete = [...contents].flatMap(([id, content]) => completeActions(id, content as never));
      const shown = await rows<{ entry: string }>(
        tx,
        `select distinct v.entry from evidence v where v.programme_id = $1 and ${KEPT} and v.entry = any($2)`,
        [programmeId, complete.map(({ entry }) => entry)],
      );
      const entries = new Set(shown.map(({ entry }) => entry));
      return complete.filter(({ entry }) => !entries.has(entry));
    });
  }

  /**
   * What reports of a period list of what was released: one line each, with its kind and its hash, in the order in which it was released.
   * Does NOT check permissions: for whoever puts the report together.
   */
  async releasedLines(tx: ReadTx, periodId: string): Promise<string[]> {
    const found = await rows<{ title: string; kind: FileKind; sha256: string }>(
      tx,
      `select v.title, v.kind, v.sha256 from evidence v join envelope e on e.id = v.envelope_id
        where e.period_id = $1 and v.released_at is not null and ${KEPT} order by v.released_at, v.id`,
      [periodId],
    );
    return found.map(({ title, kind, sha256 }) => `${title} (${FILE_KINDS[kind].words}, SHA-256 ${sha256})`);
  }

  /**
   * What is released of a programme, as anybody may be given it. Does NOT check permissions: for the public page, which offers of it what the
   * public edition lists.
   */
  released(programmeId: string): Promise<ReleasedFile[]> {
    return this.database.query<ReleasedFile>(
      `select distinct on (v.sha256) v.id, v.sha256, v.title, v.kind, v.size from evidence v
        where v.programme_id = $1 and v.released_at is not null and ${KEPT} order by v.sha256, v.released_at`,
      [programmeId],
    );
  }

  /** For the service, within its transaction; locked. Undefined where absent or not the actor's to see. */
  async locked(tx: ReadTx, actor: Actor, id: string): Promise<EvidenceView | undefined> {
    const [found] = await rows<EvidenceView>(
      tx,
      `select ${EVIDENCE} where ${VISIBLE} and v.id = $3 for update of v`,
      [...readable(actor), id],
    );
    return found;
  }
}

/** A released file. */
export interface ReleasedFile {
  /** Of several with the same bytes, the one that was released first. */
  id: string;
  sha256: string;
  title: string;
  kind: FileKind;
  /** Bytes. */
  size: number;
}

const readable = (actor: Actor): [readonly string[] | null, readonly string[] | null] => [
  actor.programmesWith('contribution.read'),
  actor.programmesWith('report.read'),
];

/** What evidence can be attached to. */
export interface EvidencePlace {
  kind: EnvelopeKind;
  id: string;
}
