import { Injectable } from '@nestjs/common';
import type { Actor } from '../identity/index.js';
import { Clock, Database } from '../platform/index.js';
import { AT_WORK, type EnquiryAtWork } from './enquiries.queries.js';
import { WAITING, type WaitingQuestions } from './public/public-questions.queries.js';

/** Questions that somebody still has to do something about. */
export interface EnquiryTasks {
  /** In every programme of the actor; the first that is due first, one more than {@link MOST_AT_WORK} where there are. */
  enquiries: EnquiryAtWork[];
  /** What the public asked, in every programme in which the actor decides; the longest waiting first. */
  waiting: WaitingQuestions[];
}

/** For the page of what waits for a person. */
@Injectable()
export class EnquiryTasksQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** In one statement. */
  async of(actor: Actor): Promise<EnquiryTasks> {
    const [found] = await this.database.query<EnquiryTasks>(
      `select (select coalesce(json_agg(e order by e."dueOn", e.id), '[]') from (${AT_WORK}) e) as enquiries,
              (select coalesce(json_agg(w order by w.since, w."programmeName"), '[]') from (${WAITING}) w) as waiting`,
      [this.clock.today(), actor.programmesWith('enquiry.read'), actor.programmesWith('enquiry.record')],
    );
    return found ?? { enquiries: [], waiting: [] };
  }
}
