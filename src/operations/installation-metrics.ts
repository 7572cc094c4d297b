import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DeliveriesQueries } from '../distribution/index.js';
import { OpenWorkQueries, type OpenWork } from '../notices/index.js';
import {
  Audit,
  Calendars,
  Clock,
  Metrics,
  OutsideCalendar,
  Outbox,
  workingDaysBetween,
  type Sample,
  type WorkingCalendar,
} from '../platform/index.js';

/** How near a deadline counts as near, in working days. */
const SOON = 2;

/** Counted from nought, so that the first burst of them is seen to grow: an alert and the dashboard ask how fast. */
const FROM_NOUGHT = ['session.started', 'session.refused', 'session.paused'];

/**
 * What a monitoring system is told of the whole installation, read from the database each time. Every process tells the same of these, so
 * take the largest, not the sum.
 */
@Injectable()
export class InstallationMetrics implements OnModuleInit {
  private seen: string | null = null;
  private counting: Promise<Sample<'action'>[]> = Promise.resolve([]);

  constructor(
    private readonly metrics: Metrics,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
    private readonly deliveries: DeliveriesQueries,
    private readonly openWork: OpenWorkQueries,
    private readonly calendars: Calendars,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    const { metrics } = this;
    metrics.gauge(
      'highlight_work_waiting',
      'Work in the background that is neither done nor given up',
      ['kind'],
      () => this.work(({ waiting }) => waiting),
    );
    metrics.gauge(
      'highlight_work_dead_letters',
      'Work that is tried no more until a person retries it',
      ['kind'],
      () => this.work(({ deadLetters }) => deadLetters),
    );
    metrics.gauge(
      'highlight_work_oldest_seconds',
      'For how long the oldest due work has waited',
      ['kind'],
      () => this.work(({ oldestSeconds }) => oldestSeconds),
    );
    metrics.gauge('highlight_deliveries', 'Deliveries of papers by state', ['state'], async () =>
      (await this.deliveries.countByState()).map(({ state, count }) => ({ labels: { state }, value: count })),
    );
    metrics.gauge(
      'highlight_deadlines',
      `What is not done, by how near its deadline is: overdue, soon (${SOON} working days) or later`,
      ['kind', 'when'],
      () => this.deadlines(),
    );
    metrics.counter(
      'highlight_audit_events_total',
      'Events of the audit trail since this process was first asked: sign-ins (session.started, session.refused), approvals, deliveries',
      ['action'],
      () => this.events(),
    );
  }

  private async work(
    value: (of: Awaited<ReturnType<Outbox['byKind']>>[number]) => number,
  ): Promise<Sample<'kind'>[]> {
    return (await this.outbox.byKind()).map((one) => ({ labels: { kind: one.kind }, value: value(one) }));
  }

  private async deadlines(): Promise<Sample<'kind' | 'when'>[]> {
    const calendar = await this.calendars.current();
    const { work } = await this.openWork.read(null, calendar);
    return countedDeadlines(work, this.clock.today(), calendar);
  }

  /** One after another: two that ask at once would both be told of the same events. */
  private events(): Promise<Sample<'action'>[]> {
    const next = (): Promise<Sample<'action'>[]> => this.eventsSince();
    return (this.counting = this.counting.then(next, next));
  }

  private async eventsSince(): Promise<Sample<'action'>[]> {
    const { newest, actions } = await this.audit.countedSince(this.seen);
    if (this.seen === null) actions.push(...FROM_NOUGHT.map((action) => ({ action, count: 0 })));
    this.seen = newest;
    return actions.map(({ action, count }) => ({ labels: { action }, value: count }));
  }
}

/** Pure. A deadline beyond the last known bank holiday is far away, so it is `later`. */
export function countedDeadlines(
  work: readonly Pick<OpenWork, 'kind' | 'dueOn'>[],
  today: string,
  calendar: WorkingCalendar,
): Sample<'kind' | 'when'>[] {
  const counts = new Map<string, Sample<'kind' | 'when'>>();
  for (const { kind, dueOn } of work) {
    const when = nearness(dueOn, today, calendar);
    const sample = counts.get(`${kind} ${when}`) ?? { labels: { kind, when }, value: 0 };
    sample.value += 1;
    counts.set(`${kind} ${when}`, sample);
  }
  return [...counts.values()];
}

function nearness(dueOn: string, today: string, calendar: WorkingCalendar): 'overdue' | 'soon' | 'later' {
  if (dueOn < today) return 'overdue';
  try {
    return workingDaysBetween(today, dueOn, calendar) <= SOON ? 'soon' : 'later';
  } catch (error) {
    if (error instanceof OutsideCalendar) return 'later';
    throw error;
  }
}
