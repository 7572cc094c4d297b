import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { docxOf } from '../../../src/intake/testing.js';
import { DOCX } from '../../../src/platform/index.js';
import { CouncilHarness } from '../../support/council-harness.js';

let council: CouncilHarness;
beforeAll(async () => {
  council = await CouncilHarness.open({}, ['budget', 'theme', 'measures']);
});
afterAll(() => council.close());

const url = (): string => `/api/v1/programmes/${council.programmeId}/intake`;

describe('a report that is brought', () => {
  it('writes targets, amounts and the lead of a theme once their questions are answered', async () => {
    const manager = council.as('reviewer');
    await council.test.sql(`update theme set owner_id = null where id = $1`, [council.themeIds[0]]);
    await council.openPeriod();
    const brought = await manager.send('POST', url(), {
      headers: { 'content-type': DOCX },
      body: docxOf([
        {
          rows: [
            ['Role', 'Name'],
            ['Theme 1 lead', 'Eve Fox'],
          ],
        },
        {
          rows: [
            ['Budget line', 'Budget 2019/20', 'Forecast', 'Variance'],
            ['Posts', '£1.2m', '£1,250,000', '£50,000'],
          ],
        },
        'Theme 1: Leadership',
        'Audits',
        {
          rows: [
            ['Measure', 'Dec 19', 'Target', 'England 2018/19'],
            ['% of audits graded good', '61%', '≥ 70%', '64%'],
            ['Audits that were late', '5', '2', ''],
          ],
        },
      ]),
    });
    expect(brought).toMatchObject({ status: 201, body: { questions: 2 } });
    const chosen = await manager.send('PUT', `${url()}/choices`, {
      ifMatch: brought.etag,
      body: {
        people: { 'Eve Fox': council.people.owner.id },
        tables: { '3': { targetsFrom: '2019-09', better: [{ row: 3, is: 'lower' }] } },
      },
    });
    expect(chosen).toMatchObject({ status: 200, body: { questions: 0 } });
    const written = await manager.send('POST', `${url()}/write`, { ifMatch: chosen.etag });
    expect(written.body['written']).toEqual(
      expect.arrayContaining([
        { what: 'measure', count: 2 },
        { what: 'target', count: 2 },
        { what: 'benchmark', count: 1 },
        { what: 'line of the budget', count: 1 },
        { what: 'lead of a theme', count: 1 },
      ]),
    );
    const { body } = await manager.send(
      'GET',
      `/api/v1/programmes/${council.programmeId}/measures?limit=200`,
    );
    expect(body.items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          definition: expect.objectContaining({
            title: '% of audits graded good',
            polarity: 'higher',
            target: { minimum: 70, upper: null, from: '2019-09-01', until: null },
          }),
        }),
        expect.objectContaining({
          definition: expect.objectContaining({ title: 'Audits that were late', polarity: 'lower' }),
        }),
      ]),
    );
    const [part] = await council.test.sql(
      `select owner_id from envelope where subject_id = $1 and kind = 'contribution'`,
      [council.themeIds[0]],
    );
    expect(part).toMatchObject({ owner_id: council.people.owner.id });
  });
});
