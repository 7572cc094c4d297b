import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { freePort } from '../../src/launcher/index.js';
import { eventually } from './eventually.js';

/** Whether this machine has the program; only the pass on Redis insists on it. */
export function hasRedis(): boolean {
  return spawnSync('redis-server', ['--version']).status === 0;
}

const KEPT = ['--appendonly', 'yes', '--maxmemory-policy', 'noeviction'];

/** A Redis of a test's own, which it may stop, kill and empty. Its data stay when it is started again. */
export class RedisServer {
  private readonly folder = mkdtempSync(join(tmpdir(), 'highlight-report-redis-'));
  private child: ChildProcess | undefined;

  private constructor(
    readonly port: number,
    private readonly settings: readonly string[],
  ) {}

  /** @param settings instead of those that the product asks for. */
  static async start(settings = KEPT): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), settings);
    await server.start();
    return server;
  }

  /** Another one, which has everything that this one has. */
  async replica(): Promise<RedisServer> {
    const replica = await RedisServer.start([...KEPT, '--replicaof', '127.0.0.1', String(this.port)]);
    await eventually('the replica has a copy', async () =>
      (await replica.ask((client) => client.info('replication'))).includes('master_link_status:up'),
    );
    return replica;
  }

  /** It is a copy no longer: from now on it follows nobody. */
  promote(): Promise<unknown> {
    return this.ask((client) => client.replicaof('NO', 'ONE'));
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

/** The one address that a failover needs: what stands behind it can be changed. */
export class RedisAddress {
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;

  private constructor(private behind: RedisServer) {
    this.server = createServer((socket) => {
      const onward = connect(this.behind.port, '127.0.0.1');
      for (const [one, other] of [
        [socket, onward],
        [onward, socket],
      ] as const) {
        this.sockets.add(one);
        one.on('error', () => undefined);
        one.on('close', () => {
          this.sockets.delete(one);
          other.destroy();
        });
        one.pipe(other);
      }
    });
  }

  static async of(behind: RedisServer): Promise<RedisAddress> {
    const address = new RedisAddress(behind);
    address.server.listen(0, '127.0.0.1');
    await once(address.server, 'listening');
    return address;
  }

  get url(): string {
    return `redis://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Who is connected has to connect again, and reaches this one. */
  moveTo(behind: RedisServer): void {
    this.behind = behind;
    this.hangUp();
  }

  async close(): Promise<void> {
    this.server.close();
    this.hangUp();
    await once(this.server, 'close');
  }

  private hangUp(): void {
    for (const socket of this.sockets) socket.destroy();
  }
}
