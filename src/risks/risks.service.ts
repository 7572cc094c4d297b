import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PeopleQueries, requirePermission, type Actor } from '../identity/index.js';
import {
  Audit,
  conflict,
  Database,
  invalid,
  row,
  rows,
  violatedConstraint,
  type ProblemIssue,
  type ReadTx,
  type Tx,
} from '../platform/index.js';
import { writeSetting } from '../programmes/index.js';
import {
  DraftSaver,
  followRegister,
  Sections,
  type Register,
  type Section,
  type SectionSubject,
} from '../workflow/index.js';
import { AcceptancesService } from './acceptances.service.js';
import type { Matrix, RiskEntryDocument, RisksContent, RisksDocument } from './risks.content.js';
import {
  registerContent,
  RisksQueries,
  type MatrixView,
  type RegisterRow,
  type RiskSettingView,
} from './risks.queries.js';
import { matrixProblems, riskBlockers } from './risks.rules.js';
import {
  COPY_RISKS,
  EMPTY_RISKS,
  ENDED_ACCEPTANCES,
  HELD_NUMBERS,
  READ_RISKS,
  START_RISKS,
  WRITE_RISKS,
} from './risks.sql.js';

/** The risks room: a programme's register as a section of the workflow, and the council's matrices. */
@Injectable()
export class RisksService implements Section<RisksContent>, OnModuleInit {
  readonly kind = 'risks';

  constructor(
    private readonly database: Database,
    private readonly drafts: DraftSaver,
    private readonly sections: Sections,
    private readonly risks: RisksQueries,
    private readonly acceptances: AcceptancesService,
    private readonly people: PeopleQueries,
    private readonly audit: Audit,
  ) {}

  onModuleInit(): void {
    this.sections.register(this);
  }

  /**
   * Saves a draft's whole register. @returns the new version.
   * @throws as {@link DraftSaver.save}; Problem 422 for an acceptance that its approver did not give; 409 when an entry that was
   * carried forward is left out or gets another number.
   */
  async save(
    actor: Actor,
    contributionId: string,
    version: number,
    document: RisksDocument,
  ): Promise<number> {
    await this.acceptances.check(actor, contributionId, document);
    try {
      return await this.drafts.save(actor, {
        kind: 'contribution',
        envelopeId: contributionId,
        version,
        section: this.kind,
        document,
        writes: WRITE_RISKS,
        owners: {
          named: document.entries.map(({ ownerId }, i) => ({ path: `entries[${i}].ownerId`, id: ownerId })),
          kept: `select owner_id as user_id from risk_entry where contribution_id = e.id`,
        },
      });
    } catch (error) {
      const constraint = violatedConstraint(error);
      if (constraint === 'risk_entry_owner_fk' || constraint === 'risk_entry_accepted_by_fk')
        throw invalid(await this.people.unknown(peopleNamedIn(document)));
      throw error;
    }
  }

  /** Adds a matrix for the whole council. @throws Problem 422 naming every cell that does not fit. */
  async createMatrix(actor: Actor, input: Matrix): Promise<MatrixView> {
    requirePermission(actor, 'programme.manage', null);
    const problems = matrixProblems(input);
    if (problems.length > 0) throw invalid(problems);
    const id = await this.database.write(async (tx) => {
      try {
        const made = await row<{ id: string }>(
          tx,
          `with m as (insert into risk_matrix (name) values ($1) returning id),
             b as (insert into risk_matrix_band (matrix_id, key, name, rank)
                   select m.id, b.key, b.name, b.rank from m, json_to_recordset($2::json) as b(key text, name text, rank int)),
             c as (insert into risk_matrix_cell (matrix_id, probability, impact, score, band)
                   select m.id, c.probability, c.impact, c.score, c.band
                     from m, json_to_recordset($3::json) as c(probability int, impact int, score int, band text))
           select id from m`,
          [input.name, JSON.stringify(input.bands), JSON.stringify(input.cells)],
        );
        await this.audit.append(tx, actor.audit, {
          action: 'risk_matrix.created',
          subjectKind: 'risk_matrix',
          subjectId: made.id,
          detail: { ...input },
        });
        return made.id;
      } catch (error) {
        if (violatedConstraint(error) === 'risk_matrix_name_unique')
          throw conflict('already-exists', 'There is a matrix with this name already.', [
            { path: 'name', message: 'This is already in use.' },
          ]);
        throw error;
      }
    });
    return this.risks.matrix(id);
  }

  /** Chooses the matrix of a programme's next registers. Drafts and approved registers keep the matrix that they began with. */
  async chooseMatrix(
    actor: Actor,
    programmeId: string,
    version: number,
    matrixId: string,
  ): Promise<RiskSettingView> {
    const before = await this.risks.setting(actor, programmeId);
    requirePermission(actor, 'programme.manage', programmeId);
    await this.database.write(async (tx) => {
      try {
        await writeSetting(tx, 'risk_setting', { programmeId, version }, { matrix_id: matrixId });
      } catch (error) {
        if (violatedConstraint(error) === 'risk_setting_matrix_fk')
          throw invalid([{ path: 'matrixId', message: 'There is no such matrix.' }]);
        throw error;
      }
      await this.audit.append(tx, actor.audit, {
        action: 'risk_matrix.chosen',
        subjectKind: 'programme',
        subjectId: programmeId,
        programmeId,
        detail: { before: before.matrixId, after: matrixId },
      });
    });
    return this.risks.setting(actor, programmeId);
  }

  subjects(_: Tx, programmeId: string): Promise<SectionSubject[]> {
    return Promise.resolve([{ id: programmeId, number: 1, title: 'Risks and issues', ownerId: null }]);
  }

  async start(tx: Tx, contributionId: string, copyFrom: string | null): Promise<void> {
    await rows(tx, START_RISKS, [contributionId, copyFrom !== null]);
    if (copyFrom !== null) await this.copy(tx, contributionId, copyFrom);
  }

  follow(
    tx: Tx,
    contributionId: string,
    approvedId: string,
    before: { follows: string | null; edited: boolean },
  ): Promise<boolean> {
    return followRegister(tx, this.register, contributionId, approvedId, before);
  }

  private readonly register: Register<RisksContent, RiskEntryDocument> = {
    content: (tx, ids) => this.content(tx, ids),
    entries: (content) => content.entries.map(entryAsWritten),
    numberOf: ({ number }) => number,
    withNumber: (entry, number) => ({ ...entry, number }),
    heldNumbers: HELD_NUMBERS,
    restart: async (tx, contributionId, approvedId) => {
      for (const statement of EMPTY_RISKS) await rows(tx, statement, [contributionId]);
      await this.copy(tx, contributionId, approvedId);
    },
    write: (tx, contributionId, entries) =>
      this.drafts.rewrite(tx, contributionId, { entries } satisfies RisksDocument, WRITE_RISKS),
  };

  private async copy(tx: Tx, to: string, from: string): Promise<void> {
    for (const statement of COPY_RISKS) await rows(tx, statement, [to, from]);
  }

  async content(tx: ReadTx, contributionIds: readonly string[]): Promise<Map<string, RisksContent>> {
    const found = await rows<RegisterRow>(tx, READ_RISKS, [contributionIds]);
    return new Map(found.map((register) => [register.id, registerContent(register)]));
  }

  blockers(content: RisksContent): ProblemIssue[] {
    return riskBlockers(content);
  }

  /** An acceptance that ended before the report's as-at date does not count. */
  async blockersAt(tx: ReadTx, contributionId: string): Promise<ProblemIssue[]> {
    const ended = await rows<{ place: number; number: number; until: string; asAt: string }>(
      tx,
      ENDED_ACCEPTANCES,
      [contributionId],
    );
    return ended.map(({ place, number, until, asAt }) => ({
      path: `entries[${place}].acceptance.until`,
      message: `The acceptance of entry ${number} ended on ${until}, before ${asAt}, the as-at date of this report. Decide again: accept it until a later date, or say what is done instead.`,
    }));
  }
}

const peopleNamedIn = ({ entries }: RisksDocument) =>
  entries.flatMap(({ ownerId, acceptance }, i) => [
    { path: `entries[${i}].ownerId`, id: ownerId },
    { path: `entries[${i}].acceptance.approverId`, id: acceptance?.approverId ?? null },
  ]);

/** The entry without what is derived from it. */
function entryAsWritten({ derived: _, ...entry }: RisksContent['entries'][number]): RiskEntryDocument {
  return entry;
}
