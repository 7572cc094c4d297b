import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Bootstrap } from '../src/identity/index.js';
import { Accounts } from '../src/launcher/accounts.js';
import type { ApiClient, Tagged } from '../src/launcher/api-client.js';
import { Cast } from '../src/launcher/cast.js';
import {
  contributionsOf,
  nameOwners,
  saveDraft,
  type Contribution,
} from '../src/launcher/sample-contributions.js';
import { figuresOf, makeMeasures } from '../src/launcher/sample-measures.js';
import { partsOf, type SamplePart } from '../src/launcher/sample-parts.js';
import {
  grantRoles,
  makeAccounts,
  makeProgramme,
  makeThemes,
  type MeasureGroup,
  type Period,
  type Programme,
  type Theme,
} from '../src/launcher/sample-programme.js';
import { answerQuestions, startReport } from '../src/launcher/sample-report.js';
import { loadSample } from '../src/launcher/sample.js';
import { Config } from '../src/platform/index.js';

/** A theme's draft. */
export interface Draft {
  id: string;
  /** Key of the person who may save it. */
  owner: string;
}

interface Drafted {
  period: Period;
  contributions: ReadonlyMap<SamplePart, Contribution>;
  /** Of the themes alone: the largest of the documents that people save. */
  drafts: Draft[];
}

interface Sealed {
  reportId: string;
  versionId: string;
}

/** The sample programme of January 2020 with every section, brought in through the API by the people of the demonstration. */
export class SampleCouncil {
  private constructor(
    private readonly cast: Cast,
    private readonly programme: Programme,
    private readonly themes: readonly Theme[],
    private readonly groups: readonly MeasureGroup[],
  ) {}

  /** @param app listening, on an empty database. */
  static async open(app: NestFastifyApplication): Promise<SampleCouncil> {
    const origin = (await app.getUrl()).replace('[::1]', '127.0.0.1');
    /** The one command that the cast gives: `create-admin`. */
    const command = async ([, email = '', name = '']: readonly string[], password = ''): Promise<string> => {
      await app.get(Bootstrap).firstAdmin({ email, name, jobTitle: name, password });
      return '';
    };
    const cast = new Cast(
      loadSample('january-2020'),
      Accounts.in(app.get(Config).varDir),
      { origin, command },
      new AbortController().signal,
    );
    const { client: admin } = await cast.administrator();
    await makeAccounts(cast, admin);
    const programme = await makeProgramme(cast, admin);
    const themes = await makeThemes(cast, admin, programme);
    await grantRoles(cast, admin, programme);
    const analyst = await cast.as(cast.keyOf('analyst'));
    const { groups } = await makeMeasures(cast, analyst, programme, themes);
    await figuresOf(cast, programme).record(analyst);
    return new SampleCouncil(cast, programme, themes, groups);
  }

  get programmeId(): string {
    return this.programme.id;
  }

  get manager(): string {
    return this.cast.keyOf('reviewer');
  }

  get analyst(): string {
    return this.cast.keyOf('analyst');
  }

  /** A token of that person's, for a day. */
  async token(key: string): Promise<string> {
    const client = await this.cast.as(key);
    const made = await client.post<{ token: string }>('/api/v1/me/tokens', {
      name: 'bench',
      expiresInDays: 1,
    });
    return made.token;
  }

  /** @param path below `/api/v1`. */
  async get<T = unknown>(key: string, path: string): Promise<Tagged<T>> {
    return (await this.cast.as(key)).read<T>(`/api/v1${path}`);
  }

  /**
   * Opens the period of a month of 2020 and gives every part its text of January.
   * @param month 1 to 12.
   */
  async draft(month: number): Promise<Drafted> {
    const day = (n: number): string => `2020-${String(month).padStart(2, '0')}-${String(n).padStart(2, '0')}`;
    const manager = await this.cast.as(this.manager);
    const period = await manager.post<Period>(`/api/v1/programmes/${this.programme.id}/periods`, {
      label: `Month ${month} of 2020`,
      startsOn: day(1),
      endsOn: day(28),
      asAt: day(27),
      draftsDueOn: day(20),
      reviewDueOn: day(23),
      approvalDueOn: day(27),
    });
    const parts = partsOf(this.cast, this.programme, this.themes, this.groups);
    const contributions = await contributionsOf(manager, period, parts);
    await nameOwners(this.cast, manager, contributions);
    const drafts: Draft[] = [];
    for (const [part, contribution] of contributions) {
      await saveDraft(await this.cast.as(part.owner), contribution, part);
      if (part.section === 'theme') drafts.push({ id: contribution.id, owner: part.owner });
    }
    return { period, contributions, drafts };
  }

  /** From drafts to a sealed version. */
  async seal(drafted: Drafted): Promise<Sealed> {
    return this.approve(await this.report(drafted));
  }

  /** Approves every draft and starts the report. @returns its address. */
  async report({ period, contributions }: Drafted): Promise<string> {
    const manager = await this.cast.as(this.manager);
    for (const [{ owner }, { id }] of contributions) {
      await step(await this.cast.as(owner), `/api/v1/contributions/${id}`, 'submit');
      await step(manager, `/api/v1/contributions/${id}`, 'approve');
    }
    return startReport(this.cast.sample, manager, period);
  }

  /** Seals the next version of a report that says the same. */
  async sealAgain({ reportId }: Sealed): Promise<Sealed> {
    const reason = 'Measured once more.';
    const manager = await this.cast.as(this.manager);
    const next = await step<{ id: string }>(manager, `/api/v1/reports/${reportId}`, 'corrections', {
      reason,
    });
    return this.approve(`/api/v1/reports/${next.id}`);
  }

  private async approve(report: string): Promise<Sealed> {
    const manager = await this.cast.as(this.manager);
    await step(manager, report, 'submit');
    await answerQuestions(manager, report);
    const sro = await this.cast.as(this.cast.keyOf('sro'));
    const { value, etag } = await sro.read<{ sha256: string }>(`${report}/preview`);
    const { sha256 } = value;
    const sealed = await sro.post<{ id: string; versionId: string }>(`${report}/approve`, { sha256 }, etag);
    return { reportId: sealed.id, versionId: sealed.versionId };
  }
}

/** Reads for the tag, then acts. */
async function step<T>(client: ApiClient, url: string, action: string, body: unknown = {}): Promise<T> {
  const { etag } = await client.read(url);
  return client.post<T>(`${url}/${action}`, body, etag);
}
