import { Injectable } from '@nestjs/common';
import { holdProgrammes, requirePermission, type Actor } from '../identity/index.js';
import {
  Audit,
  Clock,
  conflict,
  Database,
  invalid,
  line,
  notFound,
  row,
  rows,
  sha256Hex,
  stale,
  type AuditAction,
  type Tx,
} from '../platform/index.js';
import { ContributionsQueries, Sections } from '../workflow/index.js';
import { entryIn } from './entries.rules.js';
import { EvidenceQueries, type EvidencePlace, type EvidenceView } from './evidence.queries.js';
import { EvidenceStore } from './evidence-store.js';
import type { EvidenceInput } from './evidence.input.js';
import { baseName, FILE_KINDS, kindOf, type FileKind } from './file-kind.js';

const fileName = line(200);

/** A file of evidence as it is given out. */
export interface EvidenceFile {
  /** Of our own making: nothing of it was typed by anybody. */
  name: string;
  type: string;
  bytes: Buffer;
}

/** Files that show that something was done: taken in, given out, withdrawn, released. */
@Injectable()
export class EvidenceService {
  constructor(
    private readonly database: Database,
    private readonly contributions: ContributionsQueries,
    private readonly queries: EvidenceQueries,
    private readonly sections: Sections,
    private readonly store: EvidenceStore,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /**
   * Says whether this person may attach a file to this part or report, before anything of it is read.
   * @throws Problem 404 · 403.
   */
  async mayAdd(actor: Actor, { kind, id }: EvidencePlace): Promise<void> {
    const { programmeId } = await this.contributions.get(actor, kind, id);
    requirePermission(actor, 'evidence.add', programmeId);
  }

  /**
   * Attaches a file. Nothing of it is kept unless everything about it is in order.
   * @throws Problem 404 · 403 · 409 when it is attached there already, or there is no more room · 422 for what is no file of these kinds, is
   *   infected, or is about an entry that is not there · 503 while the scanner is away.
   */
  async add(
    actor: Actor,
    place: EvidencePlace,
    input: EvidenceInput,
    sent: { name: string; bytes: Buffer },
  ): Promise<EvidenceView> {
    const { programmeId } = await this.contributions.get(actor, place.kind, place.id);
    requirePermission(actor, 'evidence.add', programmeId);
    const name = nameOf(sent.name);
    const kind = await kindOf(sent.bytes, name);
    const label = input.entry === null ? null : await this.labelOf(place, input.entry);
    const sha256 = sha256Hex(sent.bytes);
    const scannedBy = await this.store.scanned(actor, { programmeId, place, sha256, bytes: sent.bytes });
    const id = await this.database.write(async (tx) => {
      await this.store.room(tx, programmeId, place.id, sent.bytes.length);
      // Until the row is there, nobody deletes bytes of this hash.
      await this.store.hold(tx, sha256);
      const [same] = await rows<{ title: string }>(
        tx,
        `select title from evidence where envelope_id = $1 and entry is not distinct from $2 and sha256 = $3
            and withdrawn_at is null and deleted_at is null limit 1`,
        [place.id, input.entry, sha256],
      );
      if (same)
        throw conflict(
          'already-attached',
          `This file is attached here already, as “${same.title}”. Nothing was added.`,
        );
      await this.store.put(sent.bytes);
      const added = await row<{ id: string }>(
        tx,
        `insert into evidence (programme_id, envelope_id, entry, entry_label, title, note, file_name, kind, size, sha256, scanned_by,
                               added_by, added_label, added_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) returning id`,
        [
          programmeId,
          place.id,
          input.entry,
          label,
          input.title,
          input.note,
          name,
          kind,
          sent.bytes.length,
          sha256,
          scannedBy,
          actor.userId,
          actor.label.slice(0, 400),
          this.clock.now().toISOString(),
        ],
      );
      await this.audit.append(tx, actor.audit, {
        action: 'evidence.added',
        subjectKind: 'evidence',
        subjectId: added.id,
        programmeId,
        detail: {
          [place.kind]: place.id,
          entry: input.entry,
          sha256,
          kind,
          size: sent.bytes.length,
          scannedBy,
        },
      });
      return added.id;
    });
    return this.queries.get(actor, id);
  }

  /**
   * Gives the file out; the audit trail says so first.
   * @throws Problem 404 · 409 once its bytes are deleted · StorageError where they are missing or damaged.
   */
  async file(actor: Actor, id: string): Promise<EvidenceFile> {
    const found = await this.queries.get(actor, id);
    if (found.deleted)
      throw conflict(
        'deleted',
        'The file was deleted when its time of keeping was over. What it was stands on its page.',
      );
    const bytes = await this.store.get(found.sha256);
    await this.audit.noteGiven(actor.audit, {
      action: 'evidence.downloaded',
      subjectKind: 'evidence',
      subjectId: id,
      programmeId: found.programmeId,
      detail: { sha256: found.sha256 },
    });
    return { ...givenAs(found), bytes };
  }

  /** Takes it back, with a reason: nobody is shown the file as evidence any more. @throws Problem 404 · 403 · 409 · 412. */
  withdraw(actor: Actor, id: string, version: number, reason: string): Promise<EvidenceView> {
    return this.change(actor, { id, version, reason }, 'evidence.add', async (tx, found) => {
      if (found.withdrawn) throw conflict('not-possible', 'It is withdrawn already.');
      await this.set(tx, id, 'withdrawn', this.clock.now(), actor, reason);
      return 'evidence.withdrawn';
    });
  }

  /**
   * Lets reports list the file, and the public page offer it. @throws Problem 404 · 403 · 412 · 409 when it is withdrawn or released
   * already, or when the report of its period is approved.
   */
  release(actor: Actor, id: string, version: number, reason: string): Promise<EvidenceView> {
    return this.change(actor, { id, version, reason }, 'evidence.release', async (tx, found) => {
      if (found.withdrawn)
        throw conflict('not-possible', 'What is withdrawn cannot be released. Attach the file again.');
      if (found.released) throw conflict('not-possible', 'It is released already.');
      await this.assertNotSealed(tx, found);
      await this.set(tx, id, 'released', this.clock.now(), actor, reason);
      return 'evidence.released';
    });
  }

  /** Undoes a release before the report is approved. @throws Problem as {@link release}. */
  holdBack(actor: Actor, id: string, version: number, reason: string): Promise<EvidenceView> {
    return this.change(actor, { id, version, reason }, 'evidence.release', async (tx, found) => {
      if (!found.released) throw conflict('not-possible', 'It is not released.');
      await this.assertNotSealed(tx, found);
      await rows(
        tx,
        `update evidence set released_at = null, released_label = null, released_reason = null, version = version + 1 where id = $1`,
        [id],
      );
      return 'evidence.held_back';
    });
  }

  private async change(
    actor: Actor,
    { id, version, reason }: { id: string; version: number; reason: string },
    permission: 'evidence.add' | 'evidence.release',
    act: (tx: Tx, found: EvidenceView) => Promise<AuditAction>,
  ): Promise<EvidenceView> {
    const { programmeId } = await this.queries.get(actor, id);
    requirePermission(actor, permission, programmeId);
    await this.database.write(async (tx) => {
      // What is released is in what a report says, and so is its end.
      await holdProgrammes(tx, programmeId);
      const found = await this.queries.locked(tx, actor, id);
      if (!found) throw notFound('file of evidence');
      if (found.version !== version) throw stale('file of evidence');
      const action = await act(tx, found);
      await this.audit.append(tx, actor.audit, {
        action,
        subjectKind: 'evidence',
        subjectId: id,
        programmeId,
        detail: { sha256: found.sha256, reason },
      });
    });
    return this.queries.get(actor, id);
  }

  private async set(
    tx: Tx,
    id: string,
    what: 'withdrawn' | 'released',
    at: Date,
    actor: Actor,
    reason: string,
  ): Promise<void> {
    await rows(
      tx,
      `update evidence set ${what}_at = $2, ${what}_label = $3, ${what}_reason = $4, version = version + 1 where id = $1`,
      [id, at.toISOString(), actor.label.slice(0, 400), reason],
    );
  }

  /** The caller holds the programme. */
  private async assertNotSealed(tx: Tx, { about }: EvidenceView): Promise<void> {
    const [sealed] = await rows(
      tx,
      `select 1 from envelope e
        where e.id = $1 and (select r.status = 'approved' from envelope r where r.kind = 'report' and r.period_id = e.period_id
                              and r.status <> 'withdrawn' order by r.revision desc limit 1)`,
      [about.id],
    );
    if (sealed)
      throw conflict(
        'report-approved',
        'The report of this period is approved, and lists what it lists. Begin a correction first: what you decide then counts for it.',
      );
  }

  /** What the entry is called now. @throws Problem 422 where there is no such entry. */
  private async labelOf({ kind, id }: EvidencePlace, entry: string): Promise<string> {
    const found = await this.database.read(async (tx) => {
      const [envelope] = await rows<{ section: string | null }>(
        tx,
        `select section from envelope where id = $1`,
        [id],
      );
      if (kind === 'contribution' && envelope?.section != null) {
        const content = await this.sections.get(envelope.section).content(tx, [id]);
        return entryIn(content.get(id), entry)?.label;
      }
      const [answer] = await rows<{ question: string }>(
        tx,
        `select question from challenge_answer where report_id = $1 and 'answers/' || trim(finding_key) = $2 order by answered_at desc limit 1`,
        [id, entry],
      );
      return answer && `Answer to: ${answer.question}`.slice(0, 600);
    });
    if (found === undefined)
      throw invalid([{ path: 'entry', message: 'There is no such entry here. Read the part again.' }]);
    return found;
  }
}

/** A name without folders, cleaned like any line of text. @throws Problem 422. */
function nameOf(sent: string): string {
  const found = fileName.safeParse(baseName(sent));
  if (found.success) return found.data;
  throw invalid([
    {
      path: 'file',
      message:
        `The name of the file cannot be kept. Give it a plain name. ${found.error.issues[0]?.message ?? ''}`.trim(),
    },
  ]);
}

/** How a file is called and typed when it goes out. */
export const givenAs = ({
  kind,
  sha256,
}: {
  kind: FileKind;
  sha256: string;
}): { name: string; type: string } => ({
  name: `evidence-${sha256.slice(0, 12)}.${FILE_KINDS[kind].endings[0]}`,
  type: FILE_KINDS[kind].mime,
});
