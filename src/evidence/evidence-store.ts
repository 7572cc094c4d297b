import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Actor } from '../identity/index.js';
import {
  Audit,
  Config,
  conflict,
  Health,
  Logger,
  Problem,
  RemovableFiles,
  row,
  rows,
  Scanner,
  ScannerAway,
  type Tx,
} from '../platform/index.js';
import type { EvidencePlace } from './evidence.queries.js';

const MB = 1024 * 1024;

/** Where the bytes of evidence are: scanned before they are kept, within the room that there is, under their hash. */
@Injectable()
export class EvidenceStore implements OnModuleInit {
  constructor(
    private readonly files: RemovableFiles,
    private readonly scanner: Scanner,
    private readonly config: Config,
    private readonly audit: Audit,
    private readonly logger: Logger,
    private readonly health: Health,
  ) {}

  /** A process works without a scanner: uploads alone are refused while it is away. */
  onModuleInit(): void {
    this.health.add('malware scanner', async () => {
      const { state, words } = await this.scanner.state();
      return {
        name: 'malware scanner',
        kind: 'alert',
        ok: state !== 'away',
        isSet: state !== 'none',
        detail: words,
      };
    });
  }

  /** Bytes that one file may have. */
  get fileLimit(): number {
    return this.config.EVIDENCE_FILE_MB * MB;
  }

  /** Whether files are scanned before they are kept. */
  get scans(): boolean {
    return this.scanner.isSet;
  }

  /**
   * Asks the scanner. Of an infected file the audit trail keeps the hash and what was found, and nothing keeps the bytes.
   * @returns what scanned it; null where no scanner is set.
   * @throws Problem 422 when it is infected, or too large for the scanner · 503 while the scanner is away.
   */
  async scanned(
    actor: Actor,
    {
      programmeId,
      place,
      sha256,
      bytes,
    }: { programmeId: string; place: EvidencePlace; sha256: string; bytes: Buffer },
  ): Promise<string | null> {
    const verdict = await this.scanner.scan(bytes).catch((error: unknown) => {
      if (!(error instanceof ScannerAway)) throw error;
      this.logger.warn(
        { sha256, size: bytes.length, why: error.message },
        'a file could not be scanned and was not kept',
      );
      throw error.tooLarge
        ? new Problem({
            code: 'too-large-to-scan',
            status: 422,
            detail:
              'The file is too large to be scanned for malware, so it was not kept. Attach a smaller file, or tell your administrator.',
          })
        : new Problem({
            code: 'scanner-away',
            status: 503,
            detail:
              'Files cannot be scanned for malware now, so the file was not kept. Try again in some minutes. Your administrator sees on the system page what is wrong.',
            retryAfter: 60,
          });
    });
    if (verdict === null || verdict.clean) return verdict?.by ?? null;
    await this.audit.note(actor.audit, {
      action: 'evidence.infected',
      subjectKind: place.kind,
      subjectId: place.id,
      programmeId,
      detail: { sha256, size: bytes.length, signature: verdict.signature, scannedBy: verdict.by },
    });
    throw new Problem({
      code: 'file-infected',
      status: 422,
      detail: `The scanner found malware in the file (${verdict.signature}). It was not kept. Tell whoever sent it to you, and your administrator.`,
    });
  }

  /**
   * Makes sure that so many bytes more have room. One at a time for each programme, until the end of the transaction.
   * @throws Problem 409.
   */
  async room(tx: Tx, programmeId: string, envelopeId: string, size: number): Promise<void> {
    await rows(tx, `select pg_advisory_xact_lock(hashtextextended('evidence of ' || $1, 0))`, [programmeId]);
    const { part, programme } = await row<{ part: string; programme: string }>(
      tx,
      `select coalesce(sum(size) filter (where envelope_id = $2), 0)::text as part, coalesce(sum(size), 0)::text as programme
         from evidence where programme_id = $1 and deleted_at is null`,
      [programmeId, envelopeId],
    );
    const { EVIDENCE_PART_MB, EVIDENCE_PROGRAMME_MB } = this.config;
    if (Number(part) + size > EVIDENCE_PART_MB * MB)
      throw conflict(
        'no-room',
        `The files here would be more than ${EVIDENCE_PART_MB} MB together. Nothing was added.`,
      );
    if (Number(programme) + size > EVIDENCE_PROGRAMME_MB * MB)
      throw conflict(
        'no-room',
        `The programme’s evidence would be more than ${EVIDENCE_PROGRAMME_MB} MB. Nothing was added. An administrator can give it more room.`,
      );
  }

  /** Nobody else puts or deletes bytes of this hash until the end of the transaction. */
  async hold(tx: Tx, sha256: string): Promise<void> {
    await rows(tx, `select pg_advisory_xact_lock(hashtextextended('bytes ' || $1, 0))`, [sha256]);
  }

  put(bytes: Buffer): Promise<unknown> {
    return this.files.put(bytes);
  }

  /** @throws StorageError. */
  get(sha256: string): Promise<Buffer> {
    return this.files.get(sha256);
  }

  /**
   * Deletes the bytes unless some row still keeps them. The caller holds the hash.
   * @returns whether they are gone.
   */
  async removeUnlessKept(tx: Tx, sha256: string): Promise<boolean> {
    const kept = await rows(tx, `select 1 from evidence where sha256 = $1 and deleted_at is null limit 1`, [
      sha256,
    ]);
    if (kept.length > 0) return false;
    await this.files.remove(sha256);
    return true;
  }

  /** The names of files that were put before that instant. */
  namesBefore(instant: Date): AsyncIterable<string[]> {
    return this.files.namesBefore(instant);
  }
}
