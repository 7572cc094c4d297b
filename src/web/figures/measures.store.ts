import { Injectable } from '@nestjs/common';
import type { Actor } from '../../identity/index.js';
import {
  measuresDocument,
  MeasuresQueries,
  MeasuresSection,
  type MeasuresContent,
  type MeasuresDocument,
} from '../../performance/index.js';
import type { PartStore } from '../part/index.js';

/** What is written of a part with measures: the text, and the ratings that are printed against the worked-out ones. */
@Injectable()
export class MeasuresStore implements PartStore<MeasuresDocument> {
  readonly schema = measuresDocument;

  constructor(
    private readonly measures: MeasuresQueries,
    private readonly section: MeasuresSection,
  ) {}

  async read(actor: Actor, partId: string): Promise<{ version: number; document: MeasuresDocument }> {
    const { version, json } = await this.measures.document(actor, partId);
    return { version, document: this.documentOf(JSON.parse(json)) };
  }

  documentOf(content: unknown): MeasuresDocument {
    const { commentary, measures } = content as MeasuresContent;
    const overrides = measures.flatMap(({ id, rag: { override } }) =>
      override === null ? [] : [{ measureId: id, ...override }],
    );
    return { commentary, overrides };
  }

  save(actor: Actor, partId: string, version: number, document: MeasuresDocument): Promise<number> {
    return this.section.save(actor, partId, version, document);
  }

  /** With the figures and the ratings that follow from them. */
  async content(actor: Actor, partId: string): Promise<MeasuresContent> {
    const { json } = await this.measures.document(actor, partId);
    return JSON.parse(json) as MeasuresContent;
  }
}
