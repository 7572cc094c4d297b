import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { renderReportHtml } from '../src/document/edition-html.js';
import { editionOf } from '../src/disclosure/index.js';
import { presentReport } from '../src/document/edition.view.js';
import type { ReportSnapshot } from '../src/snapshot/index.js';

/** A report in both of its forms. */
export interface Document {
  name: string;
  /** The form that is printed. */
  print: string;
  /** The form that is looked at in a browser. */
  page: string;
  /** Both, made again from the sealed report. */
  write: () => { print: string; page: string };
}

/** What the demonstration seals: the sample of January 2020 with every section. Takes a minute, in a folder that is gone afterwards. */
export async function sealedSample(): Promise<ReportSnapshot> {
  const varDir = mkdtempSync(join(tmpdir(), 'bench-sample-'));
  try {
    const launcher = fileURLToPath(new URL('../src/launcher/main.js', import.meta.url));
    const demo = spawn(process.execPath, [launcher, 'demo'], {
      env: { ...process.env, NODE_ENV: 'development', VAR_DIR: varDir },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const [code] = (await once(demo, 'close')) as [number | null];
    if (code !== 0) throw new Error(`the demonstration ended with ${String(code)}`);
    const folder = join(varDir, 'demo');
    const [file = ''] = readdirSync(folder).filter((name) => name.endsWith('.json'));
    return JSON.parse(readFileSync(join(folder, file), 'utf8')) as ReportSnapshot;
  } finally {
    rmSync(varDir, { recursive: true, force: true });
  }
}

/** The report as it is, and as it would be with twice as many themes. */
export function documentsOf(snapshot: ReportSnapshot): Document[] {
  return [
    written('the sample', snapshot),
    written('twice its themes', { ...snapshot, sections: doubled(snapshot) }),
  ];
}

function written(name: string, snapshot: ReportSnapshot): Document {
  const approvedBy = snapshot.roles[0]?.person;
  if (!approvedBy) throw new Error('the sample has nobody who approves it');
  const sha256 = createHash('sha256').update(JSON.stringify(snapshot)).digest('hex');
  const seal = { versionId: 'bench', version: 1, sha256, approvedBy, approvedAt: '2020-01-31T12:00:00Z' };
  const write = (): { print: string; page: string } => {
    const view = presentReport(editionOf(snapshot, 'exempt', sha256), {
      seal,
      verifyAt: 'https://reports.example.org/verify',
      since: null,
      corrected: null,
    });
    return { print: renderReportHtml(view), page: renderReportHtml(view, 'page') };
  };
  return { name, ...write(), write };
}

/** Every theme once more, with the measures that are printed inside it, under ids and numbers of its own. */
function doubled({ sections }: ReportSnapshot): ReportSnapshot['sections'] {
  const more = sections
    .filter(({ kind }) => kind === 'theme' || kind === 'measures')
    .map((section) => {
      const copy = structuredClone(section);
      copy.contributionId += '-again';
      copy.subject.id += '-again';
      copy.subject.number += sections.filter(({ kind }) => kind === section.kind).length;
      if (hasTheme(copy.content)) copy.content.themeId += '-again';
      return copy;
    });
  return [...sections, ...more];
}

function hasTheme(content: unknown): content is { themeId: string } {
  return (
    typeof content === 'object' &&
    content !== null &&
    'themeId' in content &&
    typeof content.themeId === 'string'
  );
}
