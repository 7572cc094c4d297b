import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { renderReportHtml } from '../../../src/document/index.js';
import { presentWhole } from '../../../src/document/testing.js';
import type { ReportSnapshot } from '../../../src/snapshot/index.js';
import { SEAL } from '../../../src/snapshot/testing.js';
import { PASSWORD, CouncilHarness } from '../../support/council-harness.js';
import { step } from '../../support/step.js';

let council: CouncilHarness;
beforeAll(async () => {
  council = await CouncilHarness.open();
});
afterAll(() => council.close());

const REASON = 'The new practice framework is not agreed yet.';
const day = (offset: number): string =>
  new Date(Date.now() + offset * 86_400_000).toLocaleDateString('en-CA', { timeZone: 'Europe/London' });

it('a report says why a part is missing, and for whom a stand-in approved it', async () => {
  const { id, contributions } = await council.openPeriod(0);
  await council.approveContribution('owner', contributions[0]);
  const report = await council.startReport(id, REASON);

  await step('the draft says why a part is missing', async () => {
    const page = await council.as('sro').fetch('GET', `${report}/editions/public`, {});
    const words = await page.text();
    expect(words).toContain('Not approved for this period: Theme 2: Practice.');
    expect(words).toContain(REASON);
    // A reason may tell of a person’s health: it can be withheld.
    expect((await council.as('reviewer').send('GET', `${report}/publication`)).body['blocks']).toContainEqual(
      expect.objectContaining({ kind: 'paragraph', label: REASON }),
    );
  });

  const versionId = await step('a stand-in approves it in the place of the SRO', async () => {
    const [assignment] = await council.test.sql<{ id: string }>(
      `select id from assignment where user_id = $1`,
      [council.people.sro.id],
    );
    expect(
      await council.as('sro').send('POST', '/api/v1/delegations', {
        body: {
          assignmentId: assignment?.id,
          delegateId: council.people.clerk.id,
          startsOn: day(0),
          endsOn: day(3),
          reason: 'Annual leave',
        },
      }),
    ).toMatchObject({ status: 201 });
    expect(await council.act('reviewer', report, 'submit')).toMatchObject({ status: 200 });
    await council.answerChallenges(report);
    const preview = await council.as('clerk').send('GET', `${report}/preview`);
    const sealed = await council.as('clerk').send('POST', `${report}/approve`, {
      body: { sha256: preview.body['sha256'], password: PASSWORD },
      ifMatch: preview.etag,
    });
    expect(sealed).toMatchObject({ status: 200 });
    return String(sealed.body['versionId']);
  });

  await step('the seal, the page that verifies it and the library say for whom and until when', async () => {
    const version = await council.as('reader').send('GET', `/api/v1/versions/${versionId}`);
    expect(version).toMatchObject({
      status: 200,
      body: {
        approvedBy: {
          id: council.people.clerk.id,
          standsInFor: [{ id: council.people.sro.id, name: 'sro', until: day(3) }],
        },
      },
    });
    const found = await council
      .newClient()
      .send('GET', `/api/v1/verification/${String(version.body['sha256'])}`);
    expect(found.body['approvedBy']).toMatchObject({
      label: expect.stringMatching(/^clerk, Job of clerk, for sro, Job of sro \(stands in until /),
    });
  });

  await step('what is printed says what it goes without, and why', async () => {
    const { body } = await council.as('clerk').send('GET', `/api/v1/versions/${versionId}/snapshot`);
    const words = renderReportHtml(presentWhole(body as unknown as ReportSnapshot, SEAL)).replace(
      /<[^>]*>/g,
      ' ',
    );
    expect(words).toContain('Not approved for this period: Theme 2: Practice.');
    expect(words).toContain(REASON);
    expect(words).toContain('Nothing has been approved yet');
  });

  await step('the pages call the part left out, and nobody late with it', async () => {
    const reviewer = await council.browser('reviewer');
    const board = await reviewer.get(`/periods/${id}`);
    expect(board.text).toContain('1 of 2 parts is approved. The approved report went without 1 part.');
    expect(board.text).toMatch(/Theme 2: Practice .* Left out of the approved report/);
    const owner = await council.browser('owner2');
    const part = await owner.get(`/contributions/${contributions[1]}`);
    expect(part.text).toContain('Report Left out of the approved report');
    for (const page of [board, part, await owner.get('/my-work')])
      expect(page.text).not.toMatch(/days? late/);
  });

  await step('the reason is sealed, and kept in the correction', async () => {
    const snapshot = await council.as('clerk').send('GET', `/api/v1/versions/${versionId}/snapshot`);
    expect(snapshot.body['report']).toMatchObject({ lateReason: REASON });
    const begun = await council.act('reviewer', report, 'corrections', { reason: 'A slip of the pen.' });
    expect(begun).toMatchObject({ status: 201 });
    const correction = await council
      .as('reviewer')
      .send('GET', `/api/v1/reports/${String(begun.body['id'])}`);
    expect(correction.body['text']).toMatchObject({ lateReason: REASON });
  });
});
