import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { FirstAdmin, TerminalLinks } from '../../src/identity/index.js';
import { londonDate } from '../../src/platform/index.js';
import {
  Accounts,
  answerQuestions,
  loadSample,
  SampleUsers,
  setUpAccounts,
  setUpMiddle,
} from '../../src/sample/index.js';
import { createTestApp, type TestApp } from './app.js';
import { buildProduct } from './launched.js';
import { eventually } from './eventually.js';
import { endPrograms, Program } from './program.js';

/** The commands that the people of the sample give at a terminal: `create-admin` and `password-links`. */
async function command(app: NestFastifyApplication, [name, ...args]: readonly string[]): Promise<string> {
  if (name === 'password-links')
    return [...(await app.get(TerminalLinks).make(args))].map((line) => line.join(' ')).join('\n');
  const [email = '', called = ''] = args;
  return (await app.get(FirstAdmin).create({ email, name: called, jobTitle: called })).link;
}

interface Part {
  id: string;
  section: string;
  status: string;
  ownerId: string;
}

/** The sample in the middle of its month, as `npm start` leaves it: web in this process, a worker in one of its own. */
export class SampleMonth {
  private constructor(
    readonly test: TestApp,
    readonly users: SampleUsers,
    readonly worker: Program,
  ) {}

  static async open(env: Record<string, string> = {}): Promise<SampleMonth> {
    const secret = { SESSION_SECRET: 'only for tests, and of the length that it has to have' };
    const [test] = await Promise.all([createTestApp('web', { ...secret, ...env }), buildProduct()]);
    try {
      const { DATABASE_URL, varDir } = test.config;
      const worker = await Program.start('worker', {
        NODE_ENV: 'test',
        DATABASE_URL,
        VAR_DIR: varDir,
        ...secret,
        WORK_POLL_MS: '100',
        RENDER_ALLOW_NO_SANDBOX: String(process.getuid?.() === 0),
      });
      const users = new SampleUsers(
        loadSample('january-2020'),
        Accounts.in(varDir),
        { origin: test.origin, command: (args) => command(test.app, args) },
        new AbortController().signal,
      );
      await setUpAccounts(users);
      await setUpMiddle(users, londonDate(new Date()), (_what, work) => work());
      return new SampleMonth(test, users, worker);
    } catch (error) {
      await endPrograms();
      await test.close();
      throw error;
    }
  }

  /** The id of the month that is at work. */
  async period(): Promise<string> {
    const [found] = await this.test.sql<{ id: string }>(
      `select id from reporting_period order by starts_on desc limit 1`,
    );
    return found?.id ?? '';
  }

  /** Waits until the worker has printed and sent all that there is. */
  async settled(): Promise<void> {
    await eventually(
      'the worker has done all its work',
      async () => {
        const [open] = await this.test.sql<{ number: number }>(
          `select count(*)::int as number from outbox
           where done_at is null and withdrawn_at is null and dead_letter_at is null and available_at <= now()`,
        );
        return open?.number === 0;
      },
      90_000,
    );
  }

  /** The key of the person with this account. */
  keyOfId(id: string): string {
    const found = this.users.sample.people.find(({ key }) => this.users.id(key) === id);
    if (!found) throw new Error(`Nobody of the sample has the account ${id}.`);
    return found.key;
  }

  async parts(): Promise<Part[]> {
    const manager = await this.users.as(this.users.keyOf('reviewer'));
    return manager.all<Part>(`/api/v1/contributions?periodId=${await this.period()}`);
  }

  /**
   * The month's report, or a correction of it, as it lies before the SRO: every part approved, every question answered.
   * @returns its id.
   */
  async withTheSro(): Promise<string> {
    const manager = await this.users.as(this.users.keyOf('reviewer'));
    for (const { id, status, ownerId } of await this.parts()) {
      const part = `/api/v1/contributions/${id}`;
      if (status === 'draft') await (await this.users.as(this.keyOfId(ownerId))).act(part, 'submit');
      if (status !== 'approved') await manager.act(part, 'approve');
    }
    const [newest] = await this.test.sql<{ id: string; status: string }>(
      `select id, status from envelope where kind = 'report' and period_id = $1 order by created_at desc limit 1`,
      [await this.period()],
    );
    let id = newest?.id ?? '';
    let status = newest?.status;
    if (status === 'approved') {
      const reason = { reason: 'A figure was wrong.' };
      ({ id } = await manager.act<{ id: string }>(`/api/v1/reports/${id}`, 'corrections', reason));
      status = 'draft';
      await this.changeWords(id);
    }
    if (status === 'draft') await manager.act(`/api/v1/reports/${id}`, 'submit');
    await answerQuestions(manager, `/api/v1/reports/${id}`);
    return id;
  }

  /** The programme manager writes one sentence more: a correction that corrects nothing is not sent. */
  async changeWords(reportId: string): Promise<void> {
    const manager = await this.users.as(this.users.keyOf('reviewer'));
    const url = `/api/v1/reports/${reportId}`;
    const { value, etag } = await manager.read<{ text: { overall: { narrative: string } } }>(url);
    const { overall, ...text } = value.text;
    const narrative = `${overall.narrative} It says so again.`;
    await manager.write('PUT', `${url}/text`, { ...text, overall: { ...overall, narrative } }, etag);
  }

  async close(): Promise<void> {
    await endPrograms();
    await this.test.close();
  }
}
