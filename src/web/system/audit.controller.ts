import { Get, Query, Res, type StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentActor, Heavy, Policy, requirePermission, type Actor } from '../../identity/index.js';
import {
  AuditChecksService,
  auditFile,
  auditFilter,
  AuditSubjectsQueries,
  AuditTrailQueries,
  type AuditTrailFilter,
} from '../../operations/index.js';
import { AuditElsewhere, Clock, everyItem, keptHead } from '../../platform/index.js';
import { ProgrammesQueries } from '../../programmes/index.js';
import { filterForm, Page, readFilter, show, type PageAnswer } from '../shell/index.js';
import { presentAudit, presentAuditCheck } from './audit.presenter.js';

/** Rows of a page. */
const SHOWN = 50;

/** As the form sends it: empty fields, and the words of fields that cannot be read. */
const sentFilter = z.object({
  subjectId: z.string().max(100).optional(),
  actor: z.string().default(''),
  action: z.string().default(''),
  programmeId: z.union([z.uuid(), z.literal('')]).default(''),
  from: z.string().default(''),
  until: z.string().default(''),
  cursor: z.string().max(500).optional(),
});
type SentFilter = z.infer<typeof sentFilter>;

const checkQuery = z.object({
  what: z.enum(['whole', 'newest', 'noted']).optional(),
  seq: z.string().default(''),
  hash: z.string().default(''),
});

@Page('admin/audit')
export class AuditPagesController {
  constructor(
    private readonly trail: AuditTrailQueries,
    private readonly subjects: AuditSubjectsQueries,
    private readonly checks: AuditChecksService,
    private readonly elsewhere: AuditElsewhere,
    private readonly programmes: ProgrammesQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Policy('audit.read')
  async list(
    @CurrentActor() actor: Actor,
    @Query({ schema: sentFilter }) sent: SentFilter,
  ): Promise<PageAnswer> {
    const { cursor, subjectId, ...fields } = sent;
    const { filter, form } = readFilter(auditFilter, fields, { subjectId });
    const [events, programmes] = await Promise.all([
      filter === null
        ? { items: [], nextCursor: null }
        : this.trail.list(actor, { ...filter, cursor, limit: SHOWN }),
      everyItem((page) => this.programmes.list(actor, page)),
    ]);
    const mayCheck = actor.can('audit.verify', null);
    const names = await this.subjects.names(events.items);
    return show(
      'system/audit',
      presentAudit({ events, names, actor, filter, form, programmes, mayCheck, now: this.clock.now() }),
    );
  }

  @Get('export')
  @Heavy('export')
  @Policy('audit.read')
  async export(
    @CurrentActor() actor: Actor,
    @Query({ schema: auditFilter }) filter: AuditTrailFilter,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return auditFile(reply, await this.trail.exported(actor, filter), this.clock.today());
  }

  @Get('check')
  @Heavy('verification')
  @Policy('audit.verify')
  async check(
    @CurrentActor() actor: Actor,
    @Query({ schema: checkQuery }) { what, ...noted }: z.infer<typeof checkQuery>,
  ): Promise<PageAnswer> {
    requirePermission(actor, 'audit.verify', null);
    const read = what === 'noted' ? keptHead.safeParse(noted) : undefined;
    const checked =
      what === undefined || read?.error
        ? null
        : await this.checks.check(actor, { full: what !== 'newest', kept: read?.data });
    const form = filterForm(noted, read?.error);
    const [places, last] = await Promise.all([this.elsewhere.states(), this.checks.last()]);
    return show(
      'system/audit-check',
      presentAuditCheck({ checked, last, form, places, now: this.clock.now() }),
    );
  }
}
