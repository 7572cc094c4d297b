import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CouncilHarness } from '../../support/council-harness.js';

describe('the list of contributions', () => {
  let council: CouncilHarness;
  const opened: { programmeId: string; periodId: string }[] = [];
  const open = async (month: number): Promise<void> => {
    const { id } = await council.openPeriod(month);
    opened.push({ programmeId: council.programmeId, periodId: id });
  };
  beforeAll(async () => {
    council = await CouncilHarness.open({}, ['risks', 'budget']);
    const first = council.programmeId;
    await open(0);
    await council.newProgramme(['risks', 'budget']);
    await open(0);
    council.programmeId = first;
    await open(1);
  });
  afterAll(() => council.close());

  const list = async (query: string, name: 'owner' | 'auditor' | 'reviewerElsewhere' = 'owner') =>
    (await council.as(name).send('GET', `/api/v1/contributions?${query}`)).body;

  it.each(['owner', 'auditor'] as const)(
    'goes through all programmes of the %s in the order in which they were begun, page by page',
    async (name) => {
      const found: unknown[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const page = await list(`limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`, name);
        expect(page.items).toHaveLength(2);
        found.push(...(page.items ?? []));
        cursor = page['nextCursor'] as string | null;
      }
      expect(found).toMatchObject(opened.flatMap((one) => [one, one]));
      expect(new Set(found.map((one) => (one as { id: string }).id)).size).toBe(6);
    },
  );

  it('shows one programme, one period, one status, or what is mine', async () => {
    const [first, second, third] = opened;
    expect((await list(`programmeId=${second?.programmeId ?? ''}`)).items).toMatchObject([second, second]);
    expect((await list(`periodId=${third?.periodId ?? ''}`)).items).toMatchObject([third, third]);
    expect((await list('status=approved')).items).toEqual([]);
    expect((await list('mine=true')).items).toEqual([]);
    await council.test.sql(
      `update envelope set owner_id = $1, version = version + 1 where period_id = $2 and section = 'risks'`,
      [council.people.owner.id, first?.periodId],
    );
    expect((await list('mine=true')).items).toMatchObject([{ ...first, section: 'risks' }]);
  });

  it('shows nobody another programme’s', async () => {
    expect((await list('limit=50', 'reviewerElsewhere')).items).toEqual([]);
    expect((await list(`periodId=${opened[0]?.periodId ?? ''}`, 'reviewerElsewhere')).items).toEqual([]);
  });
});
