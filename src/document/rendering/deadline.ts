import { RenderError } from './render-error.js';

/**
 * One span of time that several steps share, and one signal that ends it early. Each step is raced against both, so
 * nothing that Chromium forgets to answer can hold a worker.
 */
export class Deadline {
  private readonly over: Promise<never>;
  private readonly timer: NodeJS.Timeout;
  private stop: (reason: RenderError) => void = () => undefined;
  private readonly onAbort = (): void => {
    this.stop(new RenderError('cancelled', 'The render was cancelled.'));
  };

  /** @param ms from now. `end()` must be called, or the timer holds the process that long. */
  constructor(
    ms: number,
    private readonly signal?: AbortSignal,
  ) {
    this.over = new Promise<never>((_resolve, reject) => {
      this.stop = reject;
    });
    this.over.catch(() => undefined); // nobody may be racing when the time runs out
    this.timer = setTimeout(() => {
      this.stop(new RenderError('timeout', `Not finished within ${ms} ms.`));
    }, ms);
    if (signal?.aborted) this.onAbort();
    else signal?.addEventListener('abort', this.onAbort, { once: true });
  }

  /** What loses the race goes on unseen; its own failure is swallowed. */
  async race<T>(...steps: Promise<T>[]): Promise<T> {
    for (const step of steps) step.catch(() => undefined);
    return Promise.race([this.over, ...steps]);
  }

  end(): void {
    clearTimeout(this.timer);
    this.signal?.removeEventListener('abort', this.onAbort);
  }
}

/** Runs `work` under a deadline of its own. */
export async function within<T>(ms: number, work: (deadline: Deadline) => Promise<T>): Promise<T> {
  const deadline = new Deadline(ms);
  try {
    return await deadline.race(work(deadline));
  } finally {
    deadline.end();
  }
}
