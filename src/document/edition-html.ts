import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import nunjucks from 'nunjucks';
import { narrativeToHtml, projectFolder, USUAL_BRAND, type Brand } from '../platform/index.js';
import type { Quarter } from '../programmes/index.js';
import type { SnapshotSection } from '../snapshot/index.js';
import { appendixOf } from './appendix.view.js';
import { presentSection, SECTION_PARTIALS, type PlacedSection } from './sections.js';
import { picture, type Chart } from './charts/chart.js';
import { contentsOf } from './contents.view.js';
import type { ReportView } from './edition.view.js';
import { fontFaces } from './fonts.js';
import { PartMarkup } from './part-markup.js';
import { stackedTable } from './stacked-table.js';

/**
 * `pdf`: hidden on screen, because the page that prints it is never looked at and laying it out twice costs a third of the time.
 * Its contents print a placeholder for each page number, which rendering fills in. `page`: the same document to look at in a browser.
 */
export type EditionForm = 'pdf' | 'page';

const folder = join(projectFolder(), 'templates', 'report');
const CSS = readFileSync(join(folder, 'report.css'), 'utf8');
const PDF_ONLY_CSS = readFileSync(join(folder, 'pdf-only.css'), 'utf8');

/** Templates are files of ours, compiled once; what people typed is only ever a value, and every value is escaped. */
const environment = new nunjucks.Environment(new nunjucks.FileSystemLoader(folder), {
  autoescape: true,
  throwOnUndefined: true,
  trimBlocks: true,
  lstripBlocks: true,
});
// The one way to HTML that a value has, and it ends in an allowlist.
environment.addFilter('narrative', (text: string) => new nunjucks.runtime.SafeString(narrativeToHtml(text)));
// Drawings come from our own pure functions alone, which escape what they are given.
environment.addFilter('drawing', (chart: Chart) => new nunjucks.runtime.SafeString(chart.svg));
// Markup of our own partials with every value in it escaped already; it gets attributes and no new text but that of its headers.
environment.addFilter(
  'stacked',
  (table: { toString(): string }) => new nunjucks.runtime.SafeString(stackedTable(table.toString())),
);
environment.addFilter('picture', (chart: Chart) => new nunjucks.runtime.SafeString(picture(chart)));
const report = environment.getTemplate('report.njk', true);
const part = environment.getTemplate('part.njk', true);
// A partial that is missing or does not compile stops the start, not the first report that needs it.
for (const partial of SECTION_PARTIALS) environment.getTemplate(partial, true);

/**
 * The report as one self-contained HTML document: styles and fonts inlined, nothing to fetch, no script.
 * @throws Error when the view and the template do not fit together.
 */
export function renderReportHtml(
  view: ReportView,
  form: EditionForm = 'pdf',
  brand: Brand = USUAL_BRAND,
): string {
  const style = [
    fontFaces(JSON.stringify(view)),
    CSS,
    `:root{--accent:${brand.accent}}`,
    pageMargins(view),
    ...(form === 'pdf' ? [PDF_ONLY_CSS] : []),
  ].join('\n');
  return report.render({
    report: view,
    contents: contentsOf(view),
    logo: brand.logo,
    paged: form === 'pdf',
    alone: false,
    style: new nunjucks.runtime.SafeString(style),
  });
}

/**
 * One part as the report prints it, without a document around it: for a page that has a style sheet for it.
 * @param quarters those that the report prints, oldest first.
 */
export function renderPart(section: SnapshotSection, quarters: readonly Quarter[]): PartMarkup {
  const placed: PlacedSection = { ...presentSection(section, quarters, [section]), withheld: [], parts: [] };
  return new PartMarkup(
    part.render({ section: placed, report: { appendix: appendixOf([placed]) }, paged: false, alone: true }),
  );
}

/** The running foot and what every page is marked with, as page-margin boxes; the browser keeps them out of the reading order. */
function pageMargins({ footer, draft, edition }: ReportView): string {
  return `@page{
@bottom-left{content:${cssString(footer.left)}}
@bottom-center{content:${cssString(footer.middle)}}
@bottom-right{content:"Page " counter(page) " of " counter(pages)}
${edition.marking === null ? '' : `@top-left{content:${cssString(edition.marking)}}`}
${draft === null ? '' : `@top-right{content:${cssString(draft)}}`}
}`;
}

/**
 * A text as a CSS string inside a style element. Everything but plain letters, digits and spaces is written as an escape (and the
 * space that ends an escape), so the text can neither end the string nor the element.
 */
function cssString(text: string): string {
  const escaped = text.replace(
    /[^A-Za-z0-9 ]/gu,
    (character) => `\\${(character.codePointAt(0) ?? 0).toString(16)} `,
  );
  return `"${escaped}"`;
}
