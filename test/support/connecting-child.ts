/**
 * A program of its own for test/medium/platform/connections.long.spec.ts, because Node reads NODE_EXTRA_CA_CERTS as it starts:
 * tries the services of its settings and says what became of each.
 */
import { randomBytes } from 'node:crypto';
import { DataSource } from 'typeorm';
import { CONNECTION_LIMITS, createLogger, loadConfig, QueueBackend } from '../../src/platform/index.js';
import { createMailTransport } from '../../src/platform/mail/mail.js';
import { createArtefactStore } from '../../src/platform/storage/storage.js';

const config = loadConfig();
const database = new DataSource({ type: 'postgres', url: config.DATABASE_URL, extra: CONNECTION_LIMITS });

async function outcome(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
    return 'reached';
  } catch (error) {
    const { message, cause } = error as Error;
    return cause instanceof Error ? `${message}: ${cause.message}` : message;
  }
}

async function sendMail(): Promise<void> {
  const became = await createMailTransport(config).send({
    messageId: '<one@reports.example.org>',
    from: config.MAIL_FROM,
    to: 'member@council.example.org',
    subject: 'Papers',
    text: 'They are here.',
  });
  if (became.kind !== 'accepted') throw new Error(became.reason);
}

process.stdout.write(
  JSON.stringify({
    database: await outcome(() => database.initialize()),
    queue: await outcome(() => new QueueBackend(config, createLogger(config, 'test')).check()),
    mail: await outcome(sendMail),
    store: await outcome(() => createArtefactStore(config).put(randomBytes(8))),
  }),
);
process.exit();
