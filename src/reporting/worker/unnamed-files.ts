import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { ArtefactStore, Clock, Database, Health, Logger } from '../../platform/index.js';

const HOUR_MS = 60 * 60 * 1000;
/** Between storing a file and its row lie milliseconds; whatever is older than this has no row to come. */
const LEFT_AFTER_MS = 24 * HOUR_MS;
const EVERY_MS = 6 * HOUR_MS;

/** What one look through the store found. */
export interface Sweep {
  /** Files that no row names and that were taken away. */
  removed: number;
  /** Files that no row names and that lie there still: nobody here may delete them. */
  left: number;
}

/**
 * A worker that is killed between storing a file and writing it down leaves a file that nothing names. Every worker looks for such
 * files at its start and every six hours after: a folder's are removed, a bucket's are counted. Several looking at once do no harm.
 */
@Injectable()
export class UnnamedFiles implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private sweeping: Promise<void> = Promise.resolve();
  private stopped = false;
  private last: Sweep | 'failed' | undefined;

  constructor(
    private readonly database: Database,
    private readonly store: ArtefactStore,
    private readonly clock: Clock,
    private readonly health: Health,
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.health.add('unnamed files', () =>
      Promise.resolve({
        name: 'unnamed files',
        kind: 'alert' as const,
        ok: this.last !== 'failed',
        detail: words(this.last),
      }),
    );
    this.schedule(0);
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.sweeping;
  }

  /** @throws StorageError and the database's errors; what was removed by then stays removed. */
  async sweep(): Promise<Sweep> {
    const before = new Date(this.clock.now().getTime() - LEFT_AFTER_MS);
    const found: Sweep = { removed: 0, left: 0 };
    for await (const names of this.store.namesBefore(before)) {
      const unnamed = await this.withoutRow(names);
      for (const name of unnamed) {
        if (this.stopped) return found;
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

  private schedule(delayMs: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.sweeping = this.lookThrough().finally(() => {
        this.schedule(EVERY_MS);
      });
    }, delayMs);
  }

  private async lookThrough(): Promise<void> {
    try {
      this.last = await this.sweep();
    } catch (error) {
      this.last = 'failed';
      this.logger.warn({ err: error }, 'could not look for stored files that nothing names');
    }
  }
}

function words(last: Sweep | 'failed' | undefined): string {
  if (last === undefined) return 'not looked for yet';
  if (last === 'failed') return 'could not be looked for; the log says why';
  return `${last.left} stored files that nothing names, ${last.removed} removed at the last look`;
}
