import { describe, expect, it } from '@jest/globals';
import type { SnapshotSection } from '../snapshot/index.js';
import { renderReportHtml } from './edition-html.js';
import { presentWhole } from './document.fixture.js';
import { reportSnapshot, SEAL, themeSection } from '../snapshot/testing.js';
import { presentWorkforce } from './workforce.view.js';

const HOSTILE = '</svg><script>alert(1)</script>';
const NO_RATES = {
  vacancyLocal: null,
  vacancyDfe: null,
  turnoverDfe: null,
  agencyLocal: null,
  agencyDfe: null,
  agencyCover: null,
};
const NO_FTE = {
  establishmentFte: null,
  permanentFte: null,
  vacantFte: null,
  agencyFte: null,
  agencyCoveringFte: null,
  startersFte: null,
  leaversFte: null,
};
const RATES = { ...NO_RATES, vacancyLocal: 22.5, vacancyDfe: 22.5, agencyDfe: 16.2 };
const FTE = { ...NO_FTE, establishmentFte: 1200, permanentFte: 15.25, vacantFte: 4.5, agencyFte: 3 };
const reported = (
  name: string,
  reportedVacancyPercent: number | null,
  changes: Record<string, unknown> = {},
) => ({
  id: name,
  name,
  ...NO_FTE,
  reportedVacancyPercent,
  caseload: null,
  note: null,
  derived: { reconciles: null, rates: NO_RATES, casesPerWorker: null },
  ...changes,
});
const full = (name: string, changes: Record<string, unknown> = {}) => ({
  ...reported(name, null),
  ...FTE,
  derived: { reconciles: true, rates: RATES, casesPerWorker: null },
  ...changes,
});
const ENGLAND = { area: 'england', value: 16.5, period: '30 September 2018', source: 'DfE' };
const section = (teams: unknown[], changes: Record<string, unknown> = {}): SnapshotSection => ({
  ...themeSection(),
  kind: 'workforce',
  subject: { id: 'pr', number: 1, title: 'Establishment and vacancies' },
  content: {
    asAt: '2020-01-27',
    themeId: 't1',
    teams,
    benchmarks: [],
    derived: { total: { ...NO_FTE, caseload: null, rates: NO_RATES, casesPerWorker: null }, complete: false },
    ...changes,
  },
});
const KNOWN = {
  total: { ...FTE, caseload: null, rates: RATES, casesPerWorker: null },
  complete: false,
};
const content = (...of: Parameters<typeof section>) => {
  const view = presentWorkforce(section(...of)).content;
  if (!view) throw new Error('no content');
  return view;
};
const html = (one: SnapshotSection, theme = themeSection()) =>
  renderReportHtml(presentWhole(reportSnapshot({ sections: [theme, one] }), SEAL));
const part = (page: string) =>
  /<section>\n[^<]*<h\d id="workforce">[\s\S]*?<\/section>/.exec(page)?.[0] ?? '';

describe('establishment and vacancies', () => {
  it('prints the two rates of the reference as reported, and works nothing out from them', () => {
    const { teams, notes, rates, chart } = content([
      reported('Single Assessment teams', 78),
      reported('SAFS team', 43),
    ]);
    expect(teams).toEqual({
      caption: 'Teams as at 27 January 2020, in full-time equivalents (FTE)',
      columns: [{ heading: 'Vacancy rate', style: 'number rate' }],
      rows: [
        { name: 'Single Assessment teams', cells: ['78%, reported'] },
        { name: 'SAFS team', cells: ['43%, reported'] },
      ],
      total: ['[x]'],
    });
    expect(notes).toEqual([
      'Not given by any team: posts, permanent staff, vacant posts, agency workers, agency workers who cover a vacancy, starters and leavers.',
      '“Reported” is a rate that a team states without its posts. It is not worked out here and is part of no total.',
      '[x] means not available. It does not mean zero.',
      'The council total is not complete: it is [x] where a team does not give its own figure.',
    ]);
    expect(rates).toMatchObject({
      rows: [],
      missing:
        'No rate of the council as a whole can be worked out, because not every team gives its figures.',
    });
    expect(chart?.drawing.text).toBe(
      'Bar chart of the vacancy rate by team, from 0 to 100 per cent: Single Assessment teams 78%, reported; SAFS team 43%, reported.',
    );
  });

  it('stands beside its chart while it has few columns, and above it otherwise', () => {
    const beside = '<div class="beside">';
    expect(part(html(section([reported('SATs', 78), reported('SAFS', 43)])))).toContain(beside);
    const wide = part(html(section([full('SATs'), full('SAFS')], { derived: KNOWN })));
    expect(wide).toContain('class="bars"');
    expect(wide).not.toContain(beside);
  });

  it('prints the columns that somebody gives, and the council’s total', () => {
    const caseload = { cases: 100, workersFte: 6.5 };
    const withCases = full('SATs', {
      caseload,
      derived: { reconciles: true, rates: RATES, casesPerWorker: 15.4 },
    });
    const { teams, notes, chart } = content([withCases, full('SAFS')], { derived: KNOWN });
    expect(teams.columns.map(({ heading }) => heading)).toEqual([
      'Posts',
      'Permanent',
      'Vacant',
      'Agency',
      'Cases per worker',
      'Vacancy rate, local formula',
    ]);
    expect(teams.rows.map(({ cells }) => cells)).toEqual([
      ['1,200.0', '15.25', '4.5', '3.0', '15.4', '22.5%'],
      ['1,200.0', '15.25', '4.5', '3.0', '[x]', '22.5%'],
    ]);
    expect(teams.total).toEqual(['1,200.0', '15.25', '4.5', '3.0', '[x]', '22.5%']);
    expect(notes[0]).toContain('still counts as vacant');
    expect(chart?.caption).toBe('Vacancy rate by team, on a scale from 0 to 100%');
    expect(content([full('SATs')], { derived: KNOWN }).teams.total).toBeNull();
  });

  it('says by which formula each vacancy rate is, once in the heading or else in each cell', () => {
    const dfe = { reconciles: null, rates: { ...RATES, vacancyLocal: null }, casesPerWorker: null };
    const table = (...teams: unknown[]) => {
      const { columns, rows, total } = content(teams, {
        derived: { ...KNOWN, total: { ...KNOWN.total, ...dfe } },
      }).teams;
      return [
        columns.at(-1)?.heading,
        [...rows.map(({ cells }) => cells), total ?? []].map((cells) => cells.at(-1)),
      ];
    };
    expect(table(full('SATs', { derived: dfe }), reported('SAFS', 43))).toEqual([
      'Vacancy rate, DfE formula',
      ['22.5%', '43%, reported', '22.5%'],
    ]);
    expect(table(full('SATs', { derived: dfe }), full('SAFS'))).toEqual([
      'Vacancy rate',
      ['22.5%, DfE formula', '22.5%, local formula', '22.5%, DfE formula'],
    ]);
  });

  it('knows two turnover rates, and prints a report that was sealed with one of them', () => {
    const of = (turnover: object) => {
      const rates = { ...RATES, turnoverDfe: 12.9, ...turnover };
      return content([full('SATs')], { derived: { ...KNOWN, total: { ...KNOWN.total, rates } } })
        .rates.rows.filter(({ rate }) => rate.startsWith('Turnover'))
        .map(({ local, dfe, formulas }) => [local, dfe, formulas]);
    };
    const formulas =
      'Local: Leavers in twelve months, as a share of all posts. DfE: Leavers in twelve months, as a share of permanent staff at the date.';
    expect(of({ turnoverLocal: 10 })).toEqual([['10.0%', '12.9%', formulas]]);
    expect(of({})).toEqual([['[x]', '12.9%', formulas]]);
  });

  it('draws two rates or more, those reported in outline', () => {
    expect(content([full('SATs'), reported('SAFS', null)]).chart).toBeNull();
    const { chart } = content([full(HOSTILE), reported('SAFS', 43)]);
    expect(chart?.caption).toBe(
      'Vacancy rate by team, on a scale from 0 to 100%; a bar in outline is a reported rate',
    );
    expect(chart?.drawing.svg.match(/<rect[^>]*fill="#ffffff"/g)).toHaveLength(1);
    expect(chart?.drawing.svg).not.toContain('<script');
  });

  it('holds each kind of rate against its benchmarks in one row, and says which are not like for like', () => {
    const { rates } = content([full('SATs')], {
      derived: KNOWN,
      benchmarks: [
        { ...ENGLAND, rate: 'vacancyLocal', likeForLike: false },
        { ...ENGLAND, rate: 'vacancyDfe', likeForLike: true },
        { ...ENGLAND, rate: 'vacancyDfe', area: 'neighbours', likeForLike: true },
        { ...ENGLAND, rate: 'turnoverDfe', likeForLike: true },
      ],
    });
    expect(rates.rows.map(({ rate, local, dfe, benchmark }) => [rate, local, dfe, benchmark])).toEqual([
      [
        'Vacancy',
        '22.5%',
        '22.5%',
        [
          'England 16.5% (30 September 2018; DfE), not like for like with the local formula',
          'England 16.5% (30 September 2018; DfE)',
          'Statistical neighbours 16.5% (30 September 2018; DfE)',
        ],
      ],
      ['Turnover', '[x]', '[x]', ['England 16.5% (30 September 2018; DfE)']],
      ['Agency', '[x]', '16.2%', ['None given']],
    ]);
    expect(rates.rows.every(({ formulas }) => formulas.includes('as a share of'))).toBe(true);
  });
});

describe('its place', () => {
  it('is in its theme, under the overview and before the objectives, one heading deeper', () => {
    const page = html(section([full('SATs')], { derived: KNOWN }));
    const at = (words: string) => page.indexOf(words);
    expect(at('Theme rating:')).toBeGreaterThan(0);
    expect(at('Theme rating:')).toBeLessThan(at('<h3 id="workforce">Establishment and vacancies</h3>'));
    expect(at('<h3 id="workforce">Establishment and vacancies</h3>')).toBeLessThan(at('Objective 1.1'));
  });

  it('is there too when nothing of the theme itself is approved, or no theme is named', () => {
    expect(html(section([full('SATs')]), themeSection({ content: null }))).toContain(
      '<h3 id="workforce">Establishment and vacancies</h3>',
    );
    expect(html(section([full('SATs')], { themeId: null }))).toContain(
      '<h2 id="workforce">Establishment and vacancies</h2>',
    );
  });

  it('says so when nothing has been approved, and when it is late', () => {
    expect(html({ ...section([]), content: null })).toContain(
      'Nothing has been approved for this section yet.',
    );
    expect(html({ ...section([full('SATs')]), notUpdatedSince: '2019-12-31' })).toContain(
      '<p class="stamp">Not updated since 31 December 2019</p>',
    );
  });

  it('has tables with a caption, one header row and as many cells in each row', () => {
    const benchmarks = [{ ...ENGLAND, rate: 'vacancyDfe', likeForLike: true, source: HOSTILE }];
    const page = part(
      html(section([full(HOSTILE, { note: HOSTILE }), reported('SAFS', 43)], { derived: KNOWN, benchmarks })),
    );
    const tables = [...page.matchAll(/<table[\s\S]*?<\/table>/g)].map(([table]) => table);
    expect(tables).toHaveLength(2);
    for (const table of tables) {
      expect(table).toMatch(
        /^<table class="[a-z]+">\s*<caption id="[a-z]+-table">[^<]+<\/caption>\s*<thead>/,
      );
      for (const [header] of table.matchAll(/<th[\s>][^>]*>?/g)) expect(header).toMatch(/scope="(col|row)"/);
      const cells = [...table.matchAll(/<tr[\s\S]*?<\/tr>/g)].map(
        ([row]) => row.match(/<t[hd][\s>]/g)?.length,
      );
      expect(new Set(cells).size).toBe(1);
    }
    expect(page).not.toContain('<script');
  });
});
