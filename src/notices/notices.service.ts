import { Injectable } from '@nestjs/common';
import { requirePermission, type Actor } from '../identity/index.js';
import { Audit, Database, rows, stale } from '../platform/index.js';
import { ProgrammesQueries, writeSetting } from '../programmes/index.js';
import { NoticePlanner } from './notice-planner.js';
import type { NoticeChoice, ReminderRule } from './notices.input.js';
import { NoticesQueries, type NoticeChoiceView, type ReminderRuleView } from './notices.queries.js';

/** Changes who is told what, and asks for reminders at once. */
@Injectable()
export class NoticesService {
  constructor(
    private readonly database: Database,
    private readonly notices: NoticesQueries,
    private readonly programmes: ProgrammesQueries,
    private readonly planner: NoticePlanner,
    private readonly audit: Audit,
  ) {}

  /** @param version that the person read; 1 = the usual choice, which has no row yet. @throws Problem 412. */
  async choose(actor: Actor, version: number, input: NoticeChoice): Promise<NoticeChoiceView> {
    const before = await this.notices.choice(actor);
    await this.database.write(async (tx) => {
      const written = await rows(
        tx,
        version === 1
          ? `insert into notice_choice (user_id, reminders, waiting, from_hour, until_hour, version) values ($1, $3, $4, $5, $6, $2::int + 1)
               on conflict (user_id) do nothing returning user_id`
          : `update notice_choice set reminders = $3, waiting = $4, from_hour = $5, until_hour = $6, version = version + 1
               where user_id = $1 and version = $2::int returning user_id`,
        [actor.userId, version, input.reminders, input.waiting, input.fromHour, input.untilHour],
      );
      if (written.length === 0) throw stale('choice');
      await this.audit.append(tx, actor.audit, {
        action: 'notice_choice.changed',
        subjectKind: 'user',
        subjectId: actor.userId,
        detail: { before, after: input },
      });
    });
    return this.notices.choice(actor);
  }

  /** @throws Problem 404, 403, 412. */
  async changeRule(
    actor: Actor,
    programmeId: string,
    version: number,
    input: ReminderRule,
  ): Promise<ReminderRuleView> {
    const before = await this.notices.rule(actor, programmeId);
    requirePermission(actor, 'period.open', programmeId);
    await this.database.write(async (tx) => {
      await writeSetting(
        tx,
        'reminder_rule',
        { programmeId, version },
        {
          before: [...new Set(input.before)].toSorted((a, b) => b - a),
          again_after: input.againAfter,
          tell_reviewer: input.tellReviewer,
          tell_manager: input.tellManager,
          tell_sro: input.tellSro,
        },
      );
      await this.audit.append(tx, actor.audit, {
        action: 'reminder_rule.changed',
        subjectKind: 'programme',
        subjectId: programmeId,
        programmeId,
        detail: { before, after: input },
      });
    });
    return this.notices.rule(actor, programmeId);
  }

  /**
   * Sends the reminders of a period now, whatever the hour. A second time on the same day does nothing more.
   * @returns how many mails. @throws Problem 404, 403.
   */
  async remind(actor: Actor, periodId: string): Promise<number> {
    const { programmeId } = await this.programmes.period(actor, periodId);
    requirePermission(actor, 'period.open', programmeId);
    return this.planner.planAsked(periodId, actor, (tx, mails) =>
      this.audit.append(tx, actor.audit, {
        action: 'period.reminded',
        subjectKind: 'period',
        subjectId: periodId,
        programmeId,
        detail: { mails },
      }),
    );
  }
}
