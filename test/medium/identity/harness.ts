import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { hash } from '@node-rs/argon2';
import { Programme } from '../../../src/programmes/programme.entity.js';
import { FirstAdmin, IdentityModule, type BuiltInRoleKey } from '../../../src/identity/index.js';
import { createTestApp, type TestApp } from '../../support/app.js';
import { Client } from '../../support/client.js';

/** Assignments name programmes, so their entity must be known; the room itself is not needed here. */
@Module({ imports: [TypeOrmModule.forFeature([Programme])] })
export class ProgrammeEntity {}

export const PASSWORD = 'four words are better';
export const FIRST_ADMIN = 'first.admin@example.org';

/** An application with a first administrator, two programmes, and ways to people it with few words. */
export class Harness {
  private hash: string | undefined;

  private constructor(
    readonly test: TestApp,
    /** The first administrator's id. */
    readonly adminId: string,
    /** Signed in. */
    readonly admin: Client,
    readonly children: string,
    readonly adults: string,
  ) {}

  static async open(
    env: Record<string, string> = {},
    extra: Parameters<typeof createTestApp>[0] = [],
    log?: Parameters<typeof createTestApp>[2],
  ) {
    const test = await createTestApp(
      extra === 'web' ? extra : [IdentityModule, ProgrammeEntity, ...extra],
      env,
      log,
    );
    const [children, adults] = await test.sql<{ id: string }>(
      `insert into programme (code, name, council, sections) values ('CS', 'Children', 'Somewhere', '{theme}'), ('AS', 'Adults', 'Somewhere', '{theme}') returning id`,
    );
    const { userId, link } = await test.app
      .get(FirstAdmin, { strict: false })
      .create({ email: FIRST_ADMIN, name: 'First Admin', jobTitle: 'Systems manager' });
    const admin = new Client(test.origin);
    await admin.choosePassword(link, PASSWORD);
    // What she is told of it is nobody's work here: most tests have no worker for mails about accounts.
    await test.sql(`delete from outbox where queue = 'account'`);
    await test.sql('delete from account_notice');
    await admin.signIn(FIRST_ADMIN, PASSWORD);
    return new Harness(test, userId, admin, children?.id ?? '', adults?.id ?? '');
  }

  client(token?: string): Client {
    return new Client(this.test.origin, token);
  }

  /** An account with {@link PASSWORD}, put straight into the table. */
  async person(email: string, name = email): Promise<string> {
    this.hash ??= await hash(PASSWORD, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
    const [made] = await this.test.sql<{ id: string }>(
      `insert into app_user (email, name, job_title, password_hash) values ($1, $2, 'Officer', $3) returning id`,
      [email, name, this.hash],
    );
    return made?.id ?? '';
  }

  async role(key: BuiltInRoleKey | (string & {})): Promise<{ id: string; version: number }> {
    const [found] = await this.test.sql<{ id: string; version: number }>(
      `select id, version from role where key = $1`,
      [key],
    );
    if (!found) throw new Error(`no role ${key}`);
    return found;
  }

  /** Past every rule of the service, as if the database had been changed by hand. */
  async assign(
    userId: string,
    key: BuiltInRoleKey | (string & {}),
    programmeId: string | null,
    dates: { startsOn?: string; endsOn?: string } = {},
  ): Promise<string> {
    const { id } = await this.role(key);
    const [made] = await this.test.sql<{ id: string }>(
      `insert into assignment (user_id, role_id, programme_id, starts_on, ends_on, granted_at) values ($1, $2, $3, $4, $5, now()) returning id`,
      [userId, id, programmeId, dates.startsOn ?? null, dates.endsOn ?? null],
    );
    return made?.id ?? '';
  }

  /** An account with a role, signed in. */
  async signedIn(
    email: string,
    key?: BuiltInRoleKey | (string & {}),
    programmeId: string | null = null,
  ): Promise<{ id: string; client: Client }> {
    const id = await this.person(email);
    if (key !== undefined) await this.assign(id, key, programmeId);
    const client = this.client();
    const answer = await client.signIn(email, PASSWORD);
    if (answer.status !== 201) throw new Error(`sign-in of ${email} answered ${answer.status}`);
    return { id, client };
  }

  /** Actions of the audit trail about a subject, oldest first. */
  async audited(subjectId: string): Promise<string[]> {
    const found = await this.test.sql<{ action: string }>(
      `select action from audit_event where subject_id = $1 order by seq`,
      [subjectId],
    );
    return found.map(({ action }) => action);
  }

  close(): Promise<void> {
    return this.test.close();
  }
}
