export { content, measure, monthsTo } from './content.fixture.js';
export { decidedReport, THEME_ID, withhold } from './decided-report.fixture.js';
