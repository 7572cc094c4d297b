import { createHash, randomUUID } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CommitteesModule } from '../../../src/committees/index.js';
import { DistributionModule, DistributionWorkerModule } from '../../../src/distribution/index.js';
import {
  ArtefactStore,
  Config,
  Database,
  Logger,
  Outbox,
  Metrics,
  QueueBackend,
  WorkHandlers,
  OutboxWorker,
} from '../../../src/platform/index.js';
import { ProgrammesModule } from '../../../src/programmes/index.js';
import { editionRendered, printingKey, VersionsModule } from '../../../src/reporting/index.js';
import { type EditionName, type ReportSnapshot } from '../../../src/snapshot/index.js';
import { reportSnapshot } from '../../../src/snapshot/testing.js';
import { USUAL_POLICY } from '../../../src/snapshot/publication.js';
import { WorkflowModule } from '../../../src/workflow/index.js';
import type { Answer, Client } from '../../support/client.js';
import { Harness } from '../identity/harness.js';
import { MailServer } from './mail-server.js';

/** Which printing of a version; that of the public edition for a committee's first report, unless a test is about another. */
interface Printing {
  edition?: EditionName;
  sinceId?: string | null;
  /** On which page each heading of its contents stands, by its anchor. */
  pages?: Record<string, number>;
}

export interface DeliveryAnswer {
  id: string;
  recipient: { id: string; name: string; email: string };
  state: string;
  attempts: number;
  messageId: string;
  response: string | null;
  reason: string | null;
  version: number;
  events: { number: number; state: string; attempt: number; by: string; reason: string | null }[];
}

/** Of a report that has a public edition and no other. */
export const NOTHING_WITHHELD: NonNullable<ReportSnapshot['publication']> = {
  policy: USUAL_POLICY,
  withheld: [],
  released: [],
  suppressed: [],
};

/** Two programmes with a clerk each, workers, a mail server. */
export class DistributionHarness {
  private readonly outboxWorkers: OutboxWorker[] = [];
  private seconds = 0;

  private constructor(
    readonly base: Harness,
    readonly mail: MailServer,
    readonly clerk: Client,
    readonly clerkElsewhere: Client,
    readonly reader: Client,
  ) {}

  static async open(env: Record<string, string> = {}): Promise<DistributionHarness> {
    const mail = await MailServer.start();
    const base = await Harness.open(
      { WORK_POLL_MS: '20', WORK_LEASE_SECONDS: '2', DATABASE_POOL: '10', SMTP_URL: mail.url, ...env },
      [
        WorkflowModule,
        ProgrammesModule,
        VersionsModule,
        CommitteesModule,
        DistributionModule,
        DistributionWorkerModule,
      ],
    );
    // Everybody gave their password a moment ago, and always will have; tests about that take it away.
    await base.test.sql(`
      create function confirmed() returns trigger language plpgsql as $$ begin new.confirmed_at := '2099-01-01'; return new; end $$;
      create trigger confirmed before insert on session for each row execute function confirmed();`);
    const clerk = await base.signedIn('clerk@example.org', 'clerk', base.children);
    const elsewhere = await base.signedIn('clerk.elsewhere@example.org', 'clerk', base.adults);
    const reader = await base.signedIn('reviewer@example.org', 'reviewer', base.children);
    return new DistributionHarness(base, mail, clerk.client, elsewhere.client, reader.client);
  }

  get<T extends object>(token: abstract new (...parameters: never[]) => T): T {
    return this.base.test.app.get(token, { strict: false });
  }

  sql<T = Record<string, unknown>>(text: string, values: unknown[] = []): Promise<T[]> {
    return this.base.test.sql<T>(text, values);
  }

  /** Starts one more worker on the same database and queue. */
  work(): void {
    const outboxWorker = new OutboxWorker(
      this.get(Config),
      this.get(Logger),
      this.get(Outbox),
      this.get(WorkHandlers),
      this.get(QueueBackend),
      this.get(Metrics),
    );
    this.outboxWorkers.push(outboxWorker);
    outboxWorker.start();
  }

  async rest(): Promise<void> {
    await Promise.all(this.outboxWorkers.splice(0).map((outboxWorker) => outboxWorker.stop()));
  }

  async close(): Promise<void> {
    await this.rest();
    await this.base.close();
    await this.mail.close();
  }

  /** A committee with recipients and a meeting that is still to come, made through the API. */
  async committee(
    emails: readonly string[],
    edition: EditionName = 'public',
  ): Promise<{ committeeId: string; meetingId: string; recipientIds: string[] }> {
    const made = await ok(
      this.clerk.send('POST', '/api/v1/committees', {
        body: {
          programmeId: this.base.children,
          name: `Scrutiny ${randomUUID().slice(0, 8)}`,
          kind: 'scrutiny',
          edition,
        },
      }),
    );
    const committeeId = String(made.body['id']);
    const recipientIds: string[] = [];
    for (const email of emails) {
      const added = await ok(
        this.clerk.send('POST', `/api/v1/committees/${committeeId}/recipients`, {
          body: { name: `Councillor ${email.split('@')[0] ?? ''}`, email },
        }),
      );
      recipientIds.push(String(added.body['id']));
    }
    return { committeeId, meetingId: await this.meeting(committeeId), recipientIds };
  }

  async meeting(committeeId: string, startsAt = '2040-02-11T10:00:00Z'): Promise<string> {
    const { body } = await ok(
      this.clerk.send('POST', `/api/v1/committees/${committeeId}/meetings`, {
        body: { startsAt, place: 'Committee room 2' },
      }),
    );
    return String(body['id']);
  }

  /** A period of its own, straight into the table. */
  async period(programmeId = this.base.children): Promise<string> {
    this.seconds += 1;
    const day = new Date(Date.UTC(1950, 0, this.seconds)).toISOString().slice(0, 10);
    const [made] = await this.sql<{ id: string }>(
      `insert into reporting_period (programme_id, label, starts_on, ends_on, as_at, drafts_due_on, review_due_on, approval_due_on)
       values ($1, 'January 2020', $2, $2, $2, $2, $2, $2) returning id`,
      [programmeId, day],
    );
    return made?.id ?? '';
  }

  /** A report that is in work and not sealed. */
  async begin(periodId: string, version: number): Promise<{ id: string }> {
    const [made] = await this.sql<{ id: string }>(
      `insert into envelope (kind, programme_id, period_id, revision)
       select 'report', programme_id, id, $2 from reporting_period where id = $1 returning id`,
      [periodId, version],
    );
    if (!made) throw new Error('There is no such period.');
    return made;
  }

  /**
   * Seals a version of the period's report as the reporting room would, without its workflow. Nothing is withheld unless the changes
   * say so.
   */
  async seal(periodId: string, version = 1, changes: Partial<ReportSnapshot> = {}): Promise<string> {
    const reason = version === 1 ? null : 'A figure was wrong.';
    const report = reportSnapshot();
    const snapshot = JSON.stringify({
      ...report,
      programme: { ...report.programme, name: 'Children’s services improvement' },
      report: { id: randomUUID(), revision: version, correctionReason: reason },
      publication: NOTHING_WITHHELD,
      ...changes,
    });
    const [begun] = await this.sql<{ id: string }>(
      `select id from envelope where kind = 'report' and period_id = $1 and revision = $2`,
      [periodId, version],
    );
    const made = begun ?? (await this.begin(periodId, version));
    await this.sql(`insert into report (envelope_id, correction_reason) values ($1, $2)`, [made.id, reason]);
    const sha256 = createHash('sha256').update(snapshot).digest('hex');
    const approverId = this.base.adminId;
    await this.sql(`update envelope set status = 'in_review', version = version + 1 where id = $1`, [
      made.id,
    ]);
    await this.sql(
      `update envelope set status = 'approved', version = version + 1, approved_by = $2, approved_at = now(), approved_sha256 = $3 where id = $1`,
      [made.id, approverId, sha256],
    );
    const [sealed] = await this.sql<{ id: string }>(
      `insert into report_version (report_id, programme_id, period_id, version, snapshot, sha256, approved_by, approved_at, correction_reason)
       select id, programme_id, period_id, revision, $2, $3, $4, approved_at, $5 from envelope where id = $1 returning id`,
      [
        made.id,
        snapshot,
        sha256,
        JSON.stringify({ id: approverId, name: 'A. Person', jobTitle: 'Senior Responsible Officer' }),
        reason,
      ],
    );
    return sealed?.id ?? '';
  }

  /** Stores the files of a printing and tells what waits for them, as the renderer does. @returns the PDF. */
  async render(
    versionId: string,
    { edition = 'public', sinceId = null, pages = {} }: Printing = {},
    others: Partial<Record<'html' | 'csv', string>> = {},
    pdf: Buffer = Buffer.from(`%PDF-1.7 ${printingKey({ versionId, edition, sinceId })}`),
  ): Promise<Buffer> {
    const printing = { versionId, edition, sinceId };
    for (const [format, bytes] of [['pdf', pdf], ...Object.entries(others)] as const) {
      const { sha256, size } = await this.get(ArtefactStore).put(Buffer.from(bytes));
      await this.sql(
        `insert into artefact (version_id, edition, since_version_id, format, sha256, size, page_count, facts)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [versionId, edition, sinceId, format, sha256, size, format === 'pdf' ? 1 : null, { pages }],
      );
    }
    await this.get(Database).write((tx) =>
      this.get(Outbox).add(tx, editionRendered, {
        key: printingKey(printing),
        payload: printing,
        correlationId: 'test',
      }),
    );
    return pdf;
  }

  /** Takes the stored PDF of a version away. */
  async losePdf(versionId: string): Promise<void> {
    await rm(await this.pathOf(versionId));
  }

  /** Changes one byte of the stored PDF of a version. */
  async spoilPdf(versionId: string): Promise<void> {
    const path = await this.pathOf(versionId);
    const bytes = await readFile(path);
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    await rm(path);
    await writeFile(path, bytes);
  }

  private async pathOf(versionId: string): Promise<string> {
    const [found] = await this.sql<{ sha256: string }>(
      `select sha256 from artefact where version_id = $1 and format = 'pdf'`,
      [versionId],
    );
    const sha256 = found?.sha256 ?? '';
    return join(this.get(Config).varDir, 'artefacts', sha256.slice(0, 2), sha256);
  }

  plan(periodId: string, meetingId: string, at?: Date): Promise<Answer> {
    return this.clerk.send('POST', '/api/v1/dispatches', {
      body: {
        periodId,
        meetingId,
        ...(at === undefined ? { send: 'when_sealed' } : { send: 'at', sendAt: at.toISOString() }),
      },
    });
  }

  async dispatch(id: string): Promise<Record<string, unknown> & { deliveries: DeliveryAnswer[] }> {
    return (await ok(this.clerk.send('GET', `/api/v1/dispatches/${id}`))).body as never;
  }

  async delivery(id: string): Promise<DeliveryAnswer> {
    return (await ok(this.clerk.send('GET', `/api/v1/deliveries/${id}`))).body as never;
  }

  /** A sealed and printed report, planned for a new committee; binding and sending are the workers'. */
  async readyToSend(
    emails: readonly string[],
  ): Promise<{ dispatchId: string; versionId: string; pdf: Buffer }> {
    const periodId = await this.period();
    const { meetingId } = await this.committee(emails);
    const versionId = await this.seal(periodId);
    const pdf = await this.render(versionId);
    const planned = await ok(this.plan(periodId, meetingId));
    return { dispatchId: String(planned.body['id']), versionId, pdf };
  }

  /** `queued`, `sending`, … of the first delivery of a dispatch, or undefined before it is bound. */
  async stateOf(dispatchId: string): Promise<string | undefined> {
    const [found] = await this.sql<{ state: string }>(
      `select state from delivery where dispatch_id = $1 order by recipient_name limit 1`,
      [dispatchId],
    );
    return found?.state;
  }

  /** Which printings of a version were asked for and are still to be made: here, nobody prints. */
  async asked(versionId: string): Promise<unknown[]> {
    const found = await this.sql<{ payload: unknown }>(
      `select payload from outbox where kind = 'edition.wanted' and done_at is null and key like $1 || '/%' order by key`,
      [versionId],
    );
    return found.map(({ payload }) => payload);
  }

  /** No work is left but printing, and what waits for a later time. */
  async idle(): Promise<boolean> {
    const open = await this.sql(
      `select id from outbox where kind <> 'edition.wanted' and done_at is null and dead_letter_at is null and (available_at <= now() or lease_until > now())`,
    );
    return open.length === 0;
  }
}

/** @throws Error with the whole answer unless it is a success. */
export async function ok(answer: Promise<Answer>): Promise<Answer> {
  const given = await answer;
  if (given.status >= 300) throw new Error(`${given.status} ${JSON.stringify(given.body)}`);
  return given;
}
