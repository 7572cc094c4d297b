import { Injectable } from '@nestjs/common';
import { holdProgrammes, requirePermission, type Actor } from '../../identity/index.js';
import {
  Audit,
  conflict,
  Database,
  invalid,
  notFound,
  rows,
  stale,
  type ReadTx,
  type Tx,
} from '../../platform/index.js';
import { ContributionsQueries, loadEnvelope, type Status } from '../../workflow/index.js';
import { Assembly } from '../assembly.js';
import { type EditionName, type Ground, type ReportSnapshot } from '../../snapshot/index.js';
import { VersionChangesQueries } from '../versions/version-changes.queries.js';
import { presentReport, renderReportHtml } from '../../document/index.js';
import {
  blocksOf,
  blockWithCell,
  editionOf,
  editionsOf,
  figuresSuppressed,
  lookThrough,
  lostDecisions,
  PublicationsQueries,
  publicReport,
  type Decided,
} from '../../disclosure/index.js';
import { LoneDecisions } from './lone-decisions.js';
import { presentBlocks, presentCell, titlesOfMeasures, type ReportPublication } from './publication.view.js';

/** What somebody decides about a block. */
export type DecisionInput =
  | { effect: 'withhold'; block: string; ground: Ground; paragraphs: number[]; reason: string }
  | { effect: 'release' | 'lift'; block: string; reason: string };

/** Deciding what of a report is published, and showing what that comes to. */
@Injectable()
export class PublicationService {
  constructor(
    private readonly database: Database,
    private readonly contributions: ContributionsQueries,
    private readonly assembly: Assembly,
    private readonly publications: PublicationsQueries,
    private readonly changes: VersionChangesQueries,
    private readonly lone: LoneDecisions,
    private readonly audit: Audit,
  ) {}

  /** What the public edition of this report would leave out. @throws Problem 404 when absent or not the actor's to see · 409 without a text. */
  async report(actor: Actor, reportId: string): Promise<ReportPublication> {
    const { programmeId } = await this.contributions.get(actor, 'report', reportId);
    return this.database.read(async (tx) => {
      const { snapshot, sha256, disclosed, decided } = await this.assembled(tx, reportId);
      const titles = titlesOfMeasures(snapshot);
      const decisions = await this.publications.inForce(tx, programmeId);
      const lost = lostDecisions(snapshot, decisions);
      const lastWords = await this.publications.lastWords(
        tx,
        programmeId,
        lost.map(({ block }) => block),
      );
      const { policy, suppressed } = snapshot.publication;
      return {
        ...presentBlocks(snapshot, decisions, await lookThrough(publicReport(snapshot).snapshot), suppressed),
        report: `${snapshot.programme.name}, ${snapshot.period.label}`,
        sha256,
        policy,
        lost: lost.map((one) => ({
          ...one,
          label: lastWords.get(one.block) ?? 'A paragraph that was never sealed',
        })),
        editions: editionsOf(snapshot),
        figures: figuresSuppressed(snapshot.publication),
        disclosed: disclosed.map((one) => presentCell(one, titles)),
        alone: await this.lone.of(tx, programmeId, decided),
      };
    });
  }

  /**
   * The draft as this edition would print it, as a page to look at.
   * @param expected the hash of the draft that is meant; left out: the draft as it is now.
   * @throws Problem 409 without a text, or where it cannot be published · 412 when the draft is not the one that is meant any more.
   */
  async preview(actor: Actor, reportId: string, name: EditionName, expected?: string): Promise<string> {
    const { programmeId } = await this.contributions.get(actor, 'report', reportId);
    if (name === 'exempt') requirePermission(actor, 'exempt.read', programmeId);
    const { snapshot, sha256 } = await this.database.read((tx) => this.assembled(tx, reportId));
    if (expected !== undefined && expected !== sha256) throw stale('report');
    const view = presentReport(editionOf(snapshot, name), {
      seal: null,
      verifyAt: null,
      since: await this.changes.editionBefore(snapshot.period.id, name),
      corrected:
        snapshot.report.correctionReason === null
          ? null
          : await this.changes.editionInForce(snapshot.period.id, name),
    });
    return renderReportHtml(view, 'page');
  }

  /**
   * Decides about a block that this report or contribution has. Decisions are kept and hold for the programme's reports from now on,
   * until they are lifted.
   * @throws Problem 422 for a block that is not there · 409 when there is nothing to lift, or when the report is sealed: its public
   *   edition prints what it prints, and nobody is told otherwise.
   */
  async decide(
    actor: Actor,
    where: { kind: 'report' | 'contribution'; id: string },
    input: DecisionInput,
  ): Promise<void> {
    const envelope = await this.contributions.get(actor, where.kind, where.id);
    const { programmeId } = envelope;
    requirePermission(
      actor,
      input.effect === 'withhold' ? 'publication.withhold' : 'publication.release',
      programmeId,
    );
    await this.database.write(async (tx) => {
      await holdProgrammes(tx, programmeId);
      await this.assertNotSealed(tx, actor, where);
      if (input.effect === 'lift') await this.assertToLift(tx, programmeId, input.block, actor.userId);
      else {
        const content =
          where.kind === 'report'
            ? (await this.assembled(tx, where.id)).snapshot
            : await this.assembly.alone(tx, envelope);
        const known = new Set(blocksOf(content).map(({ block }) => block));
        if (!known.has(blockWithCell(input.block)))
          throw invalid([
            { path: 'block', message: 'There is no such block here. Read the list of blocks again.' },
          ]);
      }
      await rows(
        tx,
        `insert into publication_decision (programme_id, block, effect, ground, paragraphs, reason, decided_by)
         values ($1, $2, $3, $4, $5, $6, $7)`,
        [
          programmeId,
          input.block,
          input.effect,
          input.effect === 'withhold' ? input.ground : null,
          input.effect === 'withhold' ? input.paragraphs : [],
          input.reason,
          actor.userId,
        ],
      );
      await this.audit.append(tx, actor.audit, {
        action: `publication.${input.effect === 'withhold' ? 'withheld' : input.effect === 'release' ? 'released' : 'lifted'}`,
        subjectKind: where.kind,
        subjectId: where.id,
        programmeId,
        detail: { ...input },
      });
    });
  }

  /** The caller holds the programme. */
  private async assertNotSealed(
    tx: Tx,
    actor: Actor,
    { kind, id }: { kind: 'report' | 'contribution'; id: string },
  ): Promise<void> {
    const envelope = await loadEnvelope(tx, actor, kind, id);
    if (!envelope) throw notFound(kind);
    const open = kind === 'contribution' ? !envelope.reportApproved : isOpen(envelope.status);
    if (!open)
      throw conflict(
        'report-approved',
        'The report is approved, and its editions are as they were approved. Begin a correction first: what you decide then counts for it.',
      );
  }

  /** What somebody else lifted may be lifted once more: who does so stands by it as well. */
  private async assertToLift(tx: ReadTx, programmeId: string, block: string, userId: string): Promise<void> {
    const last = (await this.publications.last(tx, programmeId)).find((one) => one.block === block);
    if (last === undefined || (last.effect === 'lift' && last.decidedBy === userId))
      throw conflict(
        'not-possible',
        'No decision about this block is in force, so there is nothing to lift.',
      );
  }

  private async assembled(
    tx: ReadTx,
    reportId: string,
  ): Promise<{
    snapshot: ReportSnapshot & { publication: NonNullable<ReportSnapshot['publication']> };
    sha256: string;
    disclosed: { measureId: string; cell: string }[];
    decided: Decided[];
  }> {
    const { snapshot, sha256, disclosed, decided } = await this.assembly.assemble(tx, reportId);
    if (!snapshot?.publication || sha256 === null)
      throw conflict(
        'not-possible',
        'Write the report’s overall text first: then there is something to publish.',
      );
    return { snapshot: { ...snapshot, publication: snapshot.publication }, sha256, disclosed, decided };
  }
}

const isOpen = (status: Status): boolean => status === 'draft' || status === 'in_review';
