import { expect } from '@jest/globals';
import type { MeasuresContent } from '../../../src/performance/index.js';
import type { Answer } from '../../support/client.js';
import { CouncilHarness, type StaffName } from '../../support/council-harness.js';

export const DEFINITION = {
  reference: null,
  title: 'Assessments within 45 working days',
  definition: null,
  source: 'Case system',
  unit: 'percent',
  decimals: 1,
  polarity: 'higher',
  basis: 'snapshot',
  cellBasis: 'snapshot',
  numerator: null,
  denominator: null,
  ownerId: null,
  statutory: true,
  availabilityNote: null,
  target: { minimum: 70, upper: 80, from: null, until: null },
  tolerance: null,
  deadBand: null,
} as const;

/** A programme with measures, and few words for what is done to them. */
export class Figures {
  /** Counts the groups, whose numbers are unique in the programme. */
  private groups = 0;

  constructor(readonly council: CouncilHarness) {}

  /** Gives the council a programme of its own, so that its January is the first. */
  async freshProgramme(): Promise<void> {
    const { council } = this;
    const [programme] = await council.test.sql<{ id: string }>(
      `insert into programme (code, name, council, sections) values (substr(md5(random()::text), 1, 8), 'Programme', 'Sample Council', '{measures}') returning id`,
    );
    for (const name of ['owner', 'owner2', 'reviewer', 'sro', 'reader', 'clerk', 'analyst'] as const)
      await council.test.sql(
        `insert into assignment (user_id, role_id, programme_id, granted_at) select $1, id, $3, now() from role where key = $2`,
        [council.people[name].id, name.replace(/\d$/, ''), programme?.id],
      );
    Object.assign(council, { programmeId: programme?.id });
    this.groups = 0;
  }

  async group(title: string | null = 'Timeliness'): Promise<string> {
    this.groups += 1;
    const made = await this.council
      .as('analyst')
      .send('POST', `/api/v1/programmes/${this.council.programmeId}/measure-groups`, {
        body: { number: this.groups, title },
      });
    expect(made).toMatchObject({ status: 201 });
    return String(made.body['id']);
  }

  async measure(groupId: string | null, changes: object = {}, position = 1): Promise<string> {
    const made = await this.council
      .as('analyst')
      .send('POST', `/api/v1/programmes/${this.council.programmeId}/measures`, {
        body: { groupId, position, definition: { ...DEFINITION, ...changes } },
      });
    expect(made).toMatchObject({ status: 201 });
    return String(made.body['id']);
  }

  redefine(id: string, groupId: string | null, changes: object, ifMatch: string): Promise<Answer> {
    return this.council.as('analyst').send('PUT', `/api/v1/measures/${id}/definition`, {
      body: { groupId, position: 1, definition: { ...DEFINITION, ...changes }, reason: 'A test.' },
      ifMatch,
    });
  }

  record(readings: unknown[], name: StaffName = 'analyst'): Promise<Answer> {
    return this.council
      .as(name)
      .send('POST', `/api/v1/programmes/${this.council.programmeId}/readings`, { body: { readings } });
  }

  async recorded(...readings: unknown[]): Promise<unknown> {
    const answer = await this.record(readings);
    expect(answer).toMatchObject({ status: 200 });
    return answer.body['outcomes'];
  }

  /** The address of a group's contribution to a month's new period. */
  async period(month: number, groupId: string): Promise<string> {
    const { id } = await this.council.openPeriod(month);
    const list = await this.council.as('reviewer').send('GET', `/api/v1/contributions?periodId=${id}`);
    const found = list.body.items?.find(({ subjectId }) => subjectId === groupId);
    return `/api/v1/contributions/${String(found?.['id'])}`;
  }

  async read(url: string): Promise<MeasuresContent> {
    const answer = await this.council.as('owner').send('GET', `${url}/measures`);
    expect(answer).toMatchObject({ status: 200 });
    return answer.body as unknown as MeasuresContent;
  }

  async save(url: string, document: object, name: StaffName = 'owner'): Promise<Answer> {
    const { etag } = await this.council.as(name).send('GET', `${url}/measures`);
    return this.council.as(name).send('PUT', `${url}/measures`, {
      body: { commentary: null, overrides: [], ...document },
      ifMatch: etag,
    });
  }

  async approve(url: string): Promise<void> {
    expect(await this.council.act('owner', url, 'submit')).toMatchObject({ status: 200 });
    expect(await this.council.act('reviewer', url, 'approve')).toMatchObject({ status: 200 });
  }
}
