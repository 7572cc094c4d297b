import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadConfig, type Config } from '../config/config.js';
import { createLogger, type Logger } from '../logging/logger.js';
import { startTraces } from '../metrics/traces.js';
import { exitWithParent, reportReady } from './exit-with-parent.js';

/** A process that serves until it is told to stop. */
export interface Serving {
  /** Where it listens, when it does. */
  port?: number;
  /** Stops taking work, ends what is under way, lets go of everything. Called once. */
  stop(): Promise<void>;
}

/** @throws Error with a sentence for the operator, in the place of whatever would first miss the folder. */
export async function assertWritable(varDir: string): Promise<void> {
  const probe = join(varDir, `.try-${process.pid}`);
  try {
    await mkdir(varDir, { recursive: true, mode: 0o750 });
    await writeFile(probe, '', { mode: 0o600 });
    await rm(probe, { force: true });
  } catch (error) {
    throw new Error(
      `VAR_DIR (${varDir}) cannot be written (${(error as NodeJS.ErrnoException).code ?? 'unknown'}). Give this process a folder of its own, or set VAR_DIR to one.`,
      { cause: error },
    );
  }
}

/**
 * The life of a process of ours: settings, start, a word to the launcher, an orderly stop at SIGTERM, SIGINT or when the launcher is
 * gone, and a fatal log line with exit code 1 when it cannot start.
 * @param stopWithinMs after which it ends whether the stop has finished or not.
 */
export async function runProcess(
  name: string,
  stopWithinMs: number,
  start: (config: Config, logger: Logger) => Promise<Serving>,
): Promise<void> {
  let logger = createLogger({ LOG_LEVEL: 'info' }, name);
  try {
    const config = loadConfig();
    logger = createLogger(config, name);
    await assertWritable(config.varDir);
    const endTraces = await startTraces(config, name);
    const serving = await start(config, logger);
    let stopping: Promise<void> | undefined;
    const stop = (): Promise<void> => (stopping ??= serving.stop().finally(endTraces));
    const end = (): void => {
      setTimeout(() => process.exit(1), stopWithinMs).unref();
      stop().then(
        () => process.exit(0),
        (error: unknown) => {
          logger.error({ err: error }, `${name} did not stop in order`);
          process.exit(1);
        },
      );
    };
    process.once('SIGTERM', end);
    process.once('SIGINT', end);
    exitWithParent(stop, stopWithinMs);
    logger.info({ port: serving.port }, `${name} serves`);
    reportReady(serving.port);
  } catch (error) {
    logger.fatal({ err: error }, `${name} could not start`);
    // What was opened before the fault (a browser, connections) would keep the process alive for ever.
    process.exit(1);
  }
}
