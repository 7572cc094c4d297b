import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { FirstAdmin, TerminalLinks, TOKEN_PERMISSIONS } from '../src/identity/index.js';
import {
  Accounts,
  answerQuestions,
  contributionsOf,
  loadSample,
  makeCommittee,
  makeMeeting,
  nameOwners,
  partsOf,
  planPapers,
  SampleUsers,
  saveDraft,
  setUpProgramme,
  startReport,
  writeReport,
  takeStep,
  type Period,
  type SamplePeriod,
  type SampleProgramme,
  type Tagged,
} from '../src/sample/index.js';
import { Config, createLogger, Database, loadConfig } from '../src/platform/index.js';
import { editionWanted } from '../src/reporting/index.js';
import { createWebApp } from '../src/web.app.js';
import type { Installation } from './installation.js';

/** A draft of one part. */
export interface Draft {
  id: string;
  /** Key of the person who may save it. */
  owner: string;
}

interface Drafted extends SamplePeriod {
  /** Of the themes alone: the largest of the documents that people save. */
  drafts: Draft[];
  /** The first group of measures. */
  measures: Draft;
}

interface Sealed {
  reportId: string;
  versionId: string;
}

/** The sample programme of January 2020 with every section, brought in through the API by the people of the demonstration. */
export class SampleCouncil {
  private constructor(
    private readonly users: SampleUsers,
    private readonly sample: SampleProgramme,
    private readonly database: Database,
  ) {}

  /** @param app listening, on an empty database. */
  static async open(app: NestFastifyApplication): Promise<SampleCouncil> {
    const origin = (await app.getUrl()).replace('[::1]', '127.0.0.1');
    /** The commands that the sample users give: `create-admin` and `password-links`. */
    const command = async ([name, ...args]: readonly string[]): Promise<string> => {
      if (name === 'password-links')
        return [...(await app.get(TerminalLinks).make(args))].map((line) => line.join(' ')).join('\n');
      const [email = '', called = ''] = args;
      return (await app.get(FirstAdmin).create({ email, name: called, jobTitle: called })).link;
    };
    const users = new SampleUsers(
      loadSample('january-2020'),
      Accounts.in(app.get(Config).varDir),
      { origin, command },
      new AbortController().signal,
    );
    return new SampleCouncil(users, await setUpProgramme(users), app.get(Database));
  }

  get programmeId(): string {
    return this.sample.programme.id;
  }

  get manager(): string {
    return this.users.keyOf('reviewer');
  }

  get analyst(): string {
    return this.users.keyOf('analyst');
  }

  get auditor(): string {
    return this.users.keyOf('auditor');
  }

  /** A token of that person's, for a day. */
  async token(key: string): Promise<string> {
    const client = await this.users.as(key);
    const made = await client.post<{ token: string }>('/api/v1/me/tokens', {
      name: 'bench',
      expiresInDays: 1,
      permissions: TOKEN_PERMISSIONS,
      currentPassword: this.users.accounts.passwordOf(this.users.person(key).email),
    });
    return made.token;
  }

  get clerk(): string {
    return this.users.keyOf('clerk');
  }

  /** The cookie of a session of that person's, as a browser keeps it. */
  async cookie(key: string, origin: string): Promise<string> {
    const response = await fetch(`${origin}/api/v1/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: this.users.person(key).email, password: this.users.passwordOf(key) }),
    });
    const pair = response.headers.getSetCookie().at(-1)?.split(';', 1)[0];
    if (!response.ok || pair === undefined) throw new Error(`${key} cannot sign in: ${response.status}`);
    return pair;
  }

  /** The papers of a sealed report to a committee. @returns the id of the dispatch. */
  async papers({ period }: Drafted): Promise<string> {
    const clerk = await this.users.as(this.clerk);
    const [committee] = this.users.sample.committees;
    if (!committee) throw new Error('the sample has no committee');
    const meeting = await makeMeeting(
      clerk,
      await makeCommittee(clerk, this.sample.programme, this.users.sample, committee),
      new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10),
    );
    return planPapers(clerk, period, meeting, { password: this.users.passwordOf(this.clerk) });
  }

  /** @param path below `/api/v1`. */
  async get<T = unknown>(key: string, path: string): Promise<Tagged<T>> {
    return (await this.users.as(key)).read<T>(`/api/v1${path}`);
  }

  /**
   * Opens the period of a month of 2020 and gives every part its text of January.
   * @param month 1 to 12.
   */
  async draft(month: number): Promise<Drafted> {
    const day = (n: number): string => `2020-${String(month).padStart(2, '0')}-${String(n).padStart(2, '0')}`;
    const manager = await this.users.as(this.manager);
    const period = await manager.post<Period>(`/api/v1/programmes/${this.sample.programme.id}/periods`, {
      label: `Month ${month} of 2020`,
      startsOn: day(1),
      endsOn: day(28),
      asAt: day(27),
      draftsDueOn: day(20),
      reviewDueOn: day(23),
      approvalDueOn: day(27),
    });
    const { programme, themes, groups } = this.sample;
    const parts = partsOf(this.users, programme, themes, groups);
    const contributions = await contributionsOf(manager, period, parts);
    await nameOwners(this.users, manager, contributions);
    const drafts: Draft[] = [];
    for (const [part, contribution] of contributions) {
      await saveDraft(await this.users.as(part.owner), contribution, part);
      if (part.section === 'theme') drafts.push({ id: contribution.id, owner: part.owner });
    }
    const [measures] = [...contributions].filter(([{ section }]) => section === 'measures');
    if (!measures) throw new Error('the sample has no measures');
    return { period, contributions, drafts, measures: { id: measures[1].id, owner: measures[0].owner } };
  }

  /** A part goes from its owner to the reviewer. */
  async submit({ contributions }: Drafted, { id, owner }: Draft): Promise<void> {
    const found = [...contributions.values()].find((one) => one.id === id);
    if (found) await takeStep(await this.users.as(owner), found, 'submit');
  }

  /** From drafts to a sealed version. */
  async seal(drafted: Drafted): Promise<Sealed> {
    return this.approve(await this.report(drafted));
  }

  /** Approves every draft and starts the report. @returns its address. */
  async report({ period, contributions }: Drafted): Promise<string> {
    const manager = await this.users.as(this.manager);
    for (const [{ owner }, contribution] of contributions) {
      await takeStep(await this.users.as(owner), contribution, 'submit');
      await takeStep(manager, contribution, 'approve');
    }
    return startReport(this.users.sample, manager, period);
  }

  /** Seals the next version of a report; a correction has to correct something, so its narrative counts the versions. */
  async sealAgain({ reportId }: Sealed): Promise<Sealed> {
    const reason = 'Measured once more.';
    const manager = await this.users.as(this.manager);
    const next = await manager.act<{ id: string }>(`/api/v1/reports/${reportId}`, 'corrections', { reason });
    const report = `/api/v1/reports/${next.id}`;
    const { value, etag } = await manager.read<{ revision: number }>(report);
    await writeReport(this.users.sample, manager, report, etag, ` This is version ${value.revision}.`);
    return this.approve(report);
  }

  private async approve(report: string): Promise<Sealed> {
    const manager = await this.users.as(this.manager);
    await manager.act(report, 'submit');
    await answerQuestions(manager, report);
    const key = this.users.keyOf('sro');
    const sro = await this.users.as(key);
    // No worker prints here.
    await this.database.query(
      `update trial_print set outcome = 'passed', snapshot = null where outcome = 'waiting'`,
    );
    const { value, etag } = await sro.read<{ sha256: string }>(`${report}/preview`);
    const sealed = await sro.post<{ id: string; versionId: string }>(
      `${report}/approve`,
      { sha256: value.sha256, password: this.users.passwordOf(key) },
      etag,
    );
    return { reportId: sealed.id, versionId: sealed.versionId };
  }
}

/**
 * Fills an empty installation: the sample, sealed until there are so many editions to print.
 * @param look asks the council before its web ends. @returns what it found.
 */
export async function sealEditions<T>(
  { env }: Pick<Installation, 'env'>,
  count: number,
  look: (council: SampleCouncil, last: Sealed) => T | Promise<T>,
): Promise<T> {
  const config = loadConfig({ ...env, LOG_LEVEL: 'fatal' });
  const app = await createWebApp(config, createLogger(config, 'bench'));
  try {
    await app.listen({ port: 0, host: '127.0.0.1' });
    const council = await SampleCouncil.open(app);
    const wanted = async (): Promise<number> =>
      (await app.get(Database).query(`select from outbox where kind = $1`, [editionWanted.name])).length;
    let sealed = await council.seal(await council.draft(1));
    while ((await wanted()) < count) sealed = await council.sealAgain(sealed);
    return await look(council, sealed);
  } finally {
    await app.close();
  }
}
