import { Injectable } from '@nestjs/common';
import { Clock } from '../../clock/clock.js';
import { Config } from '../../config/config.js';
import { Database } from '../../database/database.js';
import { Logger } from '../../logging/logger.js';
import { Audit } from '../audit.js';
import type { AuditPlace, KeptEvent } from './audit-place.js';
import { BucketPlace } from './bucket-place.js';
import { SyslogPlace } from './syslog-place.js';

/** Events that go at once. An event is at most a few thousand bytes. */
const AT_ONCE = 500;

/** How far a place has the trail. */
export interface AuditPlaceState {
  name: string;
  /** The last event that was handed over; `0` before the first. */
  seq: string;
  /** When events were last handed over. */
  at: string | null;
  /** Events that it does not have. */
  waiting: number;
  /** For how long the oldest of them has waited; 0 where none waits. */
  behindSeconds: number;
  /** Why the last attempt failed; null when it did not. */
  error: string | null;
}

/** What a comparison with a place that keeps found. */
export interface AuditComparison {
  place: string;
  /** Events of the place that the trail has, with the same hash. */
  same: number;
  /** The first event of the place that the trail does not have as the place has it. */
  different: { seq: string; reason: string } | null;
}

/** Hands the audit trail over to places outside of the database, and compares it with what they have. */
@Injectable()
export class AuditElsewhere {
  constructor(
    private readonly audit: Audit,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly logger: Logger,
    private readonly places: readonly AuditPlace[],
  ) {}

  get isSetUp(): boolean {
    return this.places.length > 0;
  }

  /**
   * Hands over what each place does not have. Two at a time do no harm: a place is told an event twice then. A place that fails keeps no other
   * waiting; what it said is kept for people and monitoring.
   */
  async send(signal: AbortSignal): Promise<void> {
    for (const place of this.places) {
      const error = await this.sendTo(place, signal).then(
        () => null,
        (thrown: unknown) => thrown,
      );
      signal.throwIfAborted();
      const words = error === null ? null : error instanceof Error ? error.message : 'unknown';
      if (words !== null) this.logger.error({ place: place.name, err: error }, 'audit trail not handed over');
      await this.database.query(
        `insert into audit_place (name, error) values ($1, $2)
         on conflict (name) do update set error = excluded.error where audit_place.error is distinct from excluded.error`,
        [place.name, words],
      );
    }
  }

  private async sendTo(place: AuditPlace, signal: AbortSignal): Promise<void> {
    let { seq } = await this.positionOf(place);
    for (;;) {
      signal.throwIfAborted();
      const events = await this.audit.after(seq, AT_ONCE);
      const last = events.at(-1);
      if (last === undefined) return;
      await place.keep(events);
      await this.database.query(
        `insert into audit_place (name, seq, at) values ($1, $2::bigint, $3)
         on conflict (name) do update set seq = greatest(audit_place.seq, excluded.seq), at = excluded.at`,
        [place.name, last.seq, this.clock.now().toISOString()],
      );
      ({ seq } = last);
    }
  }

  private async positionOf({ name }: AuditPlace): Promise<{ seq: string }> {
    const [found] = await this.database.query<{ seq: string }>(
      `select seq::text from audit_place where name = $1`,
      [name],
    );
    return found ?? { seq: '0' };
  }

  /** Of the places that are set up now, in the order of the settings. Numbers of the trail have no gaps, so nothing is counted row by row. */
  async states(): Promise<AuditPlaceState[]> {
    if (!this.isSetUp) return [];
    const found = await this.database.query<AuditPlaceState>(
      `select n.name, coalesce(p.seq, 0)::text as seq, audit_instant(p.at) as at, p.error, w.waiting,
          coalesce(extract(epoch from $2::timestamptz - w.oldest), 0)::int as "behindSeconds"
         from unnest($1::text[]) with ordinality n(name, place)
         left join audit_place p on p.name = n.name
         cross join lateral (
           select ((select coalesce(max(seq), 0) from audit_event) - coalesce(p.seq, 0))::int as waiting,
             (select e.at from audit_event e where e.seq > coalesce(p.seq, 0) order by e.seq limit 1) as oldest) w
        order by n.place`,
      [this.places.map(({ name }) => name), this.clock.now().toISOString()],
    );
    return found.map((one) => ({ ...one, behindSeconds: Math.max(0, one.behindSeconds) }));
  }

  /**
   * Compares the trail with every place that gives back what it has. It does not verify the chain: {@link Audit.verify} does.
   * @throws Error when a place does not answer.
   */
  async compare(): Promise<AuditComparison[]> {
    const compared: AuditComparison[] = [];
    for (const place of this.places) {
      if (place.kept === undefined) continue;
      compared.push(await this.compareWith(place.name, place.kept()));
    }
    return compared;
  }

  private async compareWith(place: string, kept: AsyncIterable<KeptEvent[]>): Promise<AuditComparison> {
    let same = 0;
    for await (const events of kept) {
      const inside = new Map(
        (await this.audit.hashes(events.map(({ seq }) => seq))).map(({ seq, hash }) => [seq, hash]),
      );
      for (const { seq, hash } of events) {
        const ours = inside.get(seq);
        if (ours === undefined) return { place, same, different: { seq, reason: 'the event is missing' } };
        if (ours !== hash)
          return {
            place,
            same,
            different: { seq, reason: 'the event has another hash: the trail was written anew' },
          };
        same += 1;
      }
    }
    return { place, same, different: null };
  }
}

/** The places that the settings name. */
export function auditPlaces(config: Config, clock: Clock): AuditPlace[] {
  const places: AuditPlace[] = [];
  if (config.AUDIT_SYSLOG_URL !== undefined)
    places.push(new SyslogPlace(new URL(config.AUDIT_SYSLOG_URL), new URL(config.PUBLIC_URL).hostname));
  if (config.AUDIT_BUCKET !== undefined) {
    const { AUDIT_BUCKET_ACCESS_KEY_ID: id, AUDIT_BUCKET_SECRET_ACCESS_KEY: secret } = config;
    places.push(
      new BucketPlace({
        bucket: config.AUDIT_BUCKET,
        region: config.AUDIT_BUCKET_REGION,
        endpoint: config.AUDIT_BUCKET_ENDPOINT,
        credentials:
          id === undefined || secret === undefined ? undefined : { accessKeyId: id, secretAccessKey: secret },
        years: config.AUDIT_BUCKET_YEARS,
        now: () => clock.now(),
      }),
    );
  }
  return places;
}
