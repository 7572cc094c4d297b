import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { routePolicies, type RoutePermission } from '../../../src/identity/index.js';
import { TWIN } from '../../../src/web/shell/page.decorator.js';
import { createTestApp, type TestApp } from '../../support/app.js';

let test: TestApp;
let routes: RoutePermission[];
beforeAll(async () => {
  test = await createTestApp('web');
  routes = routePolicies(test.app);
});
afterAll(() => test.close());

const name = ({ method, path }: RoutePermission): string => `${method} ${path}`;
const twinOf = (route: RoutePermission) =>
  Reflect.getMetadata(TWIN, route.handler) as { route?: string; reason?: string } | undefined;
const writes = (): RoutePermission[] =>
  routes.filter(({ method, path }) => method !== 'GET' && !path.startsWith('/api/'));

it('every page that writes names the route of the API that does the same, or says why there is none', () => {
  expect(writes().length).toBeGreaterThan(3);
  expect(
    writes()
      .filter((route) => twinOf(route) === undefined)
      .map(name),
  ).toEqual([]);
});

it('a page and its twin ask for the same permission', () => {
  const policies = new Map(routes.map((route) => [name(route), route.policy]));
  const different = writes().flatMap((page) => {
    const twin = twinOf(page)?.route;
    if (twin === undefined || policies.get(twin) === page.policy) return [];
    return [
      `${name(page)} asks for ${page.policy}, ${twin} for ${policies.get(twin) ?? 'nothing: it is not there'}`,
    ];
  });
  expect(different).toEqual([]);
});
