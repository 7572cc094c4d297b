import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Actor } from '../identity/index.js';
import {
  invalid,
  rows,
  violatedConstraint,
  type ProblemIssue,
  type ReadTx,
  type Tx,
} from '../platform/index.js';
import { DraftSaver, Sections, type Section, type SectionSubject } from '../workflow/index.js';
import { RATES, type WorkforceContent, type WorkforceDocument } from './workforce.content.js';
import { councilFigures, workforceBlockers, workforceContentOf } from './workforce.rules.js';
import { COPY_WORKFORCE, READ_WORKFORCES, START_WORKFORCE, WRITE_WORKFORCE } from './workforce.sql.js';

/** The workforce room: a programme's establishment by team as a section of the workflow. */
@Injectable()
export class WorkforceService implements Section<WorkforceContent>, OnModuleInit {
  readonly kind = 'workforce';
  readonly figures = { keys: RATES, of: councilFigures };

  constructor(
    private readonly drafts: DraftSaver,
    private readonly sections: Sections,
  ) {}

  onModuleInit(): void {
    this.sections.register(this);
  }

  /**
   * Saves a draft's whole document. @returns the new version.
   * @throws as {@link DraftSaver.save}; Problem 422 when the theme is not one of the programme's.
   */
  async save(
    actor: Actor,
    contributionId: string,
    version: number,
    document: WorkforceDocument,
  ): Promise<number> {
    try {
      return await this.drafts.save(actor, {
        kind: 'contribution',
        envelopeId: contributionId,
        version,
        section: this.kind,
        document,
        writes: WRITE_WORKFORCE,
      });
    } catch (error) {
      if (violatedConstraint(error) === 'workforce_content_theme_fk')
        throw invalid([{ path: 'themeId', message: 'This is not one of the programme’s themes.' }]);
      throw error;
    }
  }

  subjects(_: Tx, programmeId: string): Promise<SectionSubject[]> {
    return Promise.resolve([
      { id: programmeId, number: 1, title: 'Establishment and vacancies', ownerId: null },
    ]);
  }

  async start(tx: Tx, contributionId: string, copyFrom: string | null): Promise<void> {
    await rows(tx, START_WORKFORCE, [contributionId, copyFrom]);
    if (copyFrom !== null)
      for (const statement of COPY_WORKFORCE) await rows(tx, statement, [contributionId, copyFrom]);
  }

  async content(tx: ReadTx, contributionIds: readonly string[]): Promise<Map<string, WorkforceContent>> {
    const found = await rows<{ id: string; body: WorkforceDocument }>(tx, READ_WORKFORCES, [contributionIds]);
    return new Map(found.map(({ id, body }) => [id, workforceContentOf(body)]));
  }

  blockers(content: WorkforceContent): ProblemIssue[] {
    return workforceBlockers(content);
  }
}
