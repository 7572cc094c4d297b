import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Bootstrap, type BuiltInRoleKey } from '../src/identity/index.js';
import { loadSample, themeDocument, type Sample } from '../src/launcher/sample.js';

const PASSWORD = 'eleven quiet herons on the weir';
/** Their roles are not bound to the programme, and nothing here needs them. */
const EVERYWHERE: readonly BuiltInRoleKey[] = ['admin', 'auditor'];

interface Answer {
  status: number;
  /** Parsed; whoever asks knows its shape. */
  body: Record<string, unknown> & { items?: Record<string, unknown>[] };
  etag: string | undefined;
}

/** A person's session: keeps the cookie and the CSRF token. */
class Client {
  private cookie = '';
  private csrfToken = '';

  constructor(private readonly origin: string) {}

  async send(method: string, url: string, body?: unknown, ifMatch?: string): Promise<Answer> {
    const response = await fetch(`${this.origin}/api/v1${url}`, {
      method,
      headers: {
        cookie: this.cookie,
        'x-csrf-token': this.csrfToken,
        ...(ifMatch !== undefined && { 'if-match': ifMatch }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const cookie = response.headers.getSetCookie().at(-1)?.split(';', 1)[0];
    if (cookie !== undefined) this.cookie = cookie;
    const text = await response.text();
    const answer: Answer = {
      status: response.status,
      body: text === '' ? {} : JSON.parse(text),
      etag: response.headers.get('etag') ?? undefined,
    };
    if (answer.status >= 300) throw new Error(`${method} ${url}: ${answer.status} ${text}`);
    return answer;
  }

  async signIn(email: string, password: string): Promise<void> {
    const { body } = await this.send('POST', '/sessions', { email, password });
    this.csrfToken = String(body['csrfToken']);
  }
}

export interface Draft {
  id: string;
  /** Key of the person who may save it. */
  owner: string;
}

/** The sample programme of January 2020, brought in through the API as its people would do it. */
export class SampleCouncil {
  private readonly clients = new Map<string, Client>();
  private readonly ids = new Map<string, string>();
  private programmeId = '';

  private constructor(
    private readonly origin: string,
    private readonly sample: Sample,
  ) {}

  /** @param app listening, on an empty database. */
  static async open(app: NestFastifyApplication): Promise<SampleCouncil> {
    const council = new SampleCouncil(
      (await app.getUrl()).replace('[::1]', '127.0.0.1'),
      loadSample('january-2020'),
    );
    const email = 'first.admin@example.org';
    const { password } = await app
      .get(Bootstrap)
      .firstAdmin({ email, name: 'First administrator', jobTitle: 'Systems administrator' });
    await council.signIn('first-admin', email, password);
    await council.fill();
    return council;
  }

  private async fill(): Promise<void> {
    const { programme, people, themes } = this.sample;
    const { code, name, council, quarterWindow } = programme;
    const made = await this.post('first-admin', '/programmes', {
      code,
      name,
      council,
      quarterWindow,
      sections: ['theme'],
    });
    this.programmeId = String(made.body['id']);
    const roles = await this.get('first-admin', '/roles?limit=200');
    for (const person of people) {
      const { email, jobTitle } = person;
      const user = await this.post('first-admin', '/users', {
        email,
        name: person.name,
        jobTitle,
        password: PASSWORD,
      });
      this.ids.set(person.key, String(user.body['id']));
      for (const role of person.roles.filter((key) => !EVERYWHERE.includes(key)))
        await this.post('first-admin', '/assignments', {
          userId: user.body['id'],
          roleId: roles.body.items?.find((one) => one['key'] === role)?.['id'],
          programmeId: this.programmeId,
        });
    }
    for (const { number, title, owner } of themes)
      await this.post('first-admin', `/programmes/${this.programmeId}/themes`, {
        number,
        title,
        ownerId: this.ids.get(owner) ?? null,
      });
    for (const key of [this.sro, this.manager, ...new Set(themes.map(({ owner }) => owner))])
      await this.signIn(key, people.find((person) => person.key === key)?.email ?? '', PASSWORD);
  }

  get manager(): string {
    return this.holder('reviewer');
  }

  get sro(): string {
    return this.holder('sro');
  }

  private holder(role: BuiltInRoleKey): string {
    return this.sample.people.find(({ roles }) => roles.includes(role))?.key ?? '';
  }

  /** A token of that person's, for a day. */
  async token(key: string): Promise<string> {
    const made = await this.post(key, '/me/tokens', { name: 'bench', expiresInDays: 1 });
    return String(made.body['token']);
  }

  /**
   * Opens the period of a month of 2020 and gives every theme its text of January.
   * @param month 1 to 12.
   */
  async draft(month: number): Promise<{ periodId: string; drafts: Draft[] }> {
    const day = (n: number): string => `2020-${String(month).padStart(2, '0')}-${String(n).padStart(2, '0')}`;
    const period = await this.post(this.manager, `/programmes/${this.programmeId}/periods`, {
      label: `Month ${month} of 2020`,
      startsOn: day(1),
      endsOn: day(28),
      asAt: day(27),
      draftsDueOn: day(20),
      reviewDueOn: day(23),
      approvalDueOn: day(27),
    });
    const periodId = String(period.body['id']);
    const themes = await this.get(this.manager, `/programmes/${this.programmeId}/themes?limit=200`);
    const contributions = await this.get(this.manager, `/contributions?periodId=${periodId}&limit=200`);
    const drafts: Draft[] = [];
    for (const { number, owner } of this.sample.themes) {
      const themeId = themes.body.items?.find((theme) => theme['number'] === number)?.['id'];
      const id = String(contributions.body.items?.find((one) => one['subjectId'] === themeId)?.['id']);
      const document = themeDocument(this.sample, number, (key) => this.ids.get(key) ?? '');
      await this.put(owner, `/contributions/${id}/theme`, document);
      drafts.push({ id, owner });
    }
    return { periodId, drafts };
  }

  /** From four drafts to a sealed version; returns the report's and the version's ids. */
  async seal(period: {
    periodId: string;
    drafts: Draft[];
  }): Promise<{ reportId: string; versionId: string }> {
    for (const { id, owner } of period.drafts) {
      await this.step(owner, `/contributions/${id}`, 'submit');
      await this.step(this.manager, `/contributions/${id}`, 'approve');
    }
    const report = await this.post(this.manager, '/reports', { periodId: period.periodId });
    const reportId = String(report.body['id']);
    const { rag, narrative } = this.sample.overall;
    await this.put(this.manager, `/reports/${reportId}/text`, { overall: { narrative, rag } }, report.etag);
    return { reportId, versionId: await this.approve(reportId) };
  }

  /** Seals the next version of a report that says the same. */
  async sealAgain(reportId: string): Promise<{ reportId: string; versionId: string }> {
    const next = await this.step(this.manager, `/reports/${reportId}`, 'corrections', {
      reason: 'Measured once more.',
    });
    const nextId = String(next.body['id']);
    return { reportId: nextId, versionId: await this.approve(nextId) };
  }

  private async approve(reportId: string): Promise<string> {
    await this.step(this.manager, `/reports/${reportId}`, 'submit');
    const asked = await this.get(this.manager, `/reports/${reportId}/challenges`);
    for (const { key, answer } of asked.body.items ?? [])
      if (answer === null)
        await this.as(this.manager).send('PUT', `/reports/${reportId}/challenges/${String(key)}`, {
          reason: 'It is so in what is measured.',
        });
    const preview = await this.get(this.sro, `/reports/${reportId}/preview`);
    const sealed = await this.post(
      this.sro,
      `/reports/${reportId}/approve`,
      { sha256: preview.body['sha256'] },
      preview.etag,
    );
    return String(sealed.body['versionId']);
  }

  private async step(key: string, url: string, action: string, body: unknown = {}): Promise<Answer> {
    const { etag } = await this.get(key, url);
    return this.post(key, `${url}/${action}`, body, etag);
  }

  private async signIn(key: string, email: string, password: string): Promise<void> {
    const client = new Client(this.origin);
    await client.signIn(email, password);
    this.clients.set(key, client);
  }

  private async put(key: string, url: string, body: unknown, etag?: string): Promise<Answer> {
    const ifMatch = etag ?? (await this.get(key, url)).etag;
    return this.as(key).send('PUT', url, body, ifMatch);
  }

  private post(key: string, url: string, body: unknown, ifMatch?: string): Promise<Answer> {
    return this.as(key).send('POST', url, body, ifMatch);
  }

  get(key: string, url: string): Promise<Answer> {
    return this.as(key).send('GET', url);
  }

  private as(key: string): Client {
    const client = this.clients.get(key);
    if (!client) throw new Error(`${key} has not signed in`);
    return client;
  }
}
