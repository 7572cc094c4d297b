import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { readPrivateJson, writePrivateJson } from '../platform/index.js';
import type { Sample } from './sample-schema.js';

const accounts = z.object({
  note: z.string(),
  accounts: z.array(
    z.object({
      email: z.string(),
      jobTitle: z.string(),
      roles: z.array(z.string()),
      password: z.string().min(12),
    }),
  ),
  /** Codes of the sample programmes that were set up to the end. */
  completed: z.array(z.string()),
});

const NOTE =
  'Passwords of the sample accounts, made at random on this machine. Only the owner of this file may read it.';

/** No look-alikes (0 and o, 1 and l). */
const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';

/** Four groups of five letters and digits: 100 bits that can be read out and typed. */
function randomPassword(): string {
  const letter = (): string => LETTERS.charAt(randomInt(LETTERS.length));
  return Array.from({ length: 4 }, () => Array.from({ length: 5 }, letter).join('')).join('-');
}

/** The passwords of the sample accounts, kept in `var/accounts.json` (0600) from the moment they are made. */
export class Accounts {
  private readonly kept: z.infer<typeof accounts>;

  private constructor(readonly file: string) {
    const found = readPrivateJson(file);
    const parsed = accounts.safeParse(found ?? { note: NOTE, accounts: [], completed: [] });
    if (!parsed.success)
      throw new Error(`${file} is not what this program keeps there: ${z.prettifyError(parsed.error)}`);
    this.kept = parsed.data;
  }

  static in(varDir: string): Accounts {
    return new Accounts(join(varDir, 'accounts.json'));
  }

  get all(): readonly { email: string; jobTitle: string; roles: string[]; password: string }[] {
    return this.kept.accounts;
  }

  /** Undefined when none was made here. */
  passwordOf(email: string): string | undefined {
    return this.kept.accounts.find((account) => account.email === email)?.password;
  }

  /** The kept password, or a new one, which is on the disk before anybody uses it. */
  passwordFor({ email, jobTitle, roles }: Sample['people'][number]): string {
    const known = this.passwordOf(email);
    if (known !== undefined) return known;
    const password = randomPassword();
    this.kept.accounts.push({ email, jobTitle, roles, password });
    writePrivateJson(this.file, this.kept);
    return password;
  }

  isCompleted(code: string): boolean {
    return this.kept.completed.includes(code);
  }

  complete(code: string): void {
    if (this.isCompleted(code)) return;
    this.kept.completed.push(code);
    writePrivateJson(this.file, this.kept);
  }
}
