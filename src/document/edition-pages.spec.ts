import { describe, expect, it } from '@jest/globals';
import { checkHtml } from './rendering/html-gate.js';
import { renderReportHtml } from './edition-html.js';
import { reportSnapshot, SEAL } from '../snapshot/testing.js';
import { presentWhole } from './document.fixture.js';

const html = renderReportHtml(presentWhole(reportSnapshot(), SEAL));
/** What is read: elements removed, white space made one. */
const read = (markup: string) =>
  markup
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

describe('the first page', () => {
  const told = reportSnapshot({
    overall: { rag: 'RED', narrative: 'n', summary: 'One. **Two**.', asks: ['Note <it>.', 'Agree it.'] },
  });
  const front = (page: string) => page.slice(page.indexOf('<header'), page.indexOf('<nav'));

  it('says what it is, who answers for it, how it stands, and what is asked', () => {
    expect(read(front(renderReportHtml(presentWhole(told, SEAL))))).toBe(
      'Sample Council Highlight report: January 2020 Improvement Programme Whole report, sealed version 1 ' +
        'Overall rating Red Period: 1 to 31 January 2020 As at: 27 January 2020 ' +
        'Senior Responsible Officer: Ada Example, Director Programme Manager: Programme Manager ' +
        'In short One. Two . What changed This printing is for readers who had no earlier report, so nothing is compared. What the committee is asked to do Note &lt;it&gt;. Agree it.',
    );
  });

  it('does without a summary in what was sealed before there was one', () => {
    expect(front(html).match(/<h2 id="[^"]*"/g)).toEqual(['<h2 id="changed"']);
  });

  it('has the colour and the logo of the council, the logo as an image alone', () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
    const base64 = Buffer.from(svg).toString('base64');
    const page = renderReportHtml(presentWhole(told, SEAL), 'pdf', {
      accent: '#6a1b4d',
      logo: { type: 'image/svg+xml', base64 },
    });
    expect(page).toContain(
      `<img class="logo" src="data:image/svg+xml;base64,${base64}" alt="Logo of Sample Council">`,
    );
    expect(page).not.toContain('<script');
    expect(page.match(/<img/g)).toHaveLength(1);
    // The last one counts.
    const accents = [...page.matchAll(/--accent: ?(#\w+)/g)].map(([, accent]) => accent);
    expect(accents.at(-1)).toBe('#6a1b4d');
    expect(() => checkHtml(page, 2 * 1024 * 1024)).not.toThrow();
    expect([...html.matchAll(/--accent: ?(#\w+)/g)].at(-1)?.[1]).toBe('#0d4a63');
  });
});

describe('an exempt edition', () => {
  const view = presentWhole(reportSnapshot(), SEAL);
  view.edition = {
    name: 'Exempt edition',
    marking: 'NOT FOR PUBLICATION: exempt under paragraph 3',
    exemption: {
      rows: [{ what: 'Risks, 5', ground: 'Exempt', why: 'A **price**.' }],
      notes: ['One figure.'],
    },
    leavesOut: null,
  };
  const page = renderReportHtml(view);

  it('is marked at the top of every page and as a banner that leads to the reasons', () => {
    expect(page).toContain('@top-left{content:"NOT FOR PUBLICATION\\3a  exempt under paragraph 3"}');
    expect(page).toContain(
      '<strong>NOT FOR PUBLICATION: exempt under paragraph 3.</strong> <a href="#not-for-publication">',
    );
    expect(html).not.toMatch(/@top-left\{content|NOT FOR PUBLICATION/);
  });

  it('says what stands in it alone, on which ground and why', () => {
    const section = /<section class="exemption">[\s\S]*?<\/section>/.exec(page)?.[0] ?? '';
    expect(read(section)).toBe(
      'Why this edition is not for publication NOT FOR PUBLICATION: exempt under paragraph 3. ' +
        'What stands in this edition and not in the public one What Ground Why Risks, 5 Exempt A price . One figure.',
    );
    expect(section).toContain('<strong>price</strong>');
  });
});

describe('a public edition', () => {
  it('says what it leaves out, at the end and at each section', () => {
    const view = presentWhole(reportSnapshot(), SEAL);
    view.edition.leavesOut = {
      rows: [{ what: ['Risks: 2 entries', 'Budget: 1 entry'], ground: 'Exempt' }],
      suppressed: '3 figures are suppressed.',
    };
    const [theme] = view.themes;
    theme?.withheld.push('1 entry is withheld: exempt.');
    const page = renderReportHtml(view);
    expect(page).toContain(
      '<h2 id="theme-1">Theme 1: Leadership</h2>\n<p class="withheld">1 entry is withheld: exempt.</p>',
    );
    expect(read(/<section class="left-out">[\s\S]*?<\/section>/.exec(page)?.[0] ?? '')).toBe(
      'What this edition leaves out Exempt: Risks: 2 entries; Budget: 1 entry. 3 figures are suppressed.',
    );
    expect(html).not.toMatch(/class="(left-out|withheld)"/);
  });
});

describe('the page to look at in a browser', () => {
  const verified = presentWhole(reportSnapshot(), SEAL, { verifyAt: 'https://reports.example.org/verify' });
  const page = renderReportHtml(verified, 'page');

  it('has a way past its head, and its landmarks', () => {
    const parts = [...page.matchAll(/<(header|main|nav|footer)[ >]/g)].map(([, name]) => name);
    expect(parts).toEqual(['header', 'main', 'nav', 'footer']);
    expect(page).toContain('<a class="skip" href="#main">');
    expect(page).toContain('<main id="main" tabindex="-1">');
    expect(html).not.toMatch(/class="skip"|<footer/);
  });

  it('says at its foot which version it is, and where to check it', () => {
    expect(read(/<footer[\s\S]*<\/footer>/.exec(page)?.[0] ?? '')).toBe(
      'Improvement Programme: highlight report, January 2020. Whole report, sealed version 1. ' +
        `SHA-256: ${SEAL.sha256} To find out whether this version is still in force, ` +
        'go to https://reports.example.org/verify and enter the code.',
    );
    const draft = renderReportHtml(presentWhole(reportSnapshot(), null), 'page');
    expect(read(/<footer[\s\S]*<\/footer>/.exec(draft)?.[0] ?? '')).toBe(
      'Improvement Programme: highlight report, January 2020. Whole report: Draft, not approved.',
    );
  });

  it('lets tables of figures scroll by themselves, each in a group that its caption names', () => {
    const regions = [...page.matchAll(/<div class="scroll" role="group" tabindex="0" aria-labelledby="([^"]*)">/g)]; // prettier-ignore
    expect(regions.length).toBeGreaterThan(0);
    for (const [, id] of regions) expect(page.split(` id="${id}"`)).toHaveLength(2);
    expect(page.match(/<div class="scroll"/g)).toHaveLength(regions.length);
    expect(html).not.toContain('class="scroll"');
  });

  it('lets tables of words be read one cell below the other, each cell with the words of its column', () => {
    expect(page.match(/<div class="stacks">\n<table role="table"/g)?.length).toBeGreaterThan(1);
    expect(page).toContain('<td role="cell" data-column="Programme or theme">');
    expect(html).not.toMatch(/class="stacks"|data-column="|role="cell"/);
  });

  it('uses no id twice', () => {
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('is one document with what is printed', () => {
    const text = (markup: string) => read(markup.slice(markup.indexOf('<main'), markup.indexOf('</main>')));
    expect(text(page)).toBe(text(renderReportHtml(verified)).replace(/ 000\b/g, ''));
  });
});
