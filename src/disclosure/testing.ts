export { content, measure, monthsTo } from './content.fixture.js';
