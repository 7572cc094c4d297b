export { changeLines, presentChanges, viewOfChanges, type ChangesView } from './changes.view.js';
export { presentCorrection, type CorrectionView } from './correction.view.js';
export { dataFile, dataRows } from './data-file.js';
export { renderPart, renderReportHtml } from './edition-html.js';
export { presentReport, type Printing, type ReportView } from './edition.view.js';
export { headlines } from './headlines.js';
export { FIELD_TERMS, type Term } from './known-abbreviations.js';
export {
  benchmarkInWords,
  chartOfMeasure,
  lookOfMeasure,
  type MeasureChart,
  type MeasureLook,
} from './measure-look.js';
export { namedSections, namedWords, type NamedSection } from './named-sections.js';
export { PartMarkup } from './part-markup.js';
export { unratedWords } from './unrated.js';
export { COLUMNS as WORKFORCE_COLUMNS, RATES as WORKFORCE_RATES } from './workforce.view.js';
