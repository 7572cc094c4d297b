import { setTimeout as pause } from 'node:timers/promises';

/** A queue or a worker of BullMQ. */
interface Part {
  waitUntilReady(): Promise<unknown>;
  close(): Promise<void>;
}

/** Milliseconds before a part is made anew. */
const AGAIN_MS = 1000;

/**
 * A part of BullMQ that is made anew until its first connection stands. BullMQ remembers for as long as the part lives that this
 * connection failed: a queue then takes nothing any more, and a worker asks without pause, with all of a core, and gets nothing.
 * What breaks later BullMQ mends itself.
 */
export class Enduring<P extends Part> {
  /** Rejects when it was closed before. */
  readonly ready: Promise<P>;
  private readonly closing = new AbortController();

  /** @param failed hears why a connection did not come about. */
  constructor(
    private readonly make: () => P,
    private readonly failed: (error: unknown) => void,
  ) {
    this.ready = this.madeReady();
    // Nobody may wait for it.
    this.ready.catch(() => undefined);
  }

  private async madeReady(): Promise<P> {
    for (;;) {
      const part = this.make();
      try {
        await this.orClosing(part.waitUntilReady());
        return part;
      } catch (error) {
        // It holds connections that nobody would end; how that ends changes nothing.
        part.close().catch(() => undefined);
        this.closing.signal.throwIfAborted();
        this.failed(error);
        await pause(AGAIN_MS, undefined, { signal: this.closing.signal });
      }
    }
  }

  private orClosing(work: Promise<unknown>): Promise<unknown> {
    const { signal } = this.closing;
    return new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => {
        reject(signal.reason as Error);
      });
      work.then(resolve, reject);
    });
  }

  async close(): Promise<void> {
    this.closing.abort(new Error('the queue is closing'));
    const part = await this.ready.catch(() => undefined);
    await part?.close();
  }
}
