import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { CouncilHarness } from '../../support/council-harness.js';
import { step } from '../../support/step.js';

let council: CouncilHarness;
beforeAll(async () => {
  council = await CouncilHarness.open({}, ['risks']);
  council.test.clock.hold('2020-02-10T10:00:00Z');
});
afterAll(() => council.close());
beforeEach(() => council.newProgramme(['risks']));

const none = { probability: null, impact: null };
const entry = (number: number, changes: object = {}) => ({
  id: randomUUID(),
  number,
  kind: 'risk',
  cause: null,
  event: `Event ${number} happens.`,
  consequence: null,
  mitigation: 'It is watched.',
  response: 'reduce',
  ownerId: null,
  raised: '2019-06',
  lastReviewedOn: null,
  reviewOn: null,
  nextAction: null,
  inherent: none,
  current: { probability: 3, impact: 4 },
  target: none,
  proximity: null,
  severity: null,
  status: 'open',
  closedReason: null,
  acceptance: null,
  links: { actionIds: [], measureIds: [], concernIds: [] },
  ...changes,
});

/** The register of a month's new period. */
async function open(month: number): Promise<string> {
  const { id } = await council.openPeriod(month);
  const list = await council.as('reviewer').send('GET', `/api/v1/contributions?periodId=${id}`);
  return String(list.body.items?.[0]?.['id']);
}
async function save(id: string, entries: unknown[]): Promise<void> {
  const url = `/api/v1/contributions/${id}/risks`;
  const { etag } = await council.as('owner').send('GET', url);
  expect(await council.as('owner').send('PUT', url, { body: { entries }, ifMatch: etag })).toMatchObject({
    status: 200,
  });
}
async function approve(id: string): Promise<void> {
  const url = `/api/v1/contributions/${id}`;
  expect(await council.act('owner', url, 'submit')).toMatchObject({ status: 200 });
  expect(await council.act('reviewer', url, 'approve')).toMatchObject({ status: 200 });
}
const list = () => `/programmes/${council.programmeId}/risks`;

it('the register of a programme, its matrix, and one risk through time', async () => {
  const sro = await council.browser('sro');
  const risk = entry(1, { ownerId: council.people.owner.id, reviewOn: '2020-01-31' });
  const others = [
    entry(2, { current: { probability: 5, impact: 5 }, event: 'Too few <b> apply.' }),
    entry(3, { current: none }),
    entry(4, { kind: 'issue', current: none, severity: 'high', event: 'It was away.' }),
  ];

  await step('nothing is there yet', async () => {
    expect((await sro.get(list())).text).toContain('There is no register of risks yet.');
    expect((await sro.get(`${list()}/matrix`)).text).toContain('There is no register of risks yet.');
    expect((await sro.get(`${list()}/1`)).status).toBe(404);
  });
  const january = await open(0);
  await step('a first draft is shown as what it is', async () => {
    await save(january, [risk, ...others]);
    expect((await sro.get(list())).text).toContain(
      'The register of January 2020, which is not approved yet: 4 are open and the review of 1 is overdue.',
    );
    expect((await sro.get(`${list()}/2`)).text).toContain('It is in no approved register yet.');
    await approve(january);
  });
  const february = await open(1);
  await save(february, [
    { ...risk, mitigation: 'It is watched every week.', current: { probability: 4, impact: 5 } },
    ...others,
    entry(5),
  ]);

  await step('as approved last, and as it is written now', async () => {
    const approved = await sro.get(list());
    expect(approved.text).toContain('The register of January 2020, as approved: 4 are open');
    expect(approved.html).toContain('Risk 2: Too few &lt;b&gt; apply.');
    expect(approved.text).not.toContain('Risk 5');
    const draft = await sro.get(`${list()}?register=draft`);
    expect(draft.text).toContain('5 open risks and issues');
    expect(draft.text).toContain('Up from 12');
    expect(draft.text).toMatch(/Risk 2: .*Risk 1: .*Overdue since 31 January 2020/);
  });
  await step('a choice says how many fit', async () => {
    const draft = `${list()}?register=draft`;
    expect((await sro.get(`${draft}&movement=up`)).text).toContain('1 of 5 open risks and issues');
    expect((await sro.get(`${draft}&kind=issue`)).text).toContain('Issue 4: It was away.');
    expect((await sro.get(`${draft}&owner=${council.people.owner.id}`)).text).toContain('1 of 5');
    expect((await sro.get(`${draft}&owner=nobody`)).text).toContain('4 of 5');
    expect((await sro.get(`${draft}&only=overdue`)).text).toContain('1 of 5');
    expect((await sro.get(`${draft}&band=none`)).text).toContain('Risk 3');
    const empty = await sro.get(`${draft}&kind=issue&band=very-high`);
    expect(empty.text).toContain('No risk fits this filter. Clear it');
    expect(empty.html).toContain(`href="${list()}?register=draft"`);
  });
  await step('the matrix leads to what stands in a cell', async () => {
    const map = await sro.get(`${list()}/matrix?register=draft`);
    const link = /href="([^"]*probability=4[^"]*)"/.exec(map.html)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(map.text).toContain('1 open risk has no score.');
    expect(map.text).toContain('1 issue has a severity');
    const cell = await sro.get(link);
    expect(cell.text).toContain('Only those with probability 4 and impact 5: 20');
    expect(cell.text).toContain('1 of 5 open risks and issues');
  });
  await step('a risk from register to register', async () => {
    const page = await sro.get(`${list()}/1`);
    expect(page.text).toContain('First raised in June 2019. It is in 1 approved register.');
    expect(page.text).toContain('owner, Job of owner');
    expect(page.text).toMatch(/February 2020 a draft 4 × 5 = 20, .*Up from 12 What is done about it/);
    expect(page.text).toMatch(/January 2020 as approved 3 × 4 = 12, .* First/);
    expect(page.html).toMatch(/<ins>.*every week/);
    const owner = await council.browser('owner');
    expect((await owner.get(`${list()}/1`)).html).toContain(`/contributions/${february}/risks/${risk.id}`);
    expect((await sro.get(`${list()}/77`)).status).toBe(404);
    for (const nothing of ['/0', '/99999', '?page=0', '?probability=6', '?band=' + 'x'.repeat(50)])
      expect((await sro.get(`${list()}${nothing}`)).heading).toBe('Page not found');
  });
  await step('nobody from elsewhere, and nobody without the permission', async () => {
    const elsewhere = await council.browser('reviewerElsewhere');
    for (const url of [list(), `${list()}/matrix`, `${list()}/1`])
      expect((await elsewhere.get(url)).status).toBe(404);
    expect((await (await council.browser('reader')).get(list())).status).toBe(403);
  });
});

it('fifty stand on a page', async () => {
  const id = await open(0);
  await save(
    id,
    Array.from({ length: 60 }, (_, at) => entry(at + 1)),
  );
  const owner = await council.browser('owner');
  const page = await owner.get(list());
  expect(page.text).toContain('60 open risks and issues: 1 to 50');
  const second = await owner.get(`${list()}?page=2`);
  expect((await owner.get(`${list()}?page=9`)).heading).toBe(second.heading);
  expect((await owner.get(`${list()}?page=9`)).text).toBe(second.text);
  expect(second.text).toContain('51 to 60');
  expect(second.text).toContain('Risk 60: Event 60 happens.');
});
