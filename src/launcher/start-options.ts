import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Accounts } from '../sample/index.js';

/** How `npm start` begins: with the sample, or with nothing but the first administrator. */
export interface StartOptions {
  /** Null where the sample is wanted. Without an address nobody is made: the folder was begun before. */
  empty: { email: string | null; name: string | null } | null;
}

export const USAGE = 'Usage: npm start [-- --empty EMAIL NAME] | npm run demo';

/** @param args after `start`. @returns null where they are not understood. Pure. */
export function startOptions(args: readonly string[]): StartOptions | null {
  const [flag, email, ...name] = args;
  if (flag === undefined) return { empty: null };
  if (flag !== '--empty' || email?.startsWith('-')) return null;
  if (email !== undefined && !/^[^\s@]+@[^\s@]+$/u.test(email)) return null;
  return { empty: { email: email ?? null, name: name.join(' ') || null } };
}

/** In the folder of an installation that was begun without the sample, so that no later start fills it with one. */
const MARK = 'without-sample';

/** Whether this start brings the sample, looked up without touching the folder. */
export const hasSample = (varDir: string, { empty }: StartOptions): boolean =>
  empty === null && !existsSync(join(varDir, MARK));

/** Above every page of the sample, so that nobody takes it for a council's own. Pure. @param env as the operator set it. */
export const samplePhase = (env: NodeJS.ProcessEnv): string =>
  env['PHASE_LINE'] ||
  `Demonstration: the council, its people and its figures are made up.${env['SMTP_URL'] ? '' : ' E-mails are kept as files and reach nobody.'}`;

/**
 * Whether this start is one without the sample. A folder stays what it was begun as.
 * @throws Error with a plain sentence for a folder that has the sample.
 */
export function isWithoutSample(varDir: string, { empty }: StartOptions): boolean {
  const mark = join(varDir, MARK);
  if (existsSync(mark)) return true;
  if (empty === null) return false;
  if (Accounts.in(varDir).all.length > 0)
    throw new Error(
      `The folder ${varDir} has the sample. Begin without it in another one: VAR_DIR=elsewhere npm start -- --empty EMAIL NAME`,
    );
  writeFileSync(mark, 'This installation was begun without the sample; npm start adds none.\n');
  return true;
}
