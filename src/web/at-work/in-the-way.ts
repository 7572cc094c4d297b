import type { ReportAtWork } from '../../reporting/index.js';
import { capitalised, count, inWords, paths, withFragment, type Link } from '../shell/index.js';

const PART = 'contributions.';
const OVERALL = 'overall.';
const CORRECTION = 'correction';
const PUBLICATION = 'publication.';

/** A correction that says what the version before it says. */
export const isUncorrected = ({ blockers }: Pick<ReportAtWork, 'blockers'>): boolean =>
  blockers.some(({ path }) => path === CORRECTION);

/** What stands in the way of sending it, by the lines in which it stands. */
export function inTheWayInWords({ blockers, late }: Pick<ReportAtWork, 'blockers' | 'late'>): string[] {
  const among = (start: string): number => blockers.filter(({ path }) => path.startsWith(start)).length;
  return [
    ...(among(PART) > 0 ? [count(late.length, 'part is not approved', 'parts are not approved')] : []),
    ...(among(OVERALL) > 0 ? ['its words are not complete'] : []),
    ...(among(PUBLICATION) > 0 ? ['the public edition needs a decision'] : []),
  ];
}

/** What has to be decided of the public edition, each with the page for it. */
export const publicationLinks = (reportId: string, { blockers }: Pick<ReportAtWork, 'blockers'>): Link[] =>
  blockers
    .filter(({ path }) => path.startsWith(PUBLICATION))
    .map(({ path, message }) => ({ text: message, href: blockerPath(reportId, path) }));

/** What stands in the way of sending the report, each with the page, and the field, on which it is corrected. */
export function missingLinks(
  reportId: string,
  { blockers, late }: Pick<ReportAtWork, 'blockers' | 'late'>,
): Link[] {
  const [waits, others] = [
    blockers.filter(({ path }) => path.startsWith(PART)),
    blockers.filter(({ path }) => !path.startsWith(PART) && !path.startsWith('challenges.')),
  ];
  return [
    ...(waits.length === 0
      ? []
      : [
          {
            text: `${capitalised(count(waits.length, 'part is', 'parts are'))} not approved: ${inWords(late.map(({ title }) => title))}. Wait, or say why the report goes without.`,
            href: paths.reportStep(reportId, 'late'),
          },
        ]),
    ...others.map(({ path, message }) => ({ text: message, href: blockerPath(reportId, path) })),
  ];
}

function blockerPath(reportId: string, path: string): Link['href'] {
  if (path === CORRECTION) return withFragment(paths.report(reportId), 'approved');
  return path.startsWith(OVERALL)
    ? withFragment(paths.reportStep(reportId, 'text'), path.slice(OVERALL.length))
    : paths.reportStep(reportId, 'publication');
}
