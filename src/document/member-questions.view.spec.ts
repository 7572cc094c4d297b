import { describe, expect, it } from '@jest/globals';
import { changesSince } from '../changes/index.js';
import { editionOf } from '../disclosure/index.js';
import { USUAL_POLICY, type MemberQuestion, type ReportSnapshot } from '../snapshot/index.js';
import { reportSnapshot } from '../snapshot/testing.js';
import { memberQuestionsOf } from './member-questions.view.js';

const owner = { id: 'p3', name: 'Ben Example', jobTitle: 'Head of Service' };
const question = (changes: Partial<MemberQuestion> = {}): MemberQuestion => ({
  id: 'q1',
  number: 1,
  committee: 'Cabinet',
  edition: 'public',
  meetingOn: '2020-01-14',
  askedBy: 'Councillor A. Example',
  askedOn: '2020-01-14',
  text: 'How many visits were late?',
  owner,
  dueOn: '2020-01-28',
  answer: null,
  ...changes,
});
const answer = { number: 1, text: 'Four.', by: owner, on: '2020-01-22', correctionReason: null };
const report = (...memberQuestions: MemberQuestion[]): ReportSnapshot => ({
  ...reportSnapshot(),
  publication: { policy: USUAL_POLICY, withheld: [], released: [], suppressed: [] },
  memberQuestions,
});

describe('questions of members as they are printed', () => {
  it('prints nothing without one, and nothing of what was sealed before there were any', () => {
    expect(memberQuestionsOf(report())).toBeNull();
    expect(memberQuestionsOf(reportSnapshot())).toBeNull();
  });

  it('says of an open one who answers it and by when, and of a late one that it is late', () => {
    const view = memberQuestionsOf(
      report(
        question(),
        question({ id: 'q2', number: 2, dueOn: '2020-01-20', askedBy: null, meetingOn: null }),
      ),
    );
    expect(view?.intro).toContain('2 questions asked by 27 January 2020 are printed here. 2 wait for');
    expect(view?.bodies[0]?.rows).toMatchObject([
      {
        asked: 'Councillor A. Example, 14 January 2020',
        open: 'Open. Ben Example, Head of Service answers it; due on 28 January 2020.',
      },
      {
        asked: 'By the public form, 14 January 2020',
        open: 'Open. Ben Example, Head of Service answers it; it was due on 20 January 2020, so it is late.',
      },
    ]);
  });

  it('says what a corrected answer corrects', () => {
    const corrected = { ...answer, number: 2, correctionReason: 'One was counted twice.' };
    const [body] = memberQuestionsOf(report(question({ answer: corrected })))?.bodies ?? [];
    expect(body?.rows[0]?.answer).toEqual({
      text: 'Four.',
      by: 'Ben Example, Head of Service, 22 January 2020',
      corrects: 'This corrects an answer that was given before: One was counted twice.',
    });
  });
});

describe('what a reader is told has changed', () => {
  const february = (...questions: MemberQuestion[]): ReportSnapshot => ({
    ...report(...questions),
    period: { ...reportSnapshot().period, label: 'February 2020', asAt: '2020-02-27' },
  });
  const told = (before: ReportSnapshot, after: ReportSnapshot) =>
    changesSince(before, after).items.map(({ kind, sentence }) => [kind, sentence]);

  it.each<[string, MemberQuestion[], MemberQuestion[], unknown]>([
    [
      'answered',
      [question()],
      [question({ answer })],
      [['question_answered', 'Question 1 of a member (Cabinet) was answered.']],
    ],
    [
      'corrected',
      [question({ answer })],
      [question({ answer: { ...answer, number: 2 } })],
      [['question_answered', 'The answer to Question 1 of a member (Cabinet) was corrected.']],
    ],
    [
      'asked',
      [],
      [question({ askedOn: '2020-02-11', dueOn: '2020-02-25' })],
      [
        [
          'question_asked',
          'Question 1 of a member (Cabinet) was asked. Its answer is due on 25 February 2020.',
        ],
      ],
    ],
    ['printed again', [question({ answer })], [question({ answer })], []],
    ['still open', [question()], [question()], []],
    ['withheld before', [], [question({ answer })], []],
    ['not carried any more', [question({ answer })], [], []],
  ])('%s', (_, before, after, expected) => {
    expect(told(report(...before), february(...after))).toEqual(expected);
  });
});

describe('what a body asks that reads the exempt edition', () => {
  const closed = question({
    id: 'q9',
    edition: 'exempt',
    committee: 'Board',
    text: 'What did the second supplier ask for in its letter of the fourth of January?',
  });

  it('stands in that edition alone', () => {
    const anybody = editionOf(report(question(), closed), 'public');
    expect(anybody.snapshot.memberQuestions).toHaveLength(1);
    expect(JSON.stringify(anybody)).not.toContain('supplier');
  });

  it('is no public edition’s where somebody wrote the same elsewhere', () => {
    const again = report(closed);
    const leaking = { ...again, overall: { ...again.overall, narrative: `We know. ${closed.text}` } };
    expect(() => editionOf(leaking, 'public')).toThrow('also stands elsewhere');
  });

  it('names nobody whose name a programme does not publish', () => {
    const titles = { ...USUAL_POLICY, names: 'titles' as const };
    const anybody = editionOf(
      {
        ...report(question({ answer })),
        publication: { policy: titles, withheld: [], released: [], suppressed: [] },
      },
      'public',
    );
    expect(JSON.stringify(anybody.snapshot.memberQuestions)).not.toContain('Ben Example');
  });
});
