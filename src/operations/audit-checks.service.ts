import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Actor } from '../identity/index.js';
import { Audit, auditVerification, type AuditVerification, type KeptHead } from '../platform/index.js';

/** The subject of the events: one thing, so that they are found without looking through the trail. */
const CHAIN = 'chain';

const noted = auditVerification.extend({ what: z.enum(['whole', 'newest', 'noted']) });

/** A check of the chain, as the trail itself keeps it. */
export type AuditCheck = z.infer<typeof noted> & { at: string; by: string };

/** Of the last checks so many are told. */
const CHECKS_TOLD = 5;

/** Checks of the chain that a person asks for. Each is an event, with what it found. */
@Injectable()
export class AuditChecksService {
  constructor(private readonly audit: Audit) {}

  /** @throws Problem 429 while another check runs. */
  async check(
    actor: Actor,
    asked: { full: boolean; kept?: KeptHead | undefined },
  ): Promise<AuditVerification> {
    const found = await this.audit.verify(asked);
    await this.audit.note(actor.audit, {
      action: 'audit.verified',
      subjectKind: 'audit',
      subjectId: CHAIN,
      detail: { what: asked.kept ? 'noted' : asked.full ? 'whole' : 'newest', ...found },
    });
    return found;
  }

  /** The last ones, the newest first. Does NOT check who asks. */
  async last(): Promise<AuditCheck[]> {
    const events = await this.audit.list({ subjectId: CHAIN, limit: CHECKS_TOLD, programmeIds: null });
    return events.flatMap(({ at, actorLabel, detail }) => {
      const read = noted.safeParse(detail);
      return read.success ? [{ ...read.data, at, by: actorLabel }] : [];
    });
  }
}
