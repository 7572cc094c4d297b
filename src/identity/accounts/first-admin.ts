import { randomBytes, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Audit, Clock, conflict, Database, invalid, row, rows } from '../../platform/index.js';
import { systemActor } from '../access/actor.js';
import { passwordIssues } from '../sign-in/password.rules.js';
import { PasswordHasher } from '../sign-in/password-hasher.js';

/** An advisory lock: of two processes that set up an empty installation at once, one waits for the other. */
const LOCK = 4_120_260_203;

/** The first account of an empty installation. */
@Injectable()
export class FirstAdmin {
  constructor(
    private readonly database: Database,
    private readonly hasher: PasswordHasher,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /**
   * Creates the first account with the role `admin` in every programme.
   * @param person a random password is made when none is given.
   * @returns the password, which is not stored in clear.
   * @throws Problem 409 when there is an account already, 422 when the given password breaks the rules.
   */
  async create(person: {
    email: string;
    name: string;
    jobTitle: string;
    password?: string | undefined;
  }): Promise<{ userId: string; password: string }> {
    const password = person.password ?? randomBytes(18).toString('base64url');
    const issues = passwordIssues(password, person.email, 'password');
    if (issues.length > 0) throw invalid(issues);
    const hash = await this.hasher.hash(password);
    const actor = systemActor(`bootstrap-${randomUUID()}`);
    return this.database.write(async (tx) => {
      await rows(tx, `select pg_advisory_xact_lock($1)`, [LOCK]);
      if ((await rows(tx, `select 1 from app_user limit 1`)).length > 0)
        throw conflict('not-empty', 'There are accounts already: an administrator has to make further ones.');
      const user = await row<{ id: string }>(
        tx,
        `insert into app_user (email, name, job_title, password_hash) values (lower($1), $2, $3, $4) returning id`,
        [person.email, person.name, person.jobTitle, hash],
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
        detail: { name: person.name, jobTitle: person.jobTitle, withPassword: true, first: true },
      });
      await this.audit.append(tx, actor, {
        action: 'assignment.granted',
        subjectKind: 'assignment',
        subjectId: assignment.id,
        detail: { userId: user.id, role: 'admin', startsOn: null, endsOn: null },
      });
      return { userId: user.id, password };
    });
  }
}
