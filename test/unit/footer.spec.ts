import { expect, it } from '@jest/globals';
import { examples } from '../../src/web/account/choose-programme.view.js';
import { exampleFrame, publicFrame, renderPage } from '../../src/web/testing.js';

it('the footer names the release to who is signed in, and to nobody else', () => {
  const view = examples['account/choose-programme'].chosen;
  const footer = (frame = exampleFrame()): string =>
    /<footer[\s\S]*<\/footer>/.exec(renderPage('account/choose-programme', view, frame))?.[0] ?? '';
  expect(footer(exampleFrame({ release: '1.2.3' }))).toContain('Highlight reports, release 1.2.3');
  expect(footer(publicFrame())).toContain('Help');
  expect(footer(publicFrame())).not.toContain('release');
});
