import { Injectable } from '@nestjs/common';
import {
  CONCERN_KINDS,
  concernsDocument,
  ConcernsQueries,
  ConcernsService,
  type ConcernEntry,
  type ConcernKind,
  type ConcernsContent,
  type ConcernsDocument,
} from '../../concerns/index.js';
import type { Actor } from '../../identity/index.js';
import { notFound } from '../../platform/index.js';
import { itemBlock, type Block, type PartStore } from '../part/index.js';

/** One of the two registers that are kept in the same way, for the pages on which it is written. */
export class ConcernStore implements PartStore<ConcernsDocument> {
  readonly schema = concernsDocument;

  constructor(
    private readonly registers: ConcernsQueries,
    private readonly service: ConcernsService,
    private readonly kind: ConcernKind,
  ) {}

  /** With its history and what is derived from it. @throws Problem 404. */
  async content(actor: Actor, partId: string): Promise<ConcernsContent> {
    const { json } = await this.registers.document(actor, this.kind, partId);
    return JSON.parse(json) as ConcernsContent;
  }

  async read(actor: Actor, partId: string): Promise<{ version: number; document: ConcernsDocument }> {
    const { version, json } = await this.registers.document(actor, this.kind, partId);
    return { version, document: this.documentOf(JSON.parse(json)) };
  }

  documentOf(content: unknown): ConcernsDocument {
    const { entries } = content as ConcernsContent;
    return { entries: entries.map(({ history: _, derived: __, ...entry }) => entry) };
  }

  save(actor: Actor, partId: string, version: number, document: ConcernsDocument): Promise<number> {
    return this.service.save(actor, this.kind, partId, version, document);
  }
}

@Injectable()
export class ConcernStores {
  constructor(
    private readonly registers: ConcernsQueries,
    private readonly service: ConcernsService,
  ) {}

  /** @param section of the part. @throws Problem 404 when it is no such register. */
  of(section: string): ConcernStore {
    const kind = CONCERN_KINDS.find((one) => one === section);
    if (!kind) throw notFound('contribution');
    return new ConcernStore(this.registers, this.service, kind);
  }
}

export const concernBlock = (entryId: string): Block<ConcernsDocument, ConcernEntry> =>
  itemBlock<'entries', ConcernEntry, ConcernsDocument>('entries', entryId);
