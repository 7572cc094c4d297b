import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import {
  Config,
  Logger,
  Outbox,
  OutboxWorker,
  Metrics,
  QueueBackend,
  WorkHandlers,
} from '../../src/platform/index.js';
import type { TestApp } from './app.js';
import { eventually } from './eventually.js';

export interface AccountMessage {
  to: string;
  subject: string;
  text: string;
}

/** A worker in the process of a {@link TestApp}, whose modules include the room's worker. */
export function startWorker({ app }: TestApp): OutboxWorker {
  const get = <T extends object>(token: abstract new (...parameters: never[]) => T): T =>
    app.get(token, { strict: false });
  const worker = new OutboxWorker(
    get(Config),
    get(Logger),
    get(Outbox),
    get(WorkHandlers),
    get(QueueBackend),
    get(Metrics),
  );
  worker.start();
  return worker;
}

/** Every mail about accounts so far, oldest first, once nothing waits any more. */
export async function accountMails(test: TestApp): Promise<AccountMessage[]> {
  await eventually('the mails about accounts are out', async () => {
    const [left] = await test.sql<{ n: string }>(
      `select count(*) as n from outbox where queue = 'account' and done_at is null and dead_letter_at is null`,
    );
    return left?.n === '0';
  });
  const folder = join(test.config.varDir, 'mail');
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder)
    .filter((name) => name.startsWith('account-'))
    .map((name) => join(folder, name))
    .sort((a, b) => statSync(a).mtimeMs - statSync(b).mtimeMs);
  return Promise.all(
    files.map(async (file) => {
      const { to, subject = '', text = '' } = await simpleParser(readFileSync(file));
      return { to: [to].flat()[0]?.text ?? '', subject, text };
    }),
  );
}

/** The link of the last mail to this address. */
export async function mailedLink(test: TestApp, email: string): Promise<string> {
  const mail = (await accountMails(test)).findLast(
    ({ to, text }) => to === email && text.includes('?token='),
  );
  const [link] = /http\S+\?token=[\w-]+/.exec(mail?.text ?? '') ?? [];
  if (link === undefined) throw new Error(`No link was mailed to ${email}.`);
  return link;
}
