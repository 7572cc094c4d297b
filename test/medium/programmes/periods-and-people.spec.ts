import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { CouncilHarness } from '../../support/council-harness.js';

let council: CouncilHarness;
beforeAll(async () => {
  council = await CouncilHarness.open();
});
afterAll(() => council.close());

const open = (dates: object) =>
  council.as('reviewer').send('POST', `/api/v1/programmes/${council.programmeId}/periods`, {
    body: {
      label: 'A month',
      startsOn: '2020-01-01',
      endsOn: '2020-01-31',
      asAt: '2020-01-31',
      draftsDueOn: '2020-02-03',
      reviewDueOn: '2020-02-04',
      approvalDueOn: '2020-02-05',
      ...dates,
    },
  });

it('a period has its days to itself, and is told as at one of them or soon after', async () => {
  const refused = { status: 422, body: { errors: [{ path: 'asAt' }] } };
  expect(await open({ asAt: '2021-01-31' })).toMatchObject(refused);
  const january = await open({ label: 'January 2020' });
  expect(january).toMatchObject({ status: 201 });
  expect(await open({ startsOn: '2020-01-15', endsOn: '2020-02-14' })).toMatchObject({
    status: 409,
    body: { code: 'overlap', errors: [{ message: 'January 2020 has some of these days already.' }] },
  });
  const dates = { draftsDueOn: '2020-02-03', reviewDueOn: '2020-02-04', approvalDueOn: '2020-02-05' };
  expect(
    await council.as('reviewer').send('PATCH', `/api/v1/periods/${String(january.body['id'])}`, {
      body: { asAt: '2021-01-31', ...dates },
      ifMatch: january.etag,
    }),
  ).toMatchObject(refused);
});

it('a part belongs to somebody who may write it, whom its manager can find', async () => {
  const people = `/api/v1/programmes/${council.programmeId}/people`;
  const found = await council.as('reviewer').send('GET', people);
  expect(found.body.items).toContainEqual({
    id: council.people.owner.id,
    name: 'owner',
    jobTitle: 'Job of owner',
  });
  expect(found.body.items?.some(({ name }) => name === 'reviewerElsewhere')).toBe(false);
  expect(await council.as('reviewerElsewhere').send('GET', people)).toMatchObject({ status: 404 });

  const opened = await open({ startsOn: '2020-02-01', endsOn: '2020-02-29', asAt: '2020-02-29' });
  const partsOf = async (periodId: unknown) =>
    (await council.as('reviewer').send('GET', `/api/v1/contributions?periodId=${String(periodId)}`)).body
      .items;
  const [part] = (await partsOf(opened.body['id'])) ?? [];
  const url = `/api/v1/contributions/${String(part?.['id'])}`;
  const give = async (ownerId: string) => {
    const { etag } = await council.as('reviewer').send('GET', url);
    return council.as('reviewer').send('PUT', `${url}/owner`, { body: { ownerId }, ifMatch: etag });
  };
  expect(await give(council.people.reader.id)).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'ownerId' }] },
  });
  expect(await give(council.people.owner.id)).toMatchObject({ status: 200 });

  await council.test.sql(`update app_user set disabled_at = now() where id = $1`, [council.people.owner2.id]);
  const march = await open({ startsOn: '2020-03-01', endsOn: '2020-03-31', asAt: '2020-03-31' });
  const owners = (await partsOf(march.body['id']))?.map(({ ownerId }) => ownerId);
  expect(owners).toContain(council.people.owner.id);
  expect(owners).toContain(null);
  expect(owners).not.toContain(council.people.owner2.id);
});

it('everybody learns the ids of their own roles, which they can delegate', async () => {
  const me = await council.as('sro').send('GET', '/api/v1/me');
  expect(me.body['assignments']).toEqual([
    expect.objectContaining({ roleKey: 'sro', programmeId: council.programmeId }),
  ]);
});
