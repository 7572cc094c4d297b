import { canonicalJson, type ProblemIssue } from '../platform/index.js';
import type { Rag } from '../programmes/index.js';
import type { ReportSnapshot } from '../snapshot/index.js';

interface ReportWords {
  narrative: string | null;
  rag: Rag | null;
  summary: string | null;
  asks: readonly string[];
  lateReason: string | null;
}

/** What is missing before the report can go to review or be approved. Pure. */
export function reportBlockers(
  report: ReportWords,
  late: readonly { contributionId: string; title: string }[],
): ProblemIssue[] {
  const issues: ProblemIssue[] = [];
  if (report.narrative === null)
    issues.push({ path: 'overall.narrative', message: 'The overall narrative has not been written.' });
  if (report.rag === null)
    issues.push({ path: 'overall.rag', message: 'The overall rating has not been chosen.' });
  if (report.summary === null)
    issues.push({
      path: 'overall.summary',
      message: 'The summary for the first page, in at most three sentences, has not been written.',
    });
  if (report.asks.length === 0)
    issues.push({
      path: 'overall.asks',
      message: 'Nobody has said what the committee is asked to do, if only to note the report.',
    });
  if (report.lateReason === null)
    for (const { contributionId, title } of late)
      issues.push({
        path: `contributions.${contributionId}`,
        message: `“${title}” is not approved for this period. Wait for it, or say why the report goes without it.`,
      });
  return issues;
}

/**
 * A correction that says what the sealed version said would be a new version, and mails to everybody, about nothing. What is withheld
 * counts too: a correction may take something out of the public edition alone. Pure.
 */
export function correctionBlockers(corrected: ReportSnapshot, now: ReportSnapshot): ProblemIssue[] {
  if (now.report.corrects == null || now.report.corrects.changes.length > 0) return [];
  const besides = ({ publication, backgroundPapers, glossary, report }: ReportSnapshot): string =>
    canonicalJson([publication ?? null, backgroundPapers ?? [], glossary ?? [], report.lateReason ?? null]);
  return besides(corrected) === besides(now)
    ? [
        {
          path: 'correction',
          message: `Nothing is corrected yet: everything is as in version ${now.report.corrects.version}. Make the part that is wrong a draft again, or change the words of the report.`,
        },
      ]
    : [];
}
