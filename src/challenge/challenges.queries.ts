import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { PeopleQueries, type Person } from '../identity/index.js';
import { rows, type ProblemIssue, type ReadTx } from '../platform/index.js';
import {
  snapshotPerson,
  type ReportContent,
  type ReportSnapshot,
  type SealedChallenge,
} from '../snapshot/index.js';
import { challengeAnswers, publicationFindings } from './publication.rules.js';
import type { Finding } from './finding.js';
import { questionsTo } from './questions-to.js';

/** A question, as the API shows it. */
export const findingView = z
  .object({
    rule: z.string().describe('Which kind of question: year-to-date-falls.'),
    key: z
      .string()
      .regex(/^[0-9a-f]{32}$/)
      .describe('The same until one of the facts changes.'),
    standingKey: z
      .string()
      .nullable()
      .describe(
        'Of what an answer may rest on for longer than this report; null where every report is asked anew.',
      ),
    place: z
      .object({
        section: z.string().describe('Kind of section; overall for the report as a whole.'),
        contributionId: z.uuid().nullable(),
        entryId: z.string().nullable(),
        path: z.string().nullable().describe('In the contribution’s document; null for all of it.'),
        label: z.string(),
      })
      .describe('What it is about.'),
    question: z.string().describe('In plain English.'),
    facts: z.record(z.string(), z.unknown()).describe('What the question rests on.'),
  })
  .meta({ id: 'Finding', description: 'Something that a careful member would ask about.' });

const challengeAnswer = z.object({
  reason: z.string(),
  print: z.boolean().describe('Printed in the report, with the question.'),
  answeredBy: snapshotPerson,
  answeredAt: z.iso.datetime().describe('UTC.'),
  stands: z
    .boolean()
    .describe('It holds in later reports too, for at most twelve months, as long as what it rests on is so.'),
  standsSince: z
    .string()
    .nullable()
    .describe(
      'The period whose report was given this answer: November 2019; null for an answer to this report.',
    ),
});

export const challengeView = findingView
  .extend({ answer: challengeAnswer.nullable().describe('Null while it is open.') })
  .meta({ id: 'Challenge', description: 'A question to a report, and its answer.' });

export const earlierAnswer = challengeAnswer
  .omit({ answeredBy: true, stands: true, standsSince: true })
  .extend({ period: z.string().describe('Of the report: December 2019.'), question: z.string() })
  .meta({
    id: 'EarlierAnswer',
    description: 'What the report before answered when it was asked the same of the same place.',
  });

export type EarlierAnswer = z.infer<typeof earlierAnswer>;

export const answerNoLongerAsked = challengeAnswer
  .omit({ standsSince: true })
  .extend({ key: z.string(), question: z.string() })
  .meta({
    id: 'AnswerNoLongerAsked',
    description: 'An answer to a question that is not asked any more, because what it was about changed.',
  });
export type AnswerNoLongerAsked = z.infer<typeof answerNoLongerAsked>;

/** A question to a report with its answer, or null while it is open. */
export interface Challenge extends Finding {
  answer: z.infer<typeof challengeAnswer> | null;
}

interface AnswerRow {
  key: string;
  question: string;
  reason: string;
  print: boolean;
  stands: boolean;
  answeredBy: string;
  answeredAt: string;
}

/** The period is the one whose report was given it. */
type StandingRow = Omit<AnswerRow, 'question'> & { period: string };

/** The last answer to each question of a report. */
const LAST_ANSWERS = `select distinct on (finding_key) finding_key as key, question, reason, print, stands, answered_by as "answeredBy",
  audit_instant(answered_at) as "answeredAt" from challenge_answer where report_id = $1 order by finding_key, answered_at desc, id desc`;

/**
 * The last answer to each question of the twelve months before a report's period, in reports that were approved: what was approved with
 * them cannot change any more. One that does not stand ends one that did.
 */
const STANDING_ANSWERS = `select distinct on (a.standing_key) a.standing_key as key, a.reason, a.print, a.stands,
    a.answered_by as "answeredBy", audit_instant(a.answered_at) as "answeredAt", given.label as period
  from envelope here
  join reporting_period own on own.id = here.period_id
  join reporting_period given on given.programme_id = own.programme_id
   and given.starts_on < own.starts_on and given.starts_on >= own.starts_on - interval '12 months'
  join envelope e on e.period_id = given.id and e.kind = 'report' and e.status in ('approved', 'superseded')
  join challenge_answer a on a.report_id = e.id and a.standing_key is not null
 where here.id = $1 order by a.standing_key, given.starts_on desc, a.answered_at desc, a.id desc`;

/** What the questions of a report were answered so far: by its own answers, and by those that stand since earlier ones. */
export interface Answers {
  own: readonly AnswerRow[];
  standing: readonly StandingRow[];
  /** Everybody who gave one of them. */
  people: readonly Person[];
}

/** What was answered to the questions of a report. */
@Injectable()
export class ChallengesQueries {
  constructor(private readonly people: PeopleQueries) {}

  /** Does NOT check permissions: the report is what the reader was given. */
  async answers(tx: ReadTx, reportId: string): Promise<Answers> {
    const own = await rows<AnswerRow>(tx, LAST_ANSWERS, [reportId]);
    const standing = (await rows<StandingRow>(tx, STANDING_ANSWERS, [reportId])).filter(
      ({ stands }) => stands,
    );
    const people = await this.people.byIds(
      [...own, ...standing].map(({ answeredBy }) => answeredBy),
      tx,
    );
    return { own, standing, people: [...people.values()] };
  }

  /** @param asked the keys of what the report is asked now. */
  async noLongerAsked(
    tx: ReadTx,
    reportId: string,
    asked: ReadonlySet<string>,
  ): Promise<AnswerNoLongerAsked[]> {
    const answers = await rows<AnswerRow>(tx, LAST_ANSWERS, [reportId]);
    const gone = answers.filter(({ key }) => !asked.has(key));
    const people = await this.people.byIds(
      gone.map(({ answeredBy }) => answeredBy),
      tx,
    );
    return gone
      .flatMap((answer) => {
        const answeredBy = people.get(answer.answeredBy);
        return answeredBy ? [{ ...answer, answeredBy }] : [];
      })
      .toSorted((a, b) => (a.answeredAt < b.answeredAt ? -1 : 1));
  }
}

/** Every question to this content, in the order of the rules. An answer to what is asked no longer is left out. As {@link questionsTo}. */
export const challengesTo = async (report: ReportContent, answers: Answers): Promise<Challenge[]> =>
  askedOf(await questionsTo(report), report, answerIn(answers));

/**
 * Every question about what the public edition would say of what it leaves out; they can be asked only once that is known. Pure.
 * @param sealed as it would be sealed, with its publication.
 */
export function challengesOfPublication(sealed: ReportSnapshot, answers: Answers): Challenge[] {
  const findings = publicationFindings(sealed);
  return findings.length === 0 ? [] : askedOf(findings, sealed, answerIn(answers));
}

function answerIn({ own, standing, people }: Answers): (finding: Finding) => Challenge['answer'] {
  const byKey = new Map(own.map((answer) => [answer.key, answer]));
  const byStandingKey = new Map(standing.map((answer) => [answer.key, answer]));
  const byId = new Map(people.map((person) => [person.id, person]));
  return ({ key, standingKey }) => {
    const given = byKey.get(key);
    const earlier = standingKey === null ? undefined : byStandingKey.get(standingKey);
    const answer = given ?? earlier;
    const answeredBy = answer && byId.get(answer.answeredBy);
    if (!answeredBy) return null;
    const { reason, print, stands, answeredAt } = answer;
    return {
      reason,
      print,
      answeredBy,
      answeredAt,
      stands,
      standsSince: given ? null : (earlier?.period ?? null),
    };
  };
}

/**
 * Every question to this content with its answer. An answer is printed and read like any other text, so an answer that may let
 * somebody be recognised is asked about as well, and the answer to that. It ends: each round adds questions about answers that
 * people have written, and there are only so many of them.
 */
export function askedOf(
  findings: readonly Finding[],
  report: ReportContent,
  answerTo: (finding: Finding) => Challenge['answer'],
): Challenge[] {
  const answered = (finding: Finding): Challenge => ({ ...finding, answer: answerTo(finding) });
  const asked = findings.map(answered);
  const known = new Set(asked.map(({ key }) => key));
  for (let latest = asked; latest.length > 0;) {
    latest = challengeAnswers(report, sealedChallenges(latest))
      .filter(({ key }) => !known.has(key))
      .map(answered);
    for (const one of latest) known.add(one.key);
    asked.push(...latest);
  }
  return asked;
}

/** What stands in the way of approval: every question without an answer. */
export function unanswered(challenges: readonly Challenge[]): ProblemIssue[] {
  return challenges.flatMap(({ key, question, answer }) =>
    answer === null ? [{ path: `challenges.${key}`, message: question }] : [],
  );
}

/** As the answered ones are sealed. */
export function sealedChallenges(challenges: readonly Challenge[]): SealedChallenge[] {
  return challenges.flatMap(({ rule, key, place: { label, contributionId, entryId }, question, answer }) => {
    if (answer === null) return [];
    const { stands: _stands, standsSince, ...said } = answer;
    return [
      {
        rule,
        key,
        place: label,
        about: { contributionId, entryId },
        question,
        ...said,
        ...(standsSince === null ? {} : { standsSince }),
      },
    ];
  });
}
