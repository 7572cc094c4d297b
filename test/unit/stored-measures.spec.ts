import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { editionOf } from '../../src/disclosure/index.js';
import { presentReport, renderReportHtml } from '../../src/document/index.js';
import { canonicalJson, projectFolder, sha256Hex } from '../../src/platform/index.js';
import { changesBetween, readSnapshot, type ReportSnapshot } from '../../src/snapshot/index.js';
import { SEAL } from '../../src/snapshot/testing.js';
import { anyReport } from '../support/any-report.js';

/* Reports that an earlier release sealed, which named the reason for a missing figure `nothing`. */

/** The text that an earlier release would have sealed. */
const sealedEarlier = (report: ReportSnapshot): string =>
  canonicalJson(JSON.parse(canonicalJson(report).replaceAll('"missingReason":', '"nothing":')));

const printed = (report: ReportSnapshot): string =>
  renderReportHtml(
    presentReport(editionOf(report, 'exempt', SEAL.sha256), {
      seal: SEAL,
      verifyAt: 'https://reports.example.org/verify',
      since: null,
      corrected: null,
    }),
  );

describe('a report that an earlier release sealed', () => {
  const text = readFileSync(
    join(projectFolder(), 'test/support/sealed-by-earlier-release.txt'),
    'utf8',
  ).trim();

  it('keeps its text and its hash', () => {
    expect(sha256Hex(text)).toBe('8fdc0f5cf921432d39bd3738c8aabb4cf4e4030e273ea19635da4ea986f63bcd');
    expect(canonicalJson(JSON.parse(text))).toBe(text);
  });

  it('is read in the current form, whatever kind of figure it is', () => {
    const [measures] = readSnapshot(text).sections;
    expect(JSON.stringify(measures)).not.toContain('"nothing":');
    expect(measures?.content).toMatchObject({
      measures: [
        {
          definition: { title: 'Say nothing: "nothing"' },
          months: [{ missingReason: 'not_collected', value: null }],
          current: { missingReason: null, value: 0 },
          baseline: { missingReason: 'not_applicable' },
          benchmarks: [{ figure: { missingReason: 'suppressed' } }],
        },
      ],
      restatements: [{ before: { missingReason: 'no_data' }, after: { missingReason: null } }],
    });
  });

  it('is read, compared and printed as one that says the same in the current form', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const now = readSnapshot(canonicalJson(report));
        const earlier = readSnapshot(sealedEarlier(report));
        expect(earlier).toEqual(now);
        expect(printed(earlier)).toBe(printed(now));
        expect(changesBetween(earlier, now)).toEqual(changesBetween(now, now));
      }),
      { numRuns: 20 },
    );
  });
});
