/** For tests: Word documents that are built as they run, and the reference report as one. */
export { docxOf, type FixtureBlock } from './docx.fixture.js';
export { reference, referenceBlocks } from './reference.fixture.js';
export { takeDocument } from './take.rules.js';
