import {
  Controller,
  Get,
  Headers,
  HttpCode,
  Param,
  Post,
  Query,
  Res,
  type StreamableFile,
} from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiServiceUnavailableResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentActor, Heavy, Policy, Public, requirePermission, type Actor } from '../identity/index.js';
import {
  auditEvent,
  auditVerification,
  Clock,
  Config,
  effectiveSetting,
  effectiveSettings,
  keptHead,
  sha256Digest,
  Health,
  healthReport,
  Metrics,
  pageOf,
  workItem,
  type AuditEvent,
  type AuditVerification,
  type EffectiveSetting,
  type HealthReport,
  type Page,
  type WorkItem,
} from '../platform/index.js';
import { AuditChecksService } from './audit-checks.service.js';
import { auditFile } from './audit-file.js';
import { auditFilter, auditQuery, AuditTrailQueries, type AuditTrailFilter } from './audit-trail.queries.js';
import { workQuery, WorkService } from './work.service.js';

const verificationQuery = z.strictObject({
  full: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true')
    .describe('From the first row on. Otherwise from the last head that this process found whole.'),
  seq: keptHead.shape.seq
    .optional()
    .describe(
      'An event that you noted down elsewhere, with its hash: a trail that was written anew does not have it.',
    ),
  hash: sha256Digest.optional().describe('With `seq`; without one of them the other does not count.'),
});

const csv = { schema: { type: 'string', format: 'binary' } } as const;

@ApiTags('Audit')
@Controller('api/v1/audit')
export class AuditController {
  constructor(
    private readonly checks: AuditChecksService,
    private readonly trail: AuditTrailQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Policy('audit.read')
  @ApiOperation({ summary: 'The audit trail, newest first' })
  @ApiOkResponse({ standardSchema: pageOf(auditEvent) })
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: auditQuery }) query: z.infer<typeof auditQuery>,
  ): Promise<Page<AuditEvent>> {
    return this.trail.list(actor, query);
  }

  @Get('export')
  @Heavy('export')
  @Policy('audit.read')
  @ApiOperation({ summary: 'Download events of the audit trail as a CSV file, newest first' })
  @ApiOkResponse({ content: { 'text/csv': csv } })
  async export(
    @CurrentActor() actor: Actor,
    @Query({ schema: auditFilter }) filter: AuditTrailFilter,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return auditFile(reply, await this.trail.exported(actor, filter), this.clock.today());
  }

  @Get('verification')
  @Heavy('verification')
  @Policy('audit.verify')
  @ApiOperation({
    summary:
      'Verify the chain of the audit trail: what is new since the last time, or the whole. The check is an event of the trail',
  })
  @ApiOkResponse({ standardSchema: auditVerification })
  verify(
    @CurrentActor() actor: Actor,
    @Query({ schema: verificationQuery }) { full, seq, hash }: z.infer<typeof verificationQuery>,
  ): Promise<AuditVerification> {
    requirePermission(actor, 'audit.verify', null);
    return this.checks.check(actor, {
      full,
      kept: seq === undefined || hash === undefined ? undefined : { seq, hash },
    });
  }
}

@ApiTags('Work')
@Controller('api/v1/work')
export class WorkController {
  constructor(private readonly work: WorkService) {}

  @Get()
  @Policy('work.read')
  @ApiOperation({ summary: 'Work in the background, newest first' })
  @ApiOkResponse({ standardSchema: pageOf(workItem) })
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: workQuery }) query: z.infer<typeof workQuery>,
  ): Promise<Page<WorkItem>> {
    return this.work.list(actor, query);
  }

  @Get(':id')
  @Policy('work.read')
  @ApiOperation({ summary: 'Read a piece of work' })
  @ApiOkResponse({ standardSchema: workItem })
  byId(@CurrentActor() actor: Actor, @Param('id', { schema: z.uuid() }) id: string): Promise<WorkItem> {
    return this.work.byId(actor, id);
  }

  @Post(':id/retry')
  @HttpCode(202)
  @Policy('work.retry')
  @ApiOperation({ summary: 'Try a dead letter again' })
  @ApiAcceptedResponse({ standardSchema: z.object({ retried: z.literal(true) }) })
  async retry(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: z.uuid() }) id: string,
  ): Promise<{ retried: true }> {
    await this.work.retry(actor, id);
    return { retried: true };
  }
}

/** For a monitoring system, which has a token of its own: no person asks here. */
@ApiTags('Health')
@Controller()
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  @Get('metrics')
  @Public()
  @ApiOperation({
    summary: 'Figures for a monitoring system, in Prometheus’ text format',
    description: 'Needs `Authorization: Bearer` and the token of METRICS_TOKEN. 404 where that is not set.',
  })
  @ApiOkResponse({ content: { 'text/plain': { schema: { type: 'string' } } } })
  async figures(
    @Headers('authorization') authorization: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { status, contentType, body } = await this.metrics.answer(authorization);
    void reply.status(status).type(contentType);
    return body;
  }
}

/** The settings that web runs with. Secrets say whether they are set, and no more. */
@ApiTags('Health')
@Controller('api/v1/configuration')
export class ConfigurationController {
  constructor(private readonly config: Config) {}

  @Get()
  @Policy('work.read')
  @ApiOperation({ summary: 'The settings that the web process runs with' })
  @ApiOkResponse({ standardSchema: z.array(effectiveSetting) })
  settings(@CurrentActor() actor: Actor): EffectiveSetting[] {
    requirePermission(actor, 'work.read', null);
    return effectiveSettings(this.config);
  }
}

const readiness = z.object({ ok: z.boolean(), failing: z.array(z.string()).describe('Names of checks.') });

/** For load balancers and process managers. Gives nothing away to people who are not signed in. */
@ApiTags('Health')
@Controller()
export class HealthController {
  constructor(private readonly health: Health) {}

  @Get('live')
  @Public()
  @ApiOperation({ summary: 'The process answers' })
  @ApiOkResponse({ standardSchema: z.object({ ok: z.literal(true) }) })
  live(): { ok: true } {
    return { ok: true };
  }

  /** The process can do its work: 200, else 503 with the names of what is wrong. */
  @Get('ready')
  @Public()
  @ApiOperation({ summary: 'Whether the process can do its work' })
  @ApiOkResponse({ standardSchema: readiness })
  @ApiServiceUnavailableResponse({ standardSchema: readiness })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<z.infer<typeof readiness>> {
    const report = await this.health.report();
    void reply.status(report.ok ? 200 : 503);
    return { ok: report.ok, failing: report.checks.filter(({ ok }) => !ok).map(({ name }) => name) };
  }

  @Get('api/v1/health')
  @Policy('work.read')
  @ApiOperation({ summary: 'How the process and what it needs are, with figures' })
  @ApiOkResponse({ standardSchema: healthReport })
  report(@CurrentActor() actor: Actor): Promise<HealthReport> {
    requirePermission(actor, 'work.read', null);
    return this.health.report();
  }
}
