import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { requirePermission, type Actor } from '../../identity/index.js';
import { Database, rows } from '../../platform/index.js';
import { ProgrammesQueries } from '../../programmes/index.js';
import type { Challenge } from '../../challenge/index.js';
import { paragraphsOf, readSnapshot, textsOf, type ReportSnapshot } from '../../snapshot/index.js';
import { VersionsQueries } from '../versions/versions.queries.js';
import { answerSince, keptAnswers, oldestTexts, type SaidIn, type SaidSince } from './said-again.rules.js';

/** Reports that are looked at: what is older is found as “since” the first of them. */
const LOOKED_AT = 12;

const since = {
  place: z.string(),
  since: z.string().describe('The earliest report in a row that says the same: `October 2019`.'),
  reports: z.int().min(2).describe('How many reports say it, the newest included.'),
};
export const saidAgain = z
  .object({
    newest: z
      .string()
      .nullable()
      .describe('The period of the newest sealed report; null while there is none.'),
    looked: z.int().min(0).describe('How many sealed reports were looked at, at most 12.'),
    texts: z.array(z.object({ ...since, text: z.string() })).describe('Its oldest texts, the oldest first.'),
    answers: z
      .array(z.object({ ...since, question: z.string(), reason: z.string(), print: z.boolean() }))
      .describe('Answers that are given in the same words each time.'),
  })
  .meta({ id: 'SaidAgain', description: 'What the reports of a programme keep saying.' });
export type SaidAgain = z.infer<typeof saidAgain>;

/** What a sealed report answered. */
type Answered = Pick<SaidIn, 'label' | 'answers'>;
const REPORTS_KEPT = 100;

/** Answers that earlier reports gave in the same words, by the key of their question. */
export type SameAnswers = ReadonlyMap<string, SaidSince>;

/** What the sealed reports of a programme say again and again. */
@Injectable()
export class SaidAgainQueries {
  /** By version. What was sealed stays as it is. */
  private readonly answered = new LRUCache<string, Answered>({ max: REPORTS_KEPT });

  constructor(
    private readonly database: Database,
    private readonly programmes: ProgrammesQueries,
    private readonly versions: VersionsQueries,
  ) {}

  /** It reads sealed texts with what is not for publication. @throws Problem 404 · 403. */
  async of(actor: Actor, programmeId: string): Promise<SaidAgain> {
    await this.programmes.get(actor, programmeId);
    requirePermission(actor, 'exempt.read', programmeId);
    const sealed = await this.database.read((tx) =>
      rows<{ snapshot: string }>(
        tx,
        `select v.snapshot from report_version v join reporting_period rp on rp.id = v.period_id
          where v.programme_id = $1 and not exists (select from report_version n where n.period_id = v.period_id and n.version > v.version)
          order by rp.starts_on desc limit ${LOOKED_AT}`,
        [programmeId],
      ),
    );
    const reports = sealed.map(({ snapshot }) => saidIn(readSnapshot(snapshot)));
    return {
      newest: reports[0]?.label ?? null,
      looked: reports.length,
      texts: oldestTexts(reports),
      answers: keptAnswers(reports),
    };
  }

  /**
   * Of the answers to a report at work, since when each is given in the same words; by the key of the question, without those that are
   * new. Does NOT check permissions: the answers are what the reader was given.
   */
  async answersOf(periodId: string, challenges: readonly Challenge[]): Promise<SameAnswers> {
    const given = challenges.flatMap(({ key, rule, place, answer }) =>
      answer === null ? [] : [{ key, rule, place: place.label, reason: answer.reason }],
    );
    const earlier: Answered[] = [];
    const known = (): SameAnswers =>
      new Map(
        given.flatMap((one) => {
          const since = answerSince(one, earlier);
          return since === null ? [] : [[one.key, since] as const];
        }),
      );
    if (given.length === 0) return known();
    const versions = await this.database.read((tx) =>
      rows<{ id: string }>(
        tx,
        `select v.id from report_version v
           join reporting_period vp on vp.id = v.period_id
           join reporting_period rp on rp.programme_id = v.programme_id and rp.id = $1 and vp.starts_on < rp.starts_on
          where not exists (select from report_version n where n.period_id = v.period_id and n.version > v.version)
          order by vp.starts_on desc limit ${LOOKED_AT}`,
        [periodId],
      ),
    );
    for (const { id } of versions) {
      earlier.push(await this.answeredIn(id));
      // A report in which no answer is the same ends every run.
      if (![...known().values()].some(({ reports }) => reports > earlier.length)) break;
    }
    return known();
  }

  private async answeredIn(versionId: string): Promise<Answered> {
    const kept = this.answered.get(versionId);
    if (kept) return kept;
    const sealed = await this.versions.sealed(versionId);
    if (!sealed) throw new Error(`BUG: version ${versionId} is gone`);
    const { period, challenges } = sealed.snapshot;
    const answered = { label: period.label, answers: challenges };
    this.answered.set(versionId, answered);
    return answered;
  }
}

/** Its texts alone: of the answers to questions there is a list of their own. */
function saidIn(snapshot: ReportSnapshot): SaidIn {
  const texts = textsOf({ ...snapshot, challenges: [] }).filter(({ isMarked }) => isMarked);
  return {
    label: snapshot.period.label,
    paragraphs: texts.flatMap(({ location, text }) =>
      paragraphsOf(text).map((paragraph) => ({
        section: location.section === 'theme' ? (location.label.split(',', 1)[0] ?? '') : location.section,
        place: location.label,
        text: paragraph,
      })),
    ),
    answers: snapshot.challenges.map(({ rule, place, question, reason, print }) => ({
      rule,
      place,
      question,
      reason,
      print,
    })),
  };
}
