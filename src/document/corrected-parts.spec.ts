import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson } from '../platform/index.js';
import {
  changesBetween,
  type ReportSnapshot,
  type SnapshotSection,
  type SnapshotTheme,
} from '../snapshot/index.js';
import { correctionLine, presentCorrection } from './correction.view.js';
import { OWNER, reportSnapshot, themeSection } from '../snapshot/testing.js';

const before = reportSnapshot();
/** Version 2 with a theme that was changed by hand. */
function after(
  change: (theme: SnapshotTheme) => void,
  section: Partial<SnapshotSection> = {},
): ReportSnapshot {
  const { content } = structuredClone(themeSection());
  if (!content) throw new Error('no content');
  change(content);
  return reportSnapshot({ sections: [{ ...themeSection(), content, ...section }] });
}
const first = <T>(list: readonly T[]): T => {
  const [one] = list;
  if (one === undefined) throw new Error('empty');
  return one;
};
const printed = (now: ReportSnapshot, was = before) =>
  presentCorrection(
    { version: 1, sha256: 'x', changes: changesBetween(was, now) },
    () => 'Theme 1: Leadership',
  ).parts;
const said = (change: (theme: SnapshotTheme) => void) => first(printed(after(change))).changes;

describe('what a correction changed', () => {
  it('is nothing between equal versions, whatever their ids, revisions and approvals', () => {
    const again = reportSnapshot({
      report: { id: 'other', revision: 2, correctionReason: 'x' },
      sections: [
        themeSection({ history: { editors: [], submittedBy: null, approvedBy: null, approvedAt: null } }),
      ],
    });
    expect(changesBetween(before, again)).toEqual([]);
  });

  it('says which figures are others, and does not repeat one that was taken out', () => {
    const figure = (value: number | null, more: object = {}) => ({
      missingReason: value === null ? 'suppressed' : null,
      value,
      decimals: 1,
      numerator: null,
      denominator: null,
      asAt: '2019-12-31',
      state: 'validated',
      partMonth: false,
      ...more,
    });
    const measures = (november: number | null, december: number | null, state = 'validated') =>
      reportSnapshot({
        sections: [
          {
            ...themeSection(),
            kind: 'measures',
            content: {
              measures: [
                {
                  id: 'm',
                  definition: { title: 'Visits on time', unit: 'percent' },
                  months: [
                    figure(november, { month: '2019-11' }),
                    figure(december, { month: '2019-12', state }),
                  ],
                  current: figure(december, { month: '2019-12', span: 'month', computed: false, state }),
                  direction: { value: december },
                  spc: { points: [{ value: december }] },
                  benchmarks: [{ area: 'national', figure: figure(80), gap: december }],
                },
              ],
            },
          },
        ],
      });
    const changed = (now: ReportSnapshot) => first(printed(now, measures(70, 74.9))).changes;
    expect(changed(measures(70, 73.9, 'restated'))).toEqual([
      'Measure “Visits on time”: December 2019: 74.9% is now 73.9%.',
    ]);
    expect(changed(measures(null, 74.9))).toEqual([
      'Measure “Visits on time”: November 2019: the figure was taken out.',
    ]);
    expect(changed(measures(70, 74.9, 'provisional'))).toEqual([
      'Measure “Visits on time”: whether its figures are provisional changed.',
    ]);
  });

  it('names ratings as they were and are', () => {
    expect(
      said((theme) => {
        theme.overview.rag = 'AMBER';
        first(first(theme.objectives).actions).ratings.splice(2, 2, {
          financialYear: 2019,
          quarter: 2,
          rag: 'GREEN',
        });
      }),
    ).toEqual([
      'Rating was Red, is Amber.',
      'Action “Write the plans” in “Better plans”: rating for Q2 2019/20 was Amber, is Green; rating for Q3 2019/20 was Complete, is Not rated.',
    ]);
  });

  it('names texts, dates, people, additions and moves by where they stand', () => {
    expect(
      said((theme) => {
        theme.overview.narrative = 'Another overview.';
        const objective = first(theme.objectives);
        const action = first(objective.actions);
        action.dueOn = '2020-03-31';
        action.owner = { ...OWNER, id: 'p9' };
        first(objective.narratives).text = 'Reworded.';
        objective.actions.reverse();
        objective.actions.push({ id: 'a9', title: 'A new one', owner: null, dueOn: null, ratings: [] });
      }),
    ).toEqual([
      'Narrative changed.',
      'Objective “Better plans”: order of the actions changed.',
      'Action “Write the plans” in “Better plans”: owner and due date changed.',
      'Added: action “A new one” in “Better plans”.',
      'Text in “Better plans”: wording changed.',
    ]);
  });

  it('does not repeat what was taken out', () => {
    const now = after((theme) => {
      const objective = first(theme.objectives);
      objective.actions.splice(0, 1);
      objective.title = 'Plans';
      objective.narratives.splice(0, 1);
      theme.overview.narrative = null;
    });
    const changes = changesBetween(before, now);
    const told = JSON.stringify(changes) + JSON.stringify(printed(now));
    for (const gone of ['Write the plans', 'Better plans', 'Two go well', 'The overview'])
      expect(told).not.toContain(gone);
    expect(first(printed(now)).changes).toEqual([
      'Narrative changed.',
      'Objective “Plans”: title changed.',
      'Taken out: one action in “Plans”.',
      'Taken out: one text in “Plans”.',
    ]);
  });

  it('covers the report’s own part, and parts that came and went', () => {
    const other = themeSection({ contributionId: 'c2', subject: { id: 't2', number: 2, title: 'Practice' } });
    const now = reportSnapshot({ overall: { rag: 'GREEN', narrative: 'Better.' }, sections: [other] });
    expect(
      presentCorrection({ version: 1, sha256: 'x', changes: changesBetween(before, now) }, () => undefined)
        .parts,
    ).toEqual([
      { heading: 'The report as a whole', changes: ['Narrative changed; rating was Amber, is Green.'] },
      { heading: 'Practice', changes: ['This part was added.'] },
      { heading: 'Leadership', changes: ['This part was taken out.'] },
    ]);
  });

  it('says when a text is printed that is not of this period', () => {
    const now = after(() => undefined, { notUpdatedSince: '2020-01-27' });
    expect(first(printed(now)).changes).toEqual(['The period whose text is printed changed.']);
  });

  it('knows entries of any kind of section by their ids, and says no more than "changed" of what only follows', () => {
    const section = (content: unknown): ReportSnapshot =>
      reportSnapshot({
        sections: [{ ...themeSection(), kind: 'risks', content }],
      });
    const was = section({
      entries: [{ id: 'r1', number: 1, nextAction: 'x', current: { probability: 2, impact: null } }],
      derived: { total: 1 },
    });
    const now = section({
      entries: [{ id: 'r1', number: 1, nextAction: 'y', current: { probability: 3, impact: null } }],
      derived: { total: 2 },
    });
    expect(first(printed(now, was)).changes).toEqual(['Entry “1”: next action and probability changed.']);
    const derived = section({
      entries: [{ id: 'r1', number: 1, nextAction: 'x', current: { probability: 2, impact: null } }],
      derived: { total: 2 },
    });
    expect(first(printed(derived, was)).changes).toEqual([
      'The order of this part, or what is worked out in it, changed.',
    ]);
    expect(first(printed(section(null), was)).changes).toHaveLength(1);
  });

  it('finds a change where there is one, none where there is none, and always has words for it', () => {
    const content = fc.dictionary(
      fc.string().filter((key) => !['subject', 'notUpdatedSince', '__proto__'].includes(key)),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(content, content, (a, b) => {
        const of = (one: unknown): ReportSnapshot =>
          reportSnapshot({ sections: [{ ...themeSection(), content: one }] });
        const differs = canonicalJson(a) !== canonicalJson(b);
        expect(changesBetween(of(a), of(b))).toHaveLength(differs ? 1 : 0);
        expect(changesBetween(of(a), of(structuredClone(a)))).toEqual([]);
        for (const { changes } of printed(of(b), of(a))) expect(changes.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe('on the first page', () => {
  const part = (heading: string, changes: string[]) => ({ heading, changes });
  const line = (...parts: { heading: string; changes: string[] }[]) =>
    correctionLine({ version: 1, sha256: 'x', parts });

  it('one correction stands itself, several are counted with their place', () => {
    expect(line(part('Workforce', ['Vacancies: 20.4% is now 20.6%.']))).toBe(
      'What was corrected: Workforce: Vacancies: 20.4% is now 20.6%.',
    );
    expect(line(part('Workforce', ['A.', 'B.']), part('Budget', ['C.']))).toBe(
      'What was corrected: 3 places in Workforce and Budget. They are listed under “What was corrected”.',
    );
    expect(line()).toBe('Every word, figure and rating is as it was in version 1.');
  });
});
