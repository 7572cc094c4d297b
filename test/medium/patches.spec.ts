import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openApiText } from '../../src/web.contract.js';
import type { Answer } from '../support/client.js';
import { CouncilHarness, type StaffName } from '../support/council-harness.js';

interface Field {
  default?: unknown;
}
interface Described {
  paths: Record<
    string,
    {
      patch?: {
        requestBody: {
          content: Record<string, { schema: { properties: Record<string, Field>; required?: string[] } }>;
        };
      };
    }
  >;
}

let harness: CouncilHarness;
let described: Described;
beforeAll(async () => {
  harness = await CouncilHarness.open();
  described = JSON.parse(openApiText(harness.test.app)) as Described;
});
afterAll(() => harness.close());

const bodies = () =>
  Object.entries(described.paths).flatMap(([path, { patch }]) =>
    patch
      ? [[path, patch.requestBody.content['application/json']?.schema ?? { properties: {} }] as const]
      : [],
  );

/** One thing of each kind that a PATCH changes, with a value wherever nothing could be one, and who changes it. */
async function things(): Promise<Record<string, { by: StaffName; url: string }>> {
  const made = async (by: StaffName, url: string, body: Record<string, unknown>): Promise<string> => {
    const answer = await harness.as(by).send('POST', url, { body });
    expect(answer).toMatchObject({ status: 201 });
    return String(answer.body['id']);
  };
  const { programmeId, people } = harness;
  const { id: periodId } = await harness.openPeriod();
  const programme = `/api/v1/programmes/${programmeId}`;
  const [themeId] = harness.themeIds;
  const group = await made('reviewer', `${programme}/measure-groups`, {
    number: 1,
    title: 'Demand',
    themeId,
    ownerId: people.owner.id,
  });
  const of = { programmeId, kind: 'board' };
  const parentId = await made('clerk', '/api/v1/committees', { ...of, name: 'Improvement Board' });
  const committee = `/api/v1/committees/${await made('clerk', '/api/v1/committees', {
    ...of,
    name: 'Workforce Board',
    edition: 'exempt',
    parentId,
    chair: 'Chair',
    frequency: 'monthly',
    noticeDays: 7,
    marking: 'OFFICIAL-SENSITIVE',
    way: 'link',
    sections: [`theme:${themeId}`],
  })}`;
  const recipient = await made('clerk', `${committee}/recipients`, {
    name: 'Case system',
    email: 'case@example.org',
    way: 'webhook',
    webhookUrl: 'https://case.example.org/hook',
    servesFrom: '2020-01-01',
    servesUntil: '2030-01-01',
  });
  const meeting = await made('clerk', `${committee}/meetings`, {
    startsAt: '2020-02-11T10:00:00Z',
    place: 'Committee room 2',
  });
  const enquiry = await made('clerk', '/api/v1/enquiries', {
    meetingId: meeting,
    askedBy: 'Councillor Ash',
    text: 'Why?',
    ownerId: people.owner.id,
    dueOn: '2020-03-01',
  });
  const role = await made('admin', '/api/v1/roles', {
    key: 'assistant',
    name: 'Assistant',
    description: 'Files papers',
    permissions: ['dispatch.read'],
  });
  return {
    '/api/v1/programmes/{id}': { by: 'admin', url: programme },
    '/api/v1/periods/{id}': { by: 'reviewer', url: `/api/v1/periods/${periodId}` },
    '/api/v1/themes/{id}': { by: 'admin', url: `/api/v1/themes/${themeId}` },
    '/api/v1/measure-groups/{id}': { by: 'reviewer', url: `/api/v1/measure-groups/${group}` },
    '/api/v1/committees/{id}': { by: 'clerk', url: committee },
    '/api/v1/committees/{id}/recipients/{recipientId}': {
      by: 'clerk',
      url: `${committee}/recipients/${recipient}`,
    },
    '/api/v1/committees/{id}/meetings/{meetingId}': { by: 'clerk', url: `${committee}/meetings/${meeting}` },
    '/api/v1/enquiries/{id}': { by: 'clerk', url: `/api/v1/enquiries/${enquiry}` },
    '/api/v1/roles/{id}': { by: 'admin', url: `/api/v1/roles/${role}` },
    '/api/v1/users/{id}': { by: 'admin', url: `/api/v1/users/${people.reader.id}` },
  };
}

/** An enquiry shows its owner as a person. */
const sent = ({ body }: Answer, field: string): unknown =>
  field === 'ownerId' && !('ownerId' in body) ? (body['owner'] as { id: string }).id : body[field];

const withoutVersion = ({ body: { version: _version, ...rest } }: Answer) => rest;

it('every PATCH leaves as it is what is left out, and takes no field for granted', async () => {
  for (const [path, { properties, required = [] }] of bodies()) {
    expect([path, required]).toEqual([path, []]);
    expect([path, Object.values(properties).filter((field) => 'default' in field)]).toEqual([path, []]);
  }
  const known = await things();
  expect(Object.keys(known).sort()).toEqual(
    bodies()
      .map(([path]) => path)
      .sort(),
  );
  for (const [path, { properties }] of bodies()) {
    const { by, url } = known[path] ?? { by: 'admin', url: '' };
    const client = harness.as(by);
    for (const field of Object.keys(properties)) {
      const before = await client.send('GET', url);
      const value = sent(before, field);
      // Nothing in it is null here, so that whatever a PATCH wrongly clears is seen; what belongs to another way has to be.
      if (field !== 'folder') expect([path, field, value ?? 'nothing']).not.toEqual([path, field, 'nothing']);
      const answer = await client.send('PATCH', url, { body: { [field]: value }, ifMatch: before.etag });
      expect([path, field, answer.status, answer.status === 200 ? '' : answer.body]).toEqual([
        path,
        field,
        200,
        '',
      ]);
      expect(withoutVersion(await client.send('GET', url))).toEqual(withoutVersion(before));
    }
    const { etag } = await client.send('GET', url);
    expect(await client.send('PATCH', url, { body: {}, ifMatch: etag })).toMatchObject({ status: 422 });
  }
});

it('null or an empty list takes away what was there; what breaks a rule with the rest is refused at its field', async () => {
  const clerk = harness.as('clerk');
  const { programmeId, themeIds } = harness;
  const add = async (url: string, body: Record<string, unknown>) =>
    `${url}/${String((await clerk.send('POST', url, { body })).body['id'])}`;
  const change = async (url: string, body: Record<string, unknown>) =>
    clerk.send('PATCH', url, { body, ifMatch: (await clerk.send('GET', url)).etag });
  const committee = await add('/api/v1/committees', {
    programmeId,
    name: 'Scrutiny',
    kind: 'scrutiny',
    chair: 'Chair',
    sections: [`theme:${themeIds[0]}`],
  });
  expect(await change(committee, { chair: null, sections: [] })).toMatchObject({
    status: 200,
    body: { name: 'Scrutiny', kind: 'scrutiny', chair: null, sections: [], active: true },
  });
  const recipient = await add(`${committee}/recipients`, {
    name: 'Councillor Ash',
    email: 'ash@example.org',
    servesUntil: '2030-01-01',
  });
  expect(await change(recipient, { servesFrom: '2031-01-01' })).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'servesUntil', message: 'The last day of office is before the first.' }] },
  });
  expect(await change(recipient, { servesFrom: '2031-01-01', servesUntil: null })).toMatchObject({
    status: 200,
    body: { name: 'Councillor Ash', servesFrom: '2031-01-01', servesUntil: null },
  });
});
