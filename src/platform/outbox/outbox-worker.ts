import { randomUUID } from 'node:crypto';
import { Config } from '../config/config.js';
import { Injectable } from '@nestjs/common';
import { Logger } from '../logging/logger.js';
import { Metrics } from '../metrics/metrics.js';
import { traced } from '../metrics/traces.js';
import { Grouped } from '../database/grouped.js';
import { QueueBackend, type Listener, type Notifier } from '../queue/queue.js';
import { PermanentFailure, WorkHandlers, type WorkContext } from './work-handlers.js';
import { LostClaim, Outbox, type Claim } from './outbox.js';

/**
 * The worker's engine. It sweeps the outbox and notifies the queue of what is due. When the queue wakes it, it claims the work, calls
 * the handler, renews the lease meanwhile, and records how the attempt ended. Any number of processes may run it.
 */
@Injectable()
export class OutboxWorker {
  private readonly owner = randomUUID();
  private readonly stopping = new AbortController();
  private readonly notifiers = new Map<string, Notifier>();
  private readonly listeners: Listener[] = [];
  private readonly working = new Set<Promise<unknown>>();
  private sweeping: Promise<void> = Promise.resolve();
  /** Of the next sweep; undefined while one runs. */
  private timer: NodeJS.Timeout | undefined;
  private sweepAgain = false;
  private lastSweepProblem = 0;
  /** By queue: who claims the next work of it, together with others who are free at the same moment. */
  private readonly next = new Map<string, Grouped<null, Claim | undefined>>();
  /** By kind: when to look again whether recurring work is due, by the monotonic clock. */
  private readonly nextLook = new Map<string, number>();

  constructor(
    private readonly config: Config,
    private readonly logger: Logger,
    private readonly outbox: Outbox,
    private readonly handlers: WorkHandlers,
    private readonly queue: QueueBackend,
    private readonly metrics: Metrics,
  ) {}

  /** Starts listening and sweeping. Call it after every room has registered its handlers. */
  start(): void {
    for (const [name, concurrency] of this.handlers.queues()) {
      this.notifiers.set(name, this.queue.notifier(name));
      this.listeners.push(this.queue.listen(name, concurrency, (workId) => this.wake(workId, name)));
    }
    for (const name of this.handlers.goingOn())
      this.next.set(
        name,
        new Grouped(async (free) => {
          const claims = await this.outbox.claimNext(name, free.length);
          return free.map((_, at) => claims[at]);
        }),
      );
    this.schedule(0);
  }

  /**
   * Takes no more work, waits until running work has ended or was released, and closes the queue. It waits here and not in the queue,
   * which cannot say that a job has ended while its backend is away.
   */
  async stop(): Promise<void> {
    clearTimeout(this.timer);
    this.stopping.abort(new Error('the worker is stopping'));
    await this.sweeping;
    await Promise.allSettled(this.working);
    await Promise.all(this.listeners.map((listener) => listener.close()));
    await Promise.all([...this.notifiers.values()].map((notifier) => notifier.close()));
  }

  private schedule(delay: number): void {
    if (this.stopping.signal.aborted) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.sweepAgain = false;
      this.sweeping = this.sweep().finally(() => {
        this.schedule(this.sweepAgain ? 0 : this.config.WORK_POLL_MS);
      });
    }, delay);
  }

  private async sweep(): Promise<void> {
    try {
      await this.addRecurring();
      const due = await this.outbox.due([...this.notifiers.keys()], 100);
      const woken = new Map<string, number>();
      for (const { id, queue, notifications } of due) {
        // Where work goes on by itself, so many wake-ups as can work at once are enough; should they get lost, the next sweep sends others.
        const before = woken.get(queue) ?? 0;
        if (this.next.has(queue) && before >= (this.handlers.queues().get(queue) ?? 1)) continue;
        woken.set(queue, before + 1);
        try {
          // A fresh job id for every wake-up: the queue silently ignores an id that it has seen.
          await this.notifiers.get(queue)?.notify(id, `work-${id}-${notifications}`);
        } catch (error) {
          await this.outbox.notifyAgain(id);
          throw error;
        }
      }
    } catch (error) {
      const now = Date.now();
      if (now - this.lastSweepProblem > 5000) {
        this.lastSweepProblem = now;
        this.logger.warn(
          { error: messageOf(error) },
          'could not notify the queue of due work; it stays in the outbox',
        );
      }
    }
  }

  /** Asks the database once for each occurrence, and once a minute, because a machine may sleep and its clock may be set. */
  private async addRecurring(): Promise<void> {
    for (const kind of this.handlers.recurring()) {
      if (performance.now() < (this.nextLook.get(kind.name) ?? 0)) continue;
      const untilNext = await this.outbox.addOccurrences(kind);
      this.nextLook.set(kind.name, performance.now() + Math.min(untilNext, 60_000));
    }
  }

  private async wake(workId: string, queue: string): Promise<void> {
    // The next sweep of any worker notifies again.
    if (this.stopping.signal.aborted) return this.outbox.notifyAgain(workId);
    const work = this.work(workId, queue);
    this.working.add(work);
    try {
      if (await work) this.hurry();
    } finally {
      this.working.delete(work);
    }
  }

  /** What has just ended may have asked for more: it is not left to wait for the next sweep. */
  private hurry(): void {
    if (this.timer === undefined) this.sweepAgain = true;
    else this.schedule(0);
  }

  /** @returns whether anything was done. */
  private async work(workId: string, queue: string): Promise<boolean> {
    const claim = await this.outbox.claim(workId, randomUUID());
    let done = claim !== undefined;
    if (claim) await this.attempt(claim);
    else this.logger.debug({ workId, worker: this.owner }, 'not ours: done, not due, or claimed by another');
    const next = this.next.get(queue);
    while (next && !this.isStopping()) {
      const following = await next.ask(null);
      if (!following) break;
      if (this.isStopping()) {
        await this.outbox.release(following);
        break;
      }
      await this.attempt(following);
      done = true;
    }
    return done;
  }

  private isStopping(): boolean {
    return this.stopping.signal.aborted;
  }

  private async attempt(claim: Claim): Promise<void> {
    const workId = claim.id;
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
      log.error('work is now a dead letter: no attempt came to an end');
      return;
    }
    log.debug('work begun');
    const lost = new AbortController();
    const signal = AbortSignal.any([lost.signal, this.stopping.signal]);
    const heartbeat = setInterval(
      () => {
        this.outbox.renewLease(claim).then(
          (kept) => {
            if (!kept) lost.abort(new LostClaim(claim));
          },
          (error: unknown) => {
            log.warn({ error: messageOf(error) }, 'could not renew the lease');
          },
        );
      },
      (this.config.WORK_LEASE_SECONDS * 1000) / 3,
    );
    const begun = performance.now();
    const { kind, attempt, correlationId } = claim;
    try {
      await traced(`work ${kind}`, { workId, attempt, correlationId }, () =>
        registered.handle(registered.kind.payload.parse(claim.payload), this.context(claim, signal)),
      );
      log.info('work done');
      this.metrics.attempt(kind, 'done', performance.now() - begun);
    } catch (error) {
      this.metrics.attempt(kind, await this.ended(claim, error, log), performance.now() - begun);
    } finally {
      clearInterval(heartbeat);
    }
  }

  private context(claim: Claim, signal: AbortSignal): WorkContext {
    return {
      claim,
      signal,
      renewLease: async () => {
        if (!(await this.outbox.renewLease(claim))) throw new LostClaim(claim);
      },
      complete: (tx) => this.outbox.complete(tx, claim),
    };
  }

  private async ended(claim: Claim, error: unknown, log: Logger): Promise<'lost' | 'released' | 'failed'> {
    if (error instanceof LostClaim) {
      log.warn('the claim was lost to another worker; nothing was written');
      return 'lost';
    }
    if (this.stopping.signal.aborted && !(error instanceof PermanentFailure)) {
      await this.outbox.release(claim);
      log.info({ error: messageOf(error) }, 'work released: the worker stops');
      return 'released';
    }
    const deadLetter = await this.outbox.fail(claim, messageOf(error), error instanceof PermanentFailure);
    if (deadLetter) log.error({ err: error }, 'work is now a dead letter: it will not be tried again');
    else log.warn({ err: error }, 'work failed and will be tried again');
    return 'failed';
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
