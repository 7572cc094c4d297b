// For the tests of others.
export { signatureOf } from './learnt/relay-signature.rules.js';
export { plannedPapers } from './dispatch.fixture.js';
