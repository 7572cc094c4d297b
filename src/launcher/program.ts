import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

export interface ProgramRun {
  /** The JavaScript file to run. */
  entry: string;
  args: readonly string[];
  /** Its whole environment. */
  env: NodeJS.ProcessEnv;
  /** Ends it. */
  signal: AbortSignal;
}

/**
 * Runs a Node program to its end.
 * @returns what it printed.
 * @throws Error with what it said on standard error when it ends with anything but 0.
 */
export async function runProgram({ entry, args, env, signal }: ProgramRun): Promise<string> {
  // A session of its own: a Ctrl-C in the terminal is for the launcher to judge.
  const child = spawn(process.execPath, [entry, ...args], { env, detached: true, signal, stdio: 'pipe' });
  child.stdin.on('error', () => undefined); // it ended without reading; its exit says why
  child.stdin.end();
  const exited = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [code, printed, said] = await Promise.all([exited, text(child.stdout), text(child.stderr)]);
  if (code !== 0) throw new Error(said.trim() || printed.trim() || `${args[0] ?? entry} ended with ${code}.`);
  return printed.trim();
}
