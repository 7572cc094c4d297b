import { z } from 'zod';
import {
  challengesOfPublication,
  challengesTo,
  sealedChallenges,
  unanswered,
  type Answers,
  type Challenge,
} from '../challenge/index.js';
import {
  decidedOf,
  inForceOf,
  publicationBlockers,
  publicationOf,
  type Decided,
  type LastDecision,
  type Published,
  type ReportSettings,
} from '../disclosure/index.js';
import { canonicalJson, sha256Hex, type ProblemIssue } from '../platform/index.js';
import type { PeriodView, ProgrammeView, Rag } from '../programmes/index.js';
import {
  changesBetween,
  printedQuarters,
  type MemberQuestion,
  type ReportContent,
  type ReportSnapshot,
  type SnapshotSection,
} from '../snapshot/index.js';
import { STATUSES } from '../workflow/index.js';
import { correctionBlockers, reportBlockers } from './blockers.rules.js';
import { printedPeriod } from './lone-parts.js';

/** A contribution whose own text of this period is not approved. */
export const lateContribution = z.object({
  contributionId: z.uuid(),
  title: z.string(),
  status: z.enum(STATUSES.contribution),
  notUpdatedSince: z.iso
    .date()
    .nullable()
    .describe('The as-at date of the approved text that is printed instead; null when there is none.'),
});

/** A report as it would be sealed now; given out again while nothing changes, and frozen. */
export interface Assembled {
  /** Null while the programme manager has not written the overall text. */
  snapshot: ReportSnapshot | null;
  canonical: string | null;
  sha256: string | null;
  /** What stands in the way of review and approval, each with its place. */
  blockers: ProblemIssue[];
  /** What it is asked, with the answers so far. */
  challenges: Challenge[];
  /** What stands in the way of approval alone: the questions without an answer. */
  unanswered: ProblemIssue[];
  late: z.infer<typeof lateContribution>[];
  /** Small numbers that earlier public editions give away: nothing can protect them any more. */
  disclosed: Published['disclosed'];
  /** The decisions about publication that it rests on, with everybody who took each. */
  decided: Decided[];
}

/** What a report says itself. */
export interface ReportRow {
  id: string;
  periodId: string;
  revision: number;
  narrative: string | null;
  rag: Rag | null;
  summary: string | null;
  asks: string[];
  backgroundPapers: string[];
  lateReason: string | null;
  correctionReason: string | null;
}

/** Everything that a report as it would be sealed follows from. */
export interface Sources {
  report: ReportRow;
  programme: ProgrammeView;
  period: PeriodView;
  late: Assembled['late'];
  roles: ReportSnapshot['roles'];
  memberQuestions: MemberQuestion[];
  settings: ReportSettings;
  sections: SnapshotSection[];
  answers: Answers;
  decisions: LastDecision[];
  /** Versions whose public editions it must not contradict. */
  earlier: string[];
  /** The period's sealed versions from the one that it corrects, newest first. */
  sealed: SealedVersion[];
}

export interface SealedVersion {
  version: number;
  sha256: string;
  snapshot: ReportSnapshot;
}

/** Pure: the same sources always give the same bytes. As {@link questionsTo} where a report is long. */
export async function assembledOf(
  {
    report,
    programme,
    period,
    late,
    roles,
    memberQuestions,
    settings,
    sections,
    answers,
    decisions,
    sealed,
  }: Sources,
  earlier: Parameters<typeof publicationOf>[3],
): Promise<Assembled> {
  const lateReason = late.length === 0 ? null : report.lateReason;
  const content: ReportContent = {
    period: printedPeriod(period),
    roles,
    overall:
      report.narrative === null || report.rag === null
        ? null
        : {
            rag: report.rag,
            narrative: report.narrative,
            summary: report.summary,
            asks: report.asks,
          },
    sections,
    backgroundPapers: report.backgroundPapers,
    glossary: settings.glossary,
    memberQuestions,
    report: { correctionReason: report.correctionReason, lateReason },
  };
  const challenges = await challengesTo(content, answers);
  const found = {
    blockers: reportBlockers(report, late),
    challenges,
    unanswered: unanswered(challenges),
    late,
    disclosed: [],
    decided: [],
  };
  if (content.overall === null) return { snapshot: null, canonical: null, sha256: null, ...found };
  const challenged = {
    period: content.period,
    roles,
    overall: content.overall,
    sections: content.sections,
    challenges: sealedChallenges(challenges),
    memberQuestions,
  };
  const inForce = inForceOf(decisions);
  const published = (challenges: ReportSnapshot['challenges']): Published =>
    publicationOf({ ...challenged, challenges }, settings.policy, inForce, earlier);
  const { publication, disclosed } = published(challenged.challenges);
  const said = {
    ...challenged,
    format: 'highlight-report/1' as const,
    programme: { id: programme.id, name: programme.name, council: programme.council },
    backgroundPapers: report.backgroundPapers,
    glossary: settings.glossary,
    publication,
    quarters: printedQuarters(content.sections, period.asAt, programme.quarterWindow),
  };
  const corrected = sealed.find(({ version }) => version === report.revision - 1);
  const first: ReportSnapshot = {
    ...said,
    report: {
      id: report.id,
      revision: report.revision,
      correctionReason: report.correctionReason,
      lateReason,
      corrects: corrected
        ? {
            version: corrected.version,
            sha256: corrected.sha256,
            changes: changesBetween(corrected.snapshot, said),
          }
        : null,
    },
  };
  const toldPublic = challengesOfPublication(first, answers);
  const answered = [...first.challenges, ...sealedChallenges(toldPublic)];
  // Their answers are texts of the report as well, of which a paragraph may be withheld.
  const snapshot =
    answered.length === first.challenges.length
      ? first
      : { ...first, challenges: answered, publication: published(answered).publication };
  const canonical = canonicalJson(snapshot);
  return {
    snapshot,
    canonical,
    sha256: sha256Hex(canonical),
    ...found,
    challenges: [...challenges, ...toldPublic],
    unanswered: [...found.unanswered, ...unanswered(toldPublic)],
    blockers: [
      ...found.blockers,
      ...(corrected ? correctionBlockers(corrected.snapshot, snapshot) : []),
      ...publicationBlockers(snapshot, inForce),
    ],
    disclosed,
    decided: decidedOf(snapshot, decisions),
  };
}
