import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Recorder } from '../../../bench/api-recorder.js';
import { CouncilHarness, themeDocument } from '../../support/council-harness.js';
import { Figures } from '../performance/figures.js';

/*
 * How often a page asks the database. Each statement is a way there and back, which a person waits for; a page that asks once for each
 * row of a list is slow where a council is large. The session's and the navigation's are counted too, and the beginning and end of each transaction.
 */
let council: CouncilHarness;
const recorder = new Recorder();
const at: Record<string, string> = {};

beforeAll(async () => {
  council = await CouncilHarness.open();
  const january = await council.openPeriod();
  await council.approveContribution('owner', january.contributions[0]);
  const february = await council.openPeriod(1);
  const [first, second] = february.contributions;
  const document = themeDocument('It goes on.');
  await council.saveTheme('owner', first, document);
  await council.act('owner', `/api/v1/contributions/${first}`, 'submit');
  const other = themeDocument();
  await council.saveTheme('owner2', second, other);
  const url = await council.startReport(february.id);
  const figures = new Figures(council);
  const group = await figures.group();
  const measures = [await figures.measure(group), await figures.measure(group)];
  Object.assign(at, {
    measures: `/programmes/${council.programmeId}/measures`,
    ratings: `/programmes/${council.programmeId}/measures/ratings`,
    group: `/measure-groups/${group}`,
    measure: `/measures/${measures[0] ?? ''}`,
    risks: `/programmes/${council.programmeId}/risks`,
    review: `/contributions/${first}/review`,
    objective: `/contributions/${second}/objectives/${other.objectives[0]?.id ?? ''}`,
    overview: `/contributions/${second}/overview`,
    part: `/contributions/${second}`,
    board: `/periods/${february.id}`,
    report: url.replace('/api/v1', ''),
    work: '/my-work',
  });
});
afterAll(() => council.close());

it.each([
  ['review', 'reviewer', 16],
  ['objective', 'owner2', 13],
  ['overview', 'owner2', 12],
  ['part', 'owner2', 16],
  ['board', 'reviewer', 13],
  ['report', 'reviewer', 42],
  ['work', 'reviewer', 37],
  ['measures', 'reviewer', 5],
  ['ratings', 'reviewer', 5],
  ['group', 'reviewer', 4],
  ['measure', 'reviewer', 14],
  ['risks', 'reviewer', 3],
] as const)('%s, as %s, asks at most %i statements', async (page, who, most) => {
  const browser = await council.browser(who);
  const { status } = await browser.get(at[page] ?? '');
  expect(status).toBe(200);
  const { sent } = await recorder.during(() => browser.get(at[page] ?? ''));
  expect(sent.map(({ text }) => text.replace(/\s+/g, ' ').slice(0, 80)).slice(most)).toEqual([]);
});
