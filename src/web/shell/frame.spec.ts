import { expect, it } from '@jest/globals';
import { exampleFrame } from './frame.fixture.js';
import { examples } from './problem.view.js';
import { renderPage } from './render.js';

it('says above every page what kind of installation it is, where somebody set that', () => {
  const [view] = Object.values(examples.problem);
  if (view === undefined) throw new Error('The page of a problem has no example.');
  const shown = (phase: string | null): string => renderPage('problem', view, exampleFrame({ phase }));
  expect(shown('For <training>')).toContain('For &lt;training&gt;');
  expect(shown(null)).not.toContain('Demonstration');
});
