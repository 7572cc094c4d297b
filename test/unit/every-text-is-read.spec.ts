import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PUBLICATION_RULES } from '../../src/challenge/publication.rules.js';
import {
  isPerson,
  SECTION_KINDS,
  sectionFormat,
  textsOf,
  type ReportSnapshot,
} from '../../src/snapshot/index.js';
import { themeSection } from '../../src/snapshot/testing.js';
import { REPORT_MARKS, type Mark } from '../../src/snapshot/text-marks.js';
import { anyReport } from '../support/any-report.js';

/** What was found in a field that nobody had thought of: a new kind of section passed the search unread. */
const HARM = 'The boy, aged 9, lives at TQ1 2AB.';

interface Planted {
  report: ReportSnapshot;
  /** Each in one string of the report. */
  markers: string[];
}

/** @param kind of a section; null for the report as a whole. */
function isFixed(kind: string | null, path: string): boolean {
  const marks: Readonly<Record<string, Mark>> = kind === null ? REPORT_MARKS : sectionFormat({ kind }).marks;
  return marks[path] === 'fixed';
}

/** Puts a text of its own into every string that is not marked as fixed, and counts them. */
function plantEverywhere(report: ReportSnapshot): Planted {
  const copy = structuredClone(report);
  const markers: string[] = [];
  const plant = (value: unknown, kind: string | null, path: string): unknown => {
    if (typeof value === 'string') {
      if (isFixed(kind, path)) return value;
      markers.push(`Marker ${markers.length}.`);
      return `${markers.at(-1) ?? ''} ${HARM}`;
    }
    if (Array.isArray(value)) return value.map((item) => plant(item, kind, `${path}[]`));
    if (typeof value !== 'object' || value === null || isPerson(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, plant(item, kind, `${path}.${key}`)]),
    );
  };
  copy.sections = copy.sections.map((section) => ({
    ...section,
    subject: {
      ...section.subject,
      title: plant(section.subject.title, section.kind, '.subject.title') as string,
    },
    content: plant(section.content, section.kind, ''),
  }));
  const { sections, publication, format, ...front } = copy;
  return { report: { ...(plant(front, null, '') as typeof front), format, publication, sections }, markers };
}

describe('every text of a report', () => {
  it('is read by the search for what may let somebody be recognised, wherever it stands', () => {
    fc.assert(
      fc.property(anyReport, (drawn) => {
        const { report, markers } = plantEverywhere({
          ...drawn,
          backgroundPapers: ['A paper'],
          glossary: [{ term: 'CIN', meaning: 'Child in need' }],
          report: { ...drawn.report, correctionReason: 'It was wrong.' },
        });
        const read = textsOf(report).map(({ text }) => text);
        expect(markers.filter((marker) => !read.includes(`${marker} ${HARM}`))).toEqual([]);
        expect(markers.length).toBeGreaterThan(50);
      }),
      { numRuns: 50 },
    );
  });

  it('raises a question in a section of every kind', () => {
    fc.assert(
      fc.property(anyReport, (drawn) => {
        const { report } = plantEverywhere(drawn);
        // Titles are texts of every kind: without them each kind has to be found by its own content.
        for (const section of report.sections) section.subject.title = 'Title';
        const asked = PUBLICATION_RULES.flatMap(({ find }) => find(report)).map(({ place }) => place.section);
        expect(new Set(asked)).toEqual(new Set(['overall', ...SECTION_KINDS]));
      }),
      { numRuns: 5 },
    );
  });

  it('is read in a field that this release does not know', () => {
    const section = themeSection();
    const content = { ...section.content, addedLater: [{ by: 'somebody', words: HARM }] };
    const report = {
      period: { id: 'p', label: 'x', startsOn: 'x', endsOn: 'x', asAt: 'x' },
      overall: null,
      sections: [{ ...section, content }],
    };
    expect(textsOf(report).map(({ text }) => text)).toContain(HARM);
  });
});
