import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectFolder } from '../../src/platform/index.js';
import { exampleFrame, publicFrame } from '../../src/web/testing.js';
import type { PageName, PageViews } from '../../src/web/shell/page-views.js';
import { renderPage, TEMPLATES } from '../../src/web/shell/render.js';

/** One named state of one page. */
export interface ExamplePage {
  /** Of the template, without its ending. */
  template: PageName;
  state: string;
  html: string;
}

/** Pages that people see before they sign in. */
const PUBLIC = /^(?:front|verify|sign-in\/|published|ask\/(?:form|sent))/;

/** Templates of pages, without their endings: everything below templates/pages but the parts. */
export function templateNames(): string[] {
  return readdirSync(TEMPLATES, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.njk'))
    .map((entry) => relative(TEMPLATES, join(entry.parentPath, entry.name)).replace(/\.njk$/, ''))
    .filter((name) => !name.startsWith('parts/'))
    .sort();
}

/** Every example state of every `*.view.ts` below src/web, rendered by the strict view. Finds new files by itself. */
export async function examplePages(): Promise<ExamplePage[]> {
  const folder = join(projectFolder(), 'src', 'web');
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.view.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const pages: ExamplePage[] = [];
  for (const file of files) {
    const { examples } = (await import(pathToFileURL(file).href)) as {
      examples?: Record<PageName, Record<string, PageViews[PageName]>>;
    };
    if (!examples) throw new Error(`${relative(projectFolder(), file)} exports no “examples”.`);
    for (const [template, states] of Object.entries(examples) as [PageName, Record<string, never>][])
      for (const [state, view] of Object.entries(states)) pages.push(render(template, state, view));
  }
  return pages;
}

function render(template: PageName, state: string, view: PageViews[PageName]): ExamplePage {
  try {
    const frame = PUBLIC.test(template) ? publicFrame() : exampleFrame();
    return { template, state, html: renderPage(template, view as never, frame) };
  } catch (error) {
    // The template engine puts a line for every block before what it is about.
    const about = (error as Error).message.split('\n').at(-1)?.trim() ?? '';
    throw new Error(`${template}, state “${state}”: ${about}`, { cause: error });
  }
}
