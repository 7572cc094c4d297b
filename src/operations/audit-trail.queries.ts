import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Actor } from '../identity/index.js';
import {
  Audit,
  CSV_MARK,
  csvRow,
  daysInOrder,
  invalid,
  page,
  pageQuery,
  readCursor,
  type AuditEvent,
  type Page,
} from '../platform/index.js';

const day = z.iso.date('Enter a day that exists');

const asked = z.strictObject({
  subjectId: z.string().max(100).optional().describe('Only events about the subject with this id.'),
  action: z
    .string()
    .max(60)
    .optional()
    .describe('contribution.approved; or the noun alone, for all of it: contribution.'),
  actorId: z.uuid().optional(),
  actor: z
    .string()
    .max(100, 'Shorten this to 100 characters')
    .optional()
    .describe('Words in what the person was called at the time.'),
  programmeId: z.uuid().optional(),
  from: day.optional().describe('The first day, as London has it.'),
  until: day.optional().describe('The last day.'),
});

/** Which events are asked for: each field that is given has to fit. */
export const auditFilter = daysInOrder(asked);
export type AuditTrailFilter = z.infer<typeof auditFilter>;

export const auditQuery = daysInOrder(asked.extend(pageQuery.shape));

/** How many events go out in one file. About 25 MB. */
export const MOST_EXPORTED = 50_000;
const AT_ONCE = 500;

/** The audit trail of the reader's programmes. People who may read every programme also see events that belong to none. */
@Injectable()
export class AuditTrailQueries {
  constructor(private readonly audit: Audit) {}

  /** Newest first. */
  async list(
    actor: Actor,
    { limit, cursor, ...filter }: z.infer<typeof auditQuery>,
  ): Promise<Page<AuditEvent>> {
    const [before] = readCursor(cursor, 1);
    const events = await this.audit.list({
      ...filter,
      before: before ?? undefined,
      limit: limit + 1,
      programmeIds: actor.programmesWith('audit.read'),
    });
    return page(events, limit, (event) => [event.seq]);
  }

  /**
   * The same events as a CSV file, newest first, as they are when the export begins. The export is an event of its own.
   * @throws Problem 422 where there are more than {@link MOST_EXPORTED}.
   */
  async exported(actor: Actor, filter: AuditTrailFilter): Promise<AsyncIterable<string>> {
    const programmeIds = actor.programmesWith('audit.read');
    const events = await this.audit.count({ ...filter, programmeIds });
    if (events > MOST_EXPORTED)
      throw invalid([
        {
          path: 'from',
          message: `These are ${events.toLocaleString('en-GB')} events, and one file takes ${MOST_EXPORTED.toLocaleString('en-GB')}. Choose a shorter time`,
        },
      ]);
    const first = await this.audit.list({ ...filter, programmeIds, limit: 1 });
    await this.audit.noteGiven(actor.audit, {
      action: 'audit.exported',
      subjectKind: 'audit',
      subjectId: null,
      programmeId: filter.programmeId ?? null,
      detail: { ...filter, events },
    });
    return this.lines(filter, programmeIds, first[0] ? BigInt(first[0].seq) + 1n : 0n);
  }

  private async *lines(
    filter: AuditTrailFilter,
    programmeIds: readonly string[] | null,
    end: bigint,
  ): AsyncIterable<string> {
    yield CSV_MARK;
    yield csvRow([
      'Event',
      'At (UTC)',
      'Who',
      'Who (id)',
      'What',
      'About',
      'About (id)',
      'Programme',
      'Request',
      'Detail',
      'Hash',
    ]);
    for (let before = String(end); ;) {
      const events = await this.audit.list({ ...filter, programmeIds, before, limit: AT_ONCE });
      for (const one of events)
        yield csvRow([
          one.seq,
          one.at,
          one.actorLabel,
          one.actorId,
          one.action,
          one.subjectKind,
          one.subjectId,
          one.programmeId,
          one.correlationId,
          JSON.stringify(one.detail),
          one.hash,
        ]);
      const last = events.at(-1);
      if (last === undefined || events.length < AT_ONCE) return;
      before = last.seq;
    }
  }
}
