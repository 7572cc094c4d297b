import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { themeSection } from '../../../src/snapshot/testing.js';
import { eventually } from '../../support/eventually.js';
import { ok, DistributionHarness } from './distribution-harness.js';

let harness: DistributionHarness;
beforeAll(async () => {
  harness = await DistributionHarness.open({ ALLOWED_MAIL_DOMAINS: 'example.org' });
});
afterEach(async () => {
  await harness.rest();
  harness.mail.forget();
});
afterAll(() => harness.close());

const THEMES = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'] as const;
const sections = THEMES.map((id, index) =>
  themeSection({
    contributionId: `c${index}`,
    subject: { id, number: index + 1, title: `Theme of ${index}` },
  }),
);

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
});
