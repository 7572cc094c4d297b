import { describe, expect, it } from '@jest/globals';
import { editionOf } from '../disclosure/index.js';
import { USUAL_POLICY, type ReportSnapshot, type SnapshotSection } from '../snapshot/index.js';
import {
  concern,
  figure,
  measure,
  measures,
  part,
  rated,
  register,
  reportOf,
  risk,
  sentences,
  theme,
  told,
} from './changes.fixture.js';
import { changesBetweenEditions, changesSince } from './changes.rules.js';

describe('due dates', () => {
  const move = (was: string | null, now: string | null) =>
    told('theme', theme([{ dueOn: was }]), theme([{ dueOn: now }]));

  it('slip, come forward or are taken out', () => {
    expect(move('2020-02-29', '2020-03-31')).toMatchObject([
      {
        kind: 'due_date',
        direction: 'worse',
        was: { text: '29 February 2020', value: '2020-02-29' },
        sentence:
          '“Write the plans” slipped: it was due on 29 February 2020 and is now due on 31 March 2020.',
      },
    ]);
    expect(move('2020-03-31', '2020-02-29')).toMatchObject([{ direction: 'neutral' }]);
    expect(move('2020-03-31', null)).toMatchObject([{ direction: 'neutral', now: { value: null } }]);
  });

  it('did not move when they are the same, or given for the first time', () => {
    expect(move('2020-03-31', '2020-03-31')).toEqual([]);
    expect(move(null, '2020-03-31')).toEqual([]);
  });

  it('of concerns are told while they are open', () => {
    const due = (on: string, status = 'open') => ({
      entries: [concern(3, { status, due: { words: 'x', on, every: null } })],
    });
    expect(sentences(told('concerns', due('2020-03-01'), due('2020-04-01')))).toEqual([
      'Concern 3 (Sufficiency) slipped: it was due on 1 March 2020 and is now due on 1 April 2020.',
    ]);
    expect(told('concerns', due('2020-03-01', 'closed'), due('2020-04-01', 'closed'))).toEqual([]);
  });
});

describe('the budget', () => {
  const line = (variance: string | null, forecast: string | null, changes = {}) => ({
    id: 'l1',
    title: 'Agency staff',
    financialYear: 2019,
    forecast,
    derived: { variance },
    ...changes,
  });
  const none = { forecast: null, variance: null };
  const budget = (lines: object[], totals: object = none) => ({ lines, derived: { totals } });
  const move = (before: object, after: object) => told('budget', budget([before]), budget([after]));

  it('a forecast that is over where it was under is told as that', () => {
    expect(move(line('-5000.00', '95000.00'), line('10000.50', '110000.50'))).toMatchObject([
      {
        kind: 'budget_variance',
        direction: 'worse',
        was: { text: '£5,000 under budget', value: '-5000.00' },
        now: { text: '£10,000.50 over budget' },
        sentence: '“Agency staff”: the forecast was £5,000 under budget and is now £10,000.50 over budget.',
      },
    ]);
    expect(move(line('5.00', '1.00'), line('0.00', '1.00'))).toMatchObject([{ direction: 'better' }]);
    expect(move(line('-5.00', '1.00'), line('0.00', '1.00'))).toMatchObject([{ direction: 'neutral' }]);
  });

  it('a forecast that changed is told without a judgement', () => {
    expect(move(line('5.00', '105.00'), line('25.00', '125.00'))).toMatchObject([
      { kind: 'budget_forecast', direction: 'neutral', was: { text: '£105' }, now: { text: '£125' } },
    ]);
  });

  it('what is not known is compared with nothing, and a line of another year is another line', () => {
    expect(move(line(null, null), line('25.00', '125.00'))).toEqual([]);
    expect(move(line('5.00', '105.00'), line('5.00', '105.00'))).toEqual([]);
    expect(move(line('5.00', '105.00'), line('-5.00', '95.00', { financialYear: 2020 }))).toEqual([]);
  });

  it('the total is compared when it is of the same lines', () => {
    const two = [line('1.00', '1.00'), line('1.00', '1.00', { id: 'l2' })];
    const [was, now] = [
      { forecast: '2.00', variance: '-2.00' },
      { forecast: '6.00', variance: '2.00' },
    ];
    expect(sentences(told('budget', budget(two, was), budget(two, now)))).toEqual([
      'All budget lines together: the forecast was £2 under budget and is now £2 over budget.',
    ]);
    const other = [two[0] ?? {}, line('1.00', '1.00', { id: 'l3' })];
    expect(told('budget', budget(two, was), budget(other, now))).toEqual([]);
    expect(told('budget', budget(two, was), budget(two, none))).toEqual([]);
  });
});

describe('the parts of a report', () => {
  it('are told that were not updated', () => {
    expect(
      sentences(told('risks', register([]), register([]), { section: { notUpdatedSince: '2019-11-27' } })),
    ).toEqual(['“Risks and issues” was not updated: what it says is of 27 November 2019.']);
  });

  it('are new or dropped where nothing is withheld; otherwise they may be withheld in the other report', () => {
    const [before, after] = [
      reportOf('2019-12', [part('risks', register([]))]),
      reportOf('2020-01', [part('concerns', { entries: [] })]),
    ];
    expect(changesSince(before, after).items).toEqual([]);
    expect(changesSince(before, after, { complete: true }).items).toMatchObject([
      { kind: 'part_dropped', contributionId: 'risks-1-2019-12', title: 'Risks and issues' },
      { kind: 'part_added', contributionId: 'concerns-1-2020-01' },
    ]);
  });
});

/** A report of every kind of part, in which much is said. */
function full(month: string, second: boolean): ReportSnapshot {
  const pick = <Value>(was: Value, now: Value): Value => (second ? now : was);
  return reportOf(
    month,
    [
      part(
        'theme',
        theme(
          [{ dueOn: pick('2020-02-01', '2020-03-01'), ...rated([2019, 3, pick('GREEN', 'RED')]) }],
          pick('RED', 'GREEN'),
        ),
      ),
      part('measures', measures([measure({ '2019-12': pick(10, 11), [month]: pick(10, 30) })])),
      part('risks', register([risk(1, pick(5, 10))])),
      part('concerns', { entries: [concern(1, { status: pick('open', 'closed') })] }),
    ],
    { overall: { rag: pick('GREEN', 'AMBER'), narrative: '' } },
  );
}

describe('what a reader is told', () => {
  it('is sorted: the overall rating, what got worse, what got better, the rest', () => {
    const { items, counts, since, report } = changesSince(full('2019-12', false), full('2020-01', true));
    expect(items.map(({ kind }) => kind)).toEqual([
      'overall_rating',
      'risk_level',
      'measure_figure',
      'action_rating',
      'due_date',
      'theme_rating',
      'figure_restated',
      'concern_closed',
    ]);
    expect(counts).toEqual({ worse: 5, better: 1, neutral: 2 });
    expect(since).toEqual({
      periodId: 'period-2019-12',
      periodLabel: '2019-12',
      asAt: '2019-12-27',
      version: 1,
    });
    expect(report).toMatchObject({ periodLabel: '2020-01' });
  });

  it('is nothing when a report is compared with itself, stamped parts and all', () => {
    const stamped = (section: SnapshotSection) => ({ ...section, notUpdatedSince: '2019-10-27' });
    const report = full('2020-01', true);
    const same = { ...report, sections: report.sections.map(stamped) };
    expect(changesSince(same, same, { complete: true }).items).toEqual([]);
  });
});

describe('between two editions', () => {
  const publication = { policy: USUAL_POLICY, withheld: [], released: [], suppressed: [] };
  const withheld = (block: string) => ({
    ...publication,
    withheld: [{ block, ground: 'exempt' as const, paragraphs: [3], note: 'x' }],
  });
  const id = '00000000-0000-4000-8000-000000000001';
  const sealed = (month: string, entries: object[], decisions: object = publication) =>
    ({ ...reportOf(month, [part('concerns', { entries })]), publication: decisions }) as ReportSnapshot;
  const said = { description: 'Too few places.', owners: [], links: {}, closedReason: null };

  it('there is nothing to tell without an earlier one', () => {
    expect(changesBetweenEditions(null, editionOf(sealed('2020-01', []), 'public'))).toMatchObject({
      since: null,
      items: [],
    });
  });

  it('an entry that is not there never was, where nothing is withheld from either', () => {
    const items = (name: 'public' | 'exempt', decisions: object) =>
      changesBetweenEditions(
        editionOf(sealed('2019-12', [concern(1, { ...said, id })], decisions), name),
        editionOf(sealed('2020-01', [concern(1, { ...said, id }), concern(2, said)]), name),
      ).items.map(({ kind, title }) => [kind, title]);
    expect(items('public', publication)).toEqual([['concern_new', 'Concern 2 (Sufficiency)']]);
    // Concern 1 is withheld in the earlier public edition, and is not told as new in the later one; nor can Concern 2 be.
    expect(items('public', withheld(`entry/${id}`))).toEqual([]);
    expect(items('exempt', withheld(`entry/${id}`))).toEqual([['concern_new', 'Concern 2 (Sufficiency)']]);
  });
});

describe('no value is told that the report does not print of which it is told', () => {
  it('whatever the other one prints', () => {
    const hidden = figure(null, { missingReason: 'suppressed' });
    const text = JSON.stringify(
      told(
        'measures',
        measures([measure({ '2019-11': 10, '2019-12': hidden })]),
        measures([measure({ '2019-12': 4, '2020-01': 30 })], [{ before: figure(3), after: figure(4) }]),
      ),
    );
    expect(text).toBe('[]');
  });
});
