import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import { requirePermission, type Actor } from '../identity/index.js';
import {
  ArtefactStore,
  Audit,
  Clock,
  Config,
  Database,
  RemovableFiles,
  row,
  rows,
  sha256Hex,
  type ReadTx,
} from '../platform/index.js';
import { ProgrammesQueries } from '../programmes/index.js';
import { belongs, EXPORTED_TABLES } from './exported-tables.js';

/** What an archive says of itself: `manifest.json`, its last file. */
export interface Manifest {
  format: 'highlight-report-archive/1';
  programme: { id: string; code: string; name: string };
  /** UTC. */
  exportedAt: string;
  exportedBy: string;
  /** The end of the audit trail when the archive was made. */
  auditHead: { seq: string; hash: string } | null;
  files: { name: string; rows: number | null; bytes: number; sha256: string }[];
}

/** Rows that are fetched at once. */
const AT_ONCE = 1000;
/** Nobody makes or reads an archive for a day. */
const LEFT_AFTER_MS = 24 * 60 * 60 * 1000;

/**
 * Everything of a programme in one file: each table as JSON lines, the printed files under their hashes, and a manifest with the hash of each.
 * It holds what is not for publication. It is for leaving the product, for a copy that outlives it, and for whoever wants to check it
 * without us.
 */
@Injectable()
export class ArchiveService implements OnApplicationBootstrap {
  constructor(
    private readonly database: Database,
    private readonly programmes: ProgrammesQueries,
    private readonly store: ArtefactStore,
    private readonly evidence: RemovableFiles,
    private readonly audit: Audit,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.removeLeftOvers();
  }

  /**
   * Makes the archive in a file of its own, so that a slow reader holds no connection of the database, and gives it out. The file is
   * removed when it was read, or the reader went away.
   * @returns a ZIP file. @throws Problem 403 · 404 · StorageError where a printed file is missing or damaged.
   */
  async exported(actor: Actor, programmeId: string): Promise<{ name: string; stream: Readable }> {
    const programme = await this.programmes.get(actor, programmeId);
    requirePermission(actor, 'programme.export', programmeId);
    const folder = this.folder;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await this.removeLeftOvers();
    const path = join(folder, `archive-${randomUUID()}.zip`);
    const archive = new ArchiveFile(path);
    try {
      const manifest = await this.database.read((tx) => this.fill(tx, archive, actor, programme));
      const hash = archive.json('manifest.json', manifest);
      await archive.close();
      await this.audit.noteGiven(actor.audit, {
        action: 'programme.exported',
        subjectKind: 'programme',
        subjectId: programmeId,
        programmeId,
        detail: { files: manifest.files.length, manifest: hash },
      });
    } catch (error) {
      await archive.abandon();
      throw error;
    }
    const stream = createReadStream(path);
    stream.once('close', () => void rm(path, { force: true }));
    return { name: `${programme.code.toLowerCase()}-archive-${this.clock.today()}.zip`, stream };
  }

  private get folder(): string {
    return join(this.config.varDir, 'tmp');
  }

  /** A process that is killed leaves the archive that it was making, which holds what is not for publication. */
  private async removeLeftOvers(): Promise<void> {
    const names = await readdir(this.folder).catch(() => []);
    for (const name of names.filter((one) => /^archive-.*\.zip$/u.test(one))) {
      const path = join(this.folder, name);
      const found = await stat(path).catch(() => undefined); // gone meanwhile: it was read
      if (found && this.clock.now().getTime() - found.mtimeMs > LEFT_AFTER_MS)
        await rm(path, { force: true });
    }
  }

  private async fill(
    tx: ReadTx,
    archive: ArchiveFile,
    actor: Actor,
    { id, code, name }: { id: string; code: string; name: string },
  ): Promise<Manifest> {
    // It grows with the programme.
    await rows(tx, `set local statement_timeout = 0`);
    for (const table of Object.keys(EXPORTED_TABLES).filter(
      (one) => !('not' in (EXPORTED_TABLES[one] ?? {})),
    ))
      await this.table(
        tx,
        archive,
        id,
        table,
        `select to_jsonb(t)::text as line from ${table} t where ${belongs(table)} order by 1`,
      );
    await this.table(tx, archive, id, 'people', PEOPLE);
    const printed = await rows<{ sha256: string; format: string }>(
      tx,
      `select distinct trim(t.sha256) as sha256, t.format from artefact t where ${belongs('artefact')} order by 1`,
      [id],
    );
    for (const { sha256, format } of printed)
      await archive.file(`files/${sha256}.${format}`, await this.store.get(sha256));
    const attached = await rows<{ sha256: string; kind: string }>(
      tx,
      `select distinct t.sha256, t.kind from evidence t where ${belongs('evidence')} and t.deleted_at is null order by 1, 2`,
      [id],
    );
    for (const { sha256, kind } of attached)
      await archive.file(`evidence/${sha256}.${kind}`, await this.evidence.get(sha256));
    const head = await row<{ seq: string; hash: string }>(
      tx,
      `select seq::text as seq, encode(hash, 'hex') as hash from audit_head`,
    );
    return {
      format: 'highlight-report-archive/1',
      programme: { id, code, name },
      exportedAt: this.clock.now().toISOString(),
      exportedBy: actor.audit.label,
      auditHead: head.seq === '0' ? null : head,
      files: archive.files,
    };
  }

  private async table(
    tx: ReadTx,
    archive: ArchiveFile,
    programmeId: string,
    name: string,
    sql: string,
  ): Promise<void> {
    const lines = archive.lines(`tables/${name}.jsonl`);
    await rows(tx, `declare archived no scroll cursor for ${sql}`, [programmeId]);
    for (;;) {
      const found = await rows<{ line: string }>(tx, `fetch ${AT_ONCE} from archived`);
      for (const { line } of found) lines.add(line);
      await archive.drained();
      if (found.length < AT_ONCE) break;
    }
    await rows(tx, `close archived`);
    lines.end();
  }
}

/** Whoever did something in the programme, or has a role in it. */
const PEOPLE = `select jsonb_build_object('id', u.id, 'name', u.name, 'job_title', u.job_title)::text as line from app_user u
  where u.id in (select actor_id from audit_event where programme_id = $1)
     or u.id in (select user_id from assignment where programme_id = $1) order by 1`;

/** A ZIP file that is written as it grows, and the hash of each file in it. */
class ArchiveFile {
  readonly files: Manifest['files'] = [];
  private readonly zip: Zip;
  private readonly out: ReturnType<typeof createWriteStream>;
  private failed: Error | undefined;

  constructor(private readonly path: string) {
    this.out = createWriteStream(path, { mode: 0o600 });
    this.out.on('error', (error) => (this.failed = error));
    this.zip = new Zip((error, chunk, final) => {
      if (error) this.failed = error;
      else this.out.write(chunk);
      if (final) this.out.end();
    });
  }

  lines(name: string): { add: (line: string) => void; end: () => void } {
    const file = new ZipDeflate(name, { level: 6 });
    this.zip.add(file);
    const hash = createHash('sha256');
    let [count, bytes] = [0, 0];
    return {
      add: (line) => {
        const chunk = Buffer.from(`${line}\n`);
        hash.update(chunk);
        count++;
        bytes += chunk.length;
        file.push(chunk);
      },
      end: () => {
        file.push(new Uint8Array(0), true);
        this.files.push({ name, rows: count, bytes, sha256: hash.digest('hex') });
      },
    };
  }

  /** Bytes that are compressed already. */
  async file(name: string, bytes: Buffer): Promise<void> {
    const file = new ZipPassThrough(name);
    this.zip.add(file);
    file.push(bytes, true);
    this.files.push({ name, rows: null, bytes: bytes.length, sha256: sha256Hex(bytes) });
    await this.drained();
  }

  /** @returns the hash of what was written. */
  json(name: string, content: unknown): string {
    const text = `${JSON.stringify(content, null, 2)}\n`;
    const file = new ZipDeflate(name, { level: 6 });
    this.zip.add(file);
    file.push(Buffer.from(text), true);
    return sha256Hex(text);
  }

  async drained(): Promise<void> {
    this.check();
    if (this.out.writableNeedDrain)
      await new Promise<void>((resolve) => {
        this.out.once('drain', resolve);
        this.out.once('error', () => {
          resolve();
        });
      });
    this.check();
  }

  async close(): Promise<void> {
    this.zip.end();
    await new Promise<void>((resolve) => {
      if (this.out.closed) resolve();
      this.out.once('close', resolve);
    });
    this.check();
  }

  private check(): void {
    if (this.failed) throw this.failed;
  }

  /** Leaves nothing behind. */
  async abandon(): Promise<void> {
    this.zip.terminate();
    this.out.destroy();
    await rm(this.path, { force: true });
  }
}
