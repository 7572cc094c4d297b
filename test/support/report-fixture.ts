import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:";

const font = readFileSync(
  join(
    dirname(createRequire(import.meta.url).resolve('@fontsource/source-sans-3/package.json')),
    'files/source-sans-3-latin-400-normal.woff2',
  ),
).toString('base64');

export interface FixtureOptions {
  title?: string;
  language?: string;
  /** Undefined leaves the whole element out. */
  policy?: string | undefined;
  head?: string;
  body?: string;
  /** Base64 of a woff2 file. */
  font?: string;
}

/** A small report as the template makes them: policy first, face inlined, hidden on screen. */
export function reportHtml(options: FixtureOptions = {}): string {
  const { title = 'Highlight report, January 2020', language = 'en-GB', head = '', body = BODY } = options;
  const policy = 'policy' in options ? options.policy : POLICY;
  const meta = policy === undefined ? '' : `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
  return `<!doctype html>
<html${language ? ` lang="${language}"` : ''}><head><meta charset="utf-8">${meta}${title ? `<title>${title}</title>` : ''}
<style>@font-face { font-family: "Source Sans 3"; src: url(data:font/woff2;base64,${options.font ?? font}) format("woff2") }
@page { size: A4 landscape; margin: 15mm } @media screen { body { display: none } }
body { font: 11pt "Source Sans 3" } h2 { break-before: page }</style>${head}</head><body>${body}</body></html>`;
}

const BODY = `<h1>Highlight report</h1><p>Visits to children are on time in nine teams of ten.</p>
<h2>Measures</h2><table><caption>Measures</caption><thead><tr><th scope="col">Measure</th><th scope="col">January</th></tr></thead>
<tbody><tr><th scope="row">Visits in time</th><td>91.2%</td></tr></tbody></table>`;

/** The same as a page to look at. */
export function pageHtml(options: FixtureOptions = {}): string {
  const body = `<main>${options.body ?? BODY}</main>`;
  return reportHtml({ ...options, body }).replace('@media screen { body { display: none } }', '');
}

/** A document that, with its usual number of rows, keeps a browser busy for some hundreds of milliseconds. */
export function longReportHtml(rows = 500): string {
  const row = `<tr>${'<td>Recruitment to the vacant posts has finished and induction is under way.</td>'.repeat(5)}</tr>`;
  const head = `<tr>${'<th scope="col">Progress</th>'.repeat(5)}</tr>`;
  return reportHtml({ body: `<h1>Long report</h1><table>${head}${row.repeat(rows)}</table>` });
}
