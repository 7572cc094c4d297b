import { Injectable } from '@nestjs/common';
import { Database, Problem, rows, type Tx } from '../../platform/index.js';
import { requirePermission, type Actor } from '../access/actor.js';
import { holdProgrammes } from '../access/hold-programmes.js';
import { UsersService } from '../accounts/users.service.js';
import type { NewUser } from '../accounts/users.input.js';
import { AssignmentsService } from './assignments.service.js';

/** One row of a list of people. */
export interface PersonToBring extends NewUser {
  /** Of the row, for what is said of it. */
  row: number;
  /** Null for an account alone. `programmeId` null = every programme. */
  role: { roleId: string; programmeId: string | null } | null;
}

/** What becomes of a row. */
export interface BroughtPerson {
  /** `there`: an account was there already, and stays as it is. `above`: an earlier row of the list makes it. */
  account: 'made' | 'there' | 'above';
  /** `waits`: it is held for another administrator. Null where none is given, or the person has it already, or it waits already. */
  role: 'given' | 'waits' | null;
}

/** The person has the role there, or somebody asked for it already. */
const NOTHING_TO_GIVE = ['already-assigned', 'already-waiting'];

/** Carries an outcome out of a transaction that is undone. */
class Undone<T> extends Error {
  constructor(readonly outcome: T) {
    super('This transaction is undone on purpose.');
  }
}

/** Many people at once: their accounts, each with a link by mail, and their roles. All of them, or none. */
@Injectable()
export class PeopleImportService {
  constructor(
    private readonly database: Database,
    private readonly users: UsersService,
    private readonly assignments: AssignmentsService,
  ) {}

  /**
   * @returns what became of each, in their order.
   * @throws Problem 403 for who may not · 409 or 422 with the row that is at fault; then nothing is written.
   */
  bring(actor: Actor, people: readonly PersonToBring[]): Promise<BroughtPerson[]> {
    return this.database.write((tx) => this.run(tx, actor, people));
  }

  /** What {@link bring} would do. Writes nothing, and throws what it would throw. */
  async plan(actor: Actor, people: readonly PersonToBring[]): Promise<BroughtPerson[]> {
    try {
      return await this.database.write(async (tx) => {
        throw new Undone(await this.run(tx, actor, people));
      });
    } catch (error) {
      if (error instanceof Undone) return error.outcome as BroughtPerson[];
      throw error;
    }
  }

  private async run(tx: Tx, actor: Actor, people: readonly PersonToBring[]): Promise<BroughtPerson[]> {
    requirePermission(actor, 'user.manage', null);
    const known = await lockAll(tx, people);
    const made = new Set<string>();
    const brought: BroughtPerson[] = [];
    for (const { row, role, ...user } of people)
      brought.push(
        await ofRow(row, async () => {
          const there = known.get(user.email);
          const userId = there ?? (await this.users.createIn(tx, actor, user)).id;
          const account = there === undefined ? 'made' : made.has(userId) ? 'above' : 'there';
          known.set(user.email, userId);
          made.add(there === undefined ? userId : '');
          return {
            account,
            role: role === null ? null : await this.give(tx, actor, { userId, ...role }),
          };
        }),
      );
    return brought;
  }

  private async give(
    tx: Tx,
    actor: Actor,
    grant: { userId: string; roleId: string; programmeId: string | null },
  ): Promise<BroughtPerson['role']> {
    try {
      const outcome = await this.assignments.grantIn(tx, actor, { ...grant, startsOn: null, endsOn: null });
      return 'held' in outcome ? 'waits' : 'given';
    } catch (error) {
      if (error instanceof Problem && NOTHING_TO_GIVE.includes(error.code)) return null;
      throw error;
    }
  }
}

/**
 * Takes every lock before the first event of the audit trail, for whose lock everybody else waits.
 * @returns the accounts that are there, by address.
 */
async function lockAll(tx: Tx, people: readonly PersonToBring[]): Promise<Map<string, string>> {
  await holdProgrammes(tx, null);
  await rows(tx, `select id from role where id = any($1::uuid[]) order by id for share`, [
    people.flatMap(({ role }) => role?.roleId ?? []),
  ]);
  const known = await rows<{ id: string; email: string }>(
    tx,
    `select id, email from app_user where email = any($1::text[]) order by id for update`,
    [people.map(({ email }) => email)],
  );
  return new Map(known.map(({ id, email }) => [email, id]));
}

/** Says of which row a refusal is. */
async function ofRow<T>(row: number, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const message = error.issues[0]?.message ?? error.message;
    throw new Problem({
      code: error.code,
      status: error.status === 403 ? 409 : error.status,
      detail: `Row ${row}: ${message}`,
      issues: [{ path: 'table', message: `Row ${row}: ${message}` }],
    });
  }
}
