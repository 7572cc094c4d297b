import { describe, expect, it } from '@jest/globals';
import type { Edition } from '../../disclosure/index.js';
import type { ReportSnapshot } from '../../snapshot/index.js';
import { MANAGER, reportSnapshot } from '../../snapshot/testing.js';
import { coveringReport, type CoveringFacts } from './covering-report.rules.js';
import { backgroundText, coveringText, exemptText } from './handoff-texts.js';

const person = (name: string, jobTitle: string) => ({ id: name, name, jobTitle });

const snapshot = (changes: Partial<ReportSnapshot> = {}): ReportSnapshot =>
  reportSnapshot({
    roles: [
      {
        role: 'Senior Responsible Officer',
        person: person('Ada Example', 'Director of Children’s Services'),
      },
      { role: 'Programme Manager', person: MANAGER },
    ],
    overall: { rag: 'AMBER', narrative: 'The whole.', summary: 'It goes on.', asks: ['Note the report.'] },
    backgroundPapers: ['Improvement plan, 2019'],
    quarters: [],
    sections: [],
    ...changes,
  });

const edition = (of: ReportSnapshot): Edition => ({
  name: 'public',
  sha256: 'a'.repeat(64),
  snapshot: of,
  withheld: [],
  suppressed: 0,
  person: (one) => one,
  asked: 0,
  exemption: null,
});

const report = (changes: Partial<ReportSnapshot> = {}, facts: Partial<CoveringFacts> = {}) =>
  coveringReport({
    edition: edition(snapshot(changes)),
    seal: {
      version: 1,
      sha256: 'a'.repeat(64),
      approvedBy: person('Ada Example', 'Director'),
      approvedAt: '2020-01-31T14:05:00Z',
    },
    exemption: null,
    committee: 'Scrutiny',
    sections: [],
    meeting: { startsAt: '2020-02-11T10:00:00Z', place: null },
    late: null,
    ...facts,
  });

describe('the covering report', () => {
  it('says that papers come late, why, and who decided it, on its own paper', () => {
    const late =
      'These papers come late, with 3 of 5 clear days: the last day to publish them was 3 February 2020. Reason of urgency, as the Clerk decided: The inspection ended.';
    expect(coveringText(report({}, { late }))).toContain(`Late papers\n${late}`);
    expect(coveringText(report())).not.toContain('Late papers');
  });

  it('says what was approved, and leaves to people what the report does not say', () => {
    expect(report()).toEqual({
      title: 'Improvement Programme: highlight report, January 2020',
      council: 'Sample Council',
      committee: 'Scrutiny',
      sections: [],
      meeting: {
        startsAt: '2020-02-11T10:00:00Z',
        words: 'Tuesday 11 February 2020, 10:00 (London time)',
        place: null,
      },
      reportOf: 'Director of Children’s Services (Senior Responsible Officer)',
      contact: 'Programme Manager',
      programme: 'Improvement Programme',
      period: 'January 2020',
      asAt: '2020-01-27',
      version: 1,
      sealedSha256: 'a'.repeat(64),
      approved: 'Ada Example, Director, on Friday 31 January 2020, 14:05 (London time)',
      correctionReason: null,
      late: null,
      status: 'For information (to be confirmed by the clerk)',
      summary: 'It goes on.',
      recommendations: ['Note the report.'],
      keyPoints: ['The programme as a whole is rated amber.'],
      backgroundPapers: ['Improvement plan, 2019'],
      exemptInformation: 'None.',
      keyDecision: 'No: a monthly report to note is not a key decision (to be confirmed by the clerk).',
      wardsAffected: 'All (to be confirmed by the clerk).',
      implications: ['Legal', 'Financial', 'Equality'].map((kind) => ({
        heading: `${kind} implications`,
        text: 'To be completed by the report’s author.',
      })),
    });
  });

  it.each([
    [[], 'For information'],
    [['To note the progress', 'Note the risks'], 'For information'],
    [['Note the report.', 'Agree the new dates.'], 'For decision'],
    [['Notable: agree'], 'For decision'],
  ])('is for decision where somebody is asked for more than to note: %j', (asks, status) => {
    const overall = { ...snapshot().overall, asks };
    expect(report({ overall }).status).toBe(`${status} (to be confirmed by the clerk)`);
  });

  it('says what is not there rather than leaving it out', () => {
    const empty = report({
      roles: [],
      backgroundPapers: null,
      overall: { rag: 'RED', narrative: 'The whole.' },
    });
    expect(empty).toMatchObject({
      reportOf: 'Not named in the report.',
      contact: 'Not named in the report.',
      summary: 'No summary was approved with this report.',
      recommendations: [],
    });
    const words = coveringText(empty);
    expect(words).toContain('No recommendation was approved with this report.');
    expect(words).toContain('The report names no background papers.');
    expect(words).toContain('Place: Not set');
  });

  it('names people as the edition does, and the paragraphs of what is withheld', () => {
    const titles = { ...edition(snapshot()), person: () => person('Director', 'Director') };
    const exemption = { grounds: 'exempt under paragraph 3 of Part 1 of Schedule 12A' };
    const made = report({}, { edition: titles, exemption });
    expect(made.approved).toMatch(/^Director, on /);
    expect(made.exemptInformation).toBe(
      'A part of this report is not for publication: exempt under paragraph 3 of Part 1 of Schedule 12A.',
    );
  });

  it('of a correction says what it takes the place of', () => {
    const made = report(
      { report: { id: 're', revision: 2, correctionReason: 'A figure was wrong.' } },
      {
        seal: {
          version: 2,
          sha256: 'b'.repeat(64),
          approvedBy: person('A', ''),
          approvedAt: '2020-02-01T10:00:00Z',
        },
      },
    );
    expect(made.title).toBe('Improvement Programme: highlight report, January 2020, corrected (version 2)');
    expect(coveringText(made)).toContain(
      'This version takes the place of version 1. What was corrected: A figure was wrong.',
    );
  });

  it('as text is read from top to bottom, with nothing escaped', () => {
    const overall = { ...snapshot().overall, asks: ['Note R&D.', 'Agree <dates>.'] };
    const words = coveringText(report({ overall }));
    expect(words).toMatch(/^Sample Council\n\nImprovement Programme: highlight report/);
    expect(words).toContain(
      'Recommendations\n1. Note R&D.\n2. Agree <dates>.\n\nKey points\n- The programme',
    );
    expect(words).toContain('\n\nLegal implications\nTo be completed by the report’s author.\n');
    expect(backgroundText(report())).toContain('\n1. Improvement plan, 2019\n\nThis list,');
  });
});

describe('the wording for the exclusion of the public', () => {
  const exemption: NonNullable<Edition['exemption']> = {
    marking: 'NOT FOR PUBLICATION: exempt',
    grounds: 'exempt',
    paragraphs: [1, 2],
    kinds: ['exempt'],
    blocks: [{ label: 'Risks and issues, 5', ground: 'exempt under paragraph 1', note: 'One child.' }],
    smallNumbers: 3,
  };

  it('resolves by paragraph, and gives the reasons', () => {
    const words = exemptText(report(), exemption, []);
    expect(words).toMatch(/^NOT FOR PUBLICATION: exempt\n/);
    expect(words).toContain('section 100A(4)');
    expect(words).toContain('as described in paragraphs 1 and 2 of Part 1 of Schedule 12A');
    expect(words).toContain('- paragraph 1: information relating to any individual\n');
    expect(words).toContain('- Risks and issues, 5\n  exempt under paragraph 1\n  One child.\n');
    expect(words).toContain('recognised by them: 3 (paragraph 2)');
    expect(words).not.toMatch(/Confidential|OFFICIAL-SENSITIVE/);
  });

  it('needs no resolution for what is confidential, and finds no ground in a marking', () => {
    const words = exemptText(
      report(),
      {
        ...exemption,
        paragraphs: [],
        kinds: ['confidential', 'sensitive'],
        smallNumbers: 0,
      },
      [],
    );
    expect(words).not.toContain('Resolution');
    expect(words).toContain('section 100A(2)');
    expect(words).toContain('ask the monitoring officer');
  });
});
