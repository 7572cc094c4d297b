import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Actor } from '../identity/index.js';
import {
  canonicalJson,
  Database,
  invalid,
  rows,
  type AuditActor,
  type ProblemIssue,
  type ReadTx,
  type Tx,
} from '../platform/index.js';
import { DraftSaver, Sections, type Section, type SectionSubject, type Status } from '../workflow/index.js';
import type { MeasuresContent, MeasuresDocument } from './measures.content.js';
import { measuresBlockers, measuresContentOf, type GroupFacts } from './measures.rules.js';
import { UPDATE_BODIES, READ_FACTS, WRITE_MEASURES } from './measures.sql.js';
import { movedSince } from './moved.rules.js';
import { readStoredMeasures } from './stored-measures.js';
import { holdLedger } from './measure-ledger.js';

type FactsRow = GroupFacts & {
  id: string;
  /** 64-bit number. */
  knownTo: string;
  commentary: string | null;
  overrides: MeasuresDocument['overrides'];
  body: MeasuresContent;
};

/** Who records figures, and the actor that the audit trail names. */
export interface Recorder {
  userId: string;
  audit: AuditActor;
}

/**
 * One group's figures of one period, as a section of the workflow. The figures come from the readings; the owner adds commentary and,
 * where the derived rating misleads, another rating with a reason. The figures of a draft follow the readings; once it is submitted they
 * stay as they are, and it is not approved while it says something else than what is known.
 */
@Injectable()
export class MeasuresSection implements Section<MeasuresContent>, OnModuleInit {
  readonly kind = 'measures';

  constructor(
    private readonly database: Database,
    private readonly drafts: DraftSaver,
    private readonly sections: Sections,
  ) {}

  onModuleInit(): void {
    this.sections.register(this);
  }

  async subjects(tx: ReadTx, programmeId: string): Promise<SectionSubject[]> {
    return rows<SectionSubject>(
      tx,
      `select id, number, coalesce(title, 'Measures, group ' || number) as title, owner_id as "ownerId"
         from measure_group where programme_id = $1 order by number`,
      [programmeId],
    );
  }

  /** Commentary is carried forward, as any text; a rating against the derived one is not: it was about last month's figures. */
  async start(tx: Tx, contributionId: string, copyFrom: string | null): Promise<void> {
    await holdLedger(tx, contributionId);
    await rows(
      tx,
      `insert into measures_content (contribution_id, commentary, known_to, previous_known_to, body)
       select $1::uuid, c.commentary, coalesce(c.known_to, 0), c.known_to, 'null' from (select) one left join measures_content c on c.contribution_id = $2`,
      [contributionId, copyFrom],
    );
    await this.rebuild(tx, [contributionId]);
  }

  async content(tx: ReadTx, contributionIds: readonly string[]): Promise<Map<string, MeasuresContent>> {
    const found = await rows<{ id: string; body: MeasuresContent }>(
      tx,
      `select contribution_id as id, body from measures_content where contribution_id = any($1::uuid[])`,
      [contributionIds],
    );
    return new Map(found.map(({ id, body }) => [id, body]));
  }

  blockers(content: MeasuresContent): ProblemIssue[] {
    return measuresBlockers(content);
  }

  /**
   * Saves a draft's commentary and overrides with the figures as they are known now. @returns the new version.
   * @throws Problem 422 for an override of a measure that is not in the group; otherwise as {@link DraftSaver.save}.
   */
  async save(
    actor: Actor,
    contributionId: string,
    version: number,
    document: MeasuresDocument,
  ): Promise<number> {
    const [facts] = await this.database.query<FactsRow>(READ_FACTS, [
      [contributionId],
      actor.programmesWith('contribution.edit'),
    ]);
    const content = facts && measuresContentOf(facts, document);
    const issues = document.overrides.flatMap(({ measureId }, index) =>
      content && !content.measures.some(({ id }) => id === measureId)
        ? [{ path: `overrides[${index}].measureId`, message: 'This measure is not in this group.' }]
        : [],
    );
    if (issues.length > 0) throw invalid(issues);
    // What is recorded between this read and the save moves the draft's version on, so that the save is refused as stale.
    return this.drafts.save(actor, {
      kind: 'contribution',
      envelopeId: contributionId,
      version,
      section: this.kind,
      document: { ...document, knownTo: facts?.knownTo, content },
      writes: WRITE_MEASURES,
    });
  }

  /**
   * Brings the drafts of these groups up to date after figures were recorded. The caller has locked the ledger. The recorder becomes an
   * author of the drafts that changed; a draft with the same content is not touched.
   */
  async refresh(tx: Tx, actor: Recorder, groupIds: readonly string[]): Promise<void> {
    // Parts that are becoming drafts again at this moment are locked too, so that they are not missed. No approved part becomes one while
    // the newest report of its period is approved; when a correction is written, that report is not.
    const open = await rows<{ id: string; status: Status }>(
      tx,
      `select e.id, e.status from envelope e
        where e.kind = 'contribution' and e.section = $2 and e.subject_id = any($1::uuid[])
          and (e.status <> 'approved' or not coalesce((
            select r.status = 'approved' from envelope r where r.kind = 'report' and r.period_id = e.period_id
             and r.status <> 'withdrawn' order by r.revision desc limit 1), false))
        order by e.id for update of e`,
      [groupIds, this.kind],
    );
    const drafts = open.filter(({ status }) => status === 'draft').map(({ id }) => id);
    await this.drafts.touch(tx, actor.audit, await this.rebuild(tx, drafts), [actor.userId]);
  }

  /** As {@link refresh}, for every group that these measures are or were in. */
  async refreshMeasures(tx: Tx, actor: Recorder, measureIds: readonly string[]): Promise<void> {
    const groups = await rows<{ id: string }>(
      tx,
      `select distinct group_id as id from measure_definition where measure_id = any($1::uuid[]) and group_id is not null`,
      [measureIds],
    );
    await this.refresh(
      tx,
      actor,
      groups.map(({ id }) => id),
    );
  }

  /** The draft follows that part: it lists restatements since then, and takes its commentary when the draft began without one and has none. */
  async follow(
    tx: Tx,
    contributionId: string,
    approvedId: string,
    { follows }: { follows: string | null },
  ): Promise<boolean> {
    await rows(
      tx,
      `update measures_content c set previous_known_to = a.known_to,
              commentary = case when $3::uuid is null then coalesce(c.commentary, a.commentary) else c.commentary end
         from measures_content a where c.contribution_id = $1 and a.contribution_id = $2`,
      [contributionId, approvedId, follows],
    );
    return (await this.rebuild(tx, [contributionId])).length > 0;
  }

  /** What was recorded after the part was saved or submitted and would be printed in it. An approved part stays as it is. */
  async blockersAt(tx: ReadTx, contributionId: string): Promise<ProblemIssue[]> {
    const facts = await rows<FactsRow>(tx, READ_FACTS, [[contributionId], null]);
    return facts.flatMap((row) => movedSince(readStoredMeasures(row.body), measuresContentOf(row, row)));
  }

  /** The draft takes in what was recorded meanwhile. */
  async bringUpToDate(tx: Tx, actor: AuditActor, contributionId: string): Promise<void> {
    await this.drafts.touch(tx, actor, await this.rebuild(tx, [contributionId]), []);
  }

  /**
   * Derives these drafts again from the readings. Whoever recorded what a draft takes in becomes its author.
   * @returns those whose content changed.
   */
  private async rebuild(tx: Tx, contributionIds: readonly string[]): Promise<string[]> {
    if (contributionIds.length === 0) return [];
    const facts = await rows<FactsRow>(tx, READ_FACTS, [contributionIds, null]);
    const changed = facts
      .map((row) => ({
        id: row.id,
        knownTo: row.knownTo,
        before: readStoredMeasures(row.body),
        body: measuresContentOf(row, row),
      }))
      .filter(({ before, body }) => canonicalJson(before) !== canonicalJson(body));
    if (changed.length > 0)
      await rows(tx, UPDATE_BODIES, [
        JSON.stringify(changed.map(({ id, knownTo, body }) => ({ id, knownTo, body }))),
      ]);
    return changed.map(({ id }) => id);
  }
}
