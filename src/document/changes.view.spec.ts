import { describe, expect, it } from '@jest/globals';
import {
  concern,
  measure,
  measures,
  part,
  rated,
  register,
  reportOf,
  risk,
  theme,
} from '../changes/testing.js';
import { CHANGE_KINDS, DIRECTIONS, type ChangeItem } from '../changes/index.js';
import { editionOf } from '../disclosure/index.js';
import type { ReportSnapshot } from '../snapshot/index.js';
import { presentChanges, viewOfChanges } from './changes.view.js';
import { renderReportHtml } from './edition-html.js';
import { SEAL } from '../snapshot/testing.js';
import { presentWhole } from './document.fixture.js';

const whole = (report: ReportSnapshot) => editionOf(report, 'exempt');
const present = (before: ReportSnapshot, after: ReportSnapshot) =>
  presentChanges(whole(after), whole(before));

const quiet = (month: string) => reportOf(month, [part('theme', theme([rated([2019, 3, 'AMBER'])]))]);

describe('with nothing to tell', () => {
  it('readers who had no earlier report are told that nothing is compared, whether there was one or not', () => {
    const view = presentChanges(whole(quiet('2020-01')), null);
    expect(view).toMatchObject({ heading: 'What changed since the last report', groups: [], notes: [] });
    expect(view.intro).toBe(
      'This printing is for readers who had no earlier report, so nothing is compared.',
    );
    expect(view.headline).toMatchObject({ sentences: [view.intro], more: null });
  });

  it('a report in which nothing changed says since when', () => {
    const view = present(quiet('2019-12'), quiet('2020-01'));
    expect(view.heading).toBe('What changed since the report of 2019-12');
    expect(view.headline.sentences).toEqual([
      'Nothing that can be compared changed since the report of 2019-12 (as at 27 December 2019).',
    ]);
    expect(view.groups).toEqual([]);
  });

  it('a correction held against the version that it corrects does not deny its correction', () => {
    const first = quiet('2020-01');
    const second = { ...first, report: { ...first.report, revision: 2, correctionReason: 'A figure.' } };
    const { heading, intro } = present(first, second);
    expect(heading).toBe('What changed since version 1 of this report');
    expect(intro).toBe(
      'Nothing that can be compared changed since version 1 of this report (as at 27 January 2020), apart from what is listed as corrected.',
    );
  });
});

describe('a correction of one figure', () => {
  const reported = (month: string, january: number, revision = 1) =>
    reportOf(
      month,
      [
        part('theme', theme([rated([2019, 3, revision === 0 ? 'GREEN' : 'AMBER'])])),
        part('measures', measures([measure({ '2019-12': 20, '2020-01': january }, { title: 'Vacancies' })])),
      ],
      {
        report: {
          id: 're',
          revision: Math.max(revision, 1),
          correctionReason: revision === 2 ? 'Miscounted.' : null,
        },
      },
    );
  const december = reported('2019-12', 20, 0);
  const [first, second] = [reported('2020-01', 20.4), reported('2020-01', 20.6, 2)];
  const view = presentWhole(second, SEAL, { since: whole(december), corrected: whole(first) });

  it('tells what changed since the period before, as the version before it did', () => {
    expect(view.changes.heading).toBe('What changed since the report of 2019-12');
    const told = presentWhole(first, SEAL, { since: whole(december) }).changes;
    expect(told.groups.length).toBeGreaterThan(0);
    expect(view.changes.groups.map(({ heading }) => heading)).toEqual(
      told.groups.map(({ heading }) => heading),
    );
  });

  it('tells apart from that what was corrected, on the first page too', () => {
    expect(view.correction?.changed?.parts.flatMap(({ changes }) => changes).join()).toContain(
      '20.4% is now 20.6%',
    );
    expect(view.correction?.told).toContain('20.4% is now 20.6%');
    expect(renderReportHtml(view, 'page')).toContain(String(view.correction?.told));
  });
});

/** Six kinds of things changed. */
const busy = (month: string, second: boolean) => {
  const pick = <Value>(was: Value, now: Value): Value => (second ? now : was);
  const moved = ['A', 'B', 'C', 'D', 'E'].map((title, index) =>
    measure({ '2019-12': 10, [month]: pick(10, index === 4 ? 5 : 30) }, { title }, { id: `m${index}` }),
  );
  return reportOf(
    month,
    [
      part(
        'theme',
        theme([{ dueOn: pick('2020-02-01', '2020-03-01'), ...rated([2019, 3, pick('GREEN', 'RED')]) }]),
      ),
      part('measures', measures(moved)),
      part('risks', register([risk(1, pick(5, 10)), risk(2, pick(5, 10)), ...pick([], [risk(3, 4)])])),
      part('concerns', {
        entries: [concern(1, { status: pick('open', 'closed') }), ...pick([], [concern(2)])],
      }),
    ],
    {
      overall: { rag: pick('GREEN', 'AMBER'), narrative: '' },
      report: { id: 're', revision: pick(2, 1), correctionReason: null },
    },
  );
};
const view = present(busy('2019-12', false), busy('2020-01', true));

describe('the first page', () => {
  it('has at most six lines, each about one kind of change, the most important first', () => {
    expect(view.headline.sentences).toEqual([
      'The overall rating was Green and is now Amber.',
      'Risk 3 (staff leave) is new: its score is 4.',
      '4 measures got worse (“A”, “B”, “C” and 1 more).',
      '“Write the plans” was Green for Q3 2019/20 and is now Red.',
      '“Write the plans” slipped: it was due on 1 February 2020 and is now due on 1 March 2020.',
      'Concern 2 (Sufficiency) is new.',
    ]);
  });

  it('says how many more changes there are, and where', () => {
    expect(view.headline.more).toBe('4 more changes: see “What changed since the report of 2019-12”.');
  });
});

describe('the page', () => {
  it('says which report is meant, and how many changes there are', () => {
    expect(view.intro).toBe(
      'Compared with the report of 2019-12 (as at 27 December 2019, version 2), the changes are: 11 for the worse, 1 for the better and 1 of neither kind.',
    );
  });

  it('tells what was and what is in tables, and the rest in sentences', () => {
    expect(view.groups.map(({ heading }) => heading)).toEqual([
      'Ratings of the programme and its themes',
      'Risks and issues',
      'Measures',
      'Actions',
      'Dates',
      'Concerns and developments',
    ]);
    expect(view.groups[1]).toMatchObject({
      sentences: ['Risk 3 (staff leave) is new: its score is 4.'],
      table: { rows: [{ what: 'Risk 1 (staff leave)', was: '5', now: '10' }, {}] },
    });
    expect(view.groups[5]).toMatchObject({
      table: null,
      sentences: ['Concern 2 (Sufficiency) is new.', 'Concern 1 (Sufficiency) was closed.'],
    });
  });

  it('says by a word what an arrow shows: the arrow, whether it rose; the word, whether that is better', () => {
    const changes = view.groups.flatMap(
      ({ table }) => table?.rows.map(({ what, change }) => [what, change]) ?? [],
    );
    expect(changes).toEqual(
      expect.arrayContaining([
        ['Overall rating', { arrow: '↓', word: 'Worse' }],
        ['Risk 1 (staff leave)', { arrow: '↑', word: 'Worse' }],
        ['A', { arrow: '↑', word: 'Worse' }],
        ['E', { arrow: '↓', word: 'Better' }],
        ['Write the plans', { arrow: '', word: 'Later' }],
      ]),
    );
    expect(view.notes.join(' ')).toContain('The arrow says whether the figure rose or fell');
  });
});

describe('a measure whose figure and rating changed', () => {
  const named = { periodId: 'p', periodLabel: 'December 2019', asAt: '2019-12-27', version: 1 };
  const told = (text: string, value: number | string, of: string | null) => ({ text, value, of });
  const items = (rating: ChangeItem['direction']): ChangeItem[] => {
    const about = {
      section: 'measures',
      contributionId: null,
      entryId: 'm',
      place: 'Placement',
      title: 'A',
      sentence: '.',
    };
    return [
      { ...about, kind: 'measure_rating', direction: rating, was: told('Green', 'GREEN', null), now: told('Red', 'RED', null) },
      { ...about, kind: 'measure_figure', direction: 'worse', was: told('10%', 10, 'December 2019'), now: told('30%', 30, 'January 2020') },
    ]; // prettier-ignore
  };
  const row = (rating: ChangeItem['direction']) => {
    const counts = { worse: 2, better: 0, neutral: 0 };
    return viewOfChanges({ report: named, since: named, counts, items: items(rating) }).table?.rows;
  };

  it('has one line with both, without the name of its group', () => {
    expect(row('worse')).toEqual([
      {
        what: 'A',
        place: null,
        was: '10% (December 2019); Green',
        now: '30% (January 2020); Red',
        change: { arrow: '↑', word: 'Worse' },
      },
    ]);
  });

  it('says both words where the two differ, as after a change of the target', () => {
    expect(row('better')?.map(({ change }) => change.word)).toEqual(['Worse; rating better']);
  });
});

describe('every kind of change', () => {
  const named = { periodId: 'p', periodLabel: 'December 2019', asAt: '2019-12-27', version: 1 };
  const kinds = CHANGE_KINDS.flatMap((kind) => DIRECTIONS.map((direction) => ({ kind, direction })));
  it.each(kinds)('$kind, $direction, has its place and its words', ({ kind, direction }) => {
    const item = (entryId: string): ChangeItem => ({
      kind,
      direction,
      section: 'x',
      contributionId: null,
      entryId,
      place: 'Theme 1: Leadership',
      title: `Title ${entryId}`,
      was: { text: 'Was', value: 'was', of: null },
      now: { text: 'Now', value: 'now', of: null },
      sentence: 'It changed.',
    });
    const { groups, headline } = viewOfChanges({
      report: named,
      since: named,
      counts: { worse: 0, better: 0, neutral: 0 },
      items: [item('1'), item('2')],
    });
    expect(groups).toHaveLength(1);
    expect((groups[0]?.sentences.length ?? 0) + (groups[0]?.table?.rows.length ?? 0)).toBe(2);
    expect(groups[0]?.table?.caption).not.toBe('');
    expect(headline.sentences).toEqual([expect.stringMatching(/^2 [a-z ,]+ \(“Title 1” and “Title 2”\)\.$/)]);
  });
});

describe('in the document', () => {
  const month = (label: string, dueOn: string, title: string) =>
    reportOf(label, [
      part('theme', theme([{ dueOn, title, ...rated([2019, 3, dueOn < '2020-03' ? 'GREEN' : 'RED']) }])),
    ]);
  const page = (title: string, since = true): string => {
    const before = since ? whole(month('2019-12', '2020-02-01', 'Write the plans')) : null;
    const html = renderReportHtml(
      presentWhole(month('2020-01', '2020-03-01', title), SEAL, { since: before }),
    );
    return /<section class="changes">[\s\S]*?<\/section>/.exec(html)?.[0] ?? '';
  };

  it('every table has a caption and a scope on each header, and every change is a word', () => {
    const tables = [...page('Write the plans').matchAll(/<table>[\s\S]*?<\/table>/g)].map(([table]) => table);
    expect(tables).toHaveLength(1);
    for (const table of tables) {
      expect(table).toMatch(/<caption[^>]*>[^<]+<\/caption>/);
      for (const [header] of table.matchAll(/<th[\s>][^>]*>?/g)) expect(header).toMatch(/scope="(col|row)"/);
    }
    expect(tables[0]).toContain('<td>Green (Q3 2019/20)</td>\n<td>Red (Q3 2019/20)</td>');
    expect(tables[0]).toContain('<span aria-hidden="true">↓</span> Worse');
    expect(tables[0]).toContain('<td>1 February 2020</td>\n<td>1 March 2020</td>\n<td>Later</td>');
  });

  it('what people typed stays text', () => {
    const html = page('</section><script>alert(1)</script>{{ 7 * 7 }}');
    expect(html).toContain('&lt;/section&gt;&lt;script&gt;alert(1)&lt;/script&gt;{{ 7 * 7 }}');
  });

  it('a first report has the page too, with its one sentence', () => {
    const html = page('Write the plans', false);
    expect(html).toContain('<h2 id="changes">What changed since the last report</h2>');
    expect(html).toContain(
      '<p>This printing is for readers who had no earlier report, so nothing is compared.</p>',
    );
    expect(html).not.toContain('<table>');
  });
});
