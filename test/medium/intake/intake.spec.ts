import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { docxOf, reference, referenceBlocks } from '../../../src/intake/testing.js';
import { IntakeService } from '../../../src/intake/index.js';
import { Database, DOCX, XLSX } from '../../../src/platform/index.js';
import type { Answer, Client } from '../../support/client.js';
import { CouncilHarness } from '../../support/council-harness.js';
import { step } from '../../support/step.js';

let council: CouncilHarness;
beforeAll(async () => {
  council = await CouncilHarness.open({}, [
    'budget',
    'concerns',
    'developments',
    'risks',
    'theme',
    'measures',
    'workforce',
  ]);
});
afterAll(() => council.close());

const url = (): string => `/api/v1/programmes/${council.programmeId}/intake`;

const bring = (client: Client, bytes: Buffer): Promise<Answer> =>
  client.send('POST', url(), { body: bytes, headers: { 'content-type': DOCX } });

interface View {
  questions: number;
  people: { name: string; personId: string | null; by: string }[];
  tables: { number: number; kind: string; doubts: { key: string; accepted: boolean }[] }[];
  left: { what: string; why: string }[];
}

/** Answers every question with yes, until none is open. */
async function acceptAll(client: Client, people: Record<string, string>): Promise<Answer> {
  let answer = await client.send('GET', url());
  const accepted = new Map<number, Set<string>>();
  for (let round = 0; round < 4; round++) {
    const { tables } = answer.body as unknown as View;
    for (const { number, doubts } of tables)
      for (const { key } of doubts) accepted.set(number, (accepted.get(number) ?? new Set()).add(key));
    answer = await client.send('PUT', `${url()}/choices`, {
      ifMatch: answer.etag,
      body: {
        quarters: 'trailing',
        people,
        tables: Object.fromEntries([...accepted].map(([n, keys]) => [n, { accepted: [...keys] }])),
      },
    });
    expect(answer).toMatchObject({ status: 200 });
  }
  return answer;
}

describe('last month’s report from a Word document', () => {
  it('is read, mended, and written as drafts of the first period; what is there already stays', async () => {
    const manager = council.as('reviewer');
    const bytes = docxOf(referenceBlocks(reference()));
    // The harness gives both of its themes owners: the first is anybody’s here, the second stays its owner’s.
    await council.test.sql(`update theme set owner_id = null where id = $1`, [council.themeIds[0]]);
    let people: Record<string, string> = {};
    let old: string | undefined;

    await step('it is kept for the one who brought it, and for nobody else', async () => {
      const brought = await bring(manager, bytes);
      old = brought.etag;
      expect(brought).toMatchObject({ status: 201, body: { asAt: '2020-01-27', asAtFrom: 'document' } });
      const { tables, questions, people: names } = brought.body as unknown as View;
      expect(tables.map(({ kind }) => kind).filter((kind) => kind === 'measures')).toHaveLength(11);
      expect(questions).toBeGreaterThan(5);
      people = Object.fromEntries(names.map(({ name }) => [name, council.people.owner.id]));
      for (const other of ['sro', 'owner', 'reviewerElsewhere'] as const)
        expect((await council.as(other).send('GET', url())).status).toBeGreaterThanOrEqual(403);
    });

    await step('nothing is written before a period is open and the themes are there', async () => {
      const { etag } = await manager.send('GET', url());
      expect(await manager.send('POST', `${url()}/write`, { ifMatch: etag })).toMatchObject({
        status: 409,
        body: { code: 'no-period' },
      });
      await council.openPeriod();
      const all = await acceptAll(manager, people);
      expect(await manager.send('POST', `${url()}/write`, { ifMatch: all.etag })).toMatchObject({
        status: 409,
        body: { code: 'no-theme' },
      });
      for (const number of [3, 4])
        expect(
          await council.as('admin').send('POST', `/api/v1/programmes/${council.programmeId}/themes`, {
            body: { number, title: `Theme ${number}` },
          }),
        ).toMatchObject({ status: 201 });
    });

    await step('a choice of somebody without a role here is refused, and so is an old version', async () => {
      const { etag } = await manager.send('GET', url());
      const choose = (personId: string, ifMatch: string | undefined) =>
        manager.send('PUT', `${url()}/choices`, { ifMatch, body: { people: { Nobody: personId } } });
      expect(await choose(council.people.reviewerElsewhere.id, etag)).toMatchObject({ status: 422 });
      expect(await choose(council.people.owner.id, old)).toMatchObject({ status: 412 });
    });

    await step('what is sure is written by the rooms, and the rest is named with its reason', async () => {
      const { etag } = await acceptAll(manager, people);
      const written = await manager.send('POST', `${url()}/write`, { ifMatch: etag });
      expect(written).toMatchObject({ status: 200 });
      const counts = Object.fromEntries(
        (written.body['written'] as { what: string; count: number }[]).map(({ what, count }) => [
          what,
          count,
        ]),
      );
      expect(counts).toMatchObject({
        'group of measures': 9,
        measure: 34,
        'area of concern': 4,
        development: 4,
        'risk or issue': 8,
        'line of the budget': 1,
        'entry of theme 1': 6,
        'entry of theme 3': 2,
        'entry of theme 4': 3,
        'overall narrative and rating': 1,
      });
      expect(counts['figure']).toBeGreaterThan(180);
      expect(written.body['left']).toContainEqual({
        place: null,
        what: 'Entry of theme 2: all of them',
        why: 'The part belongs to somebody else, who has to write it.',
      });
      expect((await manager.send('GET', url())).status).toBe(404);
    });

    await step('it stands in the drafts', async () => {
      const { body } = await manager.send(
        'GET',
        `/api/v1/contributions?programmeId=${council.programmeId}&limit=200`,
      );
      const part = (section: string) => String(body.items?.find((one) => one['section'] === section)?.['id']);
      const risks = await manager.send('GET', `/api/v1/contributions/${part('risks')}/risks`);
      expect((risks.body['entries'] as { number: number }[]).map(({ number }) => number)).toEqual([
        1, 2, 3, 4, 5, 6, 7, 8,
      ]);
      const measures = await manager.send(
        'GET',
        `/api/v1/programmes/${council.programmeId}/measures?limit=200`,
      );
      expect(measures.body.items).toHaveLength(34);
    });

    await step('a second time adds nothing', async () => {
      expect(await bring(manager, bytes)).toMatchObject({ status: 201 });
      const { etag } = await acceptAll(manager, people);
      const again = await manager.send('POST', `${url()}/write`, { ifMatch: etag });
      expect(again).toMatchObject({ status: 200 });
      expect(
        (again.body['written'] as { count: number }[]).map(({ count }) => count).filter((count) => count > 0),
      ).toEqual([]);
    });
  });

  it('refuses what is no document, and is gone when it is deleted or a week old', async () => {
    const manager = council.as('reviewer');
    expect(await bring(manager, Buffer.from('%PDF-1.7'))).toMatchObject({
      status: 422,
      body: { code: 'file-not-readable' },
    });
    expect(await bring(council.as('owner'), docxOf(['Text']))).toMatchObject({ status: 403 });
    const { etag } = await bring(manager, docxOf(['Text']));
    expect(await manager.send('DELETE', url(), { ifMatch: etag })).toMatchObject({ status: 204 });
    await bring(manager, docxOf(['Text']));
    await council.test.sql(`update intake set created_at = created_at - interval '8 days'`);
    expect((await manager.send('GET', url())).status).toBe(404);
    const find = <T>(type: new (...args: never[]) => T): T =>
      council.test.app.get<T>(type, { strict: false });
    const intakes = find(IntakeService);
    expect(await find(Database).write((tx) => intakes.forgetOld(tx))).toBe(1);
    expect(await find(Database).write((tx) => intakes.forgetOld(tx))).toBe(0);
  });

  it('reads the tables of a workbook, parted by empty rows, and says that colours are not read', async () => {
    const workbook = new ExcelJS.Workbook();
    workbook
      .addWorksheet('Report')
      .addRows([
        ['Theme 1: Leadership'],
        [],
        ['Indicator', 'Nov 19', 'Dec 19'],
        ['Number of contacts', 40, 53],
        [],
        ['Ref', 'Concern', 'Owner', 'By when'],
        [1, 'Vacancies', 'Ann Bell', 'Ongoing'],
      ]);
    workbook.addWorksheet('Money').addRows([
      ['Area', 'Budget (£000)', 'Actual (£000)'],
      ['Posts', 1200, 600.5],
    ]);
    const brought = await council.as('reviewer').send('POST', url(), {
      body: Buffer.from(await workbook.xlsx.writeBuffer()),
      headers: { 'content-type': XLSX },
    });
    expect(brought).toMatchObject({
      status: 201,
      body: {
        tables: [{ kind: 'measures', theme: 1 }, { kind: 'concerns' }, { kind: 'budget', heading: 'Money' }],
      },
    });
    expect(brought.body['unread']).toContainEqual(expect.stringContaining('Colours'));
  });

  it('writes posts by team into the part about the workforce, once', async () => {
    const manager = council.as('reviewer');
    await council.test.sql(`update theme set owner_id = null`);
    const document = docxOf([
      'Establishment as at 31 December 2019',
      {
        rows: [
          ['Team', 'Establishment (FTE)', 'Permanent', 'Vacant', 'Agency staff'],
          ['Assessment', '43', '31.25', '11.75', '9'],
          ['Court', '12', '', '2', 'n/a'],
        ],
      },
    ]);
    for (const count of [2, 0]) {
      const { etag, body } = await bring(manager, document);
      expect(body).toMatchObject({ questions: 0, writes: ['2 teams'], tables: [{ kind: 'workforce' }] });
      expect(await manager.send('POST', `${url()}/write`, { ifMatch: etag })).toMatchObject({
        status: 200,
        body: { written: expect.arrayContaining([{ what: 'team', count }]), left: [] },
      });
    }
    const { body } = await manager.send(
      'GET',
      `/api/v1/contributions?programmeId=${council.programmeId}&limit=200`,
    );
    const part = String(body.items?.find((one) => one['section'] === 'workforce')?.['id']);
    const written = await manager.send('GET', `/api/v1/contributions/${part}/workforce`);
    expect(written.body).toMatchObject({
      asAt: '2019-12-31',
      teams: [
        { name: 'Assessment', establishmentFte: 43, permanentFte: 31.25, vacantFte: 11.75, agencyFte: 9 },
        { name: 'Court', permanentFte: null, vacantFte: 2, agencyFte: null },
      ],
    });
  });
});
