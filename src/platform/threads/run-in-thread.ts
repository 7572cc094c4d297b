import { Worker } from 'node:worker_threads';

export interface ThreadLimits {
  /** Of the thread: its objects. */
  heapMb: number;
  /** By how much the memory of the whole process may grow meanwhile: buffers do not lie on a heap. */
  growthMb: number;
  deadlineMs: number;
}

/** A thread that was ended because it took more than it may. */
export class ThreadOverran extends Error {
  constructor(readonly limit: 'memory' | 'time') {
    super(`The thread took more ${limit} than it may.`);
    this.name = 'ThreadOverran';
  }
}

/** Between two looks at the memory. */
const LOOK_MS = 50;
const MB = 1024 * 1024;

/**
 * Starts a thread for one job and waits for its one message. Whatever happens in it, the process that serves requests goes on.
 * @param module the script of the thread, without its extension: compiled, or source in tests, which Node's TypeScript loader reads.
 * @param job what `workerData` gives the thread; it must survive a structured clone.
 * @throws ThreadOverran when it was ended for its memory or its time · whatever the thread threw.
 */
export function runInThread<Answer>(module: URL, job: unknown, limits: ThreadLimits): Promise<Answer> {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const worker = new Worker(new URL(`${module.href}.${extension}`), {
    env: {}, // no settings and no secrets
    workerData: job,
    resourceLimits: { maxOldGenerationSizeMb: limits.heapMb },
  });
  return new Promise<Answer>((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new ThreadOverran('time'));
    }, limits.deadlineMs);
    const before = process.memoryUsage.rss();
    const watch = setInterval(() => {
      if (process.memoryUsage.rss() - before > limits.growthMb * MB) reject(new ThreadOverran('memory'));
    }, LOOK_MS);
    worker.on('message', resolve);
    worker.on('error', (error: Error & { code?: string }) => {
      reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new ThreadOverran('memory') : error);
    });
    worker.on('exit', () => {
      clearTimeout(timer);
      clearInterval(watch);
      reject(new Error('The thread ended without an answer.'));
    });
  }).finally(() => worker.terminate());
}
