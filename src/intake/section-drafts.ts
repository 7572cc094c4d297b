import { Injectable } from '@nestjs/common';
import {
  ConcernsQueries,
  ConcernsService,
  concernsDocument,
  type ConcernsContent,
} from '../concerns/index.js';
import { budgetDocument, BudgetQueries, BudgetService } from '../finance/index.js';
import type { Actor } from '../identity/index.js';
import { RisksQueries, RisksService, risksDocument } from '../risks/index.js';
import type { EnvelopeView } from '../workflow/index.js';
import { idsFor, mergeBudget, mergeConcerns, mergeRisks, type Merged } from './merge.rules.js';
import type { Plan } from './plan.js';

/** Writes a plan into the drafts of the sections that a programme has once. What a draft says already stays as it is. */
@Injectable()
export class SectionDrafts {
  constructor(
    private readonly concerns: ConcernsQueries,
    private readonly concernsService: ConcernsService,
    private readonly risks: RisksQueries,
    private readonly risksService: RisksService,
    private readonly budgets: BudgetQueries,
    private readonly budgetsService: BudgetService,
  ) {}

  async writeConcerns(
    actor: Actor,
    { id }: EnvelopeView,
    register: 'concerns' | 'developments',
    plan: Plan,
  ): Promise<Merged<unknown>> {
    const { version, json } = await this.concerns.document(actor, register, id);
    const { entries } = JSON.parse(json) as ConcernsContent;
    const before = concernsDocument.parse({
      entries: entries.map(({ history: _, derived: __, ...entry }) => entry),
    });
    const merged = mergeConcerns(before, plan.concerns[register], plan.people, idsFor(id));
    if (merged.added > 0)
      await this.concernsService.save(actor, register, id, version, concernsDocument.parse(merged.document));
    return merged;
  }

  async writeRisks(actor: Actor, { id }: EnvelopeView, plan: Plan): Promise<Merged<unknown>> {
    const { version, content } = await this.risks.document(actor, id);
    const before = risksDocument.parse({ entries: content.entries.map(({ derived: _, ...entry }) => entry) });
    const merged = mergeRisks(before, plan.risks, plan.people, idsFor(id));
    if (merged.added > 0)
      await this.risksService.save(actor, id, version, risksDocument.parse(merged.document));
    return merged;
  }

  async writeBudget(actor: Actor, { id }: EnvelopeView, plan: Plan): Promise<Merged<unknown>> {
    const { version, content } = await this.budgets.read(actor, id);
    const before = budgetDocument.parse({ lines: content.lines.map(({ derived: _, ...line }) => line) });
    const merged = mergeBudget(before, plan.budget, idsFor(id));
    if (merged.added > 0)
      await this.budgetsService.save(actor, id, version, budgetDocument.parse(merged.document));
    return merged;
  }
}
