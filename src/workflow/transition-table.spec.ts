import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { transitionTable } from './transition-table.js';

it('docs/WORKFLOW.md draws the workflow that is in force (mend with: npm run contract)', () => {
  const committed = readFileSync(new URL('../../docs/WORKFLOW.md', import.meta.url), 'utf8');
  expect(committed).toBe(transitionTable());
});
