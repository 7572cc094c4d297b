import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { STEP_UPS } from '../../../src/identity/access/step-up.js';
import { Client } from '../../support/client.js';
import { CouncilHarness, PASSWORD } from '../../support/council-harness.js';

let council: CouncilHarness;
let archive: string;
beforeAll(async () => {
  council = await CouncilHarness.open();
  archive = `/programmes/${council.programmeId}/archive`;
});
afterAll(() => council.close());

const confirm = () =>
  council.as('admin').send('POST', '/api/v1/me/confirmation', { body: { password: PASSWORD } });
const forget = () => council.test.sql('update session set confirmed_at = null');

describe('what asks once more who it is', () => {
  it('is a list of routes that are there', () => {
    const routes = readFileSync('docs/ROUTES.txt', 'utf8')
      .split('\n')
      .map((line) => line.split(/\s+/).slice(0, 2).join(' '));
    expect(Object.keys(STEP_UPS).filter((route) => !routes.includes(route))).toEqual([]);
  });

  it('holds every route of the API that takes the password beside what it asks for', () => {
    const { paths, components } = JSON.parse(readFileSync('openapi.json', 'utf8')) as {
      paths: Record<string, Record<string, { requestBody?: unknown }>>;
      components: { schemas: Record<string, unknown> };
    };
    const asks = (schema: unknown): boolean =>
      JSON.stringify(schema).includes('Not needed within five minutes');
    const named = Object.keys(components.schemas).filter((name) => asks(components.schemas[name]));
    const asking = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, { requestBody = null }]) =>
        asks(requestBody) || named.some((name) => JSON.stringify(requestBody).includes(`/${name}"`))
          ? [`${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`]
          : [],
      ),
    );
    expect(asking).toContain('POST /api/v1/reports/:id/approve');
    expect(asking.filter((route) => !(route in STEP_UPS))).toEqual(['POST /api/v1/me/confirmation']);
  });

  it.each(Object.entries(STEP_UPS).filter(([route, how]) => how === 'before' && route.includes('/api/')))(
    '%s: not without it, nor with what was shown in another session, nor by a program',
    async (route) => {
      const admin = council.as('admin');
      const path = (route.split(' ')[1] ?? '').replace(':id', council.programmeId);
      await forget();
      const asked = await admin.fetch('GET', path);
      expect([asked.status, ((await asked.json()) as { code: string }).code]).toEqual([
        403,
        'confirmation-needed',
      ]);
      const elsewhere = new Client(council.test.origin);
      await elsewhere.signIn('admin@example.org', PASSWORD);
      await elsewhere.send('POST', '/api/v1/me/confirmation', { body: { password: PASSWORD } });
      expect((await admin.fetch('GET', path)).status).toBe(403);
      expect((await confirm()).status).toBe(200);
      expect((await admin.fetch('GET', path)).status).toBe(200);
      const made = await admin.send('POST', '/api/v1/me/tokens', {
        body: {
          name: route.slice(0, 40),
          currentPassword: PASSWORD,
          permissions: ['audit.read', 'programme.export'],
        },
      });
      const program = await new Client(council.test.origin, String(made.body['token'])).fetch('GET', path);
      expect([program.status, ((await program.json()) as { code: string }).code]).toEqual([
        403,
        'password-needed',
      ]);
    },
  );

  it('leads people to a page, and from it back to where they were', async () => {
    await forget();
    const browser = await council.browser('admin');
    await council.test.sql('delete from sign_in_count');
    const page = await browser.get(`${archive}/file`);
    expect([page.heading, page.url]).toEqual([
      'Show that it is you',
      `/account/confirm?next=${encodeURIComponent(archive)}`,
    ]);
    const wrong = await browser.send({ password: 'no' });
    expect([wrong.status, wrong.html]).toEqual([422, expect.stringContaining('This is not your password')]);
    const back = await browser.send({ password: PASSWORD });
    expect([back.status, back.url]).toEqual([200, archive]);
    expect((await browser.ask(`${archive}/file`)).status).toBe(200);
  });
});

describe('a role of which the installation wants a second factor', () => {
  it('only reads without one, once it is due; other roles go on', async () => {
    const strict = await CouncilHarness.open({
      SECOND_FACTOR: 'required',
      SECOND_FACTOR_ROLES: 'owner, auditor',
    });
    try {
      const held = async (name: 'owner' | 'analyst') =>
        (await strict.as(name).send('GET', '/api/v1/me')).body['permissions'] as { permission: string }[];
      const may = async (name: 'owner' | 'analyst', permission: string): Promise<boolean> =>
        (await held(name)).some((one) => one.permission === permission);
      expect([await may('owner', 'contribution.edit'), await may('analyst', 'reading.record')]).toEqual([
        true,
        true,
      ]);
      await strict.test.sql(`update app_user set second_factor_due = now() - interval '1 day'`);
      expect([await may('owner', 'contribution.edit'), await may('owner', 'contribution.read')]).toEqual([
        false,
        true,
      ]);
      expect(await may('analyst', 'reading.record')).toBe(true);
    } finally {
      await strict.close();
    }
  });
});
