import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { FirstAdmin, routePolicies } from '../../src/identity/index.js';
import { schemaDrift } from '../../src/platform/index.js';
import { openApiText, routeTable } from '../../src/web.contract.js';
import { createTestApp, type TestApp } from '../support/app.js';
import { Client } from '../support/client.js';

let test: TestApp;
beforeAll(async () => {
  test = await createTestApp('web');
});
afterAll(() => test.close());

const committed = (file: string): Promise<string> =>
  readFile(new URL(`../../${file}`, import.meta.url), 'utf8');

describe('what is committed is what is running', () => {
  it('openapi.json describes the API (mend with: npm run contract)', async () => {
    expect(openApiText(test.app)).toBe(await committed('openapi.json'));
  });

  it('docs/ROUTES.txt says who may reach what; a difference is a change of access (mend with: npm run contract)', async () => {
    expect(routeTable(routePolicies(test.app))).toBe(await committed('docs/ROUTES.txt'));
  });

  it('GET /api/v1/openapi.json answers the same to everybody who is signed in, and to nobody else', async () => {
    const admin = { email: 'admin@example.org', name: 'Admin', jobTitle: 'Administrator' };
    const { link } = await test.app.get(FirstAdmin, { strict: false }).create(admin);
    const client = new Client(test.origin);
    expect((await client.send('GET', '/api/v1/openapi.json')).status).toBe(401);
    await client.choosePassword(link, 'four words are better');
    await client.signIn(admin.email, 'four words are better');
    const answer = await client.send('GET', '/api/v1/openapi.json');
    expect(answer.headers['content-type']).toMatch(/^application\/json/);
    expect(answer.body).toEqual(JSON.parse(await committed('openapi.json')));
  });

  it('a generated migration would be empty, and that check would notice a difference', async () => {
    expect(await schemaDrift(test.app.get(DataSource))).toEqual([]);
    await test.sql(`alter table programme add column forgotten text`);
    await test.sql(`alter table envelope drop constraint envelope_owner_fk`);
    expect((await schemaDrift(test.app.get(DataSource))).join('\n')).toMatch(
      /forgotten[\s\S]*envelope_owner_fk|envelope_owner_fk[\s\S]*forgotten/,
    );
  });
});

describe('the front page', () => {
  it('is there for everybody, in English, without inline scripts, with a style sheet that its policy allows', async () => {
    const page = await fetch(test.origin);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('content-security-policy')).toContain("style-src 'self'");
    const html = await page.text();
    expect(html).toMatch(
      /<html lang="en-GB"[\s\S]*<title>Highlight reports – Highlight reports<\/title>[\s\S]*<h1[^>]*>Highlight reports<\/h1>/,
    );
    expect(html).not.toMatch(/<script(?![^>]* src=)|<style| style=/);
    const [, stylesheet = ''] = /rel="stylesheet" href="([^"]+)"/.exec(html) ?? [];
    const style = await fetch(`${test.origin}${stylesheet}`);
    expect([style.status, style.headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8']);
  });
});
