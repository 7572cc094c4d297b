import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import type { Figure } from '../performance/index.js';
import { editionOf } from '../disclosure/index.js';
import { USUAL_POLICY, type ReportSnapshot, type SnapshotSection } from '../snapshot/index.js';
import { DATA_COLUMNS, dataFile } from './data-file.js';
import { reportSnapshot, themeSection } from '../snapshot/testing.js';

type Row = Record<(typeof DATA_COLUMNS)[number], string>;

const whole = (snapshot: ReportSnapshot) => editionOf(snapshot, 'exempt');
const read = (file: string) => parse<Row>(file, { bom: true, columns: true, record_delimiter: '\r\n' });
const rowsOf = (...sections: SnapshotSection[]): Row[] =>
  read(dataFile(whole(reportSnapshot({ sections })))).filter(({ section }) => section !== 'report');
/** What is said, without what every row says. */
const told = (row: Row): string =>
  [
    row.reference,
    row.item,
    row.attribute,
    row.period_of_value,
    row.value,
    row.unit,
    row.note,
    row.source,
  ].join('|');

const section = (kind: string, content: unknown, title = 'A section'): SnapshotSection => ({
  ...themeSection(),
  kind,
  subject: { id: 's', number: 1, title },
  content,
});

const figure = (changes: Partial<Figure> = {}): Figure => ({
  missingReason: null,
  value: 15.8,
  decimals: 1,
  numerator: null,
  denominator: null,
  asAt: null,
  state: 'validated',
  partMonth: false,
  ...changes,
});
const none = (missingReason: NonNullable<Figure['missingReason']>) =>
  figure({ missingReason, value: null, state: null });

function measures(changes: object = {}, definition: object = {}): SnapshotSection {
  const cells = [
    figure({ value: 16, decimals: 2 }),
    none('not_collected'),
    none('no_data'),
    none('not_applicable'),
    none('suppressed'),
    figure({ value: 1234.5, state: 'restated', partMonth: true }),
  ];
  return section('measures', {
    title: 'Placements',
    themeId: null,
    measures: [
      {
        id: 'm1',
        definition: {
          reference: '1.2.1',
          title: '% moved twice',
          source: 'Case system',
          unit: 'percent',
          polarity: 'lower',
          basis: 'year_to_date',
          frequency: 'month',
          target: { minimum: 12.5, upper: 10, from: '2019-04-01', until: null },
          ...definition,
        },
        months: cells.map((cell, index) => ({
          month: ['2019-08', '2019-09', '2019-10', '2019-11', '2019-12', '2020-01'][index],
          ...cell,
        })),
        current: {
          ...figure({ value: 105, decimals: 0 }),
          month: '2020-01',
          span: 'year_to_date',
          computed: true,
        },
        baseline: { ...figure({ value: 67.2, decimals: 2 }), year: '2018/19' },
        direction: { performance: 'worse', value: 'up', fromMonth: '2019-08', toMonth: '2020-01' },
        rag: { derived: 'RED', override: null, printed: 'RED' },
        benchmarks: [
          {
            area: 'national',
            figure: figure({ value: 10 }),
            period: '2018/19',
            source: 'DfE',
            likeForLike: false,
          },
          { area: 'neighbours', figure: none('no_data'), period: null, source: null, likeForLike: true },
        ],
        ...changes,
      },
    ],
    restatements: [],
  });
}

describe('the data file of an edition', () => {
  it('is CSV for everybody: a byte order mark, names of columns, CRLF; each row says whose fact it is', () => {
    const file = dataFile(whole(reportSnapshot({ sections: [] })));
    const [heading, hash, rating, end] = file.split('\r\n');
    expect(heading).toBe(`\uFEFF${DATA_COLUMNS.join(',')}`);
    expect(hash).toMatch(
      /^Sample Council,Improvement Programme,January 2020,2020-01-27,1,exempt,report,Improvement Programme,,Improvement Programme,SHA-256 of what was approved,,[0-9a-f]{64},,,,$/,
    );
    expect(rating).toBe(
      'Sample Council,Improvement Programme,January 2020,2020-01-27,1,exempt,report,Improvement Programme,,Improvement Programme,rating,,Amber,,,,',
    );
    expect(end).toBe('');
  });

  it('has a theme’s rating, each action’s rating in each printed quarter, in words, and its due date; no narrative and no name', () => {
    const rows = rowsOf(themeSection());
    expect(rows.map(told)).toEqual([
      '1|Leadership|rating||Red|||',
      '1.1.1|Write the plans|rating|Q4 2018/19|Not due|||',
      '1.1.1|Write the plans|rating|Q1 2019/20|Red|||',
      '1.1.1|Write the plans|rating|Q2 2019/20|Amber|||',
      '1.1.1|Write the plans|rating|Q3 2019/20|Complete|||',
      '1.1.1|Write the plans|due||2020-02-29|||',
      '1.1.2|Brief the members|rating|Q4 2018/19|Not rated|||',
      '1.1.2|Brief the members|rating|Q1 2019/20|Not rated|||',
      '1.1.2|Brief the members|rating|Q2 2019/20|Not rated|||',
      '1.1.2|Brief the members|rating|Q3 2019/20|Green|||',
      ...['Q4 2018/19', 'Q1 2019/20', 'Q2 2019/20', 'Q3 2019/20'].map(
        (quarter) => `1.1.3|Publish|rating|${quarter}|Not rated|||`,
      ),
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/overview|go well|Example/);
  });

  it('has a measure’s figures with their places, each kind of nothing empty with its own shorthand, and what they are held against', () => {
    const rows = rowsOf(measures());
    expect(rows.map(told)).toEqual([
      '1.2.1|% moved twice|month|2019-08|16.00|percent||Case system',
      '1.2.1|% moved twice|month|2019-09||percent|[n]|Case system',
      '1.2.1|% moved twice|month|2019-10||percent|[x]|Case system',
      '1.2.1|% moved twice|month|2019-11||percent|[z]|Case system',
      '1.2.1|% moved twice|month|2019-12||percent|[c]|Case system',
      '1.2.1|% moved twice|month|2020-01|1234.5|percent|[r] [p]|Case system',
      '1.2.1|% moved twice|current|2019-04 to 2020-01|105|percent||worked out from the months',
      '1.2.1|% moved twice|baseline|2018/19|67.20|percent||Case system',
      '1.2.1|% moved twice|target: at most|from 2019-04-01|12.5|percent||',
      '1.2.1|% moved twice|target: ambition|from 2019-04-01|10|percent||',
      '1.2.1|% moved twice|benchmark: England (not like for like)|2018/19|10.0|percent||DfE',
      '1.2.1|% moved twice|benchmark: statistical neighbours|||percent|[x]|',
      '1.2.1|% moved twice|direction|2019-08 to 2020-01|Worse|||',
      '1.2.1|% moved twice|rating||Red|||',
    ]);
    expect(rows[4]?.meaning_of_note).toMatch(/^confidential/);
    expect(rows[5]?.meaning_of_note).toMatch(/^revised.*; provisional/);
    expect(rows[0]?.section_title).toBe('Placements');
  });

  it('tells neither current figure nor direction where a suppressed month stands behind them, and who decided a rating', () => {
    const override = { rag: 'GREEN', reason: 'Late data.' };
    const rows = rowsOf(
      measures(
        { current: null, direction: null, rag: { derived: 'RED', override, printed: 'GREEN' } },
        { unit: null },
      ),
    );
    const of = (attribute: string) => rows.filter((row) => row.attribute === attribute).map(told);
    expect(of('current')).toEqual(['1.2.1|% moved twice|current||||[c]|']);
    expect(of('direction')).toEqual(['1.2.1|% moved twice|direction||||[c]|']);
    expect(of('rating')).toEqual(['1.2.1|% moved twice|rating||Green|||decided, not by its targets']);
    const unrated = rowsOf(measures({ rag: { derived: null, override: null, printed: null } }));
    expect(unrated.at(-1)).toMatchObject({ attribute: 'rating', value: '', note: '[c]' });
  });

  it('has the registers by their numbers: scores, bands and movement of risks, status and dates of concerns', () => {
    const rating = { probability: 4, impact: 5 };
    const open = { status: 'open', reviewOn: '2020-03-01' };
    const matrix = { name: 'M', bands: [{ key: 'high', name: 'High', rank: 2 }], cells: [] };
    const scores = {
      inherent: { score: 25, band: 'high' },
      current: { score: 20, band: 'high' },
      target: null,
    };
    const risks = section('risks', {
      matrix,
      entries: [
        { number: 3, kind: 'risk', event: 'a secret', current: rating, ...open, derived: { scores, movement: 'up', previous: { score: 12 } } },
        { number: 4, kind: 'risk', current: { probability: null, impact: null }, status: 'open', reviewOn: null, derived: { scores: { inherent: null, current: null, target: null }, movement: null, previous: null } },
        { number: 5, kind: 'issue', severity: 'high', status: 'closed', reviewOn: null, derived: { scores: { inherent: null, current: null, target: null }, movement: 'closed', previous: null } },
      ],
    }); // prettier-ignore
    const concerns = section('concerns', {
      entries: [
        { reference: 2, title: 'Too few staff', description: 'Long', status: 'open', due: { words: 'by spring', on: '2020-04-30' }, derived: { isNew: true, slipped: { from: '2020-03-31', to: '2020-04-30' } } },
        { reference: 1, title: 'Old', description: 'Long', status: 'closed', due: { words: '', on: null }, derived: { isNew: false, slipped: null } },
      ],
    }); // prettier-ignore
    const rows = rowsOf(risks, concerns);
    expect(rows.map(told)).toEqual([
      '3|Risk 3|status||open|||',
      '3|Risk 3|probability||4|of 5||',
      '3|Risk 3|impact||5|of 5||',
      '3|Risk 3|score||20|||',
      '3|Risk 3|band||High|||',
      '3|Risk 3|score before any response||25|||',
      '3|Risk 3|movement||up|||',
      '3|Risk 3|score in the last report||12|||',
      '3|Risk 3|next review||2020-03-01|||',
      '4|Risk 4|status||open|||',
      '4|Risk 4|probability|||of 5|[x]|',
      '4|Risk 4|impact|||of 5|[x]|',
      '4|Risk 4|score||||[x]|',
      '4|Risk 4|band||||[x]|',
      '5|Issue 5|status||closed|||',
      '5|Issue 5|severity||high|||',
      '5|Issue 5|movement||closed|||',
      '2|Too few staff|status||new|||',
      '2|Too few staff|due, in words||by spring|||',
      '2|Too few staff|due||2020-04-30|||',
      '2|Too few staff|due in the last report||2020-03-31|||',
      '1|Old|status||closed|||',
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/secret|Long/);
  });

  it('has the budget in pounds and pence, underspends below zero, and what is not known as not available', () => {
    const lines = [
      { title: 'Staff', financialYear: 2019, budget: '1000.00', actual: '700.00', forecast: '900.00', derived: { variance: '-100.00', variancePercent: -10 } },
      { title: 'Other', financialYear: null, budget: null, actual: null, forecast: null, derived: { variance: null, variancePercent: null } },
    ]; // prettier-ignore
    const totals = { budget: null, actual: null, forecast: null, variance: null };
    const rows = rowsOf(section('budget', { lines, derived: { totals } })).map(told);
    expect(rows.slice(0, 6)).toEqual([
      '|Staff|budget|2019/20|1000.00|pounds||',
      '|Staff|actual spend|2019/20|700.00|pounds||',
      '|Staff|forecast spend|2019/20|900.00|pounds||',
      '|Staff|variance|2019/20|-100.00|pounds||',
      '|Staff|variance as a share of the budget|2019/20|-10|percent||',
      '|Other|budget|||pounds|[x]|',
    ]);
    expect(rows.filter((row) => row.startsWith('|Total of all lines|'))).toHaveLength(4);
    expect(rowsOf(section('budget', { lines: lines.slice(0, 1), derived: { totals } }))).toHaveLength(5);
  });

  it('has the teams with the columns that some team gives, and the rates with their formulas beside their benchmarks', () => {
    const columns = { establishmentFte: null, permanentFte: null, vacantFte: null, agencyFte: null, agencyCoveringFte: null, startersFte: null, leaversFte: null }; // prettier-ignore
    const rates = { vacancyLocal: null, vacancyDfe: null, turnoverDfe: null, turnoverLocal: null, agencyLocal: null, agencyDfe: null, agencyCover: null }; // prettier-ignore
    const content = {
      asAt: '2020-01-27',
      themeId: null,
      teams: [
        { name: 'North', ...columns, establishmentFte: 10.5, reportedVacancyPercent: null, derived: { rates: { ...rates, vacancyDfe: 22.5 }, casesPerWorker: 17.1 } },
        { name: 'South', ...columns, reportedVacancyPercent: 30, derived: { rates, casesPerWorker: null } },
      ],
      benchmarks: [{ rate: 'vacancyDfe', area: 'england', value: 16.5, period: '30 September 2018', source: 'DfE', likeForLike: true }],
      derived: { total: { ...columns, rates: { ...rates, vacancyDfe: 20 }, casesPerWorker: null } },
    }; // prettier-ignore
    const rows = rowsOf(section('workforce', content)).map(told);
    const formula = 'Vacant posts, as a share of vacant posts and permanent staff together';
    expect(rows.slice(0, 9)).toEqual([
      '|North|posts|2020-01-27|10.5|full-time equivalents||',
      '|North|cases per worker|2020-01-27|17.1|cases||',
      `|North|Vacancy rate, DfE formula|2020-01-27|22.5|percent||${formula}`,
      '|South|posts|2020-01-27||full-time equivalents|[x]|',
      '|South|Vacancy rate as the team reports it|2020-01-27|30|percent||',
      '|The council as a whole|posts|2020-01-27||full-time equivalents|[x]|',
      '|The council as a whole|Vacancy rate, local formula|2020-01-27||percent|[x]|Posts not filled by permanent staff, as a share of all posts',
      `|The council as a whole|Vacancy rate, DfE formula|2020-01-27|20|percent||${formula}`,
      '|The council as a whole|Vacancy rate, DfE formula, benchmark: England|30 September 2018|16.5|percent||DfE',
    ]);
  });

  it('says where a part is not of this month, and where nothing was ever approved', () => {
    const old = { ...themeSection(), notUpdatedSince: '2019-12-30', content: { overview: { narrative: null, rag: null }, objectives: [] } }; // prettier-ignore
    expect(rowsOf(old, section('risks', null, 'Risks and issues')).map(told)).toEqual([
      '|Leadership|not updated since||2019-12-30|||',
      '1|Leadership|rating||Not rated|||',
      '|Risks and issues|approved content||||[x]|',
    ]);
  });

  it('is refused for a section that this release does not know', () => {
    expect(() => dataFile(whole(reportSnapshot({ sections: [section('weather', {})] })))).toThrow(/weather/);
  });

  it('of the public edition has nothing of what is withheld', () => {
    const entry = '10000000-0000-4000-8000-000000000001';
    const concern = (id: string, title: string) => ({ id, reference: 1, title, description: 'Text', owners: [], due: { words: '', on: null, every: null }, status: 'open', closedReason: null, links: {}, history: [], derived: { slipped: null, isNew: false } }); // prettier-ignore
    const sealed = reportSnapshot({
      sections: [
        section('concerns', { entries: [concern(entry, 'A contract dispute'), concern('c2', 'Roads')] }),
      ],
      publication: {
        policy: USUAL_POLICY,
        withheld: [
          { block: `entry/${entry}`, ground: 'exempt', paragraphs: [3], note: 'Negotiations go on.' },
        ],
        released: [],
        suppressed: [],
      },
    });
    expect(dataFile(editionOf(sealed, 'exempt'))).toContain('A contract dispute');
    const open = dataFile(editionOf(sealed, 'public'));
    expect(open).toContain('Roads');
    expect(open).not.toMatch(/contract dispute|Negotiations/);
    expect(read(open).every(({ edition }) => edition === 'public')).toBe(true);
  });
});

describe('whatever people have written', () => {
  const titled = (title: string) =>
    section('concerns', {
      entries: [{ reference: 1, title, description: '', status: 'open', due: { words: '', on: null }, derived: { isNew: false, slipped: null } }],
    }); // prettier-ignore

  it.each(['=cmd|" /C calc"!A0', '+1', '-2+3', '@SUM(A1)', '\tx', '＝1'])(
    'no spreadsheet runs %j',
    (title) => {
      expect(rowsOf(titled(title))[0]?.item).toBe(`'${title}`);
    },
  );

  it('it is read as it was written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (title) => {
        const item = rowsOf(titled(title))[0]?.item;
        expect([title, `'${title}`]).toContain(item);
        // The rule can fail: without its quote this would be a formula.
        expect(item).not.toMatch(/^[=+\-@\t\r＝＋－＠]/u);
      }),
    );
  });
});
