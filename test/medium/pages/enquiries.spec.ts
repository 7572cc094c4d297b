import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { CouncilHarness } from '../../support/council-harness.js';
import { step } from '../../support/step.js';

let council: CouncilHarness;
beforeAll(async () => {
  council = await CouncilHarness.open();
});
afterAll(() => council.close());

it('a question goes by the pages alone from its meeting to an approved answer', async () => {
  const clerk = await council.browser('clerk');
  const owner = await council.browser('owner');
  const reviewer = await council.browser('reviewer');
  const send = (url: string, body: unknown) => council.as('clerk').send('POST', url, { body });
  const committee = await send('/api/v1/committees', {
    programmeId: council.programmeId,
    name: 'Cabinet',
    kind: 'cabinet',
  });
  const committeeId = String(committee.body['id']);
  const meeting = await send(`/api/v1/committees/${committeeId}/meetings`, {
    startsAt: '2020-01-14T10:00:00Z',
  });
  const at = `/committees/${committeeId}/meetings/${String(meeting.body['id'])}`;
  let question = '';

  await step('the clerk records it on the page of the meeting', async () => {
    expect((await clerk.get(at)).html).toContain(`${at}/enquiries/new`);
    await clerk.get(`${at}/enquiries/new`);
    const refused = await clerk.send({ member: 'Councillor Example' });
    expect(refused.html).toContain('Write what was asked');
    expect(refused.html).toContain('Councillor Example');
    const recorded = await clerk.send({
      text: 'How many visits were <late>?',
      owner: council.people.owner.id,
    });
    expect(recorded.url).toBe(at);
    expect(recorded.html).toContain('Question 1 was recorded.');
    expect(recorded.html).toContain('How many visits were &lt;late&gt;?');
    question = /\/enquiries\/[0-9a-f-]{36}/.exec(recorded.html)?.[0] ?? '';
  });

  await step('it waits for its owner, who answers it', async () => {
    expect((await owner.get('/my-work')).text).toContain('1 question of a member is waiting for you.');
    await owner.get(`${question}/answer`);
    const saved = await owner.send({ text: 'Four of 91.' });
    expect(saved.text).toContain('The answer is saved. Submit it when it is ready.');
    const submitted = await owner.send({}, `${question}/submit`);
    expect(submitted.text).toContain('The answer waits for somebody who approves it.');
    expect(submitted.text).not.toContain('Approve the answer');
  });

  await step('it waits for the reviewer, who gives it back once and then approves it', async () => {
    expect((await reviewer.get('/my-work')).text).toContain(
      '1 answer to approve and 1 programme to set up are waiting',
    );
    await reviewer.get(`${question}/return`);
    expect((await reviewer.send({ reason: 'Say why.' })).text).toContain('The answer was given back.');
    expect((await owner.get('/my-work')).text).toContain('the answer was given back: “Say why.”');
    await owner.get(`${question}/answer`);
    await owner.send({ text: 'Four of 91: illness.' });
    await owner.send({}, `${question}/submit`);
    await reviewer.get(question);
    const approved = await reviewer.send({}, `${question}/approve`);
    expect(approved.text).toContain(
      'The answer is approved. The next report that Cabinet gets prints it, if its figures are as at ',
    );
    for (const page of [`/programmes/${council.programmeId}/enquiries`, at])
      expect((await clerk.get(page)).text).toContain('Answered, not printed yet');
  });

  await step('an old tab writes over nothing', async () => {
    await owner.get(`${question}/answer`);
    const other = await council.browser('owner');
    await other.get(`${question}/answer`);
    await owner.send({ text: 'Five.', correction: 'One was missed.' });
    const late = await other.send({ text: 'Six.', correction: 'Two were missed.' });
    expect(late.status).toBe(412);
    expect(late.heading).toBe('Somebody else changed this while you were writing');
  });
});
