import { describe, expect, it } from '@jest/globals';
import { content, decidedReport, measure, monthsTo, THEME_ID, withhold } from '../disclosure/testing.js';
import type { Publication, ReportSnapshot, WithheldBlock } from '../snapshot/index.js';
import { themeSection } from '../snapshot/testing.js';
import { publicationFindings } from './publication.rules.js';

const LINE = '33333333-3333-4333-8333-333333333333';
const SENTENCE =
  'The provider of the assessment framework has asked for two hundred pounds more for each licence.';
const budget = (others: { title: string; budget: string }[] = []) => ({
  ...themeSection(),
  kind: 'budget',
  contributionId: 'c9',
  subject: { id: 'b1', number: 1, title: 'Progress against budget' },
  content: {
    lines: [
      { id: LINE, title: 'Settlement with the former provider', budget: '184500.00', comment: SENTENCE },
      ...others.map((one, index) => ({ id: `l${index}`, comment: null, ...one })),
    ].map((line) => ({
      financialYear: 2019,
      actual: null,
      forecast: null,
      ...line,
      derived: { variance: null, variancePercent: null, needsComment: false },
    })),
    derived: { signConvention: 'A plus is an overspend.', thresholdPercent: 5, totals: {} },
  },
});
const findings = (
  narrative: string,
  changes: Partial<ReportSnapshot> = {},
  withheld: WithheldBlock[] = [withhold(`entry/${LINE}`)],
  publication: Partial<Publication> = {},
) =>
  publicationFindings(
    decidedReport(
      withheld,
      { sections: [budget()], overall: { rag: 'RED', narrative }, ...changes },
      publication,
    ),
  );
const questions = (...parameters: Parameters<typeof findings>): string[] =>
  findings(...parameters).map(({ question }) => question);

describe('what the public would be told of an entry that is withheld', () => {
  it.each<[string, string]>([
    ['The settlement with the former provider is signed.', 'the title of something that is withheld'],
    ['It costs £184,500 this year.', 'an amount of a budget line that is withheld'],
    ['It costs £184\u00A0500 this year.', 'an amount of a budget line that is withheld'],
    ['It costs £184\u2009500, not more.', 'an amount of a budget line that is withheld'],
    ['It costs £184.5k this year.', 'an amount of a budget line that is withheld'],
    ['It costs about £0.18 million.', 'an amount of a budget line that is withheld'],
    [SENTENCE.replace('two hundred', '200'), 'nearly the words of a sentence that is withheld'],
    [
      `So far: ${SENTENCE.replace('each licence', 'every licence')}`,
      'nearly the words of a sentence that is withheld',
    ],
  ])('is asked about: “%s”', (text, words) => {
    expect(questions(text)).toEqual([
      `“The report as a whole” would tell the public ${words}. Should it be withheld there too, or be written otherwise?`,
    ]);
    expect(JSON.stringify(findings(text))).not.toMatch(/184|licence|former/);
    // Nothing is given away where nothing is withheld.
    expect(questions(text, {}, [])).toEqual([]);
  });

  it('is asked about in the list of background papers as well', () => {
    expect(
      questions('Slow.', { backgroundPapers: ['Settlement with the former provider, April 2019'] }),
    ).toEqual([expect.stringContaining('the title of something that is withheld')]);
  });

  it.each([
    'The former provider has settled.',
    'It costs £184,600 this year.',
    'It costs £0.2m.',
    'The provider of the framework has asked for more.',
    'In 1845 00 more.',
  ])('is not seen in “%s”', (text) => {
    expect(questions(text)).toEqual([]);
  });

  it('is nothing that a public line has as well', () => {
    const twin = [{ title: 'Settlement with the former provider', budget: '184500.00' }];
    expect(
      questions('The settlement with the former provider costs £184,500.', { sections: [budget(twin)] }),
    ).toEqual([]);
  });
});

describe('what the public would be told of a figure that is suppressed', () => {
  const group = {
    ...themeSection(),
    kind: 'measures',
    contributionId: 'm1',
    subject: { id: THEME_ID, number: 1, title: 'Permanence' },
    content: content([
      measure(
        { id: 'returned', months: monthsTo('2019-12', [90, 87.5]) },
        { title: 'Children who returned home within six months', unit: 'percent' },
      ),
    ]),
  };
  const said = (narrative: string) =>
    questions(narrative, { sections: [group] }, [], {
      suppressed: [{ measureId: 'returned', cell: 'month/2019-12', why: 'primary' }],
    });

  it('is asked about where a text names the measure', () => {
    expect(said('Children who returned home within six months: 87.5%.')).toEqual([
      '“The report as a whole” would tell the public a figure that is suppressed in the tables. Should it be withheld there too, or be written otherwise?',
    ]);
  });

  it('is not what the table prints', () => {
    expect(said('Children who returned home within six months: 90%.')).toEqual([]);
  });
});
