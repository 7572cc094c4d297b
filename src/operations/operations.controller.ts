import { Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
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
  Audit,
  auditEvent,
  auditVerification,
  conflict,
  Database,
  Health,
  healthReport,
  Outbox,
  page,
  pageOf,
  pageQuery,
  readCursor,
  WORK_STATES,
  workItem,
  type AuditEvent,
  type AuditVerification,
  type HealthReport,
  type Page,
  type WorkItem,
} from '../platform/index.js';

const auditQuery = pageQuery.extend({
  /** Only events about the subject with this id. */
  subjectId: z.string().max(100).optional(),
  action: z.string().max(60).optional(),
});

const verificationQuery = z.strictObject({
  full: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true')
    .describe('From the first row on. Otherwise from the last head that this process found whole.'),
});

/** The audit trail of the reader's programmes. People who may read every programme also see events that belong to none. */
@ApiTags('Audit')
@Controller('api/v1/audit')
export class AuditController {
  constructor(private readonly audit: Audit) {}

  @Get()
  @Policy('audit.read')
  @ApiOperation({ summary: 'The audit trail, newest first' })
  @ApiOkResponse({ standardSchema: pageOf(auditEvent) })
  async list(
    @CurrentActor() actor: Actor,
    @Query({ schema: auditQuery }) query: z.infer<typeof auditQuery>,
  ): Promise<Page<AuditEvent>> {
    const [before] = readCursor(query.cursor, 1);
    const events = await this.audit.list({
      before: before ?? undefined,
      limit: query.limit + 1,
      programmeIds: actor.programmesWith('audit.read'),
      subjectId: query.subjectId,
      action: query.action,
    });
    return page(events, query.limit, (event) => [event.seq]);
  }

  @Get('verification')
  @Heavy('verification')
  @Policy('audit.verify')
  @ApiOperation({
    summary: 'Verify the chain of the audit trail: what is new since the last time, or the whole',
  })
  @ApiOkResponse({ standardSchema: auditVerification })
  verify(
    @CurrentActor() actor: Actor,
    @Query({ schema: verificationQuery }) { full }: z.infer<typeof verificationQuery>,
  ): Promise<AuditVerification> {
    requirePermission(actor, 'audit.verify', null);
    return this.audit.verify({ full });
  }
}

const workQuery = pageQuery.extend({
  state: z.enum(WORK_STATES).optional(),
});

/** Background work: waiting, running, and dead letters. It is of every programme, so the permission must hold in every programme. */
@ApiTags('Work')
@Controller('api/v1/work')
export class WorkController {
  constructor(
    private readonly outbox: Outbox,
    private readonly database: Database,
    private readonly audit: Audit,
  ) {}

  @Get()
  @Policy('work.read')
  @ApiOperation({ summary: 'Work in the background, newest first' })
  @ApiOkResponse({ standardSchema: pageOf(workItem) })
  async list(
    @CurrentActor() actor: Actor,
    @Query({ schema: workQuery }) query: z.infer<typeof workQuery>,
  ): Promise<Page<WorkItem>> {
    requirePermission(actor, 'work.read', null);
    const [before] = readCursor(query.cursor, 1);
    const items = await this.outbox.list({
      before: before ?? undefined,
      limit: query.limit + 1,
      state: query.state,
    });
    return page(items, query.limit, (item) => [item.id]);
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
    requirePermission(actor, 'work.retry', null);
    await this.database.write(async (tx) => {
      if (!(await this.outbox.retry(tx, id)))
        throw conflict(
          'not-a-dead-letter',
          'This work is not a dead letter: it is done, under way, withdrawn, or will be tried again by itself.',
        );
      await this.audit.append(tx, actor.audit, {
        action: 'work.retried',
        subjectKind: 'work',
        subjectId: id,
      });
    });
    return { retried: true };
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
