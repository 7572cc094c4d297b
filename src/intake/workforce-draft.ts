import { Injectable } from '@nestjs/common';
import type { Actor } from '../identity/index.js';
import type { EnvelopeView } from '../workflow/index.js';
import { workforceDocumentOf, WorkforceQueries, WorkforceService } from '../workforce/index.js';
import { idsFor, mergeWorkforce, type Merged } from './merge.rules.js';
import type { Plan } from './plan.js';

/** Writes the teams of a plan into the draft of the workforce. A team that the draft has stays as it is. */
@Injectable()
export class WorkforceDraft {
  constructor(
    private readonly workforces: WorkforceQueries,
    private readonly service: WorkforceService,
  ) {}

  async write(actor: Actor, { id }: EnvelopeView, { teams }: Plan): Promise<Merged<unknown>> {
    const { version, content } = await this.workforces.read(actor, id);
    const merged = mergeWorkforce(workforceDocumentOf(content), teams, idsFor(id));
    if (merged.added > 0) await this.service.save(actor, id, version, merged.document);
    return merged;
  }
}
