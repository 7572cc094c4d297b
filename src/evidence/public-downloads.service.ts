import { Injectable } from '@nestjs/common';
import { Audit, Clock, Database, rows, type Tx } from '../platform/index.js';

/** Who took a file from a public page, as far as anybody knows. */
const THE_PUBLIC = 'the public';

/**
 * How often the public took each released file. Counted by file and day, with nothing of who took it, and written into the audit trail when
 * the day is over: anybody could fill the trail with events of their own, and every change waits for its one lock.
 */
@Injectable()
export class PublicDownloadsService {
  constructor(
    private readonly database: Database,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Counts one. Does NOT check that the file is released: for the public page, which gives out nothing else. */
  async count(evidenceId: string): Promise<void> {
    await this.database.query(
      `insert into public_download (evidence_id, on_day) values ($1, $2)
       on conflict (evidence_id, on_day) do update set times = public_download.times + 1`,
      [evidenceId, this.clock.today()],
    );
  }

  /** Moves the days that are over into the audit trail: an event for each file and day. */
  async report(tx: Tx): Promise<void> {
    const over = await rows<{ id: string; on: string; times: number; sha256: string; programmeId: string }>(
      tx,
      `with over as (delete from public_download where on_day < $1::date returning evidence_id, on_day, times)
       select e.id, o.on_day::text as "on", o.times, e.sha256, e.programme_id as "programmeId"
         from over o join evidence e on e.id = o.evidence_id order by o.on_day, e.id`,
      [this.clock.today()],
    );
    for (const { id, on, times, sha256, programmeId } of over)
      await this.audit.append(
        tx,
        { userId: null, label: THE_PUBLIC, correlationId: `public-downloads-${on}` },
        {
          action: 'evidence.downloaded',
          subjectKind: 'evidence',
          subjectId: id,
          programmeId,
          detail: { sha256, on, times },
        },
      );
  }
}
