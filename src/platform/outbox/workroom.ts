import { randomUUID } from 'node:crypto';
import { Config } from '../config/config.js';
import { Injectable } from '@nestjs/common';
import { Logger } from '../logging/logger.js';
import { QueueBackend, type Bell, type Listener } from '../queue/queue.js';
import { PermanentFailure, WorkHandlers, type WorkContext } from './handlers.js';
import { LostClaim, Outbox, type Claim } from './outbox.js';

/**
 * The worker's engine: sweeps the outbox and rings the bell for what is due, hears the bell, claims, calls the handler,
 * keeps the claim alive, and writes down how it ended. Any number of processes may run it.
 */
@Injectable()
export class Workroom {
  private readonly owner = randomUUID();
  private readonly stopping = new AbortController();
  private readonly bells = new Map<string, Bell>();
  private readonly listeners: Listener[] = [];
  private readonly working = new Set<Promise<void>>();
  private sweeping: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;
  private lastSweepProblem = 0;

  constructor(
    private readonly config: Config,
    private readonly logger: Logger,
    private readonly outbox: Outbox,
    private readonly handlers: WorkHandlers,
    private readonly queue: QueueBackend,
  ) {}

  /** Starts hearing and sweeping. Call after every room has registered its handlers. */
  start(): void {
    for (const [name, concurrency] of this.handlers.queues()) {
      this.bells.set(name, this.queue.bell(name));
      this.listeners.push(this.queue.listen(name, concurrency, (workId) => this.hear(workId)));
    }
    this.schedule(0);
  }

  /**
   * Stops taking work, lets what is under way end or be given back, closes the queue. The work is waited for here and not by the
   * queue, which cannot say that a job has ended while its backend is away.
   */
  async stop(): Promise<void> {
    clearTimeout(this.timer);
    this.stopping.abort(new Error('the worker is stopping'));
    await this.sweeping;
    await Promise.allSettled(this.working);
    await Promise.all(this.listeners.map((listener) => listener.close()));
    await Promise.all([...this.bells.values()].map((bell) => bell.close()));
  }

  private schedule(delay: number): void {
    if (this.stopping.signal.aborted) return;
    this.timer = setTimeout(() => {
      this.sweeping = this.sweep().finally(() => {
        this.schedule(this.config.WORK_POLL_MS);
      });
    }, delay);
  }

  private async sweep(): Promise<void> {
    try {
      const due = await this.outbox.due([...this.bells.keys()], 100);
      for (const { id, queue, rung } of due) {
        try {
          // A fresh job id for every ring: the queue silently ignores an id that it has seen.
          await this.bells.get(queue)?.ring(id, `work-${id}-${rung}`);
        } catch (error) {
          await this.outbox.unring(id);
          throw error;
        }
      }
    } catch (error) {
      const now = Date.now();
      if (now - this.lastSweepProblem > 5000) {
        this.lastSweepProblem = now;
        this.logger.warn({ error: messageOf(error) }, 'could not ring for due work; it stays in the outbox');
      }
    }
  }

  private async hear(workId: string): Promise<void> {
    // Whoever sweeps next rings again.
    if (this.stopping.signal.aborted) return this.outbox.unring(workId);
    const work = this.work(workId);
    this.working.add(work);
    try {
      await work;
    } finally {
      this.working.delete(work);
    }
  }

  private async work(workId: string): Promise<void> {
    const claim = await this.outbox.claim(workId, randomUUID());
    if (claim === undefined) {
      this.logger.debug({ workId, worker: this.owner }, 'not ours: done, not due, or claimed by another');
      return;
    }
    const log = this.logger.child({
      workId,
      kind: claim.kind,
      attempt: claim.attempt,
      correlationId: claim.correlationId,
    });
    const registered = this.handlers.find(claim.kind);
    if (registered === undefined) {
      await this.outbox.fail(claim, `No handler for work of kind "${claim.kind}" in this worker.`, true);
      log.error('no handler for this kind of work');
      return;
    }
    // Only attempts that nobody could write an end to come this far: something in this work kills its worker.
    if (claim.attempt > this.config.WORK_MAX_ATTEMPTS) {
      await this.outbox.fail(claim, 'The worker ended in the middle of it, every time.', true);
      log.error('work needs attention: no attempt came to an end');
      return;
    }
    log.debug('work begun');
    const lost = new AbortController();
    const signal = AbortSignal.any([lost.signal, this.stopping.signal]);
    const heart = setInterval(
      () => {
        this.outbox.renew(claim).then(
          (mine) => {
            if (!mine) lost.abort(new LostClaim(claim));
          },
          (error: unknown) => {
            log.warn({ error: messageOf(error) }, 'could not renew the claim');
          },
        );
      },
      (this.config.WORK_LEASE_SECONDS * 1000) / 3,
    );
    try {
      await registered.handle(registered.kind.payload.parse(claim.payload), this.context(claim, signal));
      log.info('work done');
    } catch (error) {
      await this.ended(claim, error, log);
    } finally {
      clearInterval(heart);
    }
  }

  private context(claim: Claim, signal: AbortSignal): WorkContext {
    return {
      claim,
      signal,
      stillMine: async () => {
        if (!(await this.outbox.renew(claim))) throw new LostClaim(claim);
      },
      complete: (tx) => this.outbox.complete(tx, claim),
    };
  }

  private async ended(claim: Claim, error: unknown, log: Logger): Promise<void> {
    if (error instanceof LostClaim) {
      log.warn('the claim was lost to another worker; nothing was written');
      return;
    }
    if (this.stopping.signal.aborted && !(error instanceof PermanentFailure)) {
      await this.outbox.giveBack(claim);
      log.info({ error: messageOf(error) }, 'work given back: the worker stops');
      return;
    }
    const dead = await this.outbox.fail(claim, messageOf(error), error instanceof PermanentFailure);
    if (dead) log.error({ err: error }, 'work needs attention: it failed for good');
    else log.warn({ err: error }, 'work failed and will be tried again');
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
