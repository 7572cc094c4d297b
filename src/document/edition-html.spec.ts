import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { MANAGER, OWNER, reportSnapshot, SEAL, themeSection } from '../snapshot/testing.js';
import { projectFolder } from '../platform/index.js';
import { checkHtml } from './rendering/html-gate.js';
import type { ReportSnapshot } from '../snapshot/index.js';
import { renderReportHtml } from './edition-html.js';
import { presentWhole } from './document.fixture.js';

const render = (snapshot: ReportSnapshot = reportSnapshot(), seal: typeof SEAL | null = SEAL) =>
  renderReportHtml(presentWhole(snapshot, seal));
const html = render();
const body = html.slice(html.indexOf('<body>'));
const style = html.slice(html.indexOf('<style>'), html.indexOf('</style>'));
/** What is read: elements removed, white space made one. */
const read = (markup: string) =>
  markup
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

describe('the document', () => {
  it('passes the gate of the renderer', () => {
    expect(() => checkHtml(html, 2 * 1024 * 1024)).not.toThrow();
  });

  it('begins with its policy, before anything that could fetch', () => {
    expect(html).toMatch(
      /^<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:">/,
    );
    expect(html).toContain(
      '<title>Highlight report, January 2020: Improvement Programme, Sample Council</title>',
    );
  });

  it('has nothing to fetch and nothing to run', () => {
    const addresses = [...html.matchAll(/(?:url\(|src=|href=|@import)\s*["']?([^"')\s>]*)/g)].map(
      ([, at]) => at,
    );
    expect(addresses.length).toBeGreaterThan(0);
    for (const address of addresses) expect(address).toMatch(/^(data:font\/woff2;base64,|#[\w-]+$)/);
    expect(html).not.toMatch(/https?:|<script|<link|<img|<iframe|<object|\son\w+=/i);
  });

  it('is hidden on screen in the form that is printed, and only there', () => {
    expect(html).toContain('@media screen { body { display: none } }');
    expect(renderReportHtml(presentWhole(reportSnapshot(), SEAL), 'page')).not.toContain('display: none');
  });

  it('embeds three faces, and another alphabet only for a text that uses it', () => {
    expect(html.match(/@font-face/g)).toHaveLength(3);
    const welsh = render(reportSnapshot({ overall: { rag: 'RED', narrative: 'Tŷ Hapus' } }));
    expect(welsh.match(/@font-face/g)).toHaveLength(6);
  });

  it('numbers its pages and prints the seal at the foot of each', () => {
    expect(style).toContain('"Page " counter(page) " of " counter(pages)');
    expect(style).toContain(`Whole report \\b7  Sealed version 1\\a SHA\\2d 256 ${SEAL.sha256}`);
  });
});

describe('for a screen reader', () => {
  it('has one first heading and skips no level', () => {
    const levels = [...body.matchAll(/<h([1-6])/g)].map(([, level]) => Number(level));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(levels[0]).toBe(1);
    levels.forEach((level, index) => {
      if (index > 0) expect(level).toBeLessThanOrEqual((levels[index - 1] ?? 0) + 1);
    });
  });

  it('lists every second heading after its contents, in order, with a number of its page to be filled in', () => {
    const asked = { rule: 'r', key: 'k', place: 'p', question: 'q', reason: 'r', print: true, answeredBy: MANAGER, answeredAt: SEAL.approvedAt }; // prettier-ignore
    const snapshot = reportSnapshot({
      challenges: [asked],
      overall: { rag: 'RED', narrative: 'n', summary: 's', asks: ['a'] },
      backgroundPapers: ['paper'],
      glossary: [{ term: 'Leadership', meaning: 'm' }],
    });
    const view = presentWhole(snapshot, SEAL);
    view.correction = {
      heading: 'h',
      reason: 'r',
      told: null,
      changed: { version: 1, sha256: SEAL.sha256, parts: [] },
    };
    view.dataNotes = { intro: 'i', rows: [] };
    view.edition.exemption = { rows: [], notes: [] };
    view.edition.marking = 'NOT FOR PUBLICATION: exempt';
    view.edition.leavesOut = { rows: [], suppressed: 's' };
    const headings = (page: string) =>
      [...page.matchAll(/<h2 id="([^"]*)">([^<]*)/g)].map(([, id, words]) => [id, words]);
    const rows = (page: string) =>
      [...(/<nav[\s\S]*<\/nav>/.exec(page)?.[0] ?? '').matchAll(/<a href="#([^"]*)"><span>([^<]*)<\/span>(.*?)<\/a>/g)]; // prettier-ignore
    const printed = renderReportHtml(view);
    const all = headings(printed);
    expect(all).toHaveLength(printed.match(/<h2/g)?.length ?? 0);
    // Those of the first page stand before the contents.
    expect(all.slice(0, 4).map(([id]) => id)).toEqual(['summary', 'changed', 'asks', 'contents']);
    expect(all.slice(4)).toHaveLength(13);
    expect(rows(printed).map(([, id, words]) => [id, words])).toEqual(all.slice(4));
    for (const [, , , number] of rows(printed)) expect(number).toBe(' <span class="page-number">000</span>');
    const page = renderReportHtml(view, 'page');
    expect(rows(page)).toHaveLength(rows(printed).length);
    expect(page).not.toContain('<span class="page-number">');
  });

  it('has a caption on every table, one header row, and a scope on every header', () => {
    const tables = [...body.matchAll(/<table[\s\S]*?<\/table>/g)].map(([table]) => table);
    expect(tables).toHaveLength(3);
    for (const table of tables) {
      expect(table).toMatch(/^<table[^>]*>\s*<caption(?: id="[\w-]+")?>[^<]+<\/caption>\s*<thead>/);
      expect(/<thead>([\s\S]*?)<\/thead>/.exec(table)?.[1]?.match(/<tr/g)).toHaveLength(1);
      for (const [header] of table.matchAll(/<th[\s>][^>]*>?/g)) expect(header).toMatch(/scope="(col|row)"/);
      expect(table).not.toMatch(/colspan|rowspan/);
      const cells = [...table.matchAll(/<tr[\s\S]*?<\/tr>/g)].map(
        ([row]) => row.match(/<t[hd][\s>]/g)?.length,
      );
      expect(new Set(cells).size).toBe(1);
    }
  });

  it('prints every rating as a word in its cell', () => {
    const table = /<table class="actions">[\s\S]*?<\/table>/.exec(body)?.[0] ?? '';
    const rows = [...table.matchAll(/<tr>([\s\S]*?)<\/tr>/g)].map(([, row]) =>
      [...(row ?? '').matchAll(/<t[hd][^>]*>([\s\S]*?)<\/t[hd]>/g)].map(([, cell]) => read(cell ?? '')),
    );
    expect(rows).toEqual([
      ['Action', 'Q4 2018/19', 'Q1 2019/20', 'Q2 2019/20', 'Q3 2019/20'],
      ['1. Write the plans Ben Example, Head of Service; due 29 February 2020', 'Not due', 'Red', 'Amber', 'Complete'],
      ['2. Brief the members Not assigned; no date set', 'Not rated', 'Not rated', 'Not rated', 'Green'],
      ['3. Publish Programme Manager; no date set', 'Not rated', 'Not rated', 'Not rated', 'Not rated'],
    ]); // prettier-ignore
    expect(body).not.toMatch(/<span class="rating [^>]*><\/span>/);
  });

  it('reads in this order', () => {
    const order = [
      'Sample Council',
      'Highlight report: January 2020',
      'Overall rating',
      'As at: 27 January 2020',
      'Senior Responsible Officer',
      'Contents',
      'Ratings of the themes',
      'Overall progress',
      'Theme 1: Leadership',
      'Theme rating: Red',
      'Objective 1.1: Better plans',
      'About: actions 1 and 2',
      'Two go well:',
      'About: action 3',
      'What the ratings and signs mean',
      'How this report was approved',
      SEAL.sha256,
    ];
    const text = read(body);
    let from = 0;
    for (const words of order) {
      const at = text.indexOf(words, from);
      expect({ words, found: at >= from }).toEqual({ words, found: true });
      from = at;
    }
  });

  it('hides the drawn watermark of a draft and says the same in words', () => {
    const draft = render(reportSnapshot(), null);
    expect(draft).toContain('<div class="watermark" aria-hidden="true">Draft, not approved</div>');
    expect(draft).toContain('<strong>Draft, not approved.</strong> This is a preview.');
    expect(draft).toContain('Nobody has approved this report yet, so it has no seal.');
    expect(draft).not.toContain(SEAL.sha256);
    expect(body).not.toContain('Draft, not approved');
  });
});

describe('what is missing', () => {
  it('says so for a theme of which nothing is approved', () => {
    const missing = render(reportSnapshot({ sections: [themeSection({ content: null })] }));
    expect(missing).toContain('Nothing has been approved for this theme yet.');
    expect(missing).toContain('[x] means not available');
  });

  it('says so for a theme without an overview', () => {
    const section = themeSection();
    if (section.content) section.content.overview = { narrative: null, rag: null };
    expect(render(reportSnapshot({ sections: [section] }))).toContain(
      'This theme has no overview and no rating of its own in this report.',
    );
  });

  it('stamps late text', () => {
    expect(render(reportSnapshot({ sections: [themeSection({ notUpdatedSince: '2019-12-31' })] }))).toContain(
      '<p class="stamp">Not updated since 31 December 2019</p>',
    );
  });
});

describe('hostile text, wherever a person can type', () => {
  const HOSTILE = [
    '</style><script>alert(1)</script>',
    '<svg onload=alert(1)>',
    '<iframe src=//evil.example>',
    '[x](javascript:alert(1))',
    '</textarea><xmp><img src=x onerror=alert(1)>',
    '"};body{background:url(//evil.example)}/*',
    '\\22 } @import "//evil.example"; {',
    '{{ 7 * 7 }} {% include "report.njk" %}',
    "' onmouseover='alert(1)",
    '\u2028</title>',
  ].join(' ');

  /** A report with the text in every place that holds text. */
  const hostile = JSON.parse(
    JSON.stringify(reportSnapshot({ report: { id: 'r', revision: 1, correctionReason: 'reason' } }), (name, value) =>
      typeof value === 'string' && ['name', 'council', 'jobTitle', 'role', 'label', 'title', 'narrative', 'text', 'correctionReason'].includes(name)
        ? HOSTILE
        : (value as unknown),
    ),
  ) as ReportSnapshot; // prettier-ignore

  it.each([
    ['sealed', { ...SEAL, approvedBy: { id: 'p', name: HOSTILE, jobTitle: HOSTILE } }],
    ['a preview', null],
  ])('stays text, %s', (_, seal) => {
    const page = render(hostile, seal);
    const known =
      /^<\/?(html|head|meta|title|style|body|header|nav|main|section|div|span|p|h[1-4]|table|caption|thead|tbody|tr|th|td|a|br|strong|em|ul|ol|li|!doctype)[\s>]/;
    const elements = [...page.matchAll(/<[^\s<][^<>]*>/g)].map(([element]) => element);
    expect(elements.length).toBeGreaterThan(100);
    for (const element of elements) {
      expect(element).toMatch(known);
      expect(element).not.toMatch(/\son\w+\s*=|javascript:|evil/);
    }
    expect(page.match(/<style>/g)).toHaveLength(1);
    expect(page.match(/<\/style>/g)).toHaveLength(1);
    // In the style sheet the text is escapes from the first sign that is not a letter, digit or space.
    const sheet = page.slice(page.indexOf('<style>') + 7, page.indexOf('</style>'));
    expect(sheet).not.toMatch(/[<]|evil\.example|@import/);
    // A template expression is printed as it was typed, and never evaluated.
    expect(page).toContain('{{ 7 * 7 }} {% include &quot;report.njk&quot; %}');
    expect(page).not.toContain('49 {%');
  });

  it('leaves no other way to HTML than the filter for narratives', () => {
    const folder = join(projectFolder(), 'templates', 'report');
    const templates = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.njk'),
    );
    expect(templates.length).toBeGreaterThan(5);
    for (const name of templates)
      expect(readFileSync(join(folder, name), 'utf8')).not.toMatch(
        /\|\s*(safe|striptags)|autoescape|renderString/,
      );
  });
});

describe('questions asked before approval', () => {
  const asked = (print: boolean) => ({
    rule: 'due-passed',
    key: '0'.repeat(32),
    place: 'Key areas of concern, 1',
    question: 'How does it stand?',
    reason: 'Cabinet met **late**.',
    print,
    answeredBy: MANAGER,
    answeredAt: '2020-01-30T09:15:00.000000Z',
  });
  const section = (...prints: boolean[]) =>
    /<section class="challenges">[\s\S]*?<\/section>/.exec(
      render(reportSnapshot({ challenges: prints.map(asked) })),
    )?.[0] ?? '';

  it('are printed before the approval, those that are marked, each with its answer', () => {
    const printed = section(true, false, true);
    expect(read(printed)).toBe(
      'Questions asked before approval Before approval, the parts of this report were compared with each other. ' +
        '3 questions were answered without a change to the report. 2 of the answers are printed here. ' +
        'They were given by Programme Manager, on 30 January 2020. Questions and answers About Question Answer ' +
        'Key areas of concern, 1 How does it stand? Cabinet met late . '.repeat(2).trim(),
    );
    expect(printed).toContain('<strong>late</strong>');
    expect(printed.match(/<th[\s>]/g)?.length).toBe(printed.match(/<th scope="(col|row)"/g)?.length);
    const whole = render(reportSnapshot({ challenges: [asked(true)] }));
    expect(whole.indexOf('class="challenges"')).toBeLessThan(whole.indexOf('class="approval"'));
    expect(read(section(true))).toContain(
      'One question was answered without a change to the report. The answer is printed here. It was given by Programme Manager, on 30 January 2020.',
    );
    const two = [asked(true), { ...asked(true), answeredBy: OWNER }];
    const named = read(render(reportSnapshot({ challenges: two })));
    expect(named).toContain('About Question Answer Answered by Key areas');
    expect(named).toContain('Cabinet met late . Ben Example, Head of Service, on 30 January 2020 at 09:15');
  });

  it('are left out as a whole when none is marked', () => {
    expect(section(false)).toBe('');
    expect(section()).toBe('');
  });
});

describe('a table of the page form', () => {
  it('stands in a frame that scrolls, has the caption’s name and can be reached by keyboard; printed, it has none', () => {
    const page = renderReportHtml(presentWhole(reportSnapshot(), SEAL), 'page');
    const frames = [
      ...page.matchAll(/<div class="scroll" role="group" tabindex="0" aria-labelledby="([^"]*)">\s*<table/g),
    ];
    const names = frames.map(([, id]) => id);
    // One of two columns is no wider than its words.
    const wide = [...page.matchAll(/<thead>\s*<tr>([\s\S]*?)<\/tr>/g)].filter(
      ([, row = '']) => (row.match(/<th /g)?.length ?? 0) > 2,
    );
    expect(new Set(names).size).toBe(wide.length);
    for (const id of names) expect(page).toContain(`<caption id="${id}">`);
    expect(html).not.toContain('class="scroll"');
  });
});

describe('contrast (WCAG 2.2, 1.4.3)', () => {
  const css = readFileSync(join(projectFolder(), 'templates', 'report', 'report.css'), 'utf8');
  const colour = (value: string): string => {
    const name = /^var\((--[\w-]+)\)$/.exec(value)?.[1];
    const hex = name === undefined ? value : (new RegExp(`${name}: (#\\w+);`).exec(css)?.[1] ?? '');
    return hex.length === 4 ? hex.replace(/(\w)/g, '$1$1') : hex;
  };
  const luminance = (hex: string): number => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5]
      .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
      .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (one: string, other: string): number => {
    const [dark = 0, light = 0] = [luminance(colour(one)), luminance(colour(other))].toSorted(
      (a, b) => a - b,
    );
    return (light + 0.05) / (dark + 0.05);
  };

  it.each([
    ['text on paper', 'var(--ink)', '#ffffff'],
    ['quiet text on paper', 'var(--quiet)', '#ffffff'],
    ['quiet text over the watermark', 'var(--quiet)', '#f0f0f0'],
    ['text in a box', 'var(--ink)', 'var(--tint)'],
    ['headings', 'var(--accent)', '#ffffff'],
    ['table heads', '#ffffff', 'var(--accent)'],
    ['late stamp', 'var(--amber-line)', '#ffffff'],
  ])('%s', (_, text, ground) => {
    expect(ratio(text, ground)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(['red', 'amber', 'green', 'complete', 'not-due', 'not-rated'])('the rating %s', (name) => {
    const rule = new RegExp(`^\\.rating-${name} \\{(.*)\\}$`, 'm').exec(css)?.[1] ?? '';
    const text = /(?:^|[;\s])color: ([^;\s]+)/.exec(rule)?.[1] ?? '';
    const ground = /background: ([^;\s]+)/.exec(rule)?.[1] ?? '#ffffff';
    expect(ratio(text, ground)).toBeGreaterThanOrEqual(4.5);
  });
});
