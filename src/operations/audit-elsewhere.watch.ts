import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AuditElsewhere, counted, Health, Metrics, type HealthCheck } from '../platform/index.js';

/** From when on a place counts as behind: three times as long as it takes when all is well. */
const BEHIND_SECONDS = 15 * 60;

/** Tells operators and monitoring when a place outside of the database does not get the audit trail. */
@Injectable()
export class AuditElsewhereWatch implements OnModuleInit {
  constructor(
    private readonly elsewhere: AuditElsewhere,
    private readonly health: Health,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    if (this.elsewhere.isSetUp) this.health.add('audit trail elsewhere', () => this.check());
    this.metrics.gauge(
      'highlight_audit_elsewhere_behind_seconds',
      'For how long the oldest event has waited that a place outside of the database does not have',
      ['place'],
      async () =>
        (await this.elsewhere.states()).map(({ name, behindSeconds }) => ({
          labels: { place: name },
          value: behindSeconds,
        })),
    );
  }

  private async check(): Promise<HealthCheck> {
    const behind = (await this.elsewhere.states()).filter((one) => one.behindSeconds > BEHIND_SECONDS);
    return {
      name: 'audit trail elsewhere',
      kind: 'alert',
      ok: behind.length === 0,
      detail:
        behind.length === 0
          ? 'every place has the trail'
          : behind.map(({ name, waiting }) => `${name}: ${counted(waiting, 'event')} waiting`).join('; '),
    };
  }
}
