import { Injectable, type OnModuleInit } from '@nestjs/common';
import {
  ArtefactStore,
  Clock,
  Database,
  Logger,
  recurring,
  WorkHandlers,
  type WorkContext,
} from '../../platform/index.js';

/** Between storing a file and its row lie milliseconds; whatever is older than this has no row to come. */
const LEFT_AFTER_MS = 24 * 60 * 60 * 1000;

/** Time to look for files that no row names. */
export const unnamedFilesDue = recurring({
  name: 'unnamed-files.due',
  rule: { every: 'hours', hours: 6 },
  missed: 'latest',
});

/** What one look through the store found. */
export interface Sweep {
  /** Files that no row names and that were removed. */
  removed: number;
  /** Files that no row names and that are still there: this login may not delete them. */
  left: number;
}

/**
 * A worker that is killed between storing a file and recording it leaves a file that nothing names. Every six hours one worker looks for
 * such files: a folder's are removed, a bucket's are counted. A look that fails is tried again like any work; should two happen to
 * look at once, they do no harm.
 */
@Injectable()
export class UnnamedFiles implements OnModuleInit {
  constructor(
    private readonly handlers: WorkHandlers,
    private readonly database: Database,
    private readonly store: ArtefactStore,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    this.handlers.register(unnamedFilesDue, (_, context) => this.look(context));
  }

  private async look(context: WorkContext): Promise<void> {
    const { removed, left } = await this.sweep(context.signal);
    this.logger.info({ removed, left }, 'looked for stored files that nothing names');
    await this.database.write((tx) => context.complete(tx));
  }

  /** @throws StorageError, the database's errors, and the signal's reason; what was removed by then stays removed. */
  async sweep(signal?: AbortSignal): Promise<Sweep> {
    const before = new Date(this.clock.now().getTime() - LEFT_AFTER_MS);
    const found: Sweep = { removed: 0, left: 0 };
    for await (const names of this.store.namesBefore(before)) {
      const unnamed = await this.withoutRow(names);
      for (const name of unnamed) {
        signal?.throwIfAborted();
        if (await this.store.removeUnnamed(name, before)) {
          found.removed += 1;
          this.logger.info({ sha256: name }, 'removed a stored file that nothing names');
        } else found.left += 1;
      }
    }
    return found;
  }

  private async withoutRow(names: readonly string[]): Promise<string[]> {
    const named = await this.database.query<{ sha256: string }>(
      `select sha256 from artefact where sha256 = any($1)`,
      [names],
    );
    const known = new Set(named.map(({ sha256 }) => sha256));
    return names.filter((name) => !known.has(name));
  }
}
