import { Injectable } from '@nestjs/common';
import type { Actor } from '../../identity/index.js';
import {
  risksDocument,
  RisksQueries,
  RisksService,
  type RiskEntryDocument,
  type RisksContent,
  type RisksDocument,
} from '../../risks/index.js';
import { itemBlock, type Block, type PartStore } from '../part/index.js';

/** The register of risks and issues of a part, for the pages on which it is written. */
@Injectable()
export class RiskStore implements PartStore<RisksDocument> {
  readonly schema = risksDocument;

  constructor(
    private readonly risks: RisksQueries,
    private readonly service: RisksService,
  ) {}

  /** With what is derived from it: scores and movements. @throws Problem 404. */
  async content(actor: Actor, partId: string): Promise<RisksContent> {
    return (await this.risks.document(actor, partId)).content;
  }

  async read(actor: Actor, partId: string): Promise<{ version: number; document: RisksDocument }> {
    const { version, content } = await this.risks.document(actor, partId);
    return { version, document: this.documentOf(content) };
  }

  documentOf(content: unknown): RisksDocument {
    return { entries: (content as RisksContent).entries.map(({ derived: _, ...entry }) => entry) };
  }

  save(actor: Actor, partId: string, version: number, document: RisksDocument): Promise<number> {
    return this.service.save(actor, partId, version, document);
  }
}

export const riskBlock = (entryId: string): Block<RisksDocument, RiskEntryDocument> =>
  itemBlock<'entries', RiskEntryDocument, RisksDocument>('entries', entryId);
