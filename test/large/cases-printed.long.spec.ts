import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { renderReportHtml } from '../../src/document/edition-html.js';
import { presentWhole } from '../../src/document/testing.js';
import {
  measuresContentOf,
  type MeasureDefinition,
  type ReportedReading,
} from '../../src/performance/testing.js';
import { unprintable } from '../../src/platform/index.js';
import { reportSnapshot, SEAL, themeSection } from '../../src/snapshot/testing.js';
import { pdfPages } from '../support/pdf-text.js';
import { rendererForAll } from '../support/test-renderer.js';

/* What people complained of in public as drawings: each is printed, with every check of the PDF. CASES_PICTURES=folder keeps the files. */

interface Case {
  measure: Partial<Omit<MeasureDefinition, 'target'>> & { target?: number };
  readings: { period: string; value?: number; numerator?: number; denominator?: number }[];
}

const fileOf = (name: string): unknown => JSON.parse(readFileSync(`test/files/${name}.json`, 'utf8'));
const casesOf = (name: string): Case[] => [fileOf(name) as Case | Case[]].flat();

/** Nine measures over two years of the same figures. The last one is far out, so that each has its chart. */
function nineMeasures(): Case[] {
  const { measures, values } = fileOf('appendix-controls') as {
    measures: Case['measure'][];
    values: number[];
  };
  return measures.map((measure) => ({
    measure,
    readings: Array.from({ length: 24 }, (_, index) => ({
      period: new Date(Date.UTC(2018, 1 + index, 1)).toISOString().slice(0, 7),
      value: index === 23 ? 20 : (values[index % values.length] ?? 0),
    })),
  }));
}

const renderer = rendererForAll({ pages: 2 });

/** A report with one theme and these measures in a group, as both of its forms. */
async function printed(
  name: string,
  cases: readonly Case[],
  narrative = 'Progress is slow.',
): Promise<string[]> {
  const content = measuresContentOf(
    {
      title: 'A group',
      themeId: 't1',
      month: '2020-01',
      asAt: '2020-01-31',
      measures: cases.map(({ measure, readings }, index) => ({
        id: `m${index}`,
        benchmarks: [],
        rebases: [],
        definition: {
          reference: null,
          title: 'A measure',
          definition: null,
          source: null,
          unit: 'percent',
          decimals: 1,
          polarity: 'higher',
          basis: 'in_month',
          cellBasis: 'in_month',
          numerator: null,
          denominator: null,
          ownerId: null,
          statutory: false,
          availabilityNote: null,
          tolerance: null,
          deadBand: null,
          fedBy: null,
          belowZero: null,
          frequency: 'month',
          ...measure,
          target: { minimum: measure.target ?? null, upper: null, from: null, until: null },
        },
        readings: readings.map(
          ({ period, value, numerator = null, denominator = null }): ReportedReading => ({
            span: 'month',
            period: `${period}-01`,
            missingReason: null,
            value: value ?? (100 * (numerator ?? 0)) / (denominator ?? 1),
            numerator,
            denominator,
            decimals: measure.decimals ?? 1,
            asAt: null,
            state: 'validated',
            reason: null,
            before: null,
          }),
        ),
      })),
    },
    { commentary: null, overrides: [] },
  );
  const theme = themeSection();
  const view = presentWhole(
    reportSnapshot({
      overall: { rag: 'AMBER', narrative, summary: 'Progress is slow.', asks: ['Note it.'] },
      sections: [
        theme,
        {
          ...theme,
          contributionId: 'c-measures',
          kind: 'measures',
          subject: { id: 'g1', number: 1, title: 'A group' },
          content: { ...content, themeId: theme.subject.id },
        },
      ],
    }),
    SEAL,
    { verifyAt: 'https://reports.example.org/verify' },
  );
  const [{ bytes }] = await Promise.all([
    renderer().render(renderReportHtml(view)),
    renderer().checkPage(renderReportHtml(view, 'page')),
  ]);
  const folder = process.env['CASES_PICTURES'];
  if (folder !== undefined) writeFileSync(join(folder, `${name}.pdf`), bytes);
  return pdfPages(bytes);
}

const squeezed = (text: string): string => text.replace(/\s+/g, '');

describe('a report with', () => {
  it('a title of one word of 230 characters prints at full size, the word broken within its cell', async () => {
    const cases = casesOf('wide-title');
    const pages = await printed('wide-title', cases);
    expect(squeezed(pages.join(''))).toContain(squeezed(cases[0]?.measure.title ?? ''));
  }, 60_000);

  it('nine charts has the first of them on the page of their heading', async () => {
    const pages = await printed('appendix-controls', nineMeasures());
    const page = pages.find(
      (text) => text.includes('Appendix: control charts') && text.includes('A control chart shows'),
    );
    expect(page).toMatch(/upper limit|lower limit/);
  }, 60_000);

  it('shares above 100% and counts near zero has limits round its mean, and none below zero', async () => {
    const pages = await printed('spc-over-100', casesOf('spc-over-100'));
    expect(pages.join('')).not.toMatch(/[-−]\d+\.\d+/);
  }, 60_000);

  it.each(['spc-gaps', 'spc-steady-at-target', 'rag-rounding'])(
    '%s prints',
    async (name) => {
      const text = (await printed(name, casesOf(name))).join(' ');
      expect(text).not.toContain('in some months and miss it in others');
      if (name === 'spc-gaps') expect(text).not.toMatch(/for [78] months/);
      if (name === 'rag-rounding') expect(text).toMatch(/90\.0%(?:(?!Red).)*Green|89\.96%/);
    },
    60_000,
  );

  it('names in other scripts prints every letter; a character that no font has is refused', async () => {
    const text = readFileSync('test/files/glyphs.md', 'utf8');
    const missing = unprintable(text);
    expect(missing.length).toBeGreaterThan(0);
    let narrative = text.replace(/[\uF0B7\uF0A7]/g, '•');
    for (const character of missing) narrative = narrative.replaceAll(character, '');
    const pages = await printed('glyphs', casesOf('wide-title'), narrative);
    for (const name of narrative.match(/[\p{Script=Gurmukhi}\p{Script=Tamil}]+/gu) ?? [])
      expect(squeezed(pages.join(''))).toContain(name.slice(0, 1));
  }, 60_000);
});
