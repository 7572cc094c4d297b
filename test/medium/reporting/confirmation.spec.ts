import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Answer, Client } from '../../support/client.js';
import { CouncilHarness, PASSWORD } from '../../support/council-harness.js';
import { step } from '../../support/step.js';

let council: CouncilHarness;
let report: string;
beforeAll(async () => {
  council = await CouncilHarness.open();
  const period = await council.openPeriod();
  await council.approveContribution('owner', period.contributions[0]);
  await council.approveContribution('owner2', period.contributions[1]);
  report = await council.startReport(period.id);
  await council.act('reviewer', report, 'submit');
  await council.answerChallenges(report);
});
afterAll(() => council.close());

/** Of a text that nobody read: a person who gets as far as 412 has been let in, and nothing is sealed. */
const approveOther = async (
  more: { password?: string },
  client: Client = council.as('sro'),
): Promise<Answer> => {
  const { etag } = await client.send('GET', report);
  return client.send('POST', `${report}/approve`, {
    body: { sha256: 'a'.repeat(64), ...more },
    ifMatch: etag,
  });
};
const missing = { status: 422, body: { errors: [{ path: 'password', message: 'Enter your password.' }] } };
const past = { status: 412, body: { code: 'content-changed' } };

it('a report is approved with a password that was given within five minutes', async () => {
  await step('signing in is no confirmation, and the password is asked for', async () => {
    expect(await approveOther({})).toMatchObject(missing);
    expect(await approveOther({ password: '' })).toMatchObject(missing);
    expect(await approveOther({ password: 'not this one' })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'password', message: 'This is not your password.' }] },
    });
  });

  await step('it counts for five minutes, in this session alone', async () => {
    const start = Date.now();
    const hold = (seconds: number) => council.test.clock.hold(new Date(start + seconds * 1000).toISOString());
    hold(0);
    const here = council.newClient();
    const there = council.newClient();
    for (const client of [here, there])
      expect((await client.signIn('sro@example.org', PASSWORD)).status).toBe(201);
    expect(await approveOther({ password: PASSWORD }, here)).toMatchObject(past);
    hold(299);
    expect(await approveOther({}, here)).toMatchObject(past);
    expect(await approveOther({}, there)).toMatchObject(missing);
    hold(300);
    expect(await approveOther({}, here)).toMatchObject(missing);
    council.test.clock.hold(undefined);
  });

  await step('an API token cannot do it, whatever it sends', async () => {
    const token = `hr_${randomBytes(32).toString('base64url')}`;
    await council.test.sql(
      `insert into api_token (user_id, name, token_hash, expires_at, created_at)
       values ($1, 'program', $2, now() + interval '1 day', now())`,
      [council.people.sro.id, createHash('sha256').update(token).digest()],
    );
    const program = council.newClient();
    program.token = token;
    for (const more of [{}, { password: PASSWORD }])
      expect(await approveOther(more, program)).toMatchObject({
        status: 403,
        body: { code: 'password-needed', detail: expect.stringContaining('An API token cannot do it.') },
      });
  });

  await step(
    'the sixth wrong one is not looked at, and guessing here keeps nobody from signing in, nor the other way round',
    async () => {
      const answers: Answer[] = [];
      for (let attempt = 0; attempt < 6; attempt++) answers.push(await approveOther({ password: 'guessed' }));
      expect(answers.map(({ status }) => status)).toEqual([422, 422, 422, 422, 422, 429]);
      expect((await council.newClient().signIn('sro@example.org', PASSWORD)).status).toBe(201);
      expect((await council.as('sro').send('GET', report)).body).toMatchObject({ status: 'in_review' });
    },
  );
});
