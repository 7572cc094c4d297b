import type { PeriodView, ProgrammeView } from '../../programmes/index.js';
import type { ReportView } from '../../reporting/index.js';
import { paths, type Link, type PageHead } from '../shell/index.js';

/** A report at work with the words that people know it by. */
export interface Around {
  report: ReportView;
  period: PeriodView;
  programme: ProgrammeView;
}

/** `January 2020 report, version 1` */
export const reportName = ({ period, report }: Around): string =>
  `${period.label} report, version ${report.revision}`;

/** The head of a page below the report: caption, programme and way back. */
export const below = (around: Around, back: Link = backToReport(around)): Partial<PageHead> => ({
  caption: reportName(around),
  programme: around.programme.name,
  back,
});

export const backToReport = ({ report, period }: Around): Link => ({
  text: `The ${period.label} report`,
  href: paths.report(report.id),
});
