import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Two faces of the report's family, as data addresses. */
function faces(): string {
  const files = join(
    dirname(createRequire(import.meta.url).resolve('@fontsource/source-sans-3/package.json')),
    'files',
  );
  return [400, 700]
    .map((weight) => {
      const data = readFileSync(join(files, `source-sans-3-latin-${weight}-normal.woff2`)).toString('base64');
      return `@font-face{font-family:"Source Sans 3";font-weight:${weight};src:url(data:font/woff2;base64,${data}) format("woff2")}`;
    })
    .join('\n');
}

const STYLE = `
@page { size: A4 landscape; margin: 15mm 12mm;
  @bottom-left { content: "Sealed 6f1c…e2 · OFFICIAL"; font: 8pt "Source Sans 3" }
  @bottom-right { content: "Page " counter(page) " of " counter(pages); font: 8pt "Source Sans 3" } }
@media screen { body { display: none } }
* { box-sizing: border-box }
body { font: 10pt/1.35 "Source Sans 3"; margin: 0; color: #0b0c0c }
h1 { font-size: 22pt } h2 { font-size: 15pt; break-before: page } h3 { font-size: 11pt }
table { border-collapse: collapse; width: 100%; margin: 4mm 0 } thead { display: table-header-group }
th, td { border: .5pt solid #505a5f; padding: 1.2mm 1.6mm; text-align: left; vertical-align: top }
tr { break-inside: avoid } th { background: #1d4a6b; color: #fff }
.green { background: #cce2d8 } .amber { background: #fff2d3 } .red { background: #f4cdc6 }
svg { width: 26mm; height: 7mm }`;

const RAG = ['green', 'amber', 'red'] as const;
const MONTHS = ['Aug', 'Sep', 'Oct', 'Nov', 'Dec', 'Jan'];

/** Made-up figures from a fixed sequence, so that every run prints the same. */
function figure(row: number, column: number): number {
  return Math.round(400 + 300 * Math.sin(row * 1.7 + column * 0.9)) / 10;
}

function sentence(seed: number, count: number): string {
  const parts = [
    'Recruitment to the vacant team manager posts has finished and induction is under way.',
    'Caseloads in the assessment service remain above the agreed ceiling for one team.',
    'The audit of supervision records found better analysis of risk than a quarter ago.',
    'Partners have agreed the revised threshold document, which the board will adopt in March.',
    'Practice in visits out of hours needs more work before it is consistent.',
  ];
  return Array.from({ length: count }, (_, index) => parts[(seed + index) % parts.length]).join(' ');
}

function table(caption: string, head: readonly string[], body: readonly (readonly string[])[]): string {
  const cell = (value: string): string => {
    const rag = RAG.find((word) => value.toLowerCase() === word);
    return `<td${rag ? ` class="${rag}"` : ''}>${value}</td>`;
  };
  return `<table><caption>${caption}</caption><thead><tr>${head.map((name) => `<th scope="col">${name}</th>`).join('')}</tr></thead><tbody>${body
    .map((cells) => `<tr>${cells.map(cell).join('')}</tr>`)
    .join('')}</tbody></table>`;
}

function spark(row: number): string {
  const points = MONTHS.map((_, month) => `${month * 10},${20 - figure(row, month) / 4}`).join(' ');
  return `<svg viewBox="0 0 52 22" role="img" aria-label="Trend of measure ${row + 1}"><polyline points="${points}" fill="none" stroke="#1d4a6b"/></svg>`;
}

/** A highlight report in the shape of the real one: about 12 pages of A4 landscape. */
export function sampleDocument(): string {
  const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
  const measures = table(
    'Measures',
    ['Measure', 'Good is', ...MONTHS, 'Target', 'England', 'Status', 'Trend', 'Line'],
    range(34).map((row) => [
      `Measure ${row + 1}: share of children visited within the timescale set`,
      row % 2 ? 'high' : 'low',
      ...MONTHS.map((_, month) => `${figure(row, month)}%`),
      `${figure(row, 7)}%`,
      `${figure(row, 8)}%`,
      ['Green', 'Amber', 'Red'][row % 3] ?? '',
      ['better', 'same', 'worse'][row % 3] ?? '',
      spark(row),
    ]),
  );
  const actions = range(5).map(
    (theme) =>
      `<h2>Theme ${theme + 1}: Management and oversight</h2><p>${sentence(theme, 6)}</p>` +
      table(
        `Actions of theme ${theme + 1}`,
        ['No.', 'Action', 'Owner', 'Due', 'Q1', 'Q2', 'Q3', 'Q4', 'Progress'],
        range(8).map((row) => [
          `${theme + 1}.${row + 1}`,
          sentence(row, 1),
          'Head of Service',
          '31 March 2020',
          'Green',
          ['Green', 'Amber', 'Red'][row % 3] ?? '',
          'Amber',
          'Not started',
          sentence(row + theme, 3),
        ]),
      ),
  );
  const risks = table(
    'Risks',
    ['No.', 'Risk', 'Probability', 'Impact', 'Score', 'Controls', 'Owner'],
    range(8).map((row) => [
      `${row + 1}`,
      sentence(row, 2),
      `${1 + (row % 5)}`,
      `${1 + ((row + 2) % 5)}`,
      `${(1 + (row % 5)) * (1 + ((row + 2) % 5))}`,
      sentence(row + 1, 3),
      'Senior Responsible Officer',
    ]),
  );
  return `<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:">
<title>Highlight report, January 2020</title><style>${faces()}${STYLE}</style></head>
<body><main><h1>Highlight report, January 2020</h1><p>${sentence(0, 12)}</p><h2>Measures</h2>${measures}${actions.join('')}<h2>Risks</h2>${risks}</main></body></html>`;
}
