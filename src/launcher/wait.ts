import { setTimeout as pause } from 'node:timers/promises';

const LOOK_EVERY_MS = 250;

/**
 * Looks again and again until there is something to see.
 * @param wait `what` completes the sentence "Waited 60 seconds for …".
 * @throws Error when it did not come in time, and whatever the look throws.
 */
export async function waitFor<T>(
  wait: { what: string; withinMs: number; signal: AbortSignal },
  look: () => Promise<T | undefined>,
): Promise<T> {
  const end = Date.now() + wait.withinMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() >= end)
      throw new Error(`Waited ${wait.withinMs / 1000} seconds for ${wait.what}, and it did not happen.`);
    await pause(LOOK_EVERY_MS, undefined, { signal: wait.signal });
  }
}
