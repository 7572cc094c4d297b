/** Rows that one column of the database holds on a person. */
export interface HeldRows {
  column: string;
  /** What they are; null where they are not given out. */
  about: string | null;
  notGiven: string | null;
  rows: Record<string, unknown>[];
}

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => SIGNS[sign] ?? sign);
const words = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** What is held on a person, for the person to read: one page that needs nothing else. */
export function personPage(
  about: { personId: string; madeAt: string; madeBy: string },
  held: readonly HeldRows[],
): string {
  const sections = held.flatMap(({ about: what, rows }) =>
    what === null || rows.length === 0 ? [] : [section(what, rows)],
  );
  const empty = held.flatMap(({ about: what, rows }) => (what !== null && rows.length === 0 ? [what] : []));
  const not = held.flatMap(({ column, notGiven }) => (notGiven === null ? [] : [`${column}: ${notGiven}`]));
  return `<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<meta name="viewport" content="width=device-width"><title>What is held on you</title></head>
<body><main><h1>What is held on you</h1>
<p>Made on ${escaped(about.madeAt)} by ${escaped(about.madeBy)} for the account ${escaped(about.personId)}.</p>
<p>Sealed reports and papers name people in their text: read them where they are published. The same as below stands in person.json, for programs.</p>
${sections.join('\n')}
${list('Nothing is held of', empty)}
${list('Not given out', not)}
</main></body></html>
`;
}

const section = (what: string, rows: readonly Record<string, unknown>[]): string =>
  `<h2>${escaped(what)} (${rows.length})</h2>\n${rows.map(entry).join('\n')}`;

const entry = (row: Record<string, unknown>): string =>
  `<dl>${Object.entries(row)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `<dt>${escaped(name.replaceAll('_', ' '))}</dt><dd>${escaped(words(value))}</dd>`)
    .join('')}</dl><hr>`;

const list = (heading: string, lines: readonly string[]): string =>
  lines.length === 0
    ? ''
    : `<h2>${escaped(heading)}</h2><ul>${lines.map((line) => `<li>${escaped(line)}</li>`).join('')}</ul>`;
