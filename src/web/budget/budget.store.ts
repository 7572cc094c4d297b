import { Injectable } from '@nestjs/common';
import {
  budgetDocument,
  BudgetQueries,
  BudgetService,
  type BudgetContent,
  type BudgetDocument,
  type BudgetLine,
} from '../../finance/index.js';
import type { Actor } from '../../identity/index.js';
import { itemBlock, type Block, type PartStore } from '../part/index.js';

/** The budget of a part, for the pages on which it is written. */
@Injectable()
export class BudgetStore implements PartStore<BudgetDocument> {
  readonly schema = budgetDocument;

  constructor(
    private readonly budgets: BudgetQueries,
    private readonly service: BudgetService,
  ) {}

  /** With what is worked out. @throws Problem 404. */
  async content(actor: Actor, partId: string): Promise<BudgetContent> {
    return (await this.budgets.read(actor, partId)).content;
  }

  async read(actor: Actor, partId: string): Promise<{ version: number; document: BudgetDocument }> {
    const { version, content } = await this.budgets.read(actor, partId);
    return { version, document: this.documentOf(content) };
  }

  documentOf(content: unknown): BudgetDocument {
    return { lines: (content as BudgetContent).lines.map(({ derived: _, ...line }) => line) };
  }

  save(actor: Actor, partId: string, version: number, document: BudgetDocument): Promise<number> {
    return this.service.save(actor, partId, version, document);
  }
}

export const lineBlock = (id: string): Block<BudgetDocument, BudgetLine> =>
  itemBlock<'lines', BudgetLine, BudgetDocument>('lines', id);
