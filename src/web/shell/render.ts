import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import nunjucks from 'nunjucks';
import { PartMarkup } from '../../document/index.js';
import { narrativeToHtml, projectFolder } from '../../platform/index.js';
import type { Frame } from './frame.js';
import { assetAddress } from './asset-files.js';
import type { PageName, PageViews } from './page-views.js';
import { localPath } from './paths.js';
import { forMacro, strictView } from './strict-view.js';
import { hintWithDay, londonInstant } from './words.js';

export const TEMPLATES = join(projectFolder(), 'templates', 'pages');

const { resolve } = createRequire(import.meta.url);
const packageFolder = (name: string): string => dirname(resolve(`${name}/package.json`));

/** Templates are files of ours and of the two libraries, compiled once. What people typed is only ever a value, and escaped. */
const environment = new nunjucks.Environment(
  new nunjucks.FileSystemLoader([
    TEMPLATES,
    join(packageFolder('govuk-frontend'), 'dist'),
    packageFolder('@ministryofjustice/frontend'),
  ]),
  { autoescape: true, throwOnUndefined: true, trimBlocks: true, lstripBlocks: true },
);
// The one way to HTML that a value has, and it ends in an allowlist.
environment.addFilter('narrative', (text: string) => new nunjucks.runtime.SafeString(narrativeToHtml(text)));
// Markup of the report's own templates.
environment.addFilter('printed', (part: unknown) => {
  if (!(part instanceof PartMarkup)) throw new Error('This is no markup of the report.');
  return new nunjucks.runtime.SafeString(part.html);
});
environment.addFilter('localPath', (value: unknown) => {
  const path = localPath(String(value));
  if (path === undefined) throw new Error('This is not an address of our own.');
  return path;
});
// MOJ's timeline asks for it; their own needs another library.
environment.addFilter('mojDate', (instant: string) => londonInstant(instant));

environment.addFilter('hintWithDay', hintWithDay);
// The macro of govuk-frontend takes an empty value for none, and draws “Not rated” as if nobody had chosen it.
environment.addFilter('chosen', (items: readonly { value: string }[], value: string) =>
  forMacro(items.map((item) => ({ ...item, checked: item.value === value }))),
);

const compiled = new Map<string, nunjucks.Template>();

/** Compiled at first use; the catalogue run renders every template. */
function templateOf(name: string): nunjucks.Template {
  const found = compiled.get(name) ?? environment.getTemplate(`${name}.njk`, true);
  compiled.set(name, found);
  return found;
}

/**
 * One page as HTML.
 * @param name of the template below templates/pages, without its ending.
 * @param frame what is around the page: who is signed in, navigation, banner, tokens.
 * @throws Error when the view and the template do not fit together.
 */
export function renderPage<N extends PageName>(name: N, view: PageViews[N], frame: Frame): string {
  const { head, form } = view;
  const problems = forMacro((form?.problems ?? []).map((problem) => ({ ...problem })));
  const title = [head.title ?? head.heading, head.programme, 'Highlight reports']
    .filter((part) => part !== null)
    .join(' – ');
  const shell = {
    ...frame,
    title: problems.length > 0 ? `Error: ${title}` : title,
    problems,
    closed:
      frame.closed.find(({ name, isChosen }) =>
        head.programme === null ? isChosen : name === head.programme,
      )?.words ?? null,
    files: {
      style: assetAddress('app.css'),
      start: assetAddress('start.js'),
      app: assetAddress('app.js'),
      page: head.script === null ? null : assetAddress(head.script),
    },
  };
  return templateOf(name).render({
    page: frame.strict ? strictView(view) : view,
    shell: frame.strict ? strictView(shell, 'shell') : shell,
  });
}
