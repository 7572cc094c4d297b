import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { z } from 'zod';
import { systemActor } from '../../identity/index.js';
import {
  ArtefactStore,
  Audit,
  Config,
  Database,
  Outbox,
  PermanentFailure,
  rows,
  StorageError,
  WorkHandlers,
  type WorkContext,
} from '../../platform/index.js';
import { dataFile, dataRows } from '../../document/index.js';
import { editionOf, hasEdition, NotPublishable, type Edition } from '../../disclosure/index.js';
import type { EditionName, ReportSnapshot, Seal } from '../../snapshot/index.js';
import { RenderError } from '../../document/worker.js';
import type { ArtefactFormat } from '../report.entity.js';
import { editionRendered, editionWanted, printingKey, type printing } from '../reporting.work.js';
import { VersionsQueries, type VersionFile } from '../versions/versions.queries.js';
import { EditionPrinter } from './edition-printer.js';

type Printing = z.infer<typeof printing>;

/** A file that lies in the store, and what its row says of it. */
interface StoredFile {
  format: ArtefactFormat;
  sha256: string;
  /** Bytes. */
  size: number;
  pageCount: number | null;
  facts: Record<string, unknown>;
}

/** What is written once the files lie in the store: their rows, the word to what waits for them, the audit event. */
@Injectable()
export class RenderEffects {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
  ) {}

  stored(
    context: WorkContext,
    of: Printing,
    programmeId: string,
    files: readonly StoredFile[],
  ): Promise<void> {
    const { correlationId } = context.claim;
    return this.database.write(async (tx) => {
      await rows(
        tx,
        `insert into artefact (version_id, edition, since_version_id, format, sha256, size, page_count, facts)
         select $1, $2, $3, f.format, f.sha256, f.size, f."pageCount", f.facts
           from json_to_recordset($4::json) as f(format text, sha256 text, size int, "pageCount" int, facts jsonb)`,
        [of.versionId, of.edition, of.sinceId, JSON.stringify(files)],
      );
      await this.outbox.add(tx, editionRendered, { key: printingKey(of), payload: of, correlationId });
      await context.complete(tx);
      await this.audit.append(tx, systemActor(correlationId), {
        action: 'edition.stored',
        subjectKind: 'version',
        subjectId: of.versionId,
        programmeId,
        detail: {
          edition: of.edition,
          sinceId: of.sinceId,
          files: files.map(({ format, sha256, size, pageCount }) => ({ format, sha256, size, pageCount })),
        },
      });
    });
  }
}

/** Turns a sealed version into the stored files of one of its editions. Reads sealed texts and nothing else. */
@Injectable()
export class RenderHandler implements OnModuleInit {
  constructor(
    private readonly handlers: WorkHandlers,
    private readonly config: Config,
    private readonly database: Database,
    private readonly versions: VersionsQueries,
    private readonly printer: EditionPrinter,
    private readonly store: ArtefactStore,
    private readonly effects: RenderEffects,
  ) {}

  onModuleInit(): void {
    this.handlers.register(
      editionWanted,
      (wanted, context) => this.render(wanted, context),
      this.config.RENDER_PAGES,
    );
  }

  private async render(wanted: Printing, context: WorkContext): Promise<void> {
    const version = await this.versions.find(wanted.versionId);
    const sealed = await this.sealed(wanted.versionId);
    if (!version || !sealed) throw new PermanentFailure(`There is no sealed version ${wanted.versionId}.`);
    if (version.files.some((file) => isOf(file, wanted)))
      return this.database.write((tx) => context.complete(tx));
    const started = performance.now();
    const edition = editionFrom(sealed, wanted.edition);
    // Nothing is stored unless both forms pass.
    const { page, rulesPassed, pdf } = await lasting(
      this.printer.print(
        edition,
        {
          seal: sealed.seal,
          since: await this.earlier(wanted.sinceId, wanted.edition),
          between: await this.between(wanted),
          corrected: await this.earlier(version.corrects, wanted.edition),
        },
        context.signal,
      ),
    );
    await context.renewLease();
    const milliseconds = Math.round(performance.now() - started);
    // Each is synced to the disk before its row is written; together that takes as long as the slowest.
    const files = await Promise.all([
      this.stored('pdf', pdf.bytes, pdf.pageCount, {
        fonts: pdf.fonts,
        blockedRequests: pdf.blockedRequests,
        printedBytes: pdf.printedBytes,
        pages: pdf.pages,
        milliseconds,
        attempt: context.claim.attempt,
      }),
      this.stored('html', Buffer.from(page), null, { rulesPassed }),
      // Open data is for everybody, so it is kept of public editions alone.
      ...(wanted.edition === 'public'
        ? [this.stored('csv', Buffer.from(dataFile(edition)), null, { rows: dataRows(edition).length })]
        : []),
    ]);
    await this.effects.stored(context, wanted, version.programmeId, files);
  }

  private async stored(
    format: StoredFile['format'],
    bytes: Buffer,
    pageCount: number | null,
    facts: StoredFile['facts'],
  ): Promise<StoredFile> {
    return { format, ...(await this.store.put(bytes)), pageCount, facts };
  }

  /** The same editions of the reports that this reader did not have. */
  private async between({ versionId, edition, sinceId }: Printing): Promise<Edition[]> {
    if (sinceId === null) return [];
    const ids = await this.database.read((tx) => this.versions.between(tx, sinceId, versionId));
    const found: Edition[] = [];
    for (const id of ids) {
      const one = await this.earlier(id, edition);
      if (one) found.push(one);
    }
    return found;
  }

  /** The same edition of an earlier version, to be compared with. */
  private async earlier(versionId: string | null, name: EditionName): Promise<Edition | null> {
    const sealed = versionId === null ? undefined : await this.sealed(versionId);
    return sealed && hasEdition(sealed.snapshot, name) ? editionFrom(sealed, name) : null;
  }

  private async sealed(versionId: string): ReturnType<VersionsQueries['sealed']> {
    try {
      return await this.versions.sealed(versionId);
    } catch (error) {
      // Trying again would read the same text.
      if (error instanceof StorageError) throw new PermanentFailure(error.message, { cause: error });
      throw error;
    }
  }
}

/** The same text would fail in the same way: a person has to look. */
async function lasting<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof RenderError && error.permanent)
      throw new PermanentFailure(error.message, { cause: error });
    throw error;
  }
}

const isOf = (file: VersionFile, { edition, sinceId }: Printing): boolean =>
  file.edition === edition && file.sinceId === sinceId;

/** @throws PermanentFailure when the edition would say what it must not: nothing is printed. */
function editionFrom(
  { snapshot, seal }: { snapshot: ReportSnapshot; seal: Seal },
  name: EditionName,
): Edition {
  try {
    return editionOf(snapshot, name, seal.sha256);
  } catch (error) {
    if (error instanceof NotPublishable) throw new PermanentFailure(error.message, { cause: error });
    throw error;
  }
}
