import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openApiText } from '../../src/web.contract.js';
import { createTestApp, type TestApp } from '../support/app.js';

interface Operation {
  parameters?: { name?: string; $ref?: string }[];
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
}
interface Schema {
  $ref?: string;
  properties?: Record<string, Schema & { type?: string }>;
}
interface Described {
  paths: Record<string, Record<string, Operation>>;
}

/** Writes to something that exists and whose caller need not have read it, each with the reason why nothing can be overwritten. */
const WITHOUT_IF_MATCH: Readonly<Record<string, string>> = {
  'DELETE /api/v1/sessions/current': 'ends the session that asks; ending it twice is the same',
  'POST /api/v1/me/sessions/{id}/end': 'ends a session, which does not change; ending it twice finds none',
  'POST /api/v1/me/second-factor/keys/{id}/remove':
    'removes a key, which does not change; a second time finds none',
  'POST /api/v1/versions/{id}/publish':
    'a sealed version never changes; a step that was taken already is 409',
  'POST /api/v1/versions/{id}/take-down': 'as for publish',
  'POST /api/v1/reports/{id}/look': 'keeps what the person who sends it saw; nothing of the report changes',
  'POST /api/v1/reports/{id}/trial':
    'changes nothing of the report; a second time for the same text finds the first',
  'POST /api/v1/work/{id}/retry': 'only a dead letter is put back; a second time finds none',
  'POST /api/v1/periods/{id}/contributions':
    'adds the contributions that are missing; a second time adds none',
  'POST /api/v1/programmes/{id}/meetings/imports': 'takes the hash of the plan that was read instead',
  'POST /api/v1/periods/{id}/reminders':
    'sends what was not sent; a second time on the same day sends nothing',
  'POST /api/v1/programmes/{id}/intake':
    'keeps a draft of the person who sends it, in place of their own; nothing of the programme changes',
  'POST /api/v1/received/{token}/acknowledgement':
    'whoever has the address says once that it was received; a second time changes nothing',
  'POST /api/v1/programmes/{id}/public-questions': 'adds to a list',
  'POST /api/v1/programmes/{id}/periods': 'adds to a list',
  'POST /api/v1/programmes/{id}/themes': 'adds to a list',
  'POST /api/v1/programmes/{id}/measure-groups': 'adds to a list',
  'POST /api/v1/programmes/{id}/measures': 'adds to a list',
  'POST /api/v1/committees/{id}/recipients': 'adds to a list',
  'POST /api/v1/committees/{id}/meetings': 'adds to a list',
  'POST /api/v1/committees/{id}/schedules': 'adds to a list',
  'POST /api/v1/programmes/{id}/readings':
    'figures are only ever added; the last one counts and all are kept',
  'POST /api/v1/programmes/{id}/readings/imports': 'takes the hash of the plan that was read instead',
  'POST /api/v1/reports/{id}/publication': 'decisions are only ever added; the last one about a block counts',
  'POST /api/v1/contributions/{id}/publication':
    'decisions are only ever added; the last one about a block counts',
  'POST /api/v1/contributions/{id}/evidence': 'adds to a list',
  'POST /api/v1/reports/{id}/evidence': 'adds to a list',
  'POST /api/v1/retention/{key}/sweep': 'takes the hash of the dry run that was read instead',
  'POST /api/v1/users/{id}/data': 'changes nothing: it answers with a file, and takes a password',
  'POST /api/v1/measures/{id}/benchmarks': 'benchmarks are only ever added',
  'POST /api/v1/measures/{id}/rebases': 'marks are only ever added',
};

/** Answers with `items` that come whole, each with the reason why the list cannot grow without end. */
const WITHOUT_CURSOR: Readonly<Record<string, string>> = {
  'GET /api/v1/retention': 'the closed table of classes in the code',
  'GET /api/v1/permissions': 'the closed catalogue in the code',
  'GET /api/v1/reports/{id}/challenges':
    'worked out of one report’s content, which is limited; nothing is stored',
  'GET /api/v1/programmes/{id}/evidence/due': 'what the next look deletes, at most 500 files',
  'GET /api/v1/programmes/{id}/evidence/missing':
    'worked out of the plan of one period, which is limited; nothing is stored',
  'GET /api/v1/contributions/{id}/challenges': 'worked out of one contribution’s content, which is limited',
};

/** What must say which version it writes to: a change or a removal, and every POST below something that has an id. */
function writesWithoutIfMatch({ paths }: Described): string[] {
  return operations(paths)
    .filter(([route]) => /^(PUT|PATCH|DELETE) |^POST .*\{/.test(route))
    .filter(([, { parameters = [] }]) => !parameters.some(isIfMatch))
    .map(([route]) => route);
}

/** What answers with a list and takes no cursor. */
function listsWithoutCursor({ paths }: Described): string[] {
  return operations(paths)
    .filter(([route, { responses }]) => {
      const schema = responses['200']?.content?.['application/json']?.schema;
      return route.startsWith('GET ') && schema?.properties?.['items']?.type === 'array';
    })
    .filter(([, { parameters = [] }]) => !parameters.some(({ name }) => name === 'cursor'))
    .map(([route]) => route);
}

const isIfMatch = ({ name = '', $ref = '' }: { name?: string; $ref?: string }): boolean =>
  /^if-match$/i.test(name) || $ref.endsWith('/IfMatch');

const operations = (paths: Described['paths']): [route: string, operation: Operation][] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path}`,
      operation,
    ]),
  );

let test: TestApp;
let described: Described;
beforeAll(async () => {
  test = await createTestApp('web');
  described = JSON.parse(openApiText(test.app)) as Described;
});
afterAll(() => test.close());

describe('the rules of the API, held against its own description', () => {
  it('every write to something that exists takes If-Match, but for those named here', () => {
    expect(writesWithoutIfMatch(described).sort()).toEqual(Object.keys(WITHOUT_IF_MATCH).sort());
  });

  it('every list has a cursor, but for those named here', () => {
    expect(listsWithoutCursor(described).sort()).toEqual(Object.keys(WITHOUT_CURSOR).sort());
  });

  it('and a route that forgets either is found', () => {
    const forgetful = structuredClone(described);
    const answer = forgetful.paths['/api/v1/reports/{id}/challenges/{key}']?.['put'];
    const list = forgetful.paths['/api/v1/reports']?.['get'];
    if (!answer || !list) throw new Error('the routes of this test have other names by now');
    answer.parameters = [];
    list.parameters = [];
    expect(writesWithoutIfMatch(forgetful)).toContain('PUT /api/v1/reports/{id}/challenges/{key}');
    expect(listsWithoutCursor(forgetful)).toContain('GET /api/v1/reports');
  });
});
