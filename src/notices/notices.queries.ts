import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { PeopleQueries, requirePermission, type Actor } from '../identity/index.js';
import { Clock, Database, entityVersion, notFound } from '../platform/index.js';
import { ProgrammesQueries } from '../programmes/index.js';
import { sentenceOf } from './notice-mail.js';
import { NOTICE_KINDS, NOTICE_STATES } from './notice.entity.js';
import { NoticePlanner } from './notice-planner.js';
import { USUAL_CHOICE, USUAL_RULE, type ToldItem } from './notice.rules.js';
import { noticeChoice, reminderRule } from './notices.input.js';

export const noticeChoiceView = noticeChoice
  .safeExtend({ version: entityVersion })
  .meta({ id: 'NoticeChoice', description: 'Which mails about work somebody wants, and in which hours.' });
export type NoticeChoiceView = z.infer<typeof noticeChoiceView>;

export const reminderRuleView = reminderRule
  .safeExtend({ version: entityVersion })
  .meta({ id: 'ReminderRule', description: 'When a programme reminds and escalates, in working days.' });
export type ReminderRuleView = z.infer<typeof reminderRuleView>;

const person = z.object({ id: z.uuid(), name: z.string(), jobTitle: z.string() });

const noticeView = z
  .object({
    id: z.uuid(),
    to: person,
    kind: z.enum(NOTICE_KINDS),
    state: z.enum(NOTICE_STATES),
    late: z.boolean().describe('It came later on its day than it should: no worker was running.'),
    askedBy: z.string().nullable().describe('Who asked for it; null: the product by itself.'),
    createdAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
    reason: z.string().nullable().describe('Why it was not sent, or nobody knows.'),
    told: z.array(z.string()).describe('What it says of this period.'),
  })
  .meta({ id: 'Notice', description: 'One mail about work to one person.' });
export type NoticeView = z.infer<typeof noticeView>;

export const periodReminders = z
  .object({
    on: z.iso.date().describe('London date.'),
    reminders: z
      .array(
        z.object({
          to: person,
          escalation: z.boolean().describe('It is somebody else’s to do, and late.'),
          late: z.int().min(0).describe('Working days.'),
          text: z.string(),
          told: z.boolean().describe('A mail with it is planned or was sent.'),
        }),
      )
      .describe('What is to be told on that day, with the rules and the work of this moment.'),
    notices: z.array(noticeView).describe('The newest 100 mails about this period, the newest first.'),
  })
  .meta({ id: 'PeriodReminders', description: 'What people are told of a period by mail.' });
export type PeriodReminders = z.infer<typeof periodReminders>;

interface NoticeRow extends Omit<NoticeView, 'told'> {
  told: ToldItem[];
}

@Injectable()
export class NoticesQueries {
  constructor(
    private readonly database: Database,
    private readonly programmes: ProgrammesQueries,
    private readonly people: PeopleQueries,
    private readonly planner: NoticePlanner,
    private readonly clock: Clock,
  ) {}

  /** Version 1, with everything, until the person changes it. */
  async choice(actor: Actor): Promise<NoticeChoiceView> {
    const [found] = await this.database.query<NoticeChoiceView>(
      `select reminders, waiting, from_hour as "fromHour", until_hour as "untilHour", version from notice_choice where user_id = $1`,
      [actor.userId],
    );
    return found ?? { ...USUAL_CHOICE, version: 1 };
  }

  /** Version 1, with the usual days, until somebody changes them. @throws Problem 404. */
  async rule(actor: Actor, programmeId: string): Promise<ReminderRuleView> {
    const [found] = await this.database.query<Partial<ReminderRuleView>>(
      `select r.before, r.again_after as "againAfter", r.tell_reviewer as "tellReviewer", r.tell_manager as "tellManager",
              r.tell_sro as "tellSro", r.version
         from programme p left join reminder_rule r on r.programme_id = p.id
        where p.id = $1 and ($2::uuid[] is null or p.id = any($2))`,
      [programmeId, actor.programmesWith('programme.read')],
    );
    if (!found) throw notFound('programme');
    return found.version == null ? { ...USUAL_RULE, version: 1 } : reminderRuleView.parse(found);
  }

  /**
   * What people are told of a period on a day, and what they were told.
   * @param on London date; undefined = today.
   * @throws Problem 404, 403 for those who do not keep its dates.
   */
  async ofPeriod(actor: Actor, periodId: string, on?: string): Promise<PeriodReminders> {
    const period = await this.programmes.period(actor, periodId);
    requirePermission(actor, 'period.open', period.programmeId);
    const day = on ?? this.clock.today();
    const { reminders, untold } = await this.planner.due(periodId, day, true);
    const people = await this.people.byIds(reminders.map(({ userId }) => userId));
    const notices = await this.database.query<NoticeRow>(
      `select n.id, json_build_object('id', u.id, 'name', u.name, 'jobTitle', u.job_title) as to, n.kind, n.state, n.late,
              (select a.name from app_user a where a.id = n.asked_by) as "askedBy", audit_instant(n.created_at) as "createdAt",
              audit_instant(n.ended_at) as "endedAt", n.reason,
              (select json_agg(i.told order by i.key) from notice_item i where i.notice_id = n.id and i.period_id = $1) as told
         from notice n join app_user u on u.id = n.user_id
        where n.id in (select notice_id from notice_item where period_id = $1)
        order by n.created_at desc, n.id desc limit 100`,
      [periodId],
    );
    return {
      on: day,
      reminders: reminders.flatMap((reminder) => {
        const to = people.get(reminder.userId);
        if (!to) return [];
        const { told } = reminder;
        return [
          {
            to,
            escalation: told.who !== null,
            late: told.late,
            text: sentenceOf(told),
            told: !untold.includes(reminder),
          },
        ];
      }),
      notices: notices.map(({ told, ...notice }) => ({ ...notice, told: told.map(sentenceOf) })),
    };
  }
}
