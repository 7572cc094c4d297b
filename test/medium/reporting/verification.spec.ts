import { createHash } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ArtefactStore } from '../../../src/platform/index.js';
import type { Answer } from '../../support/client.js';
import { eventually } from '../../support/eventually.js';
import { CouncilHarness, themeDocument } from '../../support/council-harness.js';

const sha256 = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex');
const REASON = 'The briefing is on 16 March, not 6 March.';

let council: CouncilHarness;
/** The two versions of January: the second corrects the first. */
let one: { id: string; sha256: string; pdf: Buffer };
let two: { id: string; sha256: string };
/** The hash of the correction while it was a draft that the SRO was shown, and what was answered for it then. */
let early: { sha256: string; answer: Answer };

/** A visitor from an address of their own, so that tests do not use up each other's pace; the proxy says so. */
let visitors = 0;
const visitor = (): Record<string, string> => ({ 'x-forwarded-for': `192.0.2.${++visitors}` });
const verify = (code: string, headers = visitor()): Promise<Answer> =>
  council.newClient().send('GET', `/api/v1/verification/${code}`, { headers });
async function verifyFile(
  bytes: Buffer,
  contentType = 'application/pdf',
  headers = visitor(),
): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(`${council.test.origin}/api/v1/verification`, {
    method: 'POST',
    headers: { ...headers, 'content-type': contentType },
    body: new Uint8Array(bytes),
  });
  return { status: answer.status, body: await answer.json() };
}

async function version(id: string): Promise<Answer['body']> {
  return (await council.as('reader').send('GET', `/api/v1/versions/${id}`)).body;
}

/** Stores a file for a version, as the renderer does. */
async function store(versionId: string, bytes: Buffer): Promise<void> {
  const stored = await council.test.app.get(ArtefactStore, { strict: false }).put(bytes);
  await council.test.sql(
    `insert into artefact (version_id, edition, format, sha256, size, page_count, facts) values ($1, 'public', 'pdf', $2, $3, 1, '{}')`,
    [versionId, stored.sha256, stored.size],
  );
}

beforeAll(async () => {
  council = await CouncilHarness.open({ TRUST_PROXY: '1' });
  const period = await council.openPeriod(0);
  const document = themeDocument('The briefing is on 6 March.');
  await council.approveContribution('owner', period.contributions[0], document);
  await council.approveContribution('owner2', period.contributions[1]);
  const reportUrl = await council.startReport(period.id);
  const sealed = await council.sealReport(reportUrl);
  const id = String(sealed.body['versionId']);
  const pdf = Buffer.from('%PDF-1.7 version one');
  await store(id, pdf);
  one = { id, sha256: String((await version(id))['sha256']), pdf };

  const started = await council.act('reviewer', reportUrl, 'corrections', { reason: REASON });
  const correctionUrl = `/api/v1/reports/${String(started.body['id'])}`;
  const contribution = `/api/v1/contributions/${period.contributions[0]}`;
  await council.act('reviewer', contribution, 'reopen', { comment: 'Wrong date.' });
  const [objective] = document.objectives;
  const [narrative] = objective?.narratives ?? [];
  if (!narrative) throw new Error('no narrative');
  narrative.text = 'The briefing is on 16 March.';
  await council.approveContribution('owner', period.contributions[0], document);
  const draft = await council.as('sro').send('GET', `${correctionUrl}/preview`);
  early = { sha256: String(draft.body['sha256']), answer: await verify(String(draft.body['sha256'])) };
  const again = await council.sealReport(correctionUrl);
  two = { id: String(again.body['versionId']), sha256: early.sha256 };
});
afterAll(() => council.close());

describe('a hash', () => {
  it('of a draft is not known, also while the SRO reads it; the same hash is once it is approved', async () => {
    expect(early.answer).toMatchObject({ status: 200, body: { known: false } });
    expect(early.answer.body).toEqual({ known: false });
    expect(await verify(two.sha256)).toMatchObject({ body: { known: true, version: 2 } });
  });

  it('of an approved content that is no report is not known', async () => {
    const [contribution] = await council.test.sql<{ sha: string }>(
      `select approved_sha256 as sha from envelope where kind = 'contribution' and approved_sha256 is not null limit 1`,
    );
    expect((await verify(contribution?.sha ?? '')).body).toEqual({ known: false });
  });

  it('of a superseded version names what took its place, and of that what it corrects', async () => {
    const first = await verify(one.sha256.toUpperCase());
    expect(first).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });
    expect(first.body).toEqual({
      known: true,
      kind: 'sealed_text',
      programme: 'Children’s services improvement',
      council: 'Sample Council',
      period: 'January 2020',
      version: 1,
      edition: null,
      approvedBy: { name: 'sro', jobTitle: 'Job of sro', label: 'sro, Job of sro' },
      approvedAt: (await version(one.id))['approvedAt'],
      superseded: { byVersion: 2, on: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/), reason: REASON },
      currentVersion: 2,
      correctionOf: null,
    });
    expect((await verify(two.sha256)).body).toMatchObject({
      version: 2,
      superseded: null,
      currentVersion: 2,
      correctionOf: 1,
    });
  });

  it('of the stored file leads to the same version', async () => {
    expect((await verify(sha256(one.pdf))).body).toMatchObject({
      known: true,
      kind: 'pdf',
      edition: 'public',
      version: 1,
      superseded: { byVersion: 2 },
    });
  });

  it('tells what was printed, not what the programme and the SRO are called by now', async () => {
    await council.test.sql(`update programme set name = 'Renamed', version = version + 1 where id = $1`, [
      council.programmeId,
    ]);
    await council.test.sql(`update app_user set name = 'Renamed', version = version + 1 where id = $1`, [
      council.people.sro.id,
    ]);
    expect((await verify(one.sha256)).body).toMatchObject({
      programme: 'Children’s services improvement',
      approvedBy: { name: 'sro' },
    });
  });

  it('tells a person of another programme, and nobody in particular, the same', async () => {
    const stranger = await council
      .as('sroElsewhere')
      .send('GET', `/api/v1/verification/${one.sha256}`, { headers: visitor() });
    expect(stranger.body).toEqual((await verify(one.sha256)).body);
    expect(JSON.stringify(stranger.body)).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
  });

  it.each(['x', 'a'.repeat(63), 'a'.repeat(65), 'g'.repeat(64), `${'a'.repeat(63)}%00`, `%27 or 1=1--`])(
    'that is none is refused: %s',
    async (code) => {
      expect(await verify(code)).toMatchObject({ status: 422, body: { code: 'invalid' } });
    },
  );
});

describe('a file', () => {
  it('is known by its bytes, whatever it is called', async () => {
    const { body: snapshot } = await council.as('sro').send('GET', `/api/v1/versions/${one.id}/snapshot`);
    const text = Buffer.from(JSON.stringify(snapshot));
    for (const type of ['application/pdf', 'application/json; charset=utf-8', 'application/octet-stream']) {
      expect(await verifyFile(one.pdf, type)).toMatchObject({
        status: 200,
        body: { kind: 'pdf', version: 1 },
      });
      expect(await verifyFile(text, type)).toMatchObject({
        status: 200,
        body: { kind: 'sealed_text', version: 1 },
      });
    }
  });

  it('with one byte more, less or other is not', async () => {
    const flipped = Buffer.from(one.pdf);
    flipped[3] = (flipped[3] ?? 0) ^ 1;
    for (const bytes of [flipped, one.pdf.subarray(1), Buffer.concat([one.pdf, Buffer.from('\n')])])
      expect((await verifyFile(bytes)).body).toEqual({ known: false });
    expect((await verifyFile(Buffer.from([0xff, 0xfe, 0x00]), 'application/json')).body).toEqual({
      known: false,
    });
  });

  it.each(['text/plain', 'image/png', 'application/x-www-form-urlencoded', 'application/xml', ''])(
    'of another type is refused: %j',
    async (type) => {
      expect(await verifyFile(one.pdf, type)).toMatchObject({
        status: 415,
        body: { code: 'unsupported-media-type', detail: expect.stringContaining('application/pdf') },
      });
    },
  );

  it('up to 25 MB is read, and one byte more is not, whether its length is announced or not', async () => {
    const large = Buffer.alloc(25 * 1024 * 1024);
    expect(await verifyFile(large)).toMatchObject({ status: 200, body: { known: false } });
    const larger = Buffer.concat([large, Buffer.from('x')]);
    expect(await verifyFile(larger)).toMatchObject({ status: 413, body: { code: 'too-large' } });
    expect(await sendInChunks(larger)).toBe(413);
  });

  it('is taken nowhere else', async () => {
    const { cookie = '', csrfToken = '' } = council.as('reviewer');
    for (const type of ['application/octet-stream', 'multipart/form-data; boundary=x']) {
      const answer = await fetch(`${council.test.origin}/api/v1/reports`, {
        method: 'POST',
        headers: { cookie, 'x-csrf-token': csrfToken, 'content-type': type },
        body: '{}',
      });
      expect(answer.status).toBe(415);
    }
  });

  /** Without a Content-Length. */
  function sendInChunks(bytes: Buffer): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      const asking = request(
        `${council.test.origin}/api/v1/verification`,
        {
          method: 'POST',
          headers: { ...visitor(), 'content-type': 'application/pdf', 'transfer-encoding': 'chunked' },
        },
        (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        },
      );
      asking.on('error', reject);
      for (let at = 0; at < bytes.length; at += 1_000_000) asking.write(bytes.subarray(at, at + 1_000_000));
      asking.end();
    });
  }
});

describe('the page', () => {
  const open = (path: string, init: RequestInit = {}) =>
    fetch(`${council.test.origin}${path}`, {
      redirect: 'manual',
      ...init,
      headers: { ...visitor(), ...(init.headers as Record<string, string> | undefined) },
    });

  it('is linked from the front page, and allowed all that it loads', async () => {
    expect(await (await open('/')).text()).toContain('href="/verify"');
    const page = await open('/verify');
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    const html = await page.text();
    const loaded = [...html.matchAll(/(?:src|rel="stylesheet" href)="(\/assets\/[^"]+)"/g)].map(
      ([, path = '']) => path,
    );
    expect(loaded.map((path) => path.replace(/-\w{8}(?=\.)/, ''))).toEqual(
      expect.arrayContaining(['/assets/app.css', '/assets/brand.css', '/assets/app.js', '/assets/verify.js']),
    );
    for (const path of loaded) expect([(await open(path)).status, path]).toEqual([200, path]);
  });

  it('answers a pasted code, with spaces and line breaks, and tells what took its place', async () => {
    const pasted = `SHA-256 ${one.sha256.slice(0, 30).toUpperCase()}\r\n ${one.sha256.slice(30)}`;
    const page = await open(`/verify?${new URLSearchParams({ code: pasted }).toString()}`);
    expect(page.status).toBe(200);
    const html = await page.text();
    expect(html).toContain('Version 1 was approved, but it has been replaced</h2>');
    expect(html).toContain(REASON);
  });

  it('says what is wrong with a code, and shows what was typed', async () => {
    const page = await open('/verify?code=123%3Cb%3E');
    expect(page.status).toBe(422);
    const html = await page.text();
    expect(html).toContain('123&lt;b&gt;');
    expect(html).toContain('href="#code"');
  });

  it('takes two codes, or none, for what they are', async () => {
    expect((await open('/verify?code=a&code=b')).status).toBe(422);
    expect((await open('/verify?code=')).status).toBe(422);
    expect((await open(`/verify?code=${'a'.repeat(5000)}`)).status).toBe(422);
  });

  const upload = (bytes: Buffer, name = 'report.pdf', headers: Record<string, string> = {}) => {
    const form = new FormData();
    form.set('file', new Blob([new Uint8Array(bytes)], { type: 'application/pdf' }), name);
    return open('/verify', { method: 'POST', body: form, headers });
  };

  it('takes a file without a script, and leads to the answer', async () => {
    const answer = await upload(one.pdf, 'report.pdf', { 'sec-fetch-site': 'same-origin' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/verify?code=${sha256(one.pdf)}`]);
    const html = await (await open(answer.headers.get('location') ?? '')).text();
    expect(html).toContain('The code is that of the PDF file');
  });

  it.each<[string, () => Promise<Response>, number, string]>([
    ['no file', () => upload(Buffer.alloc(0), ''), 400, 'Choose a file'],
    ['a file that is too large', () => upload(Buffer.alloc(25 * 1024 * 1024 + 1)), 413, 'larger than 25 MB'],
    [
      'half a form',
      () =>
        open('/verify', {
          method: 'POST',
          headers: { 'content-type': 'multipart/form-data; boundary=x' },
          body: '--x\r\nContent-Disposition: form-data; filename="a"\r\n\r\nabc',
        }),
      400,
      'did not arrive completely',
    ],
    [
      'a form of another site',
      () => upload(one.pdf, 'report.pdf', { 'sec-fetch-site': 'cross-site' }),
      403,
      'There is a problem',
    ],
  ])('says in HTML what is wrong with %s', async (_what, sending, status, words) => {
    const page = await sending();
    expect([page.status, page.headers.get('content-type')]).toEqual([status, 'text/html; charset=utf-8']);
    expect(await page.text()).toContain(words);
  });
});

describe('a correction', () => {
  it('has sealed what it corrects and what changed, and links both ways', async () => {
    const snapshot = await council.as('sro').send('GET', `/api/v1/versions/${two.id}/snapshot`);
    expect(snapshot.body['report']).toMatchObject({
      revision: 2,
      correctionReason: REASON,
      corrects: {
        version: 1,
        sha256: one.sha256,
        changes: [
          {
            section: { kind: 'theme', title: 'Leadership' },
            change: 'changed',
            entries: [
              { list: 'narratives', within: ['Effective leadership'], fields: ['text'], ratings: [] },
            ],
          },
        ],
      },
    });
    expect(await version(two.id)).toMatchObject({ corrects: one.id, supersededBy: null });
    expect(await version(one.id)).toMatchObject({ corrects: null, supersededBy: two.id });
    const first = await council.as('sro').send('GET', `/api/v1/versions/${one.id}/snapshot`);
    expect(first.body['report']).toMatchObject({ corrects: null });
  });
});

describe('a stored file that is damaged', () => {
  const download = () => {
    const { cookie = '' } = council.as('reader');
    return fetch(`${council.test.origin}/api/v1/versions/${one.id}/editions/public/pdf`, {
      headers: { cookie },
    });
  };
  const alert = async () => {
    const { body } = await council.as('admin').send('GET', '/api/v1/health');
    return (body['checks'] as { name: string; kind: string; ok: boolean; detail: string }[]).find(
      ({ name }) => name === 'stored files',
    );
  };
  const path = () =>
    join(council.test.config.varDir, 'artefacts', sha256(one.pdf).slice(0, 2), sha256(one.pdf));

  const downloads = () =>
    council.test.sql(
      `select 1 from audit_event where action = 'artefact.downloaded' and detail ->> 'format' = 'pdf'`,
    );

  const noted = () =>
    council.test.sql(
      `select action from audit_event where subject_kind = 'artefact' and subject_id = $1 order by seq`,
      [sha256(one.pdf)],
    );

  it('is not served and not noted as served; the health says so until it is put back', async () => {
    const before = (await downloads()).length;
    expect(Buffer.from(await (await download()).arrayBuffer())).toEqual(one.pdf);
    expect(await alert()).toMatchObject({ kind: 'alert', ok: true });
    const bytes = await readFile(path());
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    await rm(path());
    await writeFile(path(), bytes);
    const refused = await download();
    expect(refused.status).toBe(500);
    const told = await refused.text();
    expect(told).not.toContain('PDF-1.7');
    expect(JSON.parse(told)).toMatchObject({ code: 'internal' });
    expect(await alert()).toMatchObject({
      ok: false,
      detail: expect.stringMatching(/^1 missing or damaged/),
    });
    expect(await downloads()).toHaveLength(before + 1);
    // Once, however often it is asked for.
    expect((await download()).status).toBe(500);
    await eventually('the trail knows', async () => (await noted()).length > 0);
    expect(await noted()).toEqual([{ action: 'artefact.damaged' }]);
    // What it is a copy of can still be told: the hash is in the database.
    expect((await verify(sha256(one.pdf))).body).toMatchObject({ known: true });
    await writeFile(path(), one.pdf);
    expect((await download()).status).toBe(200);
    expect(await alert()).toMatchObject({ ok: true });
  });

  it('is missed when it is gone', async () => {
    await rm(path());
    expect((await download()).status).toBe(500);
    expect(await alert()).toMatchObject({ ok: false });
    await writeFile(path(), one.pdf);
    expect((await download()).status).toBe(200);
    expect(await alert()).toMatchObject({ ok: true });
  });
});

describe('a sealed text that was changed behind the database’s back', () => {
  it('is not given out', async () => {
    const snapshot = () => council.as('sro').send('GET', `/api/v1/versions/${two.id}/snapshot`);
    const change = (from: string, to: string) =>
      council.test.sql(`update report_version set snapshot = replace(snapshot, $2, $3) where id = $1`, [
        two.id,
        from,
        to,
      ]);
    await council.test.sql(`alter table report_version disable trigger report_version_sealed`);
    await council.test.sql(`alter table report_version drop constraint report_version_sha256_check`);
    await change('making slow progress', 'making good progress');
    expect(await snapshot()).toMatchObject({ status: 500, body: { code: 'internal' } });
    await change('making good progress', 'making slow progress');
    expect(await snapshot()).toMatchObject({ status: 200 });
  });
});

it('a sealed text that somebody changed in the database is told from one that is approved', async () => {
  const tamper = (words: string) =>
    council.test.sql(
      `alter table report_version disable trigger all; update report_version set snapshot = replace(snapshot, ${words}) where id = '${two.id}'; alter table report_version enable trigger all`,
    );
  await tamper(`'16 March', '17 March'`);
  try {
    expect(await verify(two.sha256)).toMatchObject({ status: 500, body: { code: 'sealed-text-changed' } });
    const page = await fetch(`${council.test.origin}/verify?code=${two.sha256}`, { headers: visitor() });
    expect([page.status, await page.text()]).toEqual([
      500,
      expect.stringContaining('is not what was approved'),
    ]);
  } finally {
    await tamper(`'17 March', '16 March'`);
  }
  expect((await verify(two.sha256)).body).toMatchObject({ known: true });
});
