import { describe, expect, it } from '@jest/globals';
import { createLogger } from './logger.js';

/** What stands in the log after this. */
function logged(write: (logger: ReturnType<typeof createLogger>) => void): string {
  let log = '';
  write(createLogger({ LOG_LEVEL: 'info' }, 'web', { write: (line) => void (log += line) }));
  return log;
}

describe('a line of the log', () => {
  it('is one line of JSON, whatever it tells: nobody can write a line of their own into it', () => {
    const hostile = 'x\r\n{"level":30,"msg":"approved"}\u2028\u001b[2J"}';
    const log = logged((logger) =>
      logger.warn({ address: hostile, nested: { [hostile]: hostile } }, hostile),
    );
    expect(log.split(/\r?\n/)).toHaveLength(2);
    // eslint-disable-next-line no-control-regex -- control characters would move a terminal
    expect(log).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
    expect(JSON.parse(log)).toMatchObject({ address: hostile, nested: { [hostile]: hostile }, msg: hostile });
  });

  it('says its instant in UTC, its process and its weight', () => {
    const before = Date.now();
    const line = JSON.parse(logged((logger) => logger.error('away'))) as { time: string };
    expect(line).toEqual({ level: 50, time: expect.any(String), process: 'web', msg: 'away' });
    expect(line.time).toMatch(/Z$/);
    expect(Date.parse(line.time) - before).toBeGreaterThanOrEqual(0);
  });

  it('holds nothing that is called a secret, should somebody hand one over', () => {
    const secrets = ['password', 'token', 'secret', 'authorization', 'cookie'].map((name) => [
      name,
      'hunter2',
    ]);
    const log = logged((logger) => {
      logger.info(Object.fromEntries(secrets), 'as they are');
      logger.info({ headers: Object.fromEntries(secrets) }, 'a level deeper');
    });
    expect(log.match(/\[redacted\]/g)).toHaveLength(10);
    expect(log).not.toContain('hunter2');
  });
});
