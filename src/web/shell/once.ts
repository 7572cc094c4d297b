import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../identity/index.js';
import { Clock, conflict, Database } from '../../platform/index.js';
import { seeOther, type SeeOther } from './answers.js';
import { textOf, type Sent } from './form.js';
import { localPath } from './paths.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const ATTEMPTS = 40;
const PAUSE_MS = 250;

/**
 * Does a creation once, however often its form is sent (double click, reload, back and again): the hidden `_once` is kept before
 * anything is created, and a known one leads to where the first answer led. Forgotten after a day.
 */
@Injectable()
export class Once {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem 409 when the form has no `_once`, or the first one does not end within ten seconds; and what `create` throws. */
  async run(actor: Actor, sent: Sent, create: () => Promise<SeeOther>): Promise<SeeOther> {
    const token = textOf(sent['_once']);
    if (!/^[\w-]{22,64}$/.test(token)) throw sentTwice();
    const now = this.clock.now();
    const made = await this.database.query(
      `with old as (delete from web_once where created_at < $3::timestamptz)
       insert into web_once (token, user_id, created_at) values ($1, $2, $4) on conflict do nothing returning token`,
      [token, actor.userId, new Date(now.getTime() - DAY_MS).toISOString(), now.toISOString()],
    );
    if (made.length === 0) return this.placeOfFirst(actor, token);
    try {
      const answer = await create();
      await this.database.query(`update web_once set place = $2 where token = $1`, [token, answer.path]);
      return answer;
    } catch (error) {
      await this.database.query(`delete from web_once where token = $1`, [token]);
      throw error;
    }
  }

  private async placeOfFirst(actor: Actor, token: string): Promise<SeeOther> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const [first] = await this.database.query<{ place: string | null }>(
        `select place from web_once where token = $1 and user_id = $2`,
        [token, actor.userId],
      );
      const place = localPath(first?.place);
      if (place !== undefined) return seeOther(place);
      if (!first) break;
      await pause(PAUSE_MS);
    }
    throw sentTwice();
  }
}

const sentTwice = () =>
  conflict(
    'sent-twice',
    'This form was sent twice at the same moment. Look whether it was done before you send it again.',
  );
