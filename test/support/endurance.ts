import { it } from '@jest/globals';

/**
 * How often a test repeats what it does. `npm test` runs the shorter form; `npm run test:endurance` sets TEST_ENDURANCE and runs the
 * longer form of the same assertions. Only files named `*.endurance.spec.ts` call this: the endurance run selects them by name.
 */
export function rounds(times: { usual: number; endurance: number }): number {
  return process.env['TEST_ENDURANCE'] === '1' ? times.endurance : times.usual;
}

/** The cases of a table that are run: the first `usual` of them by `npm test`, all of them in the longer form. */
export function cases<T>(usual: number, all: readonly T[]): readonly T[] {
  return all.slice(0, rounds({ usual, endurance: all.length }));
}

/** A case beside others of its kind that only the longer form runs. What `npm test` shows of the kind stands in the same file. */
export function enduranceIt(name: string, run: () => Promise<void>, timeoutMs?: number): void {
  if (rounds({ usual: 0, endurance: 1 }) === 1) it(name, run, timeoutMs);
}
