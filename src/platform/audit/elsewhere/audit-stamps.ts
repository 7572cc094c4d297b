import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Audit, type AuditEvent } from '../audit.js';
import { stampedHash, timeStamp } from './time-stamp.js';

/** What an event of a time stamp holds. The token goes with the trail, to wherever that goes. */
const stampDetail = z.object({ hash: z.string(), at: z.string(), token: z.string() });
export const STAMPED = 'audit.stamped';
const AT_ONCE = 100;

/** What a look at the time stamps found. */
export interface StampsFound {
  stamps: number;
  /** When the last of them was signed; null where there is none. */
  lastAt: string | null;
  /** The first that is not about the event that it names. */
  wrong: { seq: string; reason: string } | null;
}

/** Has the head of the audit trail signed by a time stamping authority, as an event of the trail itself. */
@Injectable()
export class AuditStamps {
  /** @param url of the authority; undefined = nobody is asked. */
  constructor(
    private readonly audit: Audit,
    private readonly url: string | undefined,
  ) {}

  get isSetUp(): boolean {
    return this.url !== undefined;
  }

  /** @returns whether there was something to sign: events since the last time stamp. @throws as {@link timeStamp}. */
  async stamp(correlationId: string): Promise<boolean> {
    const [head] = await this.audit.list({ limit: 1, programmeIds: null });
    if (this.url === undefined || head === undefined || head.action === STAMPED) return false;
    const { at, token } = await timeStamp(this.url, head.hash);
    await this.audit.note(
      { userId: null, label: 'system', correlationId },
      {
        action: STAMPED,
        subjectKind: 'audit',
        subjectId: head.seq,
        detail: { hash: head.hash, at, token },
      },
    );
    return true;
  }

  /** Looks whether each time stamp is about the event that it names, as that is now. Signatures are not checked: see {@link timeStamp}. */
  async check(): Promise<StampsFound> {
    const found: StampsFound = { stamps: 0, lastAt: null, wrong: null };
    for (let before: string | undefined; ;) {
      const events = await this.audit.list({ action: STAMPED, before, limit: AT_ONCE, programmeIds: null });
      for (const event of events) {
        found.stamps += 1;
        const reason = await this.wrongOf(event);
        if (reason !== null) found.wrong = { seq: event.seq, reason };
        const { at } = stampDetail.partial().parse(event.detail);
        found.lastAt ??= at ?? null;
      }
      before = events.at(-1)?.seq;
      if (before === undefined || events.length < AT_ONCE) return found;
    }
  }

  private async wrongOf({ subjectId, detail }: AuditEvent): Promise<string | null> {
    const read = stampDetail.safeParse(detail);
    const [named] = await this.audit.hashes([subjectId ?? '0']);
    if (!read.success || named === undefined) return 'the event that was signed is missing';
    if (named.hash !== stampedHash(read.data.token)) return 'what was signed is another event';
    return null;
  }
}
