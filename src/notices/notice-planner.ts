import { Injectable } from '@nestjs/common';
import {
  Calendars,
  Clock,
  Database,
  londonDate,
  Outbox,
  rows,
  type Tx,
  type WorkingCalendar,
} from '../platform/index.js';
import {
  USUAL_CHOICE,
  isLate,
  mayBeMailed,
  nextMailTime,
  remindersOn,
  type Reminder,
} from './notice.rules.js';
import type { NoticeKind } from './notice.entity.js';
import type { NoticeChoice } from './notices.input.js';
import { noticeSend } from './notices.work.js';
import { OpenWorkQueries } from './open-work.queries.js';

/** Several things that come to somebody within this time are one mail. */
const GATHERED_MS = 5 * 60 * 1000;

interface PersonRow extends NoticeChoice {
  id: string;
}

interface NewNotice {
  userId: string;
  kind: NoticeKind;
  key: string;
  late: boolean;
  askedBy: string | null;
  correlationId: string;
  availableAt: Date;
}

/** Decides what is told to whom, and writes it down with the work of sending it. */
@Injectable()
export class NoticePlanner {
  constructor(
    private readonly database: Database,
    private readonly calendars: Calendars,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    private readonly open: OpenWorkQueries,
  ) {}

  /** What is to be told on a day, and what of it has not been told. @param on London date. */
  async due(
    periodId: string | null,
    on: string,
    asked: boolean,
  ): Promise<{ reminders: Reminder[]; untold: Reminder[] }> {
    const calendar = await this.calendars.current();
    const { work, programmes } = await this.open.read(periodId, calendar);
    const reminders = remindersOn(on, work, programmes, calendar, asked);
    const told = await this.database.query<{ told: string }>(
      `select user_id || ' ' || key || ' ' || point as told from notice_item where key = any($1)`,
      [[...new Set(reminders.map(({ key }) => key))]],
    );
    const known = new Set(told.map((one) => one.told));
    return { reminders, untold: reminders.filter((one) => !known.has(nameOf(one))) };
  }

  /**
   * Plans the digest of everybody who may be sent a mail now and has had none today.
   * @param ended what ends the work, in the same transaction.
   * @returns how many.
   */
  async planDigests(correlationId: string, ended?: (tx: Tx) => Promise<void>): Promise<number> {
    const now = this.clock.now();
    const today = londonDate(now);
    const [calendar, { untold }] = await Promise.all([
      this.calendars.current(),
      this.due(null, today, false),
    ]);
    return this.database.write(async (tx) => {
      const planned = await this.writeReminders(tx, untold, (person) =>
        mayBeMailed(now, person, calendar)
          ? {
              kind: 'digest',
              key: today,
              late: isLate(now, person),
              askedBy: null,
              correlationId,
              availableAt: now,
            }
          : null,
      );
      await ended?.(tx);
      return planned;
    });
  }

  /**
   * Plans the reminders of one period at once, because somebody asked for them: whatever the hour, and also of what is late for long.
   * A second time on the same day does nothing.
   * @param ended what is recorded of it, in the same transaction.
   * @returns how many mails.
   */
  async planAsked(
    periodId: string,
    by: { userId: string; correlationId: string },
    ended: (tx: Tx, planned: number) => Promise<void>,
  ): Promise<number> {
    const now = this.clock.now();
    const today = londonDate(now);
    const { untold } = await this.due(periodId, today, true);
    return this.database.write(async (tx) => {
      const planned = await this.writeReminders(tx, untold, () => ({
        kind: 'asked',
        key: `${periodId}/${today}`,
        late: false,
        askedBy: by.userId,
        correlationId: by.correlationId,
        availableAt: now,
      }));
      await ended(tx, planned);
      return planned;
    });
  }

  /** @param noticeOf what each gets; null = nothing now. @returns how many mails. */
  private async writeReminders(
    tx: Tx,
    reminders: readonly Reminder[],
    noticeOf: (person: PersonRow) => Omit<NewNotice, 'userId'> | null,
  ): Promise<number> {
    let planned = 0;
    for (const [person, all] of await this.byPerson(tx, reminders)) {
      const wanted = person.reminders ? all : all.filter(({ always }) => always);
      const notice = wanted.length === 0 ? null : noticeOf(person);
      if (notice && (await this.write(tx, wanted, { ...notice, userId: person.id })) !== null) planned += 1;
    }
    return planned;
  }

  /** Work has come to these people: one mail each, in their hours, with whatever else comes until it is sent. */
  async planWaiting(
    tx: Tx,
    reminders: readonly Reminder[],
    step: { id: string; correlationId: string; calendar: WorkingCalendar },
  ): Promise<void> {
    const now = this.clock.now();
    for (const [person, all] of await this.byPerson(tx, reminders)) {
      const wanted = person.waiting ? all : all.filter(({ always }) => always);
      if (wanted.length === 0) continue;
      const [gathering] = await rows<{ id: string }>(
        tx,
        `select id from notice where user_id = $1 and kind = 'waiting' and state = 'queued' order by created_at limit 1 for update`,
        [person.id],
      );
      if (gathering) await this.addItems(tx, gathering.id, wanted);
      else
        await this.write(tx, wanted, {
          userId: person.id,
          kind: 'waiting',
          key: step.id,
          late: false,
          askedBy: null,
          correlationId: step.correlationId,
          availableAt: nextMailTime(new Date(now.getTime() + GATHERED_MS), person, step.calendar),
        });
    }
  }

  /** @returns null where this person has this notice already. */
  private async write(tx: Tx, reminders: readonly Reminder[], notice: NewNotice): Promise<string | null> {
    const [made] = await rows<{ id: string }>(
      tx,
      `insert into notice (user_id, kind, key, late, asked_by, created_at, items) values ($1, $2, $3, $4, $5, $6::timestamptz, 0)
       on conflict on constraint notice_unique do nothing returning id`,
      [notice.userId, notice.kind, notice.key, notice.late, notice.askedBy, this.clock.now().toISOString()],
    );
    if (!made) return null;
    await this.addItems(tx, made.id, reminders);
    await this.outbox.add(tx, noticeSend, {
      key: made.id,
      payload: { noticeId: made.id },
      correlationId: notice.correlationId,
      availableAt: notice.availableAt,
    });
    return made.id;
  }

  private async addItems(tx: Tx, noticeId: string, reminders: readonly Reminder[]): Promise<void> {
    await rows(
      tx,
      `with added as (
         insert into notice_item (notice_id, user_id, programme_id, period_id, key, point, told)
         select $1, x."userId", x."programmeId", x."periodId", x.key, x.point, x.told
           from json_to_recordset($2::json) as x ("userId" uuid, "programmeId" uuid, "periodId" uuid, key text, point int, told jsonb)
         on conflict on constraint notice_item_unique do nothing returning id)
       update notice set items = items + (select count(*) from added) where id = $1`,
      [noticeId, JSON.stringify(reminders)],
    );
  }

  /** With what each wants; without those whose account is disabled. */
  private async byPerson(tx: Tx, reminders: readonly Reminder[]): Promise<[PersonRow, Reminder[]][]> {
    const people = await rows<{ id: string } & { [K in keyof NoticeChoice]: NoticeChoice[K] | null }>(
      tx,
      `select u.id, c.reminders, c.waiting, c.from_hour as "fromHour", c.until_hour as "untilHour"
         from app_user u left join notice_choice c on c.user_id = u.id
        where u.id = any($1::uuid[]) and u.disabled_at is null order by u.id`,
      [[...new Set(reminders.map(({ userId }) => userId))]],
    );
    return people.map(({ id, ...choice }) => [
      { id, ...(choice.reminders === null ? USUAL_CHOICE : (choice as NoticeChoice)) },
      reminders.filter(({ userId }) => userId === id),
    ]);
  }
}

const nameOf = ({ userId, key, point }: Reminder): string => `${userId} ${key} ${point}`;
