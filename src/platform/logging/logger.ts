import type { LoggerService } from '@nestjs/common';
import { pino, type DestinationStream, type Logger as PinoLogger } from 'pino';
import type { Config } from '../config/config.js';

/**
 * JSON log lines on standard output, instants in UTC. Ids, never names; the redact list is the second fence, not the first.
 */
// eslint-disable-next-line @typescript-eslint/no-extraneous-class, @typescript-eslint/no-unsafe-declaration-merging -- a class is what Nest can inject by; the interface below is its shape, filled wherever one is made
export abstract class Logger {}
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging, @typescript-eslint/no-empty-object-type -- made by createLogger only
export interface Logger extends PinoLogger {}

/** @param to where the lines go; standard output unless a test reads them. */
export function createLogger(
  config: Pick<Config, 'LOG_LEVEL'>,
  process: string,
  to: DestinationStream = standardOutput(),
): Logger {
  const options = {
    level: config.LOG_LEVEL,
    base: { process },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: [
        'password',
        'token',
        'secret',
        'authorization',
        'cookie',
        '*.password',
        '*.token',
        '*.secret',
        '*.authorization',
        '*.cookie',
      ],
      censor: '[redacted]',
    },
  };
  return pino(options, to);
}

/**
 * Written at once, not in the background: a process whose reader is gone (a killed launcher) would otherwise try for ever to
 * write its last lines when it ends, and never end (sonic-boom 4.2, flushSync at EPIPE).
 */
const standardOutput = (): DestinationStream => pino.destination({ dest: 1, sync: true });

/** Lets Nest's own messages go the same way as ours. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}
  log(message: unknown, context?: string): void {
    this.logger.debug({ context }, String(message));
  }
  warn(message: unknown, context?: string): void {
    this.logger.warn({ context }, String(message));
  }
  error(message: unknown, stack?: string, context?: string): void {
    this.logger.error({ context, stack }, String(message));
  }
}
