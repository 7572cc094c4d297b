import { statfs } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { z } from 'zod';
import { Calendars } from '../calendar/calendars.js';
import { Clock } from '../clock/clock.js';
import { Config } from '../config/config.js';
import { Database, rows } from '../database/database.js';
import { Outbox } from '../outbox/outbox.js';
import { ArtefactStore, RemovableFiles } from '../storage/storage.js';
import { counted } from '../text/counted.js';

const healthCheck = z.object({
  name: z.string(),
  kind: z
    .enum(['service', 'alert'])
    .describe(
      'service: without it this process cannot do its work. alert: the process works, but a person should look.',
    ),
  ok: z.boolean(),
  isSet: z.boolean().optional().describe('false: it is not set up here, so there is nothing to check.'),
  detail: z.string().describe('Words and figures for the operator; no addresses, no secrets.'),
});
export type HealthCheck = z.infer<typeof healthCheck>;

/** A check that a room adds to the health report. */
export type HealthProbe = () => Promise<HealthCheck>;

export const healthReport = z
  .object({
    ok: z.boolean().describe('No service check fails. Alerts never take a process out of service.'),
    checks: z.array(healthCheck),
  })
  .meta({ id: 'HealthReport' });
export type HealthReport = z.infer<typeof healthReport>;

/** How long the answer of a check counts that writes something. */
const KEPT_MS = 30_000;

/** What /ready answers: the database and whether it can write, the age of waiting work, the clock, the disk, the stored files, the bank holidays, and what
 * rooms add. */
@Injectable()
export class Health {
  private readonly probes: [name: string, probe: HealthProbe][];
  private readonly kept = new Map<string, { at: number; answer: Promise<HealthCheck> }>();

  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly store: ArtefactStore,
    private readonly files: RemovableFiles,
    private readonly calendars: Calendars,
  ) {
    this.probes = [
      ['database and clock', () => this.clockSkew()],
      ['database writes', () => this.databaseWrites()],
      ['work', () => this.backlog()],
      ['disk', () => this.disk()],
      ['stored files', () => Promise.resolve(this.storedFiles())],
      ['bank holidays', () => this.bankHolidays()],
    ];
  }

  /** @param name is shown when the probe itself does not answer. */
  add(name: string, probe: HealthProbe): void {
    this.probes.push([name, probe]);
  }

  async report(): Promise<HealthReport> {
    const checks = await Promise.all(
      this.probes.map(([name, probe]) =>
        probe().catch((): HealthCheck => ({
          name,
          kind: 'service',
          ok: false,
          detail: 'did not answer',
        })),
      ),
    );
    return { ok: checks.every((check) => check.ok || check.kind === 'alert'), checks };
  }

  /** The checks that ask no database: cheap enough for a page. */
  async ofProcess(): Promise<HealthCheck[]> {
    return [await this.disk(), this.storedFiles(), await this.bankHolidays()];
  }

  /** Also proves that the database answers. */
  private async clockSkew(): Promise<HealthCheck> {
    const [found] = await this.database.query<{ now: Date }>('select clock_timestamp() as now');
    const skew = Math.abs((found?.now.getTime() ?? 0) - this.clock.now().getTime()) / 1000;
    return {
      name: 'database and clock',
      kind: 'service',
      ok: skew < 5,
      detail: `clock differs by ${skew.toFixed(1)} s from the database's`,
    };
  }

  /**
   * Whether the database's disk takes anything. A sort that is too large for its memory goes through a temporary file there: a megabyte,
   * which leaves nothing behind, moves no row and needs no right. Asked at most twice a minute.
   */
  private databaseWrites(): Promise<HealthCheck> {
    return this.lately('database writes', async () => {
      await this.database.read(async (tx) => {
        await rows(tx, `set local work_mem = '64kB'`);
        await rows(
          tx,
          `select count(*) from (select n from generate_series(1, 50000) n order by md5(n::text) offset 1) sorted`,
        );
      });
      return 'the disk of the database takes what is written';
    });
  }

  /** Whether files can be stored; a service of the process that prints. Asked at most twice a minute. */
  storing(): Promise<HealthCheck> {
    return this.lately('storing files', async () => {
      await this.store.tryToStore();
      return 'files can be stored';
    });
  }

  /** A check that costs something: its last answer counts for half a minute. @param check throws where it fails. */
  private async lately(name: string, check: () => Promise<string>): Promise<HealthCheck> {
    const known = this.kept.get(name);
    if (known && performance.now() - known.at < KEPT_MS) return known.answer;
    const answer = check().then(
      (detail): HealthCheck => ({ name, kind: 'service', ok: true, detail }),
      (): HealthCheck => ({
        name,
        kind: 'service',
        ok: false,
        detail: 'nothing can be written: look at the disk, its space and its rights',
      }),
    );
    this.kept.set(name, { at: performance.now(), answer });
    return answer;
  }

  private async backlog(): Promise<HealthCheck> {
    const { oldestSeconds, deadLetters, waiting } = await this.outbox.backlog();
    return {
      name: 'work',
      kind: 'alert',
      ok: oldestSeconds < 300 && deadLetters === 0,
      detail: `${counted(waiting, 'job')} waiting, the oldest due for ${counted(Math.round(oldestSeconds), 'second')}; ${counted(deadLetters, 'job')} failed for good`,
    };
  }

  private async disk(): Promise<HealthCheck> {
    const disk = await statfs(this.config.varDir);
    const free = disk.bavail / disk.blocks;
    return { name: 'disk', kind: 'alert', ok: free > 0.1, detail: `${Math.round(free * 100)}% free` };
  }

  /** The log and the refused download or mail say which; see the runbook for stored files. */
  private storedFiles(): HealthCheck {
    const damaged = this.store.damagedFiles + this.files.damagedFiles;
    return {
      name: 'stored files',
      kind: 'alert',
      ok: damaged === 0,
      detail:
        damaged === 0
          ? 'every file that was read matched its hash'
          : `${damaged} missing or damaged when last read, and not served`,
    };
  }

  /** Meetings are planned about a year ahead, and no notice can be timed beyond the last known year; see the runbook. */
  private async bankHolidays(): Promise<HealthCheck> {
    const { to } = await this.calendars.current();
    const aYearAhead = DateTime.fromISO(this.clock.today()).plus({ years: 1 });
    return {
      name: 'bank holidays',
      kind: 'alert',
      ok: aYearAhead <= DateTime.fromISO(to),
      detail: `known to ${DateTime.fromISO(to).setLocale('en-GB').toFormat('d MMMM yyyy')}`,
    };
  }
}
