import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { paragraphBlock } from '../../../src/snapshot/publication.js';
import { themeSection } from '../../../src/snapshot/testing.js';
import { eventually } from '../../support/eventually.js';
import { unzip } from '../../support/zip.js';
import { NOTHING_WITHHELD, ok, DistributionHarness } from './distribution-harness.js';
import { WebhookServer } from './webhook-server.js';

let harness: DistributionHarness;
let program: WebhookServer;
/** The drop folder. */
let root: string;
beforeAll(async () => {
  program = await WebhookServer.start();
  root = await mkdtemp(join(tmpdir(), 'drop-'));
  harness = await DistributionHarness.open({ ALLOWED_MAIL_DOMAINS: 'example.org', DROP_FOLDER: root });
});
afterEach(async () => {
  await harness.rest();
  harness.mail.forget();
});
afterAll(async () => {
  await harness.close();
  await program.close();
  await rm(root, { recursive: true });
});

const THEMES = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'] as const;
const sections = THEMES.map((id, index) =>
  themeSection({
    contributionId: `c${index}`,
    subject: { id, number: index + 1, title: `Theme of ${index}` },
  }),
);

const SECRET = 'Talks with one provider have ended.';
const OVERALL = { rag: 'AMBER' as const, narrative: `The whole.\n\n${SECRET}` };
const WITHHELD = {
  ...NOTHING_WITHHELD,
  withheld: [
    { block: paragraphBlock(SECRET), ground: 'exempt' as const, paragraphs: [3], note: 'Talks go on.' },
  ],
};

/** The harness has no rooms of sections, so that what a committee names is written into its row. */
const name = (committeeId: string, keys: readonly string[]) =>
  harness.sql(`update committee set sections = $2 where id = $1`, [committeeId, keys]);

describe('sections that a committee has named', () => {
  it('are named by the mail, the address and the check, with the pages of the PDF, and as they were when it left', async () => {
    const periodId = await harness.period();
    const { committeeId, meetingId } = await harness.committee(['board@example.org']);
    await name(committeeId, [`theme:${THEMES[1]}`, 'workforce:gone']);
    await harness.render(await harness.seal(periodId, 1, { sections }), { pages: { 'theme-2': 12 } });
    const id = String((await ok(harness.plan(periodId, meetingId))).body['id']);
    const check = await ok(harness.clerk.send('GET', `/api/v1/dispatches/${id}/check`));
    expect(check.body['sections']).toEqual([{ heading: 'Theme 2: Theme of 1', page: 12 }]);
    harness.work();
    await eventually('it is out', async () => (await harness.dispatch(id))['status'] === 'sent');
    await name(committeeId, []);
    const [mail] = harness.mail.to('board@example.org');
    const text = String(mail?.parsed.text);
    expect(text).toMatch(/^For this committee: Theme 2: Theme of 1 \(page 12\)$/m);
    const token = /\/received\/([\w-]+)/.exec(text)?.[1] ?? '';
    const received = await ok(harness.base.client().send('GET', `/api/v1/received/${token}`));
    expect(received.body['sections']).toEqual([{ heading: 'Theme 2: Theme of 1', page: 12 }]);
  });

  it('are named by the pack, from each edition as its own file has it, and nothing of the exempt one outside its folder', async () => {
    const periodId = await harness.period();
    const { committeeId, meetingId } = await harness.committee(['cabinet@example.org'], 'exempt');
    await name(committeeId, [`theme:${THEMES[1]}`]);
    const versionId = await harness.seal(periodId, 1, { sections, overall: OVERALL, publication: WITHHELD });
    await harness.render(versionId, { pages: { 'theme-2': 12 } });
    await harness.render(versionId, { edition: 'exempt', pages: { 'theme-2': 15 } });
    const id = String((await ok(harness.plan(periodId, meetingId))).body['id']);
    harness.work();
    await eventually('it is out', async () => (await harness.dispatch(id))['status'] === 'sent');
    const response = await harness.clerk.fetch('GET', `/api/v1/dispatches/${id}/pack`);
    const parts = unzip(Buffer.from(await response.arrayBuffer()));
    const file = (path: string) => parts.find((part) => part.name === path)?.bytes.toString() ?? '';
    const published = [{ heading: 'Theme 2: Theme of 1', page: 12 }];
    expect(JSON.parse(file('manifest.json'))).toMatchObject({ committee: { sections: published } });
    expect(JSON.parse(file('covering-report.json'))).toMatchObject({ sections: published });
    expect(file('covering-report.txt')).toContain('For this committee: Theme 2: Theme of 1 (page 12)\r\n');
    expect(file('exempt/exempt-wording.txt')).toContain(
      'For this committee, in the exempt edition: Theme 2: Theme of 1 (page 15)\r\n',
    );
  });

  it('are named by the list beside the files in a folder, and by the message to a program', async () => {
    const periodId = await harness.period();
    const { committeeId, meetingId } = await harness.committee([]);
    await name(committeeId, [`theme:${THEMES[1]}`]);
    const recipients = `/api/v1/committees/${committeeId}/recipients`;
    const add = (body: Record<string, unknown>) =>
      ok(harness.clerk.send('POST', recipients, { body: { name: 'Case system', ...body } }));
    await mkdir(join(root, 'case-system'));
    await add({ email: 'folder@example.org', way: 'folder', folder: 'case-system' });
    const webhookUrl = program.url('/inbox');
    program.behaviours.set('/inbox', (socket) => socket.end('HTTP/1.1 204 X\r\n\r\n'));
    const added = await add({ email: 'program@example.org', way: 'webhook', webhookUrl });
    await ok(
      harness.clerk.send('PUT', `${recipients}/${String(added.body['id'])}/webhook-secret`, {
        ifMatch: '"v1"',
      }),
    );
    await harness.render(await harness.seal(periodId, 1, { sections }), { pages: { 'theme-2': 12 } });
    const id = String((await ok(harness.plan(periodId, meetingId))).body['id']);
    harness.work();
    await eventually('it is out', async () => (await harness.dispatch(id))['status'] === 'sent');
    const named = { sections: [{ heading: 'Theme 2: Theme of 1', page: 12 }] };
    const [folder = ''] = await readdir(join(root, 'case-system'));
    const list = await readFile(join(root, 'case-system', folder, 'manifest.json'), 'utf8');
    expect(JSON.parse(list)).toMatchObject(named);
    expect(JSON.parse(program.at('/inbox')[0]?.body ?? '')).toMatchObject({ data: named });
  });
});
