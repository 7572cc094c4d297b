import { describe, expect, it } from '@jest/globals';
import type { ConcernsContent } from '../concerns/index.js';
import type { Sealed, SnapshotSection } from '../snapshot/index.js';
import { presentConcerns } from './concerns.view.js';
import { renderReportHtml } from './edition-html.js';
import { presentWhole } from './document.fixture.js';
import { MANAGER, OWNER, reportSnapshot, SEAL, themeSection } from '../snapshot/testing.js';

type Entry = Sealed<ConcernsContent>['entries'][number];

const entry = (changes: Partial<Entry> = {}): Entry => ({
  id: 'e1',
  reference: 1,
  title: 'Sufficiency',
  description: 'Too many children live **far** away.',
  owners: [OWNER],
  due: { words: 'Ongoing', on: null, every: null },
  status: 'open',
  closedReason: null,
  links: { riskIds: [], measureIds: [], actionIds: [] },
  history: [],
  derived: { slipped: null, isNew: false },
  ...changes,
});
const section = (
  content: { entries: Entry[] } | null,
  changes: Partial<SnapshotSection> = {},
): SnapshotSection => ({
  ...themeSection(),
  kind: 'concerns',
  contributionId: 'c9',
  subject: { id: 'pr', number: 1, title: 'Key areas of concern' },
  content,
  ...changes,
});
const shown = (...entries: Entry[]) => presentConcerns('concerns', section({ entries })).content;

describe('a register of concerns', () => {
  it('says that nothing was approved, and that there is nothing, in different words', () => {
    expect(presentConcerns('concerns', section(null)).content).toBeNull();
    expect(shown()?.empty).toBe('There is no key area of concern in this period.');
    expect(presentConcerns('developments', section({ entries: [] })).content?.empty).toBe(
      'There is no medium-term development in this period.',
    );
  });

  it('is stamped when its text is an old one', () => {
    const old = section({ entries: [] }, { notUpdatedSince: '2019-12-31' });
    expect(presentConcerns('concerns', old).notUpdated).toBe('Not updated since 31 December 2019');
  });

  it('prints earlier changes of its date, by day, in one line; what has a column of its own is not told again', () => {
    const history = [
      { on: '2020-01-27', status: 'open' as const, note: 'Raised, due “Ongoing”.' },
      { on: '2020-02-27', status: 'open' as const, note: 'Due changed from “<b>May</b>” to “June”.' },
      {
        on: '2020-03-27',
        status: 'closed' as const,
        note: 'Due changed from “June” to “July”. Closed: Done.',
      },
    ];
    const closed = { status: 'closed' as const, closedReason: 'Done.' };
    const slipped = { slipped: { from: '2020-06-30', to: '2020-07-31' }, isNew: false };
    expect(shown(entry({ history, ...closed, derived: slipped }))?.entries[0]?.history).toEqual([
      '27 February 2020: Due changed from “<b>May</b>” to “June”.',
    ]);
    expect(shown(entry())?.entries[0]?.history).toEqual([]);
    const page = renderReportHtml(
      presentWhole(
        reportSnapshot({ sections: [section({ entries: [entry({ history, ...closed })] })] }),
        SEAL,
      ),
    );
    expect(page).toContain(
      '<p class="hint">27 February 2020: Due changed from “&lt;b&gt;May&lt;/b&gt;” to “June”. 27 March 2020: Due changed from “June” to “July”.</p>',
    );
  });

  it('names every owner, one a line', () => {
    expect(shown(entry({ owners: [OWNER, MANAGER] }))?.entries[0]?.owners).toEqual([
      'Ben Example, Head of Service',
      'Programme Manager',
    ]);
  });

  it.each<[string, Partial<Entry>, string[]]>([
    ['the words alone', {}, ['Ongoing']],
    [
      'the words, then the day',
      { due: { words: 'Cabinet, March 2020', on: '2020-03-31', every: null } },
      ['Cabinet, March 2020', '31 March 2020'],
    ],
    [
      'the day once where the words name it',
      { due: { words: 'By 31 March 2020', on: '2020-03-31', every: null } },
      ['By 31 March 2020'],
    ],
    [
      'what it was moved from',
      {
        due: { words: 'Cabinet', on: '2020-04-30', every: null },
        derived: { slipped: { from: '2020-03-31', to: '2020-04-30' }, isNew: false },
      },
      ['Cabinet', '30 April 2020', 'Moved from 31 March 2020'],
    ],
  ])('says by when: %s', (_, changes, due) => {
    expect(shown(entry(changes))?.entries[0]?.due).toEqual(due);
  });

  it('says how each stands in a word', () => {
    expect(
      shown(
        entry(),
        entry({ derived: { slipped: null, isNew: true } }),
        entry({ status: 'closed', closedReason: 'Done.', derived: { slipped: null, isNew: true } }),
      )?.entries.map(({ status, closedReason }) => [status, closedReason]),
    ).toEqual([
      ['Open', null],
      ['New', null],
      ['Closed', 'Done.'],
    ]);
  });
});

describe('in the document', () => {
  const print = (...sections: SnapshotSection[]) =>
    renderReportHtml(presentWhole(reportSnapshot({ sections: [...sections, themeSection()] }), null));

  it('stands before the themes and the key to the ratings, concerns first, as a table with a scope on every header', () => {
    const html = print(
      section({ entries: [entry()] }),
      section(
        { entries: [entry()] },
        { kind: 'developments', subject: { id: 'pr', number: 1, title: 'Later' } },
      ),
    );
    const order = ['id="concerns"', 'id="developments"', 'id="theme-1"', 'class="guidance"'].map((mark) =>
      html.indexOf(mark),
    );
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(order[0]).toBeGreaterThan(0);
    const table = /<table class="concerns">[\s\S]*?<\/table>/.exec(html)?.[0] ?? '';
    expect(table).toContain('<caption>Key areas of concern, with who owns each and by when</caption>');
    expect(table.match(/<th scope="(col|row)"/g)).toHaveLength(6);
    expect(table.match(/<th[\s>]/g)).toHaveLength(6);
    expect(table).toContain('<strong>far</strong>');
  });

  it('prints a sentence instead of an empty table', () => {
    const html = print(section({ entries: [] }));
    expect(html).toContain('There is no key area of concern in this period.');
    expect(html).not.toContain('<table class="concerns">');
    expect(print(section(null))).toContain('Nothing has been approved for this section yet.');
  });
});
