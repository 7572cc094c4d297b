import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import type { ThemeContent } from '../../src/themes/index.js';
import { editionWanted, printingKey } from '../../src/reporting/index.js';
import { MailServer } from '../medium/distribution/mail-server.js';
import { linkChromium } from './bundled-chromium.js';
import type { Answer, Client } from './client.js';
import { CouncilHarness, PASSWORD } from './council-harness.js';
import { keepCounts, type FaultCount } from './fault-counts.js';
import { buildProduct } from './launched.js';
import { eventually } from './eventually.js';
import { endPrograms, Program, runningPrograms } from './program.js';

/** Work that is to be done, but mails about work, which wait for the hours of their people. */
const OPEN = `done_at is null and withdrawn_at is null and kind <> 'notice.send'`;
const SECRET = 'only for tests, and of the length that it has to have';

/** Nothing in these reports is withheld, so there is one edition. By format. */
export const FILES_OF_A_VERSION = ['public csv', 'public html', 'public pdf'];

/** A version that somebody approved, and where it goes. */
export interface Sealed {
  versionId: string;
  /** The work of printing it. */
  workId: string;
  dispatchId: string;
  emails: string[];
  /** Its papers go into this drop folder, and nobody gets a mail. */
  folder?: string;
}

/**
 * A whole product in processes of its own: workers and webs as they are delivered, a mail server, and a council that drafts and
 * approves through the API of a web application in this process, on the same database and folder.
 */
export class FaultHarness {
  private readonly correctionOf: { reportUrl: string | undefined; periodId: string } = {
    reportUrl: undefined,
    periodId: '',
  };

  /** By kind of fault: how often, and what it could have hit. */
  private readonly faults = new Map<string, { tried: number; sealed: Set<Sealed> }>();

  private constructor(
    readonly council: CouncilHarness,
    readonly mail: MailServer,
    private readonly env: Record<string, string>,
  ) {}

  /** @param env settings for all of its processes. */
  static async open(env: Record<string, string> = {}): Promise<FaultHarness> {
    await buildProduct();
    const mail = await MailServer.start();
    const council = await CouncilHarness.open({ SESSION_SECRET: SECRET, ...env });
    const { DATABASE_URL, varDir } = council.test.config;
    await linkChromium(varDir);
    return new FaultHarness(council, mail, {
      NODE_ENV: 'test',
      LOG_LEVEL: 'debug', // tells when a piece of work was begun
      DATABASE_URL,
      VAR_DIR: varDir,
      SESSION_SECRET: SECRET,
      SMTP_URL: mail.url,
      PORT: '0',
      HEAVY_BUDGET: '1000',
      WORK_LEASE_SECONDS: '2',
      WORK_POLL_MS: '50',
      RENDER_ALLOW_NO_SANDBOX: String(process.getuid?.() === 0),
      ...env,
    });
  }

  /** Notes for the table of counts that a fault of this kind was injected, and what it could have hit. */
  injected(kind: string, ...sealed: Sealed[]): void {
    const known = this.faults.get(kind) ?? { tried: 0, sealed: new Set() };
    known.tried += 1;
    for (const one of sealed) known.sealed.add(one);
    this.faults.set(kind, known);
  }

  /** What became of everything, by kind of fault. */
  async counts(): Promise<FaultCount[]> {
    const counts: FaultCount[] = [];
    for (const [kind, { tried, sealed }] of this.faults) {
      const count = { kind, tried, deliveries: 0, lost: 0, double: 0, stuck: 0, uncertain: 0 };
      for (const one of sealed) await this.countOne(one, count);
      counts.push(count);
    }
    return counts;
  }

  private async countOne(
    { versionId, dispatchId, emails, folder }: Sealed,
    count: FaultCount,
  ): Promise<void> {
    const states = new Map(
      (
        await this.sql<{ email: string; state: string }>(
          `select recipient_email as email, state from delivery where dispatch_id = $1`,
          [dispatchId],
        )
      ).map(({ email, state }) => [email, state]),
    );
    for (const email of emails) {
      const mails = this.mail.to(email).length;
      count.deliveries += 1;
      if (states.get(email) === 'accepted' && mails === 0 && folder === undefined) count.lost += 1;
      if (mails > 1) count.double += 1;
      if (states.get(email) === 'uncertain') count.uncertain += 1;
    }
    const files = (
      await this.sql<{ file: string }>(
        `select edition || ' ' || format as file from artefact where version_id = $1`,
        [versionId],
      )
    ).map(({ file }) => file);
    if (FILES_OF_A_VERSION.some((file) => !files.includes(file))) count.lost += 1;
    if (new Set(files).size < files.length) count.double += 1;
    const open = await this.sql(
      `select id from outbox where done_at is null and withdrawn_at is null
          and (key like $1 || '/%' or payload->>'dispatchId' = $2)`,
      [versionId, dispatchId],
    );
    count.stuck += open.length;
  }

  get varDir(): string {
    return this.council.test.config.varDir;
  }

  worker(env: Record<string, string> = {}): Promise<Program> {
    return Program.start('worker', { ...this.env, ...env });
  }

  web(env: Record<string, string> = {}): Promise<Program> {
    return Program.start('web', { ...this.env, ...env });
  }

  spawn(name: 'web' | 'worker', env: Record<string, string>): Program {
    return Program.spawn(name, { ...this.env, ...env });
  }

  sql<T = Record<string, unknown>>(text: string, values: unknown[] = []): Promise<T[]> {
    return this.council.test.sql<T>(text, values);
  }

  /** Approves a report (a correction of the last one, from the second on) and plans its dispatch to a new committee. */
  async seal(recipients = 2): Promise<Sealed> {
    const answer = await this.council.sealReport(await this.draft());
    return this.plan(this.approved(answer), recipients);
  }

  /** A report that is ready to be submitted and sealed; its address. */
  async draft(): Promise<string> {
    const { council, correctionOf } = this;
    if (correctionOf.reportUrl === undefined) {
      const period = await council.openPeriod();
      await council.approveContribution('owner', period.contributions[0], longTheme());
      await council.approveContribution('owner2', period.contributions[1], longTheme());
      correctionOf.periodId = period.id;
      correctionOf.reportUrl = await council.startReport(period.id);
    } else {
      correctionOf.reportUrl = await council.startCorrection(correctionOf.reportUrl, 'A figure was wrong.');
    }
    return correctionOf.reportUrl;
  }

  /** @returns the id of the version that an approval has made. */
  approved(answer: Answer): string {
    expect(answer).toMatchObject({ status: 200, body: { status: 'approved' } });
    return String(answer.body['versionId']);
  }

  /** A committee with a schedule of which a time has passed and nobody has looked. */
  async schedule(): Promise<{ committeeId: string; scheduleId: string }> {
    const clerk = this.council.as('clerk');
    const committeeId = await made(clerk, '/api/v1/committees', {
      programmeId: this.council.programmeId,
      name: `Board ${randomUUID().slice(0, 8)}`,
      kind: 'scrutiny',
    });
    await made(clerk, `/api/v1/committees/${committeeId}/meetings`, { startsAt: '2040-02-11T10:00:00Z' });
    const scheduleId = await made(clerk, `/api/v1/committees/${committeeId}/schedules`, {
      workingDay: -1,
      hour: 9,
    });
    await this.sql(`update dispatch_schedule set since = now() - interval '40 days' where id = $1`, [
      scheduleId,
    ]);
    await this.sql(`delete from outbox where kind = 'schedules.due'`);
    return { committeeId, scheduleId };
  }

  /** A committee of its own for a sealed version, and its dispatch. @param folder of the drop folder, in place of mails. */
  async plan(versionId: string, recipients = 2, folder?: string): Promise<Sealed> {
    const clerk = this.council.as('clerk');
    const name = `Scrutiny ${randomUUID().slice(0, 8)}`;
    const committee = await made(clerk, '/api/v1/committees', {
      programmeId: this.council.programmeId,
      name,
      kind: 'scrutiny',
    });
    const emails = Array.from({ length: recipients }, () => `${randomUUID().slice(0, 8)}@example.org`);
    for (const email of emails)
      await made(clerk, `/api/v1/committees/${committee}/recipients`, {
        name: 'Councillor',
        email,
        ...(folder === undefined ? {} : { way: 'folder', folder }),
      });
    const meetingId = await made(clerk, `/api/v1/committees/${committee}/meetings`, {
      startsAt: '2040-02-11T10:00:00Z',
      place: 'Committee room 2',
    });
    const { periodId } = this.correctionOf;
    const dispatchId = await made(clerk, '/api/v1/dispatches', {
      periodId,
      meetingId,
      send: 'when_sealed',
      password: PASSWORD,
    });
    const [work] = await this.sql<{ id: string }>(`select id from outbox where kind = $1 and key = $2`, [
      editionWanted.name,
      printingKey({ versionId, edition: 'public', sinceId: null }),
    ]);
    return {
      versionId,
      workId: work?.id ?? '',
      dispatchId,
      emails,
      ...(folder === undefined ? {} : { folder }),
    };
  }

  /** Waits until one of the workers has taken up this work in an attempt of its own; @returns that one. */
  async begun(workId: string, workers: readonly Program[]): Promise<Program> {
    let doing: Program | undefined;
    await eventually('a worker takes up the work', () => {
      doing = workers.find((one) => one.count('work begun', { workId }) > 0);
      return doing !== undefined;
    });
    if (!doing) throw new Error('BUG: nobody has begun');
    return doing;
  }

  /** Waits until nothing is left to do but mails about work, which wait for the hours of their people. */
  async settled(withinMs = 60_000): Promise<void> {
    await eventually(
      'all work is done',
      async () => {
        const [open] = await this.sql<{ n: number }>(`select count(*)::int as n from outbox where ${OPEN}`);
        return open?.n === 0;
      },
      withinMs,
    ).catch(async (error: unknown) => {
      throw new Error(`${String(error)}: ${JSON.stringify(await this.whatIsOpen(), null, 1)}`);
    });
  }

  /** What waits, who has it, what the database does meanwhile, and what each worker said last. */
  private async whatIsOpen(): Promise<unknown> {
    return {
      work: await this.sql(
        `select kind, attempts, last_error, dead_letter_at, lease_until > now() as leased, notified_at > now() - interval '30 seconds' as notified,
                count(*)::int as n from outbox where ${OPEN} group by 1, 2, 3, 4, 5, 6`,
      ),
      deliveries: await this.sql(`select state, count(*)::int as n from delivery group by 1`),
      database: await this.sql(
        `select state, wait_event_type as waits, pg_blocking_pids(pid) as behind, pid, round(extract(epoch from now() - state_change)) as seconds,
                left(regexp_replace(query, '\\s+', ' ', 'g'), 90) as query
           from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'`,
      ),
      programs: runningPrograms().map(({ pid, lines, stray }) => ({
        pid,
        said: lines.slice(-5).map((line) => JSON.stringify(line).slice(0, 200)),
        stray,
      })),
    };
  }

  /** Everything that must hold whatever happened: one PDF, one delivery and one mail per recipient, an unbroken audit trail. */
  async expectOnce(...sealed: Sealed[]): Promise<void> {
    for (const one of sealed) {
      await this.expectPrintedOnce(one);
      expect(await this.deliveries(one)).toEqual(
        one.emails.map((email) => ({ email, state: 'accepted', attempts: 1, mails: 1 })),
      );
    }
    await this.expectUnbrokenTrail();
  }

  /**
   * The same of a worker that may have died between the end of a mail and the mail server's answer to it: nobody can know what
   * became of that mail, so the delivery says `uncertain`, and the mail is not sent a second time. Every other outcome is known.
   */
  async expectOnceOrUncertain(sealed: Sealed): Promise<void> {
    await this.expectPrintedOnce(sealed);
    const outcomes = (await this.deliveries(sealed)).map(({ state, mails }) => `${state}, sent ${mails}×`);
    const right = ['accepted, sent 1×', 'uncertain, sent 0×', 'uncertain, sent 1×'];
    expect(outcomes.filter((outcome) => !right.includes(outcome))).toEqual([]);
    await this.expectUnbrokenTrail();
  }

  /** What the ledger says of each recipient, and how many mails the mail server has for them; in the order of the recipients. */
  private async deliveries({ dispatchId, emails }: Sealed): Promise<KnownDelivery[]> {
    const rows = await this.sql<Omit<KnownDelivery, 'mails'>>(
      `select recipient_email as email, state, attempts from delivery where dispatch_id = $1`,
      [dispatchId],
    );
    expect(rows.map(({ email }) => email).sort()).toEqual([...emails].sort());
    return rows
      .sort((a, b) => emails.indexOf(a.email) - emails.indexOf(b.email))
      .map((row) => ({ ...row, mails: this.mail.to(row.email).length }));
  }

  private async expectPrintedOnce({ versionId, dispatchId }: Sealed): Promise<void> {
    const artefacts = await this.sql<{ format: string; edition: string; sha256: string; size: number }>(
      `select format, edition, sha256, size from artefact where version_id = $1 order by format`,
      [versionId],
    );
    expect(artefacts.map(({ format, edition }) => `${edition} ${format}`)).toEqual(FILES_OF_A_VERSION);
    for (const { format, sha256, size } of artefacts) {
      const bytes = readFileSync(join(this.store, sha256.slice(0, 2), sha256));
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
      expect(bytes.length).toBe(size);
      if (format === 'pdf') expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    }
    const work = await this.sql(
      `select kind from outbox where key like $1 || '/%' or payload->>'dispatchId' = $2 order by kind`,
      [versionId, dispatchId],
    );
    expect(work.map(({ kind }) => kind)).toEqual(['dispatch.due', 'edition.rendered', 'edition.wanted']);
    const told = await this.sql<{ action: string }>(
      `select action from audit_event where subject_id = $1 or subject_id = $2 order by action`,
      [versionId, dispatchId],
    );
    expect(told.map(({ action }) => action)).toEqual([
      'dispatch.bound',
      'dispatch.created',
      'edition.stored',
      'version.sealed',
    ]);
  }

  private async expectUnbrokenTrail(): Promise<void> {
    expect(await this.sql(`select broken_seq, reason from audit_verify()`)).toEqual([
      { broken_seq: null, reason: null },
    ]);
  }

  /** Files that have their name in the store, by hash. */
  files(): string[] {
    return this.folders()
      .filter((name) => name !== 'tmp')
      .flatMap((name) => readdirSync(join(this.store, name)));
  }

  /** Files that are being written, or were when their writer died. */
  halves(): string[] {
    return this.folders().includes('tmp') ? readdirSync(join(this.store, 'tmp')) : [];
  }

  get store(): string {
    return join(this.varDir, 'artefacts');
  }

  private folders(): string[] {
    try {
      return readdirSync(this.store);
    } catch {
      return []; // made with the first file
    }
  }

  async close(): Promise<void> {
    keepCounts(await this.counts().catch(() => []));
    await endPrograms();
    await this.council.close();
    await this.mail.close();
  }
}

interface KnownDelivery {
  email: string;
  state: string;
  attempts: number;
  /** That the mail server has taken. */
  mails: number;
}

/** @returns the id of what was made. */
async function made(client: Client, url: string, body: Record<string, unknown>): Promise<string> {
  const answer = await client.send('POST', url, { body });
  if (answer.status >= 300) throw new Error(`${url}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return String(answer.body['id']);
}

/** As long as a large programme's theme gets, so that there is time to interrupt its printing. */
function longTheme(): ThemeContent {
  const text = 'Recruitment to the vacant posts has finished and induction is under way. '.repeat(12);
  return {
    overview: { narrative: text, rag: 'AMBER' },
    objectives: Array.from({ length: 14 }, (_, number) => {
      const actions = Array.from({ length: 10 }, (_unused, index) => ({
        id: randomUUID(),
        title: `Measure ${number + 1}.${index + 1}`,
        ownerId: null,
        dueOn: '2020-03-31',
        ratings: [{ financialYear: 2019, quarter: 3 as const, rag: 'AMBER' as const }],
      }));
      return {
        id: randomUUID(),
        title: `Objective ${number + 1}`,
        actions,
        narratives: [{ id: randomUUID(), text, actionIds: actions.map(({ id }) => id) }],
      };
    }),
  };
}
