// For the tests of others.
export { SAMPLES, type About } from './mail/returned-mail.fixture.js';
