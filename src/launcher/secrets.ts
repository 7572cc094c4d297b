import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { readPrivateJson, writePrivateJson } from '../platform/index.js';

const secrets = z.object({
  /** Of the login that owns the schema; used by `migrate` alone. */
  ownerPassword: z.string().min(20),
  /** Of the application's own login. */
  appPassword: z.string().min(20),
  /** Signs session cookies. */
  sessionSecret: z.string().min(32),
});
export type Secrets = z.infer<typeof secrets>;

/** Reads the secrets of this installation, or makes them at random. Losing the file costs nothing but the open sessions. */
export function readOrMakeSecrets(file: string): Secrets {
  const kept = readPrivateJson(file);
  if (kept !== undefined) {
    const parsed = secrets.safeParse(kept);
    if (!parsed.success)
      throw new Error(`${file} is not complete. Move it away: a new one is made at the next start.`);
    return parsed.data;
  }
  const made: Secrets = {
    ownerPassword: random(),
    appPassword: random(),
    sessionSecret: random(),
  };
  writePrivateJson(file, made);
  return made;
}

const random = (): string => randomBytes(32).toString('base64url');
