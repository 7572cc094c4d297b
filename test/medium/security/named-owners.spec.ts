import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { CouncilHarness, type StaffName } from '../../support/council-harness.js';
import { DEFINITION, Figures } from '../performance/figures.js';

/** Wherever somebody is named as an owner: only who has a role in that programme, and nobody of another one. */
let council: CouncilHarness;
const parts = new Map<string, string>();
const group = { id: '', measure: '' };
beforeAll(async () => {
  council = await CouncilHarness.open({}, ['theme', 'risks', 'concerns', 'developments', 'measures']);
  const figures = new Figures(council);
  group.id = await figures.group();
  group.measure = await figures.measure(group.id);
  const { contributions } = await council.openPeriod();
  for (const { id, section } of await council.test.sql<{ id: string; section: string }>(
    `select id, section from envelope where kind = 'contribution' and programme_id = $1`,
    [council.programmeId],
  ))
    parts.set(section, `/api/v1/contributions/${id}`);
  parts.set('theme', `/api/v1/contributions/${contributions[0]}`);
});
afterAll(() => council.close());

interface Named {
  /** Where it is kept: every column of an owner must be here. */
  column: string;
  as: StaffName;
  method: 'POST' | 'PUT' | 'PATCH';
  url: () => string;
  /** Where the version is read; null where something is added. */
  read: (() => string) | null;
  body: (owner: string) => object;
  path: string;
}
const programme = (list: string) => () => `/api/v1/programmes/${council.programmeId}/${list}`;
const part = (section: string) => () => parts.get(section) ?? '';
const draft = (
  section: string,
  column: string,
  path: string,
  document: (owner: string) => object,
): Named => ({
  column,
  // Theme parts have an owner here, who alone writes them.
  as: section === 'theme' ? 'owner' : 'reviewer',
  method: 'PUT',
  url: () => `${part(section)()}/${section}`,
  read: () => `${part(section)()}/${section}`,
  body: document,
  path,
});
const theme = (ownerId: string, number: number) => ({ number, title: 'A further theme', ownerId });
const concern = (ownerId: string) => ({
  entries: [
    {
      id: randomUUID(),
      reference: 1,
      title: 'Sufficiency',
      description: 'Too many children live far from home.',
      ownerIds: [ownerId],
      due: { words: 'March', on: null, every: null },
      status: 'open',
      closedReason: null,
      links: { riskIds: [], measureIds: [], actionIds: [] },
    },
  ],
});
const none = { probability: null, impact: null };
const WHERE: readonly Named[] = [
  { column: 'theme.owner_id', as: 'admin', method: 'POST', url: programme('themes'), read: null, body: (id) => theme(id, 90), path: 'ownerId' }, // prettier-ignore
  { column: 'theme.owner_id', as: 'admin', method: 'PATCH', url: () => `/api/v1/themes/${council.themeIds[0]}`, read: () => `/api/v1/themes/${council.themeIds[0]}`, body: (id) => theme(id, 91), path: 'ownerId' }, // prettier-ignore
  { column: 'measure_group.owner_id', as: 'analyst', method: 'POST', url: programme('measure-groups'), read: null, body: (ownerId) => ({ number: 90, title: 'Further', ownerId }), path: 'ownerId' }, // prettier-ignore
  { column: 'measure_group.owner_id', as: 'analyst', method: 'PATCH', url: () => `/api/v1/measure-groups/${group.id}`, read: () => `/api/v1/measure-groups/${group.id}`, body: (ownerId) => ({ number: 91, title: 'Further', ownerId }), path: 'ownerId' }, // prettier-ignore
  { column: 'measure_definition.owner_id', as: 'analyst', method: 'POST', url: programme('measures'), read: null, body: (ownerId) => ({ groupId: group.id, position: 9, definition: { ...DEFINITION, ownerId } }), path: 'definition.ownerId' }, // prettier-ignore
  { column: 'measure_definition.owner_id', as: 'analyst', method: 'PUT', url: () => `/api/v1/measures/${group.measure}/definition`, read: () => `/api/v1/measures/${group.measure}`, body: (ownerId) => ({ groupId: group.id, position: 1, definition: { ...DEFINITION, ownerId }, reason: 'Handed over' }), path: 'definition.ownerId' }, // prettier-ignore
  draft('theme', 'theme_action.owner_id', 'objectives[0].actions[0].ownerId', (ownerId) => ({
    overview: { narrative: null, rag: null },
    objectives: [
      {
        id: randomUUID(),
        title: 'Members hold the service to account',
        actions: [{ id: randomUUID(), title: 'Brief them', ownerId, dueOn: null, ratings: [] }],
        narratives: [],
      },
    ],
  })),
  draft('risks', 'risk_entry.owner_id', 'entries[0].ownerId', (ownerId) => ({
    entries: [
      {
        id: randomUUID(),
        number: 1,
        kind: 'risk',
        cause: null,
        event: 'Social workers leave',
        consequence: null,
        mitigation: null,
        response: null,
        ownerId,
        raised: '2020-01',
        lastReviewedOn: null,
        reviewOn: null,
        nextAction: null,
        inherent: none,
        current: none,
        target: none,
        proximity: null,
        severity: null,
        status: 'open',
        closedReason: null,
        acceptance: null,
        links: { actionIds: [], measureIds: [], concernIds: [] },
      },
    ],
  })),
  draft('concerns', 'concern_owner.user_id', 'entries[0].ownerIds[0]', concern),
  draft('developments', 'concern_owner.user_id', 'entries[0].ownerIds[0]', concern),
  // Last, because from then on only that owner writes it.
  { column: 'envelope.owner_id', as: 'reviewer', method: 'PUT', url: () => `${part('risks')()}/owner`, read: part('risks'), body: (ownerId) => ({ ownerId }), path: 'ownerId' }, // prettier-ignore
];

/** A question of a member goes to who may answer it: test/medium/enquiries/enquiries.spec.ts. */
const TRIED_ELSEWHERE = ['enquiry.owner_id'];

it('nobody of another programme is named as an owner, and somebody of this one is', async () => {
  const refused: unknown[] = [];
  const taken: unknown[] = [];
  for (const { as, method, url, read, body, column } of WHERE) {
    const client = council.as(as);
    const send = async (owner: string) => {
      const ifMatch = read === null ? undefined : (await client.send('GET', read())).etag;
      return client.send(method, url(), { body: body(owner), ...(ifMatch === undefined ? {} : { ifMatch }) });
    };
    const stranger = await send(council.people.reviewerElsewhere.id);
    refused.push([method, column, stranger.status, stranger.body['errors']]);
    const colleague = await send(council.people.owner2.id);
    taken.push([method, column, colleague.status < 300 ? 'taken' : colleague.body]);
  }
  expect(refused).toEqual(
    WHERE.map(({ method, column, path }) => [
      method,
      column,
      422,
      [expect.objectContaining({ path, message: expect.stringMatching(/no role in this programme/u) })],
    ]),
  );
  expect(taken).toEqual(WHERE.map(({ method, column }) => [method, column, 'taken']));
});

it('every column that keeps an owner is among those that are tried', async () => {
  const columns = await council.test.sql<{ name: string }>(
    `select c.conrelid::regclass::text || '.' || a.attname as name
       from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any(c.conkey)
      where c.contype = 'f' and c.confrelid = 'app_user'::regclass
        and (a.attname like '%owner%' or c.conrelid::regclass::text like '%owner%') order by 1`,
  );
  const tried = new Set([...WHERE.map(({ column }) => column), ...TRIED_ELSEWHERE]);
  expect(columns.map(({ name }) => name)).toEqual([...tried].sort());
});
