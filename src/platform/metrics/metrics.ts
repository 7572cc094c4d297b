import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { Config } from '../config/config.js';
import { sha256Hex } from '../text/canonical.js';

/** One value of a metric whose values are read when somebody asks. */
export interface Sample<Label extends string> {
  labels: Record<Label, string>;
  value: number;
}

/** What a monitoring system is answered. */
export interface MetricsAnswer {
  status: 200 | 401 | 404;
  contentType: string;
  body: string;
}

/** Upper bounds in seconds: from a page out of memory to a report that is printed by a slow machine. */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/**
 * Figures for a monitoring system, in Prometheus' text format. Every name begins with `highlight_`, but for what Node tells of the process.
 * Labels are routes, kinds and states: never a name, an address or an id, so that their number is small and nobody is named.
 */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();
  private readonly requests = new Histogram({
    name: 'highlight_request_seconds',
    help: 'Time that this process took for requests',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers: [this.registry],
  });
  private readonly work = new Histogram({
    name: 'highlight_work_seconds',
    help: 'Time that this process took for attempts at work in the background',
    labelNames: ['kind', 'outcome'],
    buckets: SECONDS,
    registers: [this.registry],
  });

  constructor(private readonly config: Config) {
    // They watch the process for as long as it lives, so not where nobody can ask.
    if (config.METRICS_TOKEN !== undefined) collectDefaultMetrics({ register: this.registry });
  }

  /** @param route as it was declared, with the names of its parts. @param ms milliseconds. */
  request(method: string, route: string, status: number, ms: number): void {
    this.requests.observe({ method, route, status }, ms / 1000);
  }

  /** @param ms milliseconds. */
  attempt(kind: string, outcome: 'done' | 'failed' | 'lost' | 'released', ms: number): void {
    this.work.observe({ kind, outcome }, ms / 1000);
  }

  /** A metric that is read each time somebody asks. @param read all its values: one that is not among them is no longer shown. */
  gauge<Label extends string>(
    name: `highlight_${string}`,
    help: string,
    labelNames: readonly Label[],
    read: () => Promise<readonly Sample<Label>[]>,
  ): void {
    new Gauge<Label>({
      name,
      help,
      labelNames,
      registers: [this.registry],
      async collect() {
        const samples = await read();
        this.reset();
        for (const { labels, value } of samples) this.set(labels, value);
      },
    });
  }

  /** A metric that only grows. @param read by how much it grew since the last time. */
  counter<Label extends string>(
    name: `highlight_${string}`,
    help: string,
    labelNames: readonly Label[],
    read: () => Promise<readonly Sample<Label>[]>,
  ): void {
    new Counter<Label>({
      name,
      help,
      labelNames,
      registers: [this.registry],
      async collect() {
        for (const { labels, value } of await read()) this.inc(labels, value);
      },
    });
  }

  /**
   * Answers whoever shows the token of `METRICS_TOKEN`. Without that setting there is nothing here.
   * @param authorization the header of the request.
   */
  async answer(authorization: string | undefined): Promise<MetricsAnswer> {
    const text = 'text/plain; charset=utf-8';
    const token = this.config.METRICS_TOKEN;
    if (token === undefined) return { status: 404, contentType: text, body: 'Nothing is here.\n' };
    if (!isSame(authorization ?? '', `Bearer ${token}`))
      return { status: 401, contentType: text, body: 'The token of METRICS_TOKEN is needed.\n' };
    return { status: 200, contentType: this.registry.contentType, body: await this.registry.metrics() };
  }
}

/** Takes as long whatever is the same: the hashes have one length, and tell nothing of where the texts differ. */
const isSame = (given: string, wanted: string): boolean =>
  timingSafeEqual(Buffer.from(sha256Hex(given)), Buffer.from(sha256Hex(wanted)));
