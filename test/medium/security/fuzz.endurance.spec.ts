import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { AnyBody, Chance, HOSTILE, type BodySchema } from '../../support/any-body.js';
import { Client } from '../../support/client.js';
import { CouncilHarness, PASSWORD, type StaffName } from '../../support/council-harness.js';
import { checkDescribed } from '../../support/description.js';
import { rounds } from '../../support/endurance.js';

/*
 * Asks what openapi.json describes: every route, by every role, with bodies that fit and bodies of which one place was spoilt, ids of ours,
 * of others and of nothing, and strings that mean harm. No fault of ours, no answer that is not described, none that does not come.
 */

const SEED = 20_260_101;
const REQUESTS = rounds({ usual: 300, endurance: 20_000 });
/** An answer that took so long is not awaited any longer. */
const HANGS_AFTER_MS = 20_000;

interface Parameter {
  name?: string;
  $ref?: string;
  in?: string;
  schema?: BodySchema;
}
interface Operation {
  parameters?: readonly Parameter[];
  requestBody?: { content: Record<string, { schema: BodySchema }> };
}
interface Described {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, BodySchema> };
}

const described = JSON.parse(readFileSync('openapi.json', 'utf8')) as Described;
const operations = Object.entries(described.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    method: method.toUpperCase() as 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path,
    operation,
  })),
);

/** What would end the sessions or the roles of who asks: asked of what is not there, and by nobody. */
const ENDS_THE_TEST =
  /^(POST|PATCH|DELETE|PUT) \/api\/v1\/(users\/|roles\/|assignments\/|tokens\/|sessions|me\/|held-changes\/)/;

const ROLES: readonly StaffName[] = [
  'admin',
  'owner',
  'reviewer',
  'sro',
  'clerk',
  'analyst',
  'reader',
  'auditor',
  'reviewerElsewhere',
];

let council: CouncilHarness;
/** Ids by the collection that they are of: `contributions`. */
const known = new Map<string, string[]>();

function learn(collection: string, body: unknown): void {
  const { id, items } = (body ?? {}) as { id?: unknown; items?: unknown };
  const found = [
    id,
    ...(Array.isArray(items) ? items.map((item) => (item as { id?: unknown } | null)?.id) : []),
  ];
  const ids = known.get(collection) ?? [];
  for (const one of found) if (typeof one === 'string' && !ids.includes(one)) ids.push(one);
  known.set(collection, ids.slice(-60));
}

beforeAll(async () => {
  const sections = ['theme', 'measures', 'risks', 'concerns', 'developments', 'budget', 'workforce'];
  council = await CouncilHarness.open({}, sections);
  const first = await council.openPeriod(0);
  for (const [owner, contribution] of [['owner', first.contributions[0]] as const])
    await council.approveContribution(owner, contribution);
  await council.sealReport(await council.startReport(first.id, 'The others are away.'));
  const second = await council.openPeriod(1);
  await council.startReport(second.id, 'The others are away.');
  await council.as('reviewerElsewhere').send('POST', `/api/v1/programmes/${council.elsewhereId}/periods`, {
    body: {
      label: 'January 2020',
      startsOn: '2020-01-01',
      endsOn: '2020-01-31',
      asAt: '2020-01-27',
      draftsDueOn: '2020-01-20',
      reviewDueOn: '2020-01-23',
      approvalDueOn: '2020-01-27',
    },
  });
  const made = async (who: StaffName, collection: string, url: string, body: object): Promise<string> => {
    const answer = await council.as(who).send('POST', url, { body });
    learn(collection, answer.body);
    return String(answer.body['id']);
  };
  const { programmeId } = council;
  const committee = await made('clerk', 'committees', '/api/v1/committees', {
    programmeId,
    name: 'Cabinet',
    kind: 'cabinet',
  });
  const recipient = { name: 'Leader', email: 'leader@example.org' };
  await made('clerk', 'recipients', `/api/v1/committees/${committee}/recipients`, recipient);
  const meetingId = await made('clerk', 'meetings', `/api/v1/committees/${committee}/meetings`, {
    startsAt: '2040-02-11T17:30:00Z',
  });
  await made('clerk', 'dispatches', '/api/v1/dispatches', {
    periodId: first.id,
    meetingId,
    send: 'when_sealed',
    password: PASSWORD,
  });
  await made('analyst', 'measure-groups', `/api/v1/programmes/${programmeId}/measure-groups`, { number: 1 });
  for (const { method, path } of operations)
    if (method === 'GET' && !path.includes('{'))
      for (const who of ['admin', 'reviewer', 'clerk', 'reviewerElsewhere'] as const) {
        const answer = await council.as(who).fetch('GET', path);
        if (answer.headers.get('content-type')?.includes('json') === true && path !== '/api/v1/openapi.json')
          learn(path.split('/').at(-1) ?? '', await answer.json());
        else await answer.text();
      }
}, 300_000);
afterAll(() => council.close());

it(`answers ${REQUESTS} requests of every kind without a fault of ours`, async () => {
  const chance = new Chance(SEED);
  const everyId = (): string =>
    chance.likely(0.15)
      ? randomUUID()
      : chance.of([...known.values()].filter((ids) => ids.length > 0).flat());
  const bodies = new AnyBody(chance, described.components.schemas, everyId);
  const etags = new Map<string, string>();
  const nobody = new Client(council.test.origin);
  const faults: string[] = [];
  const statuses = new Map<number, number>();

  for (let number = 0; number < REQUESTS; number++) {
    const { method, path, operation } = chance.of(operations);
    const ends = ENDS_THE_TEST.test(`${method} ${path}`);
    const who = chance.of(ROLES);
    const client = chance.likely(0.03) || (ends && !path.includes('{')) ? nobody : council.as(who);
    let collection = '';
    const parameters = new Map((operation.parameters ?? []).map((one) => [one.name ?? '', one]));
    const address = path
      .split('/')
      .map((segment) => {
        const name = /^\{(\w+)\}$/.exec(segment)?.[1];
        if (name === undefined) return (collection = segment);
        const { schema = {} } = parameters.get(name) ?? {};
        if (chance.likely(0.03)) return encodeURIComponent(chance.of(HOSTILE).toWellFormed().slice(0, 200));
        if (schema.format !== 'uuid')
          return encodeURIComponent(String(bodies.fitting(schema)).toWellFormed());
        const ids = known.get(name === 'id' ? collection : name.replace(/Id$/, 's')) ?? [];
        return ends || ids.length === 0 || chance.likely(0.1) ? randomUUID() : chance.of(ids);
      })
      .join('/');
    const query = new URLSearchParams();
    for (const { name, in: where, schema = {} } of parameters.values())
      if (where === 'query' && name !== undefined && chance.likely(0.4))
        query.set(
          name,
          chance.likely(0.3)
            ? chance.of(HOSTILE).toWellFormed().slice(0, 600)
            : String(bodies.fitting(schema)),
        );
    const url = query.size === 0 ? address : `${address}?${query.toString()}`;
    const media = operation.requestBody && chance.of(Object.entries(operation.requestBody.content));
    let body: string | undefined;
    if (media) {
      const [type, { schema }] = media;
      const fitting = type === 'application/json' ? bodies.fitting(schema) : undefined;
      body =
        fitting === undefined
          ? chance.of([
              'Reference,Period,Value\nCS-1,2019-12,1',
              '',
              '"',
              '\ufeff;;\n',
              'PK\u0003\u0004',
              '{}',
            ])
          : JSON.stringify(chance.likely(0.5) ? bodies.spoilt(fitting) : fitting);
    }
    const seen = etags.get(address) ?? etags.get(address.split('/').slice(0, -1).join('/'));
    const headers = {
      ...(client.cookie === undefined ? {} : { cookie: client.cookie }),
      ...(client.csrfToken === undefined || chance.likely(0.02) ? {} : { 'x-csrf-token': client.csrfToken }),
      ...(method === 'GET' || chance.likely(0.05) ? {} : { 'if-match': seen ?? '"v1"' }),
      ...(media ? { 'content-type': media[0] } : {}),
    };
    const request = { method, url, headers, ...(body === undefined ? {} : { payload: body }) };
    const tell = (what: string): void =>
      void faults.push(`${number} ${who} ${method} ${url} ${body?.slice(0, 600) ?? ''}: ${what}`);
    const answer = await Promise.race([
      council.test.app.inject(request),
      new Promise<undefined>((resolve) => {
        setTimeout(() => {
          resolve(undefined);
        }, HANGS_AFTER_MS).unref();
      }),
    ]);
    if (answer === undefined) {
      tell('no answer');
      continue;
    }
    const { statusCode: status } = answer;
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    const etag = answer.headers.etag;
    if (etag !== undefined && method !== 'POST') etags.set(address, etag);
    const isJson = String(answer.headers['content-type']).includes('json');
    const parsed: unknown = isJson && answer.body !== '' ? JSON.parse(answer.body) : null;
    if (status < 300) learn(collection, parsed);
    if (status >= 500) tell(`${status} ${answer.body}`);
    else if (isJson)
      try {
        checkDescribed(method, url, { status, etag, body: parsed });
      } catch (error) {
        tell(String(error));
      }
  }
  expect(faults).toEqual([]);
  // Some of all this was right: otherwise only refusals would have been tried.
  const good = [...statuses].filter(([status]) => status < 300).reduce((sum, [, times]) => sum + times, 0);
  expect(good).toBeGreaterThan(REQUESTS / 10);
}, 1_200_000);
