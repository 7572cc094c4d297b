export { presentWhole } from './document.fixture.js';
