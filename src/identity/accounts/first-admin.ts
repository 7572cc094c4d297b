import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  Audit,
  Clock,
  conflict,
  Config,
  Database,
  foldAddress,
  row,
  rows,
  type Tx,
} from '../../platform/index.js';
import { systemActor } from '../access/actor.js';
import { linkAddress } from './link-token.js';
import { PasswordsService } from './passwords.service.js';

/** An advisory lock: of two processes that set up an empty installation at once, one waits for the other. */
const LOCK = 4_120_260_203;

/** The first account of an empty installation. */
@Injectable()
export class FirstAdmin {
  constructor(
    private readonly database: Database,
    private readonly passwords: PasswordsService,
    private readonly audit: Audit,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /**
   * Creates the first account with the role `admin` in every programme. Asked again for the same address while that account is the only
   * one and has no password yet, it makes another link.
   * @returns a link with which the person chooses a password; it counts once, for an hour, and is not stored in clear.
   * @throws Problem 409 when there is an account already.
   */
  async create({
    email,
    ...about
  }: {
    email: string;
    name: string;
    jobTitle: string;
  }): Promise<{ userId: string; link: string }> {
    const person = { ...about, email: foldAddress(email) };
    return this.database.write(async (tx) => {
      await rows(tx, `select pg_advisory_xact_lock($1)`, [LOCK]);
      const userId = (await this.waiting(tx, person.email)) ?? (await this.make(tx, person));
      const token = await this.passwords.atTerminal(tx, userId);
      return { userId, link: linkAddress(this.config.PUBLIC_URL, token) };
    });
  }

  /**
   * The account that was made before and that nobody has used. Undefined in an empty installation.
   * @throws Problem 409 in any other.
   */
  private async waiting(tx: Tx, email: string): Promise<string | undefined> {
    const [first, second] = await rows<{ id: string; ours: boolean }>(
      tx,
      `select id, email = $1 and password_hash is null as ours from app_user limit 2`,
      [email],
    );
    if (first !== undefined && (second !== undefined || !first.ours))
      throw conflict('not-empty', 'There are accounts already: an administrator has to make further ones.');
    return first?.id;
  }

  private async make(tx: Tx, person: { email: string; name: string; jobTitle: string }): Promise<string> {
    const actor = systemActor(`bootstrap-${randomUUID()}`);
    const user = await row<{ id: string }>(
      tx,
      `insert into app_user (email, name, job_title) values ($1, $2, $3) returning id`,
      [person.email, person.name, person.jobTitle],
    );
    const assignment = await row<{ id: string }>(
      tx,
      `insert into assignment (user_id, role_id, granted_at) select $1, id, $2 from role where key = 'admin' returning id`,
      [user.id, this.clock.now().toISOString()],
    );
    await this.audit.append(tx, actor, {
      action: 'user.created',
      subjectKind: 'user',
      subjectId: user.id,
      detail: { name: person.name, jobTitle: person.jobTitle, first: true },
    });
    await this.audit.append(tx, actor, {
      action: 'assignment.granted',
      subjectKind: 'assignment',
      subjectId: assignment.id,
      detail: { userId: user.id, role: 'admin', startsOn: null, endsOn: null },
    });
    return user.id;
  }
}
