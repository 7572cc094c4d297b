import { readdir, writeFile, chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { RetentionService } from '../../../src/evidence/retention.service.js';
import { RemovableFiles } from '../../../src/platform/index.js';
import type { Answer } from '../../support/client.js';
import { CouncilHarness, PASSWORD, themeDocument, type StaffName } from '../../support/council-harness.js';
import { fileForm, pdf } from '../../support/evidence-files.js';
import { eventually } from '../../support/eventually.js';
import { unzip } from '../../support/zip.js';
import { EICAR, startClamd, type TestScanner } from '../../support/scanners.js';

const MB = 1024 * 1024;
let scanner: TestScanner;
let council: CouncilHarness;
let part: string;
let periodId: string;
const document = themeDocument();
const action = `actions/${document.objectives[0]?.actions[0]?.id ?? ''}`;

beforeAll(async () => {
  scanner = await startClamd(3 * MB);
  council = await CouncilHarness.open({
    SCAN_URL: scanner.url,
    SCAN_DEADLINE_MS: '1000',
    EVIDENCE_FILE_MB: '4',
    EVIDENCE_PART_MB: '5',
    EVIDENCE_PROGRAMME_MB: '6',
    EVIDENCE_WITHDRAWN_DAYS: '0',
    EVIDENCE_KEPT_YEARS: '50',
  });
  const period = await council.openPeriod();
  periodId = period.id;
  [part] = period.contributions;
  expect(await council.saveTheme('owner', part, document)).toMatchObject({ status: 200 });
});
beforeEach(() => {
  scanner.manner = 'scans';
});
afterAll(async () => {
  await council.close();
  await scanner.close();
});

const list = (id = part): string => `/api/v1/contributions/${id}/evidence`;
let made = 0;
/** A file that no test has attached before. */
const another = (): Buffer => pdf(`Minutes ${++made}`);

const add = (
  who: StaffName,
  bytes: Buffer,
  fields: Record<string, string> = { title: 'Minutes of the board' },
  name = 'minutes.pdf',
  url = list(),
): Promise<Answer> => council.as(who).send('POST', url, fileForm(fields, name, bytes));

const stored = async (): Promise<string[]> =>
  (await readdir(join(council.test.config.varDir, 'evidence'), { recursive: true }).catch(() => [])).filter(
    (name) => /[0-9a-f]{64}$/.test(name),
  );
const audited = async (
  action: string,
  id: unknown,
): Promise<{ detail: Record<string, unknown>; actor_label: string }[]> =>
  council.test.sql(`select detail, actor_label from audit_event where action = $1 and subject_id = $2`, [
    action,
    id,
  ]);

/** Noon of the day that is so many years and days from today. */
function inYears(years: number, days: number): string {
  const day = new Date();
  day.setUTCFullYear(day.getUTCFullYear() + years, day.getUTCMonth(), day.getUTCDate() + days);
  return `${day.toISOString().slice(0, 10)}T12:00:00Z`;
}

describe('a file of evidence', () => {
  it('is attached, scanned, kept under its hash, listed, and given out as a file to keep; all of it is audited', async () => {
    const bytes = another();
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const added = await add(
      'owner',
      bytes,
      { title: 'Minutes of the board', note: 'Item 4.', entry: action },
      'C:\\fakepath\\Minutes\u200f.pdf',
    );
    expect(added).toMatchObject({
      status: 201,
      etag: '"v1"',
      body: {
        about: {
          kind: 'contribution',
          id: part,
          periodLabel: 'January 2020',
          entry: action,
          label: 'Action: Implement service plans',
        },
        fileName: 'Minutes.pdf',
        kind: 'pdf',
        size: bytes.length,
        sha256,
        scannedBy: 'ClamAV (clamd)',
        addedBy: 'owner (Job of owner)',
        withdrawn: null,
        released: null,
        deleted: null,
      },
    });
    const { id } = added.body;
    expect(scanner.files.at(-1)?.equals(bytes)).toBe(true);
    expect((await council.as('reviewer').send('GET', list())).body.items).toEqual([added.body]);
    // Who asks only whether it is there gets no bytes, and took nothing.
    const asked = await council.as('auditor').fetch('HEAD', `/api/v1/evidence/${String(id)}/file`);
    expect([asked.status, await audited('evidence.downloaded', id)]).toEqual([200, []]);
    const given = await council.as('auditor').fetch('GET', `/api/v1/evidence/${String(id)}/file`);
    expect(given.status).toBe(200);
    expect(Object.fromEntries(given.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="evidence-${sha256.slice(0, 12)}.pdf"`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining('sandbox'),
      'cache-control': 'no-store',
    });
    expect(Buffer.from(await given.arrayBuffer()).equals(bytes)).toBe(true);
    expect(await audited('evidence.added', id)).toMatchObject([{ detail: { sha256, entry: action } }]);
    expect(await audited('evidence.downloaded', id)).toMatchObject([
      { actor_label: 'auditor (Job of auditor)' },
    ]);
  });

  it('is read by whoever may read the part, and by nobody else; absent and forbidden look alike', async () => {
    const { body } = await add('owner', another());
    const url = `/api/v1/evidence/${String(body['id'])}`;
    for (const one of [url, `${url}/file`, list()]) {
      expect((await council.as('sro').fetch('GET', one)).status).toBe(200);
      expect((await council.as('reviewerElsewhere').fetch('GET', one)).status).toBe(404);
      expect((await council.as('reader').fetch('GET', one)).status).toBe(403);
      expect((await council.newClient().fetch('GET', one)).status).toBe(401);
    }
    expect(await add('reviewerElsewhere', another())).toMatchObject({ status: 404 });
    expect(await add('clerk', another())).toMatchObject({ status: 403 });
    for (const one of ['', '/missing'])
      expect(
        await council
          .as('reviewerElsewhere')
          .send('GET', `/api/v1/programmes/${council.programmeId}/evidence${one}`),
      ).toMatchObject({ status: 404 });
  });

  it('is taken back with a reason, once, against what was read; the row and the reason stay', async () => {
    const added = await add('owner', another());
    const url = `/api/v1/evidence/${String(added.body['id'])}/withdraw`;
    const body = { reason: 'It names a child.' };
    expect(await council.as('owner').send('POST', url, { body })).toMatchObject({ status: 428 });
    expect(await council.as('owner').send('POST', url, { body: {}, ifMatch: added.etag })).toMatchObject({
      status: 422,
    });
    expect(
      await council.as('reviewerElsewhere').send('POST', url, { body, ifMatch: added.etag }),
    ).toMatchObject({ status: 404 });
    expect(await council.as('owner').send('POST', url, { body, ifMatch: added.etag })).toMatchObject({
      status: 200,
      body: { withdrawn: { reason: 'It names a child.', by: 'owner (Job of owner)' }, version: 2 },
    });
    expect(await council.as('owner').send('POST', url, { body, ifMatch: added.etag })).toMatchObject({
      status: 412,
    });
    expect(await audited('evidence.withdrawn', added.body['id'])).toMatchObject([
      { detail: { reason: 'It names a child.' } },
    ]);
    const kept = await council.as('owner').send('GET', `/api/v1/programmes/${council.programmeId}/evidence`);
    expect(kept.body.items?.map(({ id }) => id)).not.toContain(added.body['id']);
    const gone = await council
      .as('owner')
      .send('GET', `/api/v1/programmes/${council.programmeId}/evidence?state=withdrawn`);
    expect(gone.body.items?.map(({ id }) => id)).toContain(added.body['id']);
  });

  it('does not come twice, does not lie about its place, its name or its size, and nothing of it is kept then', async () => {
    const before = await stored();
    const bytes = another();
    const both = await Promise.all([add('owner', bytes), add('owner', bytes)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(both.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'already-attached' });
    expect(
      await add('owner', another(), { title: 'x', entry: 'actions/5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10' }),
    ).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'entry' }] },
    });
    expect(await add('owner', another(), { title: '' })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'title' }] },
    });
    expect(await add('owner', another(), { title: 'x' }, 'a\u202efdp.exe')).toMatchObject({ status: 422 });
    expect(await add('owner', another(), { title: 'x' }, 'a\0.pdf')).toMatchObject({ status: 422 });
    expect(await add('owner', another(), { title: 'x' }, 'minutes.exe')).toMatchObject({
      status: 422,
      body: { code: 'file-name' },
    });
    expect(await add('owner', Buffer.alloc(4 * MB + 1, 'x'), { title: 'x' }, 'a.txt')).toMatchObject({
      status: 413,
      body: { detail: expect.stringContaining('4 MB') },
    });
    expect(await stored()).toHaveLength(before.length + 1);
    expect(await council.as('owner').send('POST', list(), { body: { title: 'x' } })).toMatchObject({
      status: 415,
    });
  });

  it('has so much room in a part and in a programme', async () => {
    const { contributions } = await council.openPeriod(1);
    const big = (size: number): Buffer => Buffer.alloc(size, `${++made} `);
    const there = (bytes: Buffer, at: 0 | 1): Promise<Answer> =>
      add('owner', bytes, { title: 'Big' }, 'big.txt', list(contributions[at]));
    const two = await Promise.all([there(big(2.9 * MB), 0), there(big(2.9 * MB), 0)]);
    expect(two.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(two.find(({ status }) => status === 409)?.body['detail']).toContain('5 MB');
    expect((await there(big(2.9 * MB), 1)).status).toBe(201);
    expect(await there(big(1 * MB), 1)).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('6 MB') },
    });
  });

  it('is not kept while the scanner is away, infected, or too large for it; the trail says what was found', async () => {
    const before = await stored();
    expect(
      await add('owner', Buffer.concat([EICAR, Buffer.from(`\n${++made}`)]), { title: 'x' }, 'a.txt'),
    ).toMatchObject({
      status: 422,
      body: { code: 'file-infected', detail: expect.stringContaining('Eicar-Test-Signature') },
    });
    expect(await audited('evidence.infected', part)).toMatchObject([
      { detail: { signature: 'Eicar-Test-Signature' } },
    ]);
    expect(await add('owner', Buffer.alloc(3.5 * MB, 'x'), { title: 'x' }, 'a.txt')).toMatchObject({
      status: 422,
      body: { code: 'too-large-to-scan' },
    });
    scanner.manner = 'hangs';
    expect(await add('owner', another())).toMatchObject({ status: 503, body: { code: 'scanner-away' } });
    scanner.manner = 'closes';
    expect(await add('owner', another())).toMatchObject({ status: 503, headers: { 'retry-after': '60' } });
    expect(await stored()).toEqual(before);
    const ready = await council.newClient().send('GET', '/ready');
    expect(ready.status).toBe(200);
  });

  it('that is damaged where it is kept is not given out, and is seen', async () => {
    const { body } = await add('owner', another());
    const sha256 = String(body['sha256']);
    const path = join(council.test.config.varDir, 'evidence', sha256.slice(0, 2), sha256);
    await chmod(path, 0o640);
    await writeFile(path, 'spoilt');
    expect(
      (await council.as('owner').fetch('GET', `/api/v1/evidence/${String(body['id'])}/file`)).status,
    ).toBe(500);
    await eventually('the trail knows', async () => (await audited('artefact.damaged', sha256)).length === 1);
    await writeFile(path, another());
  });

  it('may come while its part is approved: neither knows of the other', async () => {
    const url = `/api/v1/contributions/${part}`;
    expect(await council.act('owner', url, 'submit')).toMatchObject({ status: 200 });
    await council.test
      .sql(`update evidence set size = 1000, version = version + 1 where size > 100000`)
      .catch(() => undefined);
    const [approved, added] = await Promise.all([
      council.act('reviewer', url, 'approve'),
      add('owner', another()),
    ]);
    expect([approved.status, added.status]).toEqual([200, expect.any(Number)]);
    expect(await council.as('owner').send('GET', url)).toMatchObject({ body: { status: 'approved' } });
  });

  it('shows which actions that are called complete have none', async () => {
    await council.newProgramme(['theme']);
    const { contributions } = await council.openPeriod();
    const plan = themeDocument();
    const [first, second] = plan.objectives[0]?.actions ?? [];
    if (!first || !second) throw new Error('no actions');
    first.ratings = [
      { financialYear: 2019, quarter: 3, rag: 'COMPLETE' },
      { financialYear: 2019, quarter: 2, rag: 'RED' },
    ];
    second.ratings = [
      { financialYear: 2019, quarter: 3, rag: 'COMPLETE' },
      { financialYear: 2019, quarter: 4, rag: 'AMBER' },
    ];
    expect(await council.saveTheme('owner', contributions[0], plan)).toMatchObject({ status: 200 });
    const url = `/api/v1/programmes/${council.programmeId}/evidence/missing`;
    const open = await council.as('reviewer').send('GET', url);
    expect(open.body.items).toEqual([
      { contributionId: contributions[0], entry: `actions/${first.id}`, label: 'Implement service plans' },
    ]);
    const shown = await add(
      'owner',
      another(),
      { title: 'Plan', entry: `actions/${first.id}` },
      'plan.pdf',
      list(contributions[0]),
    );
    expect(shown.status).toBe(201);
    expect((await council.as('reviewer').send('GET', url)).body.items).toEqual([]);
  });

  it('keeps the period in which it was attached from being cancelled as an empty one', async () => {
    const { id, contributions } = await council.openPeriod(2);
    expect((await add('owner', another(), { title: 'x' }, 'a.pdf', list(contributions[0]))).status).toBe(201);
    const url = `/api/v1/periods/${id}`;
    const { etag } = await council.as('reviewer').send('GET', url);
    const cancelled = await council.as('reviewer').send('DELETE', url, { ifMatch: etag });
    expect(cancelled.status).toBe(409);
    expect(periodId).not.toBe(id);
  });

  it('is in no report until it is released; then the report lists it with its hash, seals that, and nothing deletes it', async () => {
    await council.newProgramme(['theme']);
    const { id, contributions } = await council.openPeriod();
    await council.approveContribution('owner', contributions[0]);
    await council.approveContribution('owner2', contributions[1]);
    const kept = await add(
      'owner',
      another(),
      { title: 'Notes of the visit' },
      'a.pdf',
      list(contributions[0]),
    );
    const shown = await add(
      'owner',
      another(),
      { title: 'Minutes of the board' },
      'b.pdf',
      list(contributions[0]),
    );
    const report = await council.startReport(id);
    const papers = async (): Promise<unknown> =>
      (
        (await council.as('sro').send('GET', `${report}/preview`)).body['snapshot'] as {
          backgroundPapers: unknown;
        }
      ).backgroundPapers;
    expect(await papers()).toEqual([]);
    const url = `/api/v1/evidence/${String(shown.body['id'])}`;
    const body = { reason: 'The minutes are public.' };
    expect(
      await council.as('owner').send('POST', `${url}/release`, { body, ifMatch: shown.etag }),
    ).toMatchObject({ status: 403 });
    expect(
      await council.as('reviewer').send('POST', `${url}/release`, { body, ifMatch: shown.etag }),
    ).toMatchObject({ status: 200 });
    const sha256 = String(shown.body['sha256']);
    expect(await papers()).toEqual([`Minutes of the board (PDF, SHA-256 ${sha256})`]);
    expect(await audited('evidence.released', shown.body['id'])).toMatchObject([{ detail: body }]);

    expect(await council.sealReport(report)).toMatchObject({ status: 200 });
    const { etag } = await council.as('reviewer').send('GET', url);
    expect(
      await council.as('reviewer').send('POST', `${url}/hold-back`, { body, ifMatch: etag }),
    ).toMatchObject({
      status: 409,
      body: { code: 'report-approved' },
    });
    const late = `/api/v1/evidence/${String(kept.body['id'])}`;
    expect(
      await council.as('reviewer').send('POST', `${late}/release`, { body, ifMatch: kept.etag }),
    ).toMatchObject({ status: 409 });

    const away = await council.as('owner').send('POST', `${url}/withdraw`, { body, ifMatch: etag });
    expect(away.status).toBe(200);
    const due = async (): Promise<unknown> =>
      (await council.as('owner').send('GET', `/api/v1/programmes/${council.programmeId}/evidence/due`)).body
        .items;
    const retention = council.test.app.get(RetentionService, { strict: false });
    expect(await due()).toEqual([]);
    const { signal } = new AbortController();
    // Its period is long over, so the years are counted from the day on which it came.
    council.test.clock.hold(inYears(50, -1));
    await retention.sweep(signal);
    expect(await audited('evidence.deleted', kept.body['id'])).toEqual([]);
    council.test.clock.hold(inYears(50, 2));
    await retention.sweep(signal);
    council.test.clock.hold(undefined);
    expect(await council.as('owner').send('GET', late)).toMatchObject({
      body: { deleted: { because: 'expired' } },
    });
    expect(await council.as('owner').fetch('GET', `${late}/file`)).toMatchObject({ status: 409 });
    expect(await council.as('owner').fetch('GET', `${url}/file`)).toMatchObject({ status: 200 });
    expect(await audited('evidence.deleted', kept.body['id'])).toMatchObject([
      { detail: { because: 'expired', bytes: 'deleted' } },
    ]);
    expect(await stored()).toContainEqual(expect.stringContaining(sha256));
  });

  it('is not deleted while a legal hold keeps it, and says so', async () => {
    await council.newProgramme(['theme']);
    const { contributions } = await council.openPeriod();
    const one = await add('owner', another(), { title: 'x' }, 'a.pdf', list(contributions[0]));
    const url = `/api/v1/evidence/${String(one.body['id'])}`;
    await council
      .as('owner')
      .send('POST', `${url}/withdraw`, { body: { reason: 'Wrong file.' }, ifMatch: one.etag });
    const hold = await council.as('admin').send('POST', '/api/v1/holds', {
      body: { programmeId: council.programmeId, reason: 'A claim of a family.' },
    });
    expect(hold.status).toBe(201);
    const retention = council.test.app.get(RetentionService, { strict: false });
    const { signal } = new AbortController();
    await retention.sweep(signal);
    expect((await council.as('owner').send('GET', url)).body).toMatchObject({ held: true, deleted: null });
    const owner = await council.browser('owner');
    expect((await owner.get(`/evidence/${String(one.body['id'])}`)).text).toContain('A hold keeps this file');
    const lifted = await council.as('admin').send('POST', `/api/v1/holds/${String(hold.body['id'])}/lift`, {
      body: { reason: 'Settled.', password: PASSWORD },
      ifMatch: hold.etag,
    });
    expect(lifted.status).toBe(200);
    await retention.sweep(signal);
    expect((await council.as('owner').send('GET', url)).body).toMatchObject({
      held: false,
      deleted: { because: 'withdrawn' },
    });
  });

  it('withdrawn long enough ago, it is deleted; bytes that another place keeps stay, and bytes of no place go', async () => {
    await council.newProgramme(['theme']);
    const { contributions } = await council.openPeriod();
    const bytes = another();
    const one = await add('owner', bytes, { title: 'x' }, 'a.pdf', list(contributions[0]));
    const two = await add('owner', bytes, { title: 'x' }, 'a.pdf', list(contributions[1]));
    const url = `/api/v1/evidence/${String(one.body['id'])}`;
    const left = await council.test.app.get(RemovableFiles, { strict: false }).put(another());
    await council
      .as('owner')
      .send('POST', `${url}/withdraw`, { body: { reason: 'Wrong file.' }, ifMatch: one.etag });
    const retention = council.test.app.get(RetentionService, { strict: false });
    const signal = new AbortController().signal;
    const due = await council
      .as('owner')
      .send('GET', `/api/v1/programmes/${council.programmeId}/evidence/due`);
    expect(due.body.items).toMatchObject([{ id: one.body['id'], because: 'withdrawn' }]);
    await Promise.all([retention.sweep(signal), retention.sweep(signal)]);
    expect(await stored()).toContainEqual(expect.stringContaining(left.sha256));
    council.test.clock.hold(new Date(Date.now() + 25 * 60 * 60 * 1000).toISOString());
    await retention.sweep(signal);
    council.test.clock.hold(undefined);
    expect(await audited('evidence.deleted', one.body['id'])).toMatchObject([
      { detail: { because: 'withdrawn', bytes: 'kept for another place' } },
    ]);
    expect(
      (await council.as('owner').fetch('GET', `/api/v1/evidence/${String(two.body['id'])}/file`)).status,
    ).toBe(200);
    expect(await stored()).not.toContainEqual(expect.stringContaining(left.sha256));
    const admin = await council.browser('admin');
    await council.test.sql('update session set confirmed_at = now()');
    const archive = await admin.ask(`/programmes/${council.programmeId}/archive/file`);
    const files = unzip(Buffer.from(await archive.arrayBuffer()));
    const sha256 = String(two.body['sha256']);
    expect(files.find(({ name }) => name === `evidence/${sha256}.pdf`)?.bytes.equals(bytes)).toBe(true);
    expect(String(files.find(({ name }) => name === 'tables/evidence.jsonl')?.bytes)).toContain(
      'Wrong file.',
    );
  });
});
