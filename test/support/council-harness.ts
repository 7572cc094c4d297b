import { randomUUID } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import { expect } from '@jest/globals';
import type { BuiltInRoleKey } from '../../src/identity/index.js';
import type { ThemeContent } from '../../src/themes/index.js';
import { createTestApp, type TestApp } from './app.js';
import { Client, type Answer } from './client.js';
import { PageClient } from './page-client.js';

/** Of everybody. */
export const PASSWORD = 'four words are better';

/** Who works here, by role; `…Elsewhere` work in another programme. */
const STAFF = {
  admin: ['admin', null],
  owner: ['owner', 'here'],
  owner2: ['owner', 'here'],
  reviewer: ['reviewer', 'here'],
  sro: ['sro', 'here'],
  clerk: ['clerk', 'here'],
  analyst: ['analyst', 'here'],
  reader: ['reader', 'here'],
  auditor: ['auditor', null],
  reviewerElsewhere: ['reviewer', 'elsewhere'],
  sroElsewhere: ['sro', 'elsewhere'],
} as const satisfies Record<string, readonly [BuiltInRoleKey, 'here' | 'elsewhere' | null]>;
export type StaffName = keyof typeof STAFF;

/** Monthly periods of a test programme, by number: 0 is January 2020. */
const MONTHS = ['January', 'February', 'March', 'April'] as const;

/** A whole product at work: two programmes, two themes here, people signed in, and few words for what they do. */
export class CouncilHarness {
  private constructor(
    readonly test: TestApp,
    readonly people: Record<StaffName, { id: string; client: Client }>,
    public programmeId: string,
    readonly elsewhereId: string,
    public themeIds: readonly [string, string],
  ) {}

  /** @param sections the kinds of section that both programmes report on; themes alone unless a test is about more. */
  static async open(
    env: Record<string, string> = {},
    sections: readonly string[] = ['theme'],
  ): Promise<CouncilHarness> {
    const test = await createTestApp('web', env);
    const secret = await hash(PASSWORD, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
    const [here, elsewhere] = await test.sql<{ id: string }>(
      `insert into programme (code, name, council, sections)
         values ('CS', 'Children’s services improvement', 'Sample Council', $1), ('AS', 'Adults', 'Sample Council', $1) returning id`,
      [sections],
    );
    if (!here || !elsewhere) throw new Error('no programmes');
    const people = {} as Record<StaffName, { id: string; client: Client }>;
    for (const [name, [role, where]] of Object.entries(STAFF) as [StaffName, (typeof STAFF)[StaffName]][]) {
      const email = `${name}@example.org`.toLowerCase();
      const [user] = await test.sql<{ id: string }>(
        `insert into app_user (email, name, job_title, password_hash) values ($1, $2, $3, $4) returning id`,
        [email, name, `Job of ${name}`, secret],
      );
      await test.sql(
        `insert into assignment (user_id, role_id, programme_id, granted_at) select $1, id, $3, now() from role where key = $2`,
        [user?.id, role, where === 'here' ? here.id : where === 'elsewhere' ? elsewhere.id : null],
      );
      const client = new Client(test.origin);
      expect((await client.signIn(email, PASSWORD)).status).toBe(201);
      people[name] = { id: user?.id ?? '', client };
    }
    const themeIds = await addThemes(test, here.id, people.owner.id, people.owner2.id);
    return new CouncilHarness(test, people, here.id, elsewhere.id, themeIds);
  }

  /** A further programme, in which everybody from here works too; from now on it is “here”. For tests that need a first period each. */
  async newProgramme(sections: readonly string[]): Promise<void> {
    const [made] = await this.test.sql<{ id: string }>(
      `insert into programme (code, name, council, sections)
         values (substr(md5(random()::text), 1, 8), 'Programme', 'Sample Council', $1) returning id`,
      [sections],
    );
    await this.test.sql(
      `insert into assignment (user_id, role_id, programme_id, granted_at)
       select user_id, role_id, $2, now() from assignment where programme_id = $1 and ended_at is null`,
      [this.programmeId, made?.id],
    );
    this.programmeId = made?.id ?? '';
    if (sections.includes('theme'))
      this.themeIds = await addThemes(
        this.test,
        this.programmeId,
        this.people.owner.id,
        this.people.owner2.id,
      );
  }

  /** As {@link newProgramme}, and nobody works in the one before any more. For tests of pages that show all of a person's programmes. */
  async moveToNewProgramme(sections: readonly string[]): Promise<void> {
    const before = this.programmeId;
    await this.newProgramme(sections);
    await this.test.sql(
      `delete from delegation using assignment a where a.id = assignment_id and a.programme_id = $1`,
      [before],
    );
    await this.test.sql(`delete from assignment where programme_id = $1`, [before]);
  }

  /** A browser in which nobody is signed in. */
  newClient(): Client {
    return new Client(this.test.origin);
  }

  as(name: StaffName): Client {
    return this.people[name].client;
  }

  /** A browser without scripts in which this person is signed in. */
  async browser(name: StaffName): Promise<PageClient> {
    const client = new PageClient(this.test.origin);
    const page = await client.signIn(`${name}@example.org`.toLowerCase(), PASSWORD);
    expect(page.url).toBe('/my-work');
    return client;
  }

  /** Opens a month's period; returns its id and its contributions in the order of the themes. */
  async openPeriod(month = 0): Promise<{ id: string; contributions: [string, string] }> {
    const number = String(month + 1).padStart(2, '0');
    const opened = await this.as('reviewer').send('POST', `/api/v1/programmes/${this.programmeId}/periods`, {
      body: {
        label: `${MONTHS[month] ?? ''} 2020`,
        startsOn: `2020-${number}-01`,
        endsOn: `2020-${number}-28`,
        asAt: `2020-${number}-27`,
        draftsDueOn: `2020-${number}-20`,
        reviewDueOn: `2020-${number}-23`,
        approvalDueOn: `2020-${number}-27`,
      },
    });
    expect(opened).toMatchObject({ status: 201 });
    const id = String(opened.body['id']);
    const list = await this.as('reviewer').send('GET', `/api/v1/contributions?periodId=${id}`);
    const of = (themeId: string): string =>
      String(list.body.items?.find((item) => item['subjectId'] === themeId)?.['id']);
    return { id, contributions: [of(this.themeIds[0]), of(this.themeIds[1])] };
  }

  /** Reads for the ETag, then acts. */
  async act(name: StaffName, url: string, action: string, body: unknown = {}): Promise<Answer> {
    const { etag } = await this.as(name).send('GET', url);
    return this.as(name).send('POST', `${url}/${action}`, { body, ifMatch: etag });
  }

  async saveTheme(name: StaffName, contributionId: string, content: ThemeContent): Promise<Answer> {
    const url = `/api/v1/contributions/${contributionId}/theme`;
    const { etag } = await this.as(name).send('GET', url);
    return this.as(name).send('PUT', url, { body: content, ifMatch: etag });
  }

  /** Drafted by its owner, submitted, approved by the programme manager. */
  async approveContribution(
    name: 'owner' | 'owner2',
    contributionId: string,
    content = themeDocument(),
  ): Promise<void> {
    const url = `/api/v1/contributions/${contributionId}`;
    expect(await this.saveTheme(name, contributionId, content)).toMatchObject({ status: 200 });
    expect(await this.act(name, url, 'submit')).toMatchObject({ status: 200, body: { status: 'in_review' } });
    expect(await this.act('reviewer', url, 'approve')).toMatchObject({
      status: 200,
      body: { status: 'approved' },
    });
  }

  /** A report of the period with its own text; returns its address. */
  async startReport(periodId: string, lateReason: string | null = null): Promise<string> {
    const started = await this.as('reviewer').send('POST', '/api/v1/reports', { body: { periodId } });
    expect(started).toMatchObject({ status: 201 });
    const url = `/api/v1/reports/${String(started.body['id'])}`;
    const saved = await this.as('reviewer').send('PUT', `${url}/text`, {
      body: {
        overall: {
          narrative: 'The programme is making slow progress.',
          rag: 'RED',
          summary: 'Progress is slow.',
          asks: ['Note the report.'],
        },
        lateReason,
      },
      ifMatch: started.etag,
    });
    expect(saved).toMatchObject({ status: 200 });
    return url;
  }

  /** A correction of a sealed report, with other words; returns its address. */
  async startCorrection(reportUrl: string, reason: string): Promise<string> {
    const started = await this.act('reviewer', reportUrl, 'corrections', { reason });
    expect(started).toMatchObject({ status: 201 });
    const url = `/api/v1/reports/${String(started.body['id'])}`;
    const { overall, ...text } = started.body['text'] as { overall: { narrative: string } };
    const narrative = `${overall.narrative} It says so again.`;
    const saved = await this.as('reviewer').send('PUT', `${url}/text`, {
      body: { ...text, overall: { ...overall, narrative } },
      ifMatch: started.etag,
    });
    expect(saved).toMatchObject({ status: 200 });
    return url;
  }

  /** The programme manager accepts whatever the report is asked. */
  async answerChallenges(url: string): Promise<void> {
    const { body, etag } = await this.as('reviewer').send('GET', `${url}/challenges`);
    let ifMatch = etag;
    for (const { key, answer } of body.items ?? []) {
      if (answer !== null) continue;
      const answered = await this.as('reviewer').send('PUT', `${url}/challenges/${String(key)}`, {
        body: { reason: 'It is known and so intended in this test.' },
        ifMatch,
      });
      expect(answered).toMatchObject({ status: 200 });
      ifMatch = answered.etag;
    }
  }

  /** Submitted, its questions answered; the SRO reads and approves. Returns the answer. */
  async sealReport(url: string): Promise<Answer> {
    expect(await this.act('reviewer', url, 'submit')).toMatchObject({ status: 200 });
    await this.answerChallenges(url);
    const preview = await this.as('sro').send('GET', `${url}/preview`);
    return this.as('sro').send('POST', `${url}/approve`, {
      body: { sha256: preview.body['sha256'], password: PASSWORD },
      ifMatch: preview.etag,
    });
  }

  close(): Promise<void> {
    return this.test.close();
  }
}

async function addThemes(
  test: TestApp,
  programmeId: string,
  ownerId: string,
  owner2Id: string,
): Promise<[string, string]> {
  const [first, second] = await test.sql<{ id: string }>(
    `insert into theme (programme_id, number, title, owner_id) values ($1, 1, 'Leadership', $2), ($1, 2, 'Practice', $3) returning id`,
    [programmeId, ownerId, owner2Id],
  );
  return [first?.id ?? '', second?.id ?? ''];
}

/** A small, complete theme document; fresh ids every time. */
export function themeDocument(text = 'Plans are being written.'): ThemeContent {
  const [objective, first, second, narrative] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  return {
    overview: { narrative: 'Progress is slow.', rag: 'RED' },
    objectives: [
      {
        id: objective,
        title: 'Effective leadership',
        actions: [
          {
            id: first,
            title: 'Implement service plans',
            ownerId: null,
            dueOn: '2020-02-28',
            ratings: [{ financialYear: 2019, quarter: 3, rag: 'AMBER' }],
          },
          { id: second, title: 'Brief members', ownerId: null, dueOn: null, ratings: [] },
        ],
        narratives: [{ id: narrative, text, actionIds: [first, second] }],
      },
    ],
  };
}
