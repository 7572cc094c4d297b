import { randomUUID } from 'node:crypto';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { createLogger, loadConfig, QueueBackend } from '../../../src/platform/index.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';

/*
 * A process that starts while its database is too busy to answer, or that is frozen while it connects. The queue is the one in PostgreSQL:
 * its clients remember that a first connection failed.
 */
let testDatabase: TestDatabase;
let silent: boolean;
let asked: number;
const sockets = new Set<Socket>();
const keep = (socket: Socket): void => {
  sockets.add(socket);
  socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
};
const proxy = createServer((client) => {
  asked += 1;
  keep(client);
  if (silent) return;
  const { hostname, port } = new URL(testDatabase.appUrl);
  const server = connect(Number(port), hostname);
  keep(server);
  client.pipe(server).pipe(client);
});

beforeEach(async () => {
  testDatabase = await createTestDatabase();
  [silent, asked] = [true, 0];
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => proxy.close(resolve));
  await testDatabase.drop();
});

function throughProxy(): QueueBackend {
  const url = new URL(testDatabase.appUrl);
  [url.hostname, url.port] = ['127.0.0.1', String((proxy.address() as AddressInfo).port)];
  const config = loadConfig({ NODE_ENV: 'test', LOG_LEVEL: 'silent', DATABASE_URL: url.href });
  return new QueueBackend(config, createLogger(config, 'test'));
}

it('a queue whose first connection did not come about works once its database answers', async () => {
  const backend = throughProxy();
  const queue = `test-${randomUUID()}`;
  const woken: string[] = [];
  const listener = backend.listen(queue, 1, (workId) => {
    woken.push(workId);
    return Promise.resolve();
  });
  const notifier = backend.notifier(queue);
  try {
    await expect(notifier.notify('too early', 'one')).rejects.toThrow('took longer than');
    silent = false;
    // Neither end asks without pause: two clients, each again after a second.
    expect(asked).toBeLessThan(12);
    await eventually('the queue takes it', () =>
      notifier.notify('in time', randomUUID()).then(
        () => true,
        () => false,
      ),
    );
    await eventually('somebody is woken', () => woken.includes('in time'));
  } finally {
    await Promise.all([listener.close(), notifier.close()]);
  }
}, 60_000);

it('a queue that never got its connection can be closed', async () => {
  const backend = throughProxy();
  const listener = backend.listen('never', 1, () => Promise.resolve());
  await listener.close();
  expect(asked).toBeLessThan(4);
}, 60_000);
