import { describe, expect, it } from '@jest/globals';
import type { PartTask, ReportTask } from '../../reporting/index.js';
import { dueWords } from '../shell/index.js';
import { presentMyWork, presentNoRole } from './my-work.presenter.js';
import { Desk, type Task } from './my-work.tasks.js';
import { countedInWords, quoted } from './my-work.words.js';
import { partTasks } from './part-tasks.js';
import { reportTask, type Standing } from './report-tasks.js';
import { linksAmong } from './task-links.js';

const NOW = new Date('2020-01-21T10:00:00Z');
const TODAY = '2020-01-21';
const PAGES = new Set([
  '/reports/:id',
  '/reports/:id/questions',
  '/contributions/:id',
  '/contributions/:id/review',
  '/periods/:id/unchanged',
  '/periods/:id',
]);
const everyPage = linksAmong((route) => PAGES.has(route));

/** @param permissions in every programme. */
function desk(permissions: string[], to = everyPage): Desk {
  const can = (permission: string): boolean => permissions.includes(permission);
  return new Desk({ userId: 'me', can, holds: can }, NOW, to);
}
const OWNER = ['contribution.edit'];
const REVIEWER = ['contribution.edit', 'contribution.approve', 'contribution.return'];
const SRO = [...REVIEWER, 'report.approve'];

const part = (more: Partial<PartTask> = {}): PartTask => ({
  id: 'p1',
  programmeId: 'programme',
  periodId: 'january',
  periodLabel: 'January 2020',
  inCorrection: false,
  title: 'Theme 1: Leadership',
  status: 'draft',
  actions: ['save'],
  owner: { id: 'me', jobTitle: 'Deputy Director' },
  standingInUntil: null,
  draftsDueOn: '2020-01-20',
  reviewDueOn: '2020-01-23',
  approvalDueOn: '2020-01-27',
  savedAt: null,
  submitted: null,
  returned: null,
  unchangedSince: null,
  othersMayDecide: true,
  ...more,
});
const sent = (more: Partial<PartTask> = {}): PartTask =>
  part({
    status: 'in_review',
    actions: ['return', 'approve'],
    owner: { id: 'other', jobTitle: 'Deputy Director' },
    submitted: { by: 'Dan (Deputy Director)', at: '2020-01-21T09:12:00Z' },
    ...more,
  });
const shown = (tasks: readonly Task[]): unknown[] =>
  tasks.map(({ group, row }) => [group, row.what, row.state, row.when, row.action?.text ?? null]);

describe('a date in words', () => {
  it.each([
    ['2020-01-23', 'Thursday 23 January, in 2 working days'],
    ['2020-01-22', 'Wednesday 22 January, in 1 working day'],
    ['2020-01-21', 'Tuesday 21 January, today'],
    ['2020-01-20', 'Monday 20 January, 1 working day late'],
    ['2020-01-17', 'Friday 17 January, 2 working days late'],
    ['2018-12-03', 'Monday 3 December 2018, more than a year late'],
    ['2031-05-01', 'Thursday 1 May 2031'],
  ])('%s', (date, words) => {
    expect(dueWords(date, TODAY)).toBe(words);
  });

  it('does not call late what was due on a day that nobody works', () => {
    expect(dueWords('2020-01-18', '2020-01-19')).toBe('Saturday 18 January has passed');
    expect(dueWords('2019-12-31', '2029-01-01')).toBe('Tuesday 31 December 2019, more than a year late');
    expect(dueWords('2028-12-30', '2029-01-02')).toBe('Saturday 30 December 2028 has passed');
  });
});

describe('a part, as one person sees it', () => {
  it('waits for its owner, with the reason why it came back', () => {
    const returned = {
      by: 'Pat',
      at: '2020-01-21T09:12:00Z',
      reason: 'Say\nwhat comes next.',
      notes: 0,
      isReopened: false,
    };
    expect(shown(partTasks(desk(OWNER), [part({ returned })]))).toEqual([
      [
        'waiting',
        'Theme 1: Leadership',
        'given back by Pat today at 09:12: “Say what comes next.”',
        'Wednesday 22 January, in 1 working day',
        'Correct',
      ],
    ]);
    expect(shown(partTasks(desk(OWNER), [part({ returned: { ...returned, notes: 3 } })]))[0]).toContain(
      'given back by Pat today at 09:12, with 3 notes: “Say what comes next.”',
    );
    const corrected = part({ returned: { ...returned, isReopened: true }, inCorrection: true });
    expect(shown(partTasks(desk(OWNER), [corrected]))).toEqual([
      [
        'waiting',
        'Theme 1: Leadership, in the correction of January 2020',
        'made a draft again by Pat today at 09:12: “Say what comes next.”',
        null,
        'Correct',
      ],
    ]);
    expect(shown(partTasks(desk(OWNER), [part({ unchangedSince: 'December 2019' })]))[0]).toContain(
      'not begun: it still says what December 2019 said',
    );
  });

  it('says for whom one stands in, and until when', () => {
    const theirs = part({ owner: { id: 'boss', jobTitle: 'Director' }, standingInUntil: '2020-02-07' });
    expect(shown(partTasks(desk(OWNER), [theirs]))[0]).toContain(
      'not begun, for the Director, until Friday 7 February',
    );
  });

  it('is a decision for the reviewer, and unchanged ones are one row', () => {
    const tasks = partTasks(desk(REVIEWER), [
      sent(),
      sent({ id: 'p2', title: 'Budget', unchangedSince: 'December 2019' }),
      sent({ id: 'p3', title: 'Workforce', unchangedSince: 'December 2019' }),
    ]);
    expect(shown(tasks)).toEqual([
      [
        'waiting',
        'Theme 1: Leadership',
        'submitted today at 09:12 by Dan (Deputy Director)',
        'Thursday 23 January, in 2 working days',
        'Review',
      ],
      [
        'waiting',
        '2 parts',
        'unchanged since December 2019: Budget, Workforce',
        'Thursday 23 January, in 2 working days',
        'Approve them together',
      ],
    ]);
    expect(presentMyWork(desk(REVIEWER), tasks).head.lead).toBe(
      '3 decisions are waiting for you. The first date is Thursday 23 January, in 2 working days.',
    );
  });

  it('is a decision of the SRO only where nobody else can take it', () => {
    expect(shown(partTasks(desk(SRO), [sent()]))).toEqual([
      [
        'out',
        'Parts of January 2020',
        '1 of 1 not approved yet',
        'Thursday 23 January, in 2 working days',
        'Look',
      ],
    ]);
    expect(shown(partTasks(desk(SRO), [sent({ othersMayDecide: false })]))[0]).toContain(
      'submitted today at 09:12 by Dan (Deputy Director), and only you can decide on it',
    );
  });

  it('is out with others: late, for the reviewer; with the reviewer, for its owner', () => {
    const theirs = { owner: { id: 'other', jobTitle: 'Deputy Director' }, actions: [] };
    expect(shown(partTasks(desk(REVIEWER), [part({ ...theirs, savedAt: '2020-01-21T09:12:00Z' })]))).toEqual([
      [
        'out',
        'Theme 1: Leadership',
        'Deputy Director: a draft, last saved today at 09:12',
        'Monday 20 January, 1 working day late',
        'Look',
      ],
    ]);
    expect(partTasks(desk(REVIEWER), [part({ ...theirs, draftsDueOn: TODAY })])).toEqual([]);
    const back = { by: 'Pat (Programme Manager)', at: '2020-01-21T09:12:00Z', reason: 'Say more.', notes: 0, isReopened: false }; // prettier-ignore
    expect(
      shown(partTasks(desk(REVIEWER), [part({ ...theirs, draftsDueOn: TODAY, returned: back })])),
    ).toEqual([
      [
        'out',
        'Theme 1: Leadership',
        'Deputy Director: given back by Pat (Programme Manager) today at 09:12: “Say more.”',
        expect.any(String),
        'Look',
      ],
    ]);
    const mine = sent({ actions: [], owner: { id: 'me', jobTitle: 'Deputy Director' } });
    expect(shown(partTasks(desk(OWNER), [mine])).map((row) => (row as unknown[])[2])).toEqual([
      'with the reviewer since today at 09:12',
      '1 part of yours with the reviewer',
    ]);
  });

  it('has no link where this release has no page', () => {
    const [task] = partTasks(
      desk(
        OWNER,
        linksAmong(() => false),
      ),
      [part()],
    );
    expect(task?.row.action).toBeNull();
    const [other] = partTasks(
      desk(
        REVIEWER,
        linksAmong((route) => route === '/contributions/:id'),
      ),
      [sent()],
    );
    expect(other?.row.action).toMatchObject({ text: 'Review', href: '/contributions/p1' });
  });
});

describe('My work', () => {
  const task = (more: Partial<Task>): Task => ({
    key: 'a',
    group: 'waiting',
    due: null,
    counted: { number: 1, one: 'job', many: 'jobs' },
    row: { what: 'Cabinet meets', state: '', when: null, action: null },
    ...more,
  });

  it('says in its first sentence what is late with others', () => {
    const late = task({
      key: 'b',
      group: 'out',
      due: '2000-01-03',
      counted: null,
      row: { what: 'Risks', state: 'Draft', when: '2 working days late', action: null },
    });
    const lead = (tasks: Task[]) => presentMyWork({ today: TODAY }, tasks).head.lead;
    expect(lead([late])).toBe('Nothing is waiting for you. 1 thing is late with others.');
    expect(lead([task({}), late, { ...late, key: 'c' }])).toBe(
      '1 job is waiting for you. 2 things are late with others.',
    );
    expect(lead([task({}), { ...late, due: '2100-01-01' }])).toBe('1 job is waiting for you.');
  });

  it('shows what two rooms know of once, in the earlier group', () => {
    const page = presentMyWork({ today: TODAY }, [task({ group: 'coming', counted: null }), task({})]);
    expect(page.groups.map(({ id }) => id)).toEqual(['waiting']);
    expect(page.head.lead).toBe('1 job is waiting for you.');
  });

  it('says which date comes next when nothing waits', () => {
    expect(presentMyWork({ today: TODAY }, []).head.lead).toBe('Nothing is waiting for you.');
    const next = task({ group: 'coming', counted: null, due: '2020-02-11' });
    expect(presentMyWork({ today: TODAY }, [next]).head.lead).toBe(
      'Nothing is waiting for you. Cabinet meets on Tuesday 11 February.',
    );
  });

  it('says how much is late', () => {
    const late = ['a', 'b', 'c'].map((key) =>
      task({
        key,
        due: '2020-01-20',
        row: { what: key, state: '', when: '1 working day late', action: null },
      }),
    );
    const lead = (tasks: Task[]): string | null => presentMyWork({ today: TODAY }, tasks).head.lead;
    expect(lead(late.slice(0, 1))).toBe('1 job is waiting for you. It is late.');
    expect(lead(late.slice(0, 2))).toBe('2 jobs are waiting for you. Both are late.');
    expect(lead(late)).toBe('3 jobs are waiting for you. All of them are late.');
    expect(lead([...late, task({ key: 'd' })])).toBe('4 jobs are waiting for you. 3 of them are late.');
    expect(lead([...late.slice(0, 1), task({ key: 'd' })])).toBe(
      '2 jobs are waiting for you. One of them is late.',
    );
  });

  it('folds what is done, and says whom to ask for a role', () => {
    const page = presentMyWork({ today: TODAY }, [task({ group: 'done', counted: null })]);
    expect(page.groups).toMatchObject([{ heading: 'Done this period (1)', folded: true }]);
    expect(presentNoRole([{ id: 'a', name: 'Ada', jobTitle: 'Administrator' }]).head.lead).toBe(
      'You have no role yet. Ask your administrator for one: Ada.',
    );
  });
});

describe('the report at work', () => {
  const report = (
    approved: number,
    returned: NonNullable<ReportTask['report']>['returned'] = null,
    all = 18,
  ): ReportTask => ({
    programmeId: 'programme',
    periodId: 'january',
    periodLabel: 'January 2020',
    draftsDueOn: '2020-01-20',
    reviewDueOn: '2020-01-23',
    approvalDueOn: '2020-01-27',
    parts: { all, approved },
    report: {
      id: 'r1',
      status: 'draft',
      actions: ['save', 'submit'],
      isCorrection: false,
      answered: 0,
      submitted: null,
      returned,
    },
  });

  const standing = (more: Partial<Standing> = {}): Standing => ({
    questions: 0,
    isUncorrected: false,
    inTheWay: [],
    ...more,
  });

  it.each([
    [{}, 'it can go to the SRO'],
    [{ inTheWay: ['4 parts are not approved'] }, '4 parts are not approved'],
    [
      { inTheWay: ['4 parts are not approved', 'its words are not complete'], questions: 15 },
      '4 parts are not approved, its words are not complete and 15 questions are open',
    ],
    [{ questions: 1 }, '1 question is open'],
    [
      { isUncorrected: true, questions: 1 },
      'nothing is corrected yet: open the part that is wrong, or change the words of the report',
    ],
  ])('that is a draft says what is next: %j', (more, words) => {
    expect(reportTask(desk(REVIEWER), report(18), standing(more))[0]?.row.state).toBe(
      `being put together; ${words}`,
    );
  });

  it.each([
    [1, '0 of 1 part is approved'],
    [2, '0 of 2 parts are approved'],
  ])('that nobody started, of %i', (all, words) => {
    const one = { ...report(0, null, all), report: null };
    expect(reportTask(desk(['report.edit']), one)[0]?.row.state).toBe(`not started; ${words}`);
  });

  it('that is with the SRO waits for who answers its questions, as long as one is open', () => {
    const one = report(18);
    const submitted = { by: 'Pat', at: '2020-01-21T09:12:00Z' };
    const sent = { ...one, report: { ...one.report, status: 'in_review', actions: [], submitted } };
    const shownWith = (questions: number) =>
      reportTask(
        desk([...REVIEWER, 'report.edit', 'report.submit']),
        sent as never,
        standing({ questions }),
      ).map(({ group, row }) => [group, row.state, row.action?.text]);
    expect(shownWith(0)).toEqual([['out', 'with the SRO since today at 09:12', 'Look']]);
    expect(shownWith(1)).toEqual([
      [
        'waiting',
        'with the SRO since today at 09:12; 1 question is open, and nothing is approved before it is answered',
        'Answer the questions',
      ],
    ]);
  });

  it('that came back says whether somebody gave it back, or a part of it changed', () => {
    const came = { by: 'Pat', at: '2020-01-21T09:12:00Z', reason: 'Say more.' };
    const shownAs = (isVoid: boolean): string | undefined =>
      reportTask(desk(REVIEWER), report(18, { ...came, isVoid }))[0]?.row.state;
    expect(shownAs(false)).toContain('given back by Pat today at 09:12: “Say more.”');
    expect(shownAs(true)).toContain('came back when a part was changed by Pat today at 09:12');
  });
});

describe('words', () => {
  it('counts in words up to ten, and adds up what has one name', () => {
    const decision = { number: 1, one: 'decision', many: 'decisions' };
    expect(
      countedInWords([decision, { ...decision, number: 10 }, { number: 1, one: 'e-mail', many: 'e-mails' }]),
    ).toBe('11 decisions and 1 e-mail');
    expect(countedInWords([decision, decision])).toBe('2 decisions');
  });

  it('quotes on one line', () => {
    expect(quoted('word '.repeat(100))).toMatch(/^“(word )+word…”$/);
  });
});
