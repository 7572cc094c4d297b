export { REFERENCE_QUESTIONS } from './reference.fixture.js';
