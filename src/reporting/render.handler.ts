import { Injectable, type OnModuleInit } from '@nestjs/common';
import { systemActor } from '../identity/index.js';
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
} from '../platform/index.js';
import { presentReport } from './edition/edition.view.js';
import { renderReportHtml } from './edition/edition.html.js';
import { Renderer, RenderError, type CheckedPage, type RenderedPdf } from './rendering/rendering.js';
import { versionRendered, versionSealed } from './reporting.work.js';
import { Versions } from './versions.queries.js';

/** What is written once the file lies in the store: its row, the word to whoever waits for it, the audit event. */
@Injectable()
export class RenderEffects {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
  ) {}

  stored(
    context: WorkContext,
    done: {
      version: { id: string; programmeId: string };
      stored: { sha256: string; size: number };
      pdf: RenderedPdf;
      page: CheckedPage;
      milliseconds: number;
    },
  ): Promise<void> {
    const { version, stored, pdf, page, milliseconds } = done;
    const { correlationId } = context.claim;
    return this.database.write(async (tx) => {
      await rows(
        tx,
        `insert into artefact (version_id, format, sha256, size, page_count, facts) values ($1, 'pdf', $2, $3, $4, $5)`,
        [
          version.id,
          stored.sha256,
          stored.size,
          pdf.pageCount,
          JSON.stringify({
            fonts: pdf.fonts,
            blockedRequests: pdf.blockedRequests,
            printedBytes: pdf.printedBytes,
            rulesPassed: page.rulesPassed,
            milliseconds,
            attempt: context.claim.attempt,
          }),
        ],
      );
      await this.outbox.add(tx, versionRendered, {
        key: version.id,
        payload: { versionId: version.id },
        correlationId,
      });
      await context.complete(tx);
      await this.audit.append(tx, systemActor(correlationId), {
        action: 'artefact.stored',
        subjectKind: 'version',
        subjectId: version.id,
        programmeId: version.programmeId,
        detail: { format: 'pdf', sha256: stored.sha256, size: stored.size, pageCount: pdf.pageCount },
      });
    });
  }
}

/** Turns a sealed version into its stored PDF. Reads the sealed text and nothing else. */
@Injectable()
export class RenderHandler implements OnModuleInit {
  constructor(
    private readonly handlers: WorkHandlers,
    private readonly config: Config,
    private readonly database: Database,
    private readonly versions: Versions,
    private readonly renderer: Renderer,
    private readonly store: ArtefactStore,
    private readonly effects: RenderEffects,
  ) {}

  onModuleInit(): void {
    this.handlers.register(
      versionSealed,
      ({ versionId }, context) => this.render(versionId, context),
      this.config.RENDER_PAGES,
    );
  }

  /** Where this deployment answers for its reports; no part of what is sealed. */
  private get verifyAt(): string {
    return `${this.config.PUBLIC_URL.replace(/\/+$/, '')}/verify`;
  }

  private async render(versionId: string, context: WorkContext): Promise<void> {
    const version = await this.versions.find(versionId);
    const sealed = await this.sealed(versionId);
    if (!version || !sealed) throw new PermanentFailure(`There is no sealed version ${versionId}.`);
    if (version.pdf) return this.database.write((tx) => context.complete(tx));
    const started = performance.now();
    const view = presentReport(sealed.snapshot, sealed.seal, this.verifyAt);
    // Nothing is stored unless both forms pass.
    const { signal } = context;
    const page = await lasting(this.renderer.checkPage(renderReportHtml(view, 'page'), { signal }));
    const pdf = await lasting(this.renderer.render(renderReportHtml(view), { signal }));
    await context.stillMine();
    const stored = await this.store.put(pdf.bytes);
    await this.effects.stored(context, {
      version,
      stored,
      pdf,
      page,
      milliseconds: Math.round(performance.now() - started),
    });
  }

  private async sealed(versionId: string): ReturnType<Versions['sealed']> {
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
