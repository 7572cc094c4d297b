/**
 * How often a test repeats what it does. `npm test` runs the shorter form; `npm run test:endurance` sets TEST_ENDURANCE and runs the
 * longer form of the same assertions. Only files named `*.endurance.spec.ts` call this: the endurance run selects them by name.
 */
export function rounds(times: { usual: number; endurance: number }): number {
  return process.env['TEST_ENDURANCE'] === '1' ? times.endurance : times.usual;
}
