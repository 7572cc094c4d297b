import { Problem } from '../errors/problem.js';
import { runInThread, ThreadOverran, type ThreadLimits } from './run-in-thread.js';

/** What the thread of {@link aside} is told: which function of which file, and with what. */
export interface AsideJob {
  module: string;
  name: string;
  args: readonly unknown[];
}

const LIMITS: ThreadLimits = { heapMb: 512, growthMb: 768, deadlineMs: 15_000 };
/** Threads at the same time; a process that serves requests needs the other cores. */
const AT_ONCE = 2;
let running = 0;

/**
 * Calls a pure function in a thread of its own, so that a large input stalls nobody else. A thread costs about a tenth of a second:
 * call the function itself where the input is small.
 * @param module the file that exports the function, as `new URL('./x.rules', import.meta.url)`; without its extension.
 * @param name the exported function; its arguments and its answer must survive a structured clone.
 * @throws Problem 503 when two are running · 422 when it takes too long or too much memory.
 */
export async function aside<F extends (...args: never[]) => unknown>(
  module: URL,
  name: string,
  ...args: Parameters<F>
): Promise<ReturnType<F>> {
  if (running >= AT_ONCE)
    throw new Problem({
      code: 'busy',
      status: 503,
      detail: 'Other long texts are being looked through at this moment. Try again in a few seconds.',
      retryAfter: 5,
    });
  running++;
  try {
    const job: AsideJob = { module: module.href, name, args };
    return await runInThread<ReturnType<F>>(new URL('./aside.worker', import.meta.url), job, LIMITS);
  } catch (error) {
    if (!(error instanceof ThreadOverran)) throw error;
    throw new Problem({
      code: 'text-too-long',
      status: 422,
      detail: 'The text is too long to be looked through. Make it shorter.',
    });
  } finally {
    running--;
  }
}
