import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CouncilHarness } from '../../support/council-harness.js';
import { step } from '../../support/step.js';

/** What a form offers is no rule: its choices and hidden fields may come back with ids of another programme in them. */
let council: CouncilHarness;
let period: string;
let themePart: string;
const part = { here: '', elsewhere: '' };
const meeting = { here: '', elsewhere: '' };
const periodElsewhere = { id: '' };

beforeAll(async () => {
  council = await CouncilHarness.open({}, ['theme', 'risks']);
  const opened = await council.openPeriod();
  period = opened.id;
  themePart = opened.contributions[0];
  const dates = { startsOn: '2020-01-01', endsOn: '2020-01-31', asAt: '2020-01-27', draftsDueOn: '2020-01-20', reviewDueOn: '2020-01-23', approvalDueOn: '2020-01-27' }; // prettier-ignore
  const other = await council
    .as('reviewerElsewhere')
    .send('POST', `/api/v1/programmes/${council.elsewhereId}/periods`, {
      body: { label: 'January 2020', ...dates },
    });
  periodElsewhere.id = String(other.body['id']);
  for (const [where, id] of [
    ['here', period],
    ['elsewhere', periodElsewhere.id],
  ] as const) {
    const [found] = await council.test.sql<{ id: string }>(
      `select id from envelope where period_id = $1 and section = 'risks'`,
      [id],
    );
    part[where] = found?.id ?? '';
  }
  await council.act('reviewerElsewhere', `/api/v1/contributions/${part.elsewhere}`, 'submit');
  // The clerk once worked in the other programme too.
  await council.test.sql(
    `insert into assignment (user_id, role_id, programme_id, granted_at) select $1, id, $2, now() from role where key = 'clerk'`,
    [council.people.clerk.id, council.elsewhereId],
  );
  for (const [where, programmeId] of [
    ['here', council.programmeId],
    ['elsewhere', council.elsewhereId],
  ] as const) {
    const committee = await council
      .as('clerk')
      .send('POST', '/api/v1/committees', { body: { programmeId, name: 'Cabinet', kind: 'cabinet' } });
    const made = await council
      .as('clerk')
      .send('POST', `/api/v1/committees/${String(committee.body['id'])}/meetings`, {
        body: { startsAt: '2040-02-11T10:00:00Z' },
      });
    meeting[where] = String(made.body['id']);
  }
  await council.test.sql(
    `update assignment set ended_at = now(), ended_by = $3 where user_id = $1 and programme_id = $2`,
    [council.people.clerk.id, council.elsewhereId, council.people.admin.id],
  );
});
afterAll(() => council.close());

const count = async (table: string): Promise<number> =>
  (await council.test.sql(`select from ${table}`)).length;

describe('ids of another programme in a form', () => {
  it('are refused, and change nothing', async () => {
    const stranger = council.people.reviewerElsewhere.id;

    await step('who writes a part', async () => {
      const client = await council.browser('reviewer');
      await client.get(`/contributions/${themePart}/owner`);
      const refused = await client.send({ owner: stranger });
      expect(refused.status).toBe(422);
      const [row] = await council.test.sql(`select owner_id from envelope where id = $1`, [themePart]);
      expect(row).toEqual({ owner_id: council.people.owner.id });
    });

    await step('a part among those that are approved together', async () => {
      const client = await council.browser('reviewer');
      await client.get(`/periods/${period}/unchanged`);
      await client.send({ parts: part.elsewhere, [`_version.${part.elsewhere}`]: '2' });
      const [row] = await council.test.sql(`select status from envelope where id = $1`, [part.elsewhere]);
      expect(row).toEqual({ status: 'in_review' });
    });

    await step('the meeting and the period of papers', async () => {
      const client = await council.browser('clerk');
      expect((await client.get(`/dispatches/new?meeting=${meeting.elsewhere}`)).status).toBe(404);
      for (const swapped of [
        { meeting: meeting.elsewhere, period },
        { meeting: meeting.here, period: periodElsewhere.id },
      ]) {
        await client.get(`/dispatches/new?meeting=${meeting.here}`);
        const answer = await client.send({ ...swapped, send: 'when_sealed' }, '/dispatches/new');
        expect(answer.status).toBeGreaterThanOrEqual(400);
      }
      expect(await count('dispatch')).toBe(0);
    });

    await step('the role for which somebody stands in', async () => {
      const client = await council.browser('owner');
      await client.get('/account/stand-ins/new');
      const [theirs] = await council.test.sql<{ id: string }>(
        `select id from assignment where user_id = $1`,
        [council.people.sroElsewhere.id],
      );
      const refused = await client.send({
        role: theirs?.id ?? '',
        person: council.people.owner2.id,
        'until-day': '1',
        'until-month': '2',
        'until-year': '2040',
        reason: 'Annual leave',
      });
      expect(refused.status).toBeGreaterThanOrEqual(400);
      expect(await count('delegation')).toBe(0);
    });

    await step('the programme that is shown', async () => {
      const client = await council.browser('reviewer');
      const page = await client.get('/choose-programme');
      const answer = await client.send({ programme: council.elsewhereId }, '/choose-programme');
      expect([page.status === 404, answer.status >= 400].includes(true)).toBe(true);
      expect((await client.get('/my-work')).html).not.toContain(council.elsewhereId);
    });
  });
});
