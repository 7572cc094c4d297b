export { budgetSection, MANAGER, OWNER, reportSnapshot, SEAL, themeSection } from './snapshot.fixture.js';
