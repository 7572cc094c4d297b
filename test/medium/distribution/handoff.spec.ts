import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { paragraphBlock } from '../../../src/snapshot/publication.js';
import type { Client } from '../../support/client.js';
import { eventually } from '../../support/eventually.js';
import { unzip } from '../../support/zip.js';
import { NOTHING_WITHHELD, ok, DistributionHarness } from './distribution-harness.js';

let harness: DistributionHarness;
/** May see dispatches, and nothing that is not for publication. */
let assistant: Client;
beforeAll(async () => {
  harness = await DistributionHarness.open();
  await harness.sql(
    `with r as (insert into role (key, name, description) values ('assistant', 'Assistant', 'Files papers') returning id)
     insert into role_permission (role_id, permission) select id, 'dispatch.read' from r`,
  );
  ({ client: assistant } = await harness.base.signedIn(
    'assistant@example.org',
    'assistant',
    harness.base.children,
  ));
});
afterAll(() => harness.close());

const SECRET = 'The contract with one provider was ended after negotiations.';
const SEALED = {
  overall: {
    rag: 'AMBER' as const,
    narrative: `The whole.\n\n${SECRET}`,
    summary: 'Progress is steady.',
    asks: ['Note the report.'],
  },
  backgroundPapers: ['Improvement plan, 2019'],
  publication: NOTHING_WITHHELD,
};
const WITHHELD = {
  ...SEALED,
  publication: {
    ...NOTHING_WITHHELD,
    withheld: [
      { block: paragraphBlock(SECRET), ground: 'exempt' as const, paragraphs: [3], note: 'Talks go on.' },
    ],
  },
};
const FILES = { html: '<!doctype html><title>Report</title>', csv: '\uFEFFcouncil\r\n' };

interface Manifest {
  exemptPart: { included: boolean; why: string };
  report: Record<string, unknown>;
  files: { name: string; bytes: number; sha256: string; edition: string; format: string; sinceId?: string }[];
}

/** Sent to a new committee, with the files of both editions in the store. */
async function sent(
  sealed: Parameters<DistributionHarness['seal']>[2],
  edition: 'public' | 'exempt' = 'public',
  printed: readonly ('public' | 'exempt')[] = ['public', 'exempt'],
): Promise<{ id: string; versionId: string; periodId: string; committeeId: string }> {
  const periodId = await harness.period();
  const { committeeId, meetingId } = await harness.committee(['pack@example.org'], edition);
  const versionId = await harness.seal(periodId, 1, sealed);
  for (const one of printed) await harness.render(versionId, { edition: one }, one === 'public' ? FILES : {});
  const id = String((await ok(harness.plan(periodId, meetingId))).body['id']);
  harness.work();
  await eventually('it is out', async () => (await harness.dispatch(id))['status'] === 'sent');
  await harness.rest();
  return { id, versionId, periodId, committeeId };
}

async function pack(id: string, by: Client = harness.clerk, query = '') {
  const response = await by.fetch('GET', `/api/v1/dispatches/${id}/pack${query}`);
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
  const bytes = Buffer.from(await response.arrayBuffer());
  const parts = unzip(bytes);
  const file = (name: string): Buffer => {
    const found = parts.find((one) => one.name.endsWith(name));
    if (!found) throw new Error(`no ${name} in ${parts.map((one) => one.name).join(', ')}`);
    return found.bytes;
  };
  const manifest = JSON.parse(file('manifest.json').toString()) as Manifest;
  return { response, bytes, parts, file, manifest };
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

describe('the pack of a dispatch', () => {
  it('holds the stored files, the covering report and the background papers, and a manifest that fits them', async () => {
    const { id, versionId } = await sent(SEALED, 'public', ['public']);
    const { response, parts, file, manifest } = await pack(id);
    expect(response.headers.get('content-type')).toBe('application/zip');
    expect(response.headers.get('content-disposition')).toMatch(
      /^attachment; filename="cs-highlight-report-\d{4}-\d{2}-v1-committee-pack\.zip"$/,
    );
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('content-security-policy')).toBe(
      "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox",
    );
    expect(parts.map(({ name }) => name.replace(/\d{4}-\d{2}/, 'M'))).toEqual([
      'manifest.json',
      'public/cs-highlight-report-M-v1.pdf',
      'public/cs-highlight-report-M-v1.html',
      'public/cs-highlight-report-M-v1.csv',
      'covering-report.json',
      'covering-report.txt',
      'background-papers.txt',
    ]);
    expect(file('.html').toString()).toBe(FILES.html);
    expect(file('.csv').toString()).toBe(FILES.csv);
    expect(file('.pdf').toString()).toMatch(new RegExp(`^%PDF-1.7 ${versionId}`));
    expect(manifest.files.map(({ name, sha256: digest, bytes }) => [name, digest, bytes])).toEqual(
      parts.slice(1).map(({ name, bytes }) => [name, sha256(bytes), bytes.length]),
    );
    expect(manifest).toMatchObject({
      council: 'Sample Council',
      period: { label: 'January 2020' },
      report: { versionId, version: 1 },
      dispatchId: id,
      meeting: { startsAt: '2040-02-11T10:00:00.000000Z', place: 'Committee room 2' },
      exemptPart: { included: false, why: expect.stringContaining('Nothing of this version is withheld') },
    });
    const covering = JSON.parse(file('covering-report.json').toString()) as Record<string, unknown>;
    expect(covering).toMatchObject({
      summary: 'Progress is steady.',
      recommendations: ['Note the report.'],
      exemptInformation: 'None.',
      backgroundPapers: ['Improvement plan, 2019'],
    });
    expect(file('covering-report.txt').toString()).toContain('1. Note the report.\r\n');
    expect(file('background-papers.txt').toString()).toContain('1. Improvement plan, 2019\r\n');
  });

  it('is the same bytes each time, and each download is in the audit trail with what it held', async () => {
    const { id } = await sent(SEALED, 'public', ['public']);
    const [first, second] = [await pack(id), await pack(id, harness.reader)];
    expect(second.bytes.equals(first.bytes)).toBe(true);
    const events = await harness.sql<{ actor_label: string; detail: Record<string, unknown> }>(
      `select actor_label, detail from audit_event where subject_id = $1 and action = 'handoff.downloaded' order by seq`,
      [id],
    );
    expect(events.map(({ actor_label: who }) => who.split(' ')[0])).toEqual([
      'clerk@example.org',
      'reviewer@example.org',
    ]);
    expect(events[0]?.detail).toMatchObject({
      exempt: 'nothing',
      sha256: sha256(first.bytes),
      files: first.parts.slice(1).map(({ name, bytes }) => ({ name, sha256: sha256(bytes) })),
    });
  });

  it('is made of the printing that the committee was sent', async () => {
    const { versionId: before, committeeId } = await sent(SEALED, 'public', ['public']);
    const periodId = await harness.period();
    const versionId = await harness.seal(periodId, 1, SEALED);
    await harness.render(versionId, { sinceId: null });
    const own = await harness.render(versionId, { sinceId: before });
    const meetingId = await harness.meeting(committeeId, '2040-05-12T10:00:00Z');
    const id = String((await ok(harness.plan(periodId, meetingId))).body['id']);
    harness.work();
    await eventually('it is out', async () => (await harness.dispatch(id))['status'] === 'sent');
    await harness.rest();
    const { file, manifest, parts } = await pack(id);
    expect(file('.pdf').equals(own)).toBe(true);
    expect(manifest.files[0]).toMatchObject({ format: 'pdf', sinceId: before });
    // Nobody has made the others of this printing.
    expect(parts.filter(({ name }) => name.startsWith('public/'))).toHaveLength(1);
  });
});

describe('the exempt part', () => {
  it('is never in the pack of a public committee unless somebody who may read it asks for it', async () => {
    const { id } = await sent(WITHHELD);
    const usual = await pack(id);
    expect(usual.parts.some(({ name }) => name.startsWith('exempt/'))).toBe(false);
    expect(usual.manifest.exemptPart).toEqual({
      included: false,
      why: 'The exempt part was not asked for. This pack holds the public edition alone.',
    });
    for (const { name, bytes } of usual.parts)
      if (/\.(?:txt|json)$/.test(name)) expect(bytes.toString()).not.toMatch(/provider|Talks go on/);
    expect(usual.file('covering-report.txt').toString()).toContain(
      'Exempt information: A part of this report is not for publication: exempt under paragraph 3 of Part 1',
    );
    const both = await pack(id, harness.clerk, '?exempt=true');
    expect(both.response.headers.get('content-disposition')).toMatch(/-not-for-publication\.zip"$/);
    expect(both.manifest.exemptPart.included).toBe(true);
    expect(both.parts.slice(-2).map(({ name }) => name.replace(/\d{4}-\d{2}/, 'M'))).toEqual([
      // Other tests of this file sealed months before it: to a monthly reader this is the file of a first one.
      expect.stringMatching(/^exempt\/cs-highlight-report-M-v1-not-for-publication(-first)?\.pdf$/),
      'exempt/exempt-wording.txt',
    ]);
    const wording = both.file('exempt-wording.txt').toString();
    expect(wording).toMatch(/^NOT FOR PUBLICATION: exempt under paragraph 3/);
    expect(wording).toContain('section 100A(4)');
    expect(wording).toContain('Talks go on.');
    // What stands beside it is to be published, so it is as it was.
    for (const name of ['covering-report.json', 'covering-report.txt', 'background-papers.txt'])
      expect(both.file(name).equals(usual.file(name))).toBe(true);
    expect(both.manifest.files.map(({ edition }) => edition)).toEqual([
      ...Array<string>(6).fill('public'),
      'exempt',
      'exempt',
    ]);
  });

  it('is in the pack of a committee that gets it, and left out for people who may not read it, which the manifest says', async () => {
    const { id } = await sent(WITHHELD, 'exempt');
    expect((await pack(id)).manifest.exemptPart.included).toBe(true);
    expect((await pack(id, harness.clerk, '?exempt=false')).manifest.exemptPart.included).toBe(false);
    const less = await pack(id, assistant);
    expect(less.parts.some(({ name }) => name.startsWith('exempt/'))).toBe(false);
    expect(less.manifest.exemptPart.why).toMatch(/the person who made this pack may not read it/);
    expect(less.parts.some(({ bytes }) => bytes.includes('provider'))).toBe(false);
    const asked = await assistant.send('GET', `/api/v1/dispatches/${id}/pack?exempt=true`);
    expect(asked.body).toMatchObject({ status: 403, code: 'forbidden' });
  });
});

describe('a pack cannot be made', () => {
  const refusal = async (id: string, by: Client = harness.clerk, query = '') =>
    (await by.send('GET', `/api/v1/dispatches/${id}/pack${query}`)).body;

  it('while the dispatch has no report', async () => {
    const { meetingId } = await harness.committee(['early@example.org']);
    const id = String((await ok(harness.plan(await harness.period(), meetingId))).body['id']);
    expect(await refusal(id)).toMatchObject({ status: 409, code: 'not-possible' });
  });

  it('while the public edition is not printed, though the committee was sent the other', async () => {
    const { id, versionId } = await sent(WITHHELD, 'exempt', ['exempt']);
    expect(await refusal(id)).toMatchObject({ status: 409, code: 'not-printed' });
    await harness.render(versionId);
    expect((await pack(id)).manifest.exemptPart.included).toBe(true);
  });

  it('of a version from before there were public editions', async () => {
    const { id } = await sent({ ...SEALED, publication: null }, 'exempt', ['exempt']);
    expect(await refusal(id)).toMatchObject({ status: 409, code: 'no-public-edition' });
  });

  it('when a stored file is not what was stored: nothing of it is served', async () => {
    const { id, versionId } = await sent(SEALED, 'public', ['public']);
    await harness.spoilPdf(versionId);
    expect(await refusal(id)).toMatchObject({ status: 500 });
    expect(await harness.base.audited(id)).not.toContain('handoff.downloaded');
  });

  it('by somebody of another programme, or with a question that is none', async () => {
    const { id } = await sent(SEALED, 'public', ['public']);
    expect(await refusal(id, harness.clerkElsewhere)).toMatchObject({ status: 404 });
    expect(await refusal(id, harness.clerk, '?exempt=perhaps')).toMatchObject({
      status: 422,
      errors: [{ path: 'exempt' }],
    });
    expect(await refusal(id, harness.base.client())).toMatchObject({ status: 401 });
  });
});
