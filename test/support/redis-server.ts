import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { freePort } from '../../src/launcher/index.js';
import { eventually } from './eventually.js';

/** Whether this machine has the program; only the pass on Redis insists on it. */
export function hasRedis(): boolean {
  return spawnSync('redis-server', ['--version']).status === 0;
}

/** A Redis of a test's own, which it may stop, kill and empty. Its data stay when it is started again. */
export class RedisServer {
  private readonly folder = mkdtempSync(join(tmpdir(), 'highlight-report-redis-'));
  private child: ChildProcess | undefined;

  private constructor(
    private readonly port: number,
    private readonly settings: readonly string[],
  ) {}

  /** @param settings instead of those that the product asks for. */
  static async start(
    settings = ['--appendonly', 'yes', '--maxmemory-policy', 'noeviction'],
  ): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), settings);
    await server.start();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    this.child = spawn(
      'redis-server',
      [
        '--port',
        String(this.port),
        '--bind',
        '127.0.0.1',
        '--dir',
        this.folder,
        '--save',
        '',
        ...this.settings,
      ],
      { stdio: 'ignore' },
    );
    await eventually('Redis answers', () =>
      this.ask((client) => client.ping()).then(
        () => true,
        () => false,
      ),
    );
  }

  /** SIGKILL: as when the machine is gone. */
  async kill(): Promise<void> {
    const { child } = this;
    if (child?.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  async ask<T>(what: (client: Redis) => Promise<T>): Promise<T> {
    const client = new Redis(this.url, { lazyConnect: true, retryStrategy: null, maxRetriesPerRequest: 0 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return await what(client);
    } finally {
      client.disconnect();
    }
  }

  async close(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
