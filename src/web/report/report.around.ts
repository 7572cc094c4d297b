import type { ReportAround } from '../../reporting/index.js';
import { paths, type Link, type PageHead } from '../shell/index.js';

/** `January 2020 report, version 1` */
export const reportName = ({ period, report }: ReportAround): string =>
  `${period.label} report, version ${report.revision}`;

/** The head of a page below the report: caption, programme and way back. */
export const below = (around: ReportAround, back: Link = backToReport(around)): Partial<PageHead> => ({
  caption: reportName(around),
  programme: around.programme.name,
  back,
});

export const backToReport = ({ report, period }: ReportAround): Link => ({
  text: `The ${period.label} report`,
  href: paths.report(report.id),
});
