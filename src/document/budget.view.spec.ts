import { describe, expect, it } from '@jest/globals';
import { formatPounds, type SnapshotSection } from '../snapshot/index.js';
import { presentBudget } from './budget.view.js';
import { renderReportHtml } from './edition-html.js';
import { presentWhole } from './document.fixture.js';
import { reportSnapshot, SEAL, themeSection } from '../snapshot/testing.js';

const HOSTILE = '</svg><script>alert(1)</script>';

const line = (changes: Record<string, unknown> = {}) => ({
  id: 'b1',
  title: 'Staff',
  financialYear: null,
  budget: '1000000.00',
  actual: '700000.00',
  forecast: '1050000.50',
  comment: 'Agency cover.',
  derived: { variance: '50000.50', variancePercent: 5, needsComment: true },
  ...changes,
});
const BLANK = line({
  title: 'Programme budget',
  budget: null,
  actual: null,
  forecast: null,
  comment: 'To be updated',
  derived: { variance: null, variancePercent: null, needsComment: true },
});
const section = (
  lines: unknown[],
  totals: Record<string, string | null> = { budget: null, actual: null, forecast: null, variance: null },
): SnapshotSection => ({
  ...themeSection(),
  kind: 'budget',
  subject: { id: 'pr', number: 1, title: 'Progress against budget' },
  content: {
    lines,
    derived: { signConvention: 'Positive is an overspend.', thresholdPercent: 5, totals },
  },
});
const content = (...of: Parameters<typeof section>) => {
  const view = presentBudget(section(...of)).content;
  if (!view) throw new Error('no content');
  return view;
};
const KNOWN = { budget: '1000000.00', actual: '-700000.25', forecast: '1050000.00', variance: '50000.00' };
const html = (one: SnapshotSection) => {
  const page = renderReportHtml(presentWhole(reportSnapshot({ sections: [one, themeSection()] }), SEAL));
  return /<section>\n<h2 id="budget">[\s\S]*?<\/section>/.exec(page)?.[0] ?? '';
};

describe('printed money', () => {
  it.each([
    ['1234567.00', '£1,234,567'],
    ['1234567.50', '£1,234,567.50'],
    ['-999.99', '−£999.99'],
    ['0.00', '£0'],
    ['100.05', '£100.05'],
    ['123456789012345.00', '£123,456,789,012,345'],
    [null, '[x]'],
  ])('%s is %s', (amount, printed) => {
    expect(formatPounds(amount)).toBe(printed);
  });
});

describe('progress against budget', () => {
  it('prints the blank line of the reference as not available, never as zero', () => {
    const { lines, total, notes, chart } = content([BLANK]);
    expect(lines).toEqual([
      {
        title: 'Programme budget',
        year: 'Not said',
        budget: '[x]',
        actual: '[x]',
        forecast: '[x]',
        variance: { amount: '[x]', words: null },
        comment: 'To be updated',
      },
    ]);
    expect({ total, chart }).toEqual({ total: null, chart: null });
    expect(notes).toEqual([
      'Positive is an overspend. A comment is required where a figure is not available, and where the variance is more than 5% of the budget.',
      '[x] means not available. It does not mean zero.',
    ]);
    expect(html(section([BLANK]))).not.toMatch(/£|<figure|>0</);
  });

  it.each([
    ['50000.00', 5, '+£50,000', 'Overspend, 5.0% of budget'],
    ['-50000.00', -5, '−£50,000', 'Underspend, 5.0% of budget'],
    ['0.00', 0, '£0', 'On budget'],
    ['7.00', null, '+£7', 'Overspend'],
  ])('says in words what a variance of %s means', (variance, variancePercent, amount, words) => {
    const { lines } = content([line({ derived: { variance, variancePercent, needsComment: false } })]);
    expect(lines[0]?.variance).toEqual({ amount, words });
  });

  it('adds up several lines, and says so where it cannot', () => {
    expect(content([line(), line()], KNOWN).total).toMatchObject({
      title: 'Total',
      budget: '£1,000,000',
      actual: '−£700,000',
      variance: { amount: '+£50,000', words: 'Overspend' },
    });
    const { total, notes } = content([line(), BLANK]);
    expect(total).toMatchObject({ budget: '[x]', variance: { amount: '[x]', words: null } });
    expect(notes.at(-1)).toBe('A total is [x] where the figure of a line is.');
    // As a public edition has it that leaves a line out.
    expect(content([line(), line()]).notes.at(-1)).toBe('The total is [x] because a line is withheld.');
  });

  it('rounds half up to whole pounds, and says so', () => {
    const { lines, notes } = content([
      line({ budget: '0.49', actual: '-0.50', forecast: '999999999999999.50' }),
    ]);
    expect([lines[0]?.budget, lines[0]?.actual, lines[0]?.forecast]).toEqual([
      '£0',
      '−£1',
      '£1,000,000,000,000,000',
    ]);
    expect(notes).toContain('Rounded to whole pounds.');
    expect(content([BLANK]).notes).not.toContain('Rounded to whole pounds.');
  });

  it('never prints a share that needs a comment as one that does not', () => {
    const words = (variancePercent: number) =>
      content([line({ derived: { variance: '1.00', variancePercent, needsComment: true } })]).lines[0]
        ?.variance.words;
    expect(words(5.01)).toBe('Overspend, 5.01% of budget');
    expect(words(5)).toBe('Overspend, 5.0% of budget');
    expect(words(-5.01)).toBe('Overspend, 5.01% of budget');
    expect(words(7.25)).toBe('Overspend, 7.3% of budget');
  });

  it('has a column of years where a line has one', () => {
    const view = content([line({ financialYear: 2019 }), line({ financialYear: 2099 }), line()], KNOWN);
    expect(view.lines.map(({ year }) => year)).toEqual(['2019/20', '2099/00', 'Not said']);
    expect([view.hasYears, view.total?.title]).toEqual([true, 'Total of all years']);
  });

  it('draws what is known and says every figure in words', () => {
    const { chart } = content([line(), line()], { ...KNOWN, forecast: null, variance: null });
    expect(chart?.drawing.text).toBe(
      'Bar chart. The budget as a whole: budget £1,000,000, actual spend −£700,000 and forecast spend not available.',
    );
    expect(chart?.drawing.svg.match(/<text/g)).toHaveLength(6);
    expect(content([line({ title: HOSTILE })], KNOWN).chart?.drawing.svg).not.toContain('<script');
  });

  it('says so when nothing has been approved, and when it is late', () => {
    expect(html({ ...section([]), content: null })).toContain(
      'Nothing has been approved for this section yet.',
    );
    expect(html({ ...section([line()], KNOWN), notUpdatedSince: '2019-12-31' })).toContain(
      '<p class="stamp">Not updated since 31 December 2019</p>',
    );
  });

  it('is a table with a caption, one header row and as many cells in each row', () => {
    const page = html(
      section([line({ title: HOSTILE, comment: HOSTILE, financialYear: 2019 }), BLANK], KNOWN),
    );
    const table = /<table[\s\S]*<\/table>/.exec(page)?.[0] ?? '';
    expect(table).toMatch(/^<table class="budget">\s*<caption id="budget-table">[^<]+<\/caption>\s*<thead>/);
    for (const [header] of table.matchAll(/<th[\s>][^>]*>?/g)) expect(header).toMatch(/scope="(col|row)"/);
    const cells = [...table.matchAll(/<tr[\s\S]*?<\/tr>/g)].map(([row]) => row.match(/<t[hd][\s>]/g)?.length);
    expect(cells).toEqual([7, 7, 7, 7]);
    expect(page).not.toContain('<script');
    expect(page).toContain('<figure class="bars">');
  });
});
