import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { ChallengesQueries } from '../challenge/index.js';
import { PublicationsQueries } from '../disclosure/index.js';
import { PeopleQueries, type Person } from '../identity/index.js';
import {
  canonicalJson,
  frozen,
  Problem,
  remembering,
  rows,
  sha256Hex,
  type ReadTx,
} from '../platform/index.js';
import { ProgrammesQueries } from '../programmes/index.js';
import {
  readContent,
  readSnapshot,
  SECTION_KINDS,
  withPeople,
  type ReportContent,
  type SnapshotPerson,
  type SnapshotSection,
} from '../snapshot/index.js';
import { Sections, STATUSES, type EnvelopeView, type Section } from '../workflow/index.js';
import {
  assembledOf,
  type Assembled,
  type ReportRow,
  type SealedVersion,
  type Sources,
} from './assembled.rules.js';
import { LoneParts } from './lone-parts.js';
import { ReportFrontQueries } from './report-front.queries.js';

interface ContributionRow {
  id: string;
  section: string;
  subjectId: string;
  status: (typeof STATUSES.contribution)[number];
  submittedBy: string | null;
  approvedBy: string | null;
  approvedAt: string | null;
  approvedSha256: string | null;
  editors: string[];
  /** The last approved contribution of an earlier period on the same subject. */
  earlierId: string | null;
  earlierAsAt: string | null;
}

/** Reports at work that are kept as they were assembled last: a megabyte each. */
const REPORTS_KEPT = 20;

/** The hash that an approval is compared with. Parts are read far more often than they change. */
const hashOf = remembering(500, (content: unknown) => sha256Hex(canonicalJson(content)));

/**
 * Puts the approved contributions of a period together. Reads inside one transaction, writes nothing; the same content always
 * gives the same bytes.
 */
@Injectable()
export class Assembly {
  /** By what was read. */
  private readonly known = new LRUCache<string, Assembled>({ max: REPORTS_KEPT });

  constructor(
    private readonly programmes: ProgrammesQueries,
    private readonly sections: Sections,
    private readonly people: PeopleQueries,
    private readonly challenges: ChallengesQueries,
    private readonly publications: PublicationsQueries,
    private readonly lone: LoneParts,
    private readonly front: ReportFrontQueries,
  ) {}

  /**
   * What is read decides everything that follows from it, so what follows is worked out once: pages of a report ask for it again and again
   * while nothing changes.
   */
  async assemble(tx: ReadTx, reportId: string): Promise<Assembled> {
    const sources = await this.read(tx, reportId);
    const { sealed, ...others } = sources;
    const digest = sha256Hex(JSON.stringify([others, sealed.map(({ sha256 }) => sha256)]));
    const known = this.known.get(digest);
    if (known) return known;
    const assembled = frozen(
      await assembledOf(sources, await this.publications.printedIn(tx, sources.earlier)),
    );
    this.known.set(digest, assembled);
    return assembled;
  }

  private async read(tx: ReadTx, reportId: string): Promise<Sources> {
    const report = await this.report(tx, reportId);
    const loaded = await this.programmes.load(tx, report.periodId);
    if (!loaded) throw new Error('BUG: a report without its period');
    const { programme, period } = loaded;
    const contributions = await this.contributions(tx, report.periodId);
    const sealed = await this.sealed(tx, report);
    const sealedBefore = new Map(
      (sealed[0]?.snapshot.sections ?? []).map((section) => [section.contributionId, section]),
    );
    const people = await this.people.byIds(
      contributions.flatMap((c) => [...c.editors, c.submittedBy, c.approvedBy].filter((id) => id !== null)),
      tx,
    );

    const sections: SnapshotSection[] = [];
    const late: Assembled['late'] = [];
    for (const kind of SECTION_KINDS) {
      const section = this.sections.get(kind);
      const own = contributions.filter((c) => c.section === kind);
      const contents = await this.contents(tx, section, own);
      for (const subject of await section.subjects(tx, programme.id)) {
        const contribution = own.find((c) => c.subjectId === subject.id);
        if (!contribution) continue;
        const printed = printedContent(contribution, contents, sealedBefore, period.asAt);
        if (contribution.status !== 'approved')
          late.push({
            contributionId: contribution.id,
            title: subject.title,
            status: contribution.status,
            notUpdatedSince: printed.notUpdatedSince,
          });
        sections.push({
          kind,
          contributionId: contribution.id,
          subject: { id: subject.id, number: subject.number, title: subject.title },
          content: printed.content,
          notUpdatedSince: printed.notUpdatedSince,
          history: history(contribution, people),
        });
      }
    }
    const released = await this.front.evidence(tx, report.periodId);
    return {
      report: { ...report, backgroundPapers: [...report.backgroundPapers, ...released] },
      programme,
      period,
      late,
      roles: await this.front.roles(tx, programme.id),
      memberQuestions: await this.front.memberQuestions(tx, report.periodId),
      settings: await this.publications.settings(tx, programme.id),
      sections: await withPeople(tx, this.people, sections),
      answers: await this.challenges.answers(tx, reportId),
      decisions: await this.publications.last(tx, programme.id),
      earlier: await this.publications.earlierVersions(tx, programme.id, period.startsOn),
      sealed,
    };
  }

  /** One contribution as it stands, whatever its status, in an otherwise empty report. */
  alone(tx: ReadTx, contribution: EnvelopeView): Promise<ReportContent> {
    return this.lone.one(tx, contribution);
  }

  private async report(tx: ReadTx, id: string): Promise<ReportRow> {
    const [found] = await rows<ReportRow>(
      tx,
      `select e.id, e.period_id as "periodId", e.revision, r.overall_narrative as narrative, r.overall_rag as rag,
              r.summary, r.asks, r.background_papers as "backgroundPapers", r.late_reason as "lateReason", r.correction_reason as "correctionReason"
         from envelope e join report r on r.envelope_id = e.id where e.id = $1`,
      [id],
    );
    if (!found) throw new Error('BUG: assembling a report that does not exist');
    return found;
  }

  /** What stands in for a text is sought from month to month back, so that it makes no difference how many there are. */
  private contributions(tx: ReadTx, periodId: string): Promise<ContributionRow[]> {
    return rows<ContributionRow>(
      tx,
      `select e.id, e.section, e.subject_id as "subjectId", e.status, e.submitted_by as "submittedBy", e.approved_by as "approvedBy",
              audit_instant(e.approved_at) as "approvedAt", e.approved_sha256 as "approvedSha256",
              coalesce((select array_agg(a.user_id::text order by a.user_id) from envelope_author a
                         where a.envelope_id = e.id and a.act = 'edited'), '{}') as editors,
              earlier.id as "earlierId", earlier.as_at as "earlierAsAt"
         from envelope e
         join reporting_period here on here.id = e.period_id
         left join lateral (
           select p.id, rp.as_at::text as as_at from reporting_period rp
            cross join lateral (
              select id from envelope
               where kind = 'contribution' and period_id = rp.id and section = e.section and subject_id = e.subject_id
                 and status = 'approved' limit 1) p
            where rp.programme_id = e.programme_id and rp.starts_on < here.starts_on order by rp.starts_on desc limit 1) earlier on true
        where e.kind = 'contribution' and e.period_id = $1`,
      [periodId],
    );
  }

  /**
   * The period's sealed versions from the one that this report corrects, newest first. What the last of them said is what a
   * reopened text keeps saying until it is approved again.
   */
  private async sealed(tx: ReadTx, report: ReportRow): Promise<SealedVersion[]> {
    const found = await rows<{ version: number; sha256: string; snapshot: string }>(
      tx,
      `select version, sha256, snapshot from report_version where period_id = $1 and version >= $2 order by version desc`,
      [report.periodId, report.revision - 1],
    );
    return found.map((one) => ({ ...one, snapshot: readSnapshot(one.snapshot) }));
  }

  /**
   * The documents of the approved contributions and of the earlier ones that stand in for the others.
   * @throws Problem 500 when an approved document is not what was approved: nobody seals that.
   */
  private async contents(
    tx: ReadTx,
    section: Section,
    contributions: readonly ContributionRow[],
  ): Promise<Map<string, unknown>> {
    const ids = contributions
      .map((c) => (c.status === 'approved' ? c.id : c.earlierId))
      .filter((id) => id !== null);
    const contents = await section.content(tx, ids);
    for (const { id, status, approvedSha256 } of contributions)
      if (status === 'approved' && (await hashOf(contents.get(id))) !== approvedSha256)
        throw new Problem({
          code: 'approved-content-changed',
          status: 500,
          detail: `Contribution ${id} is not what was approved. The report cannot be assembled; tell your system administrator.`,
        });
    return new Map([...contents].map(([id, content]) => [id, readContent(section.kind, content)]));
  }
}

function printedContent(
  contribution: ContributionRow,
  contents: Map<string, unknown>,
  sealedBefore: Map<string, SnapshotSection>,
  asAt: string,
): { content: unknown; notUpdatedSince: string | null } {
  if (contribution.status === 'approved')
    return { content: contents.get(contribution.id) ?? null, notUpdatedSince: null };
  const sealed = sealedBefore.get(contribution.id);
  if (sealed && sealed.content !== null)
    return { content: sealed.content, notUpdatedSince: sealed.notUpdatedSince ?? asAt };
  if (contribution.earlierId !== null)
    return {
      content: contents.get(contribution.earlierId) ?? null,
      notUpdatedSince: contribution.earlierAsAt,
    };
  return { content: null, notUpdatedSince: null };
}

function history(contribution: ContributionRow, people: Map<string, Person>): SnapshotSection['history'] {
  const person = (id: string | null): SnapshotPerson | null =>
    id === null ? null : (people.get(id) ?? null);
  return {
    editors: contribution.editors.map(person).filter((editor) => editor !== null),
    submittedBy: person(contribution.submittedBy),
    approvedBy: person(contribution.approvedBy),
    approvedAt: contribution.approvedAt,
  };
}
