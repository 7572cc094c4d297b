import { Injectable } from '@nestjs/common';
import { Database, Health, type HealthCheck } from '../platform/index.js';

/** Work that was given up. Instants are UTC, ISO 8601. */
export interface JobTask {
  id: string;
  kind: string;
  givenUpAt: string;
}

export interface OperationTasks {
  /** The oldest 20. */
  jobs: JobTask[];
  /** The last event of the audit trail; null while there is none. */
  head: { seq: string; at: string } | null;
  /** What this process finds about itself that a person should look at. */
  failing: HealthCheck[];
}

/** For the page of what waits for a person: what the installation needs, and where its trail stands. */
@Injectable()
export class OperationTasksQueries {
  constructor(
    private readonly database: Database,
    private readonly health: Health,
  ) {}

  /** One statement; the checks of health are those that ask no database. */
  async all(): Promise<OperationTasks> {
    const [[found], checks] = await Promise.all([
      this.database.query<Omit<OperationTasks, 'failing'>>(
        `select (select coalesce(json_agg(j order by j."givenUpAt"), '[]') from (
                   select id, kind, audit_instant(dead_letter_at) as "givenUpAt" from outbox
                    where dead_letter_at is not null order by dead_letter_at limit 20) j) as jobs,
                (select json_build_object('seq', seq::text, 'at', audit_instant(at)) from audit_event order by seq desc limit 1) as head`,
      ),
      this.health.ofProcess(),
    ]);
    return { jobs: found?.jobs ?? [], head: found?.head ?? null, failing: checks.filter(({ ok }) => !ok) };
  }
}
