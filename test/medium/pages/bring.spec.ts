import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { docxOf, type FixtureBlock } from '../../../src/intake/testing.js';
import { CouncilHarness } from '../../support/council-harness.js';
import type { PageClient } from '../../support/page-client.js';
import { filledIn, formBody } from '../../support/page-form.js';
import { step } from '../../support/step.js';

let council: CouncilHarness;
beforeAll(async () => {
  council = await CouncilHarness.open({}, ['concerns', 'risks', 'theme', 'measures']);
});
afterAll(() => council.close());

const REPORT: readonly FixtureBlock[] = [
  { rows: [['Date of report', '27/01/20']] },
  'Key areas of concern',
  {
    rows: [
      ['Ref', 'Concern', 'Owner', 'By when'],
      ['1', 'Vacancies - Too many posts are empty.', 'Ann Bell', 'Ongoing'],
    ],
  },
  'Theme 1: Leadership',
  'Front door',
  {
    rows: [
      ['Ref', 'Performance Measure', 'Current', 'Period', 'Nov 19', 'Dec 19', 'Target'],
      ['1.1', 'Number of contacts', '93', 'YTD', '40', '53', '50'],
      ['% in a day', '61%', 'Snapshot', '60%', '61%', '', ''],
    ],
  },
];

async function upload(
  client: PageClient,
  path: string,
  bytes: Buffer,
): Promise<{ status: number; text: string; to: string | null }> {
  const page = await client.get(path);
  const body = new FormData();
  for (const [name, value] of Object.entries(page.fields)) if (name !== 'file') body.append(name, value);
  body.append('file', new Blob([new Uint8Array(bytes)]), 'report.docx');
  const answer = await client.ask(path, {
    method: 'POST',
    body,
    headers: { 'sec-fetch-site': 'same-origin' },
  });
  return { status: answer.status, text: await answer.text(), to: answer.headers.get('location') };
}

describe('bringing last month’s report in the browser', () => {
  it('goes from the file by its questions to the drafts', async () => {
    const manager = await council.browser('reviewer');
    const base = `/programmes/${council.programmeId}/bring-report`;
    const send = async (path: string, typed: Record<string, string | string[]>, at?: string) => {
      const page = await manager.get(path);
      return manager.post(at ?? path, formBody({ ...filledIn(page.html), ...typed }));
    };

    await step('a file that is none is refused beside its field; a document is read', async () => {
      expect(await upload(manager, base, Buffer.from('%PDF-1.7'))).toMatchObject({
        status: 422,
        text: expect.stringContaining('neither a Word document'),
      });
      expect(await upload(manager, base, docxOf(REPORT))).toMatchObject({ status: 303, to: `${base}/found` });
      const found = await manager.get(`${base}/found`);
      expect(found.text).toContain('3 questions are open');
      expect(found.text).toContain('It needs an owner with an account here');
      expect(found.text).not.toContain('1 area of concern');
      expect(found.text).toContain('No period is open');
      expect((await manager.get(base)).text).toContain('not written yet');
    });

    await step('the questions of a table are answered on its page', async () => {
      const before = await manager.get(`${base}/tables/3`);
      expect(before.text).toContain('Some rows stand one column left of their headings');
      const saved = await send(`${base}/tables/3`, { accepted: ['moved:-1'], group: 'The front door' });
      expect(saved.text).toContain('Saved. Below is what is taken now.');
      expect(saved.text).toContain('1 is asked about');
      expect(saved.text).toContain('From which month do the targets apply?');
      const said = await send(`${base}/tables/3`, { targetsFrom: '2019-10', 'better.0.is': 'higher' });
      expect(said.html).toContain('value="higher" selected');
      expect((await manager.get(`${base}/found`)).text).toContain('1 target');
      const wrong = await send(`${base}/tables/3`, { theme: 'one' });
      expect(wrong.status).toBe(422);
      expect((await manager.get(`${base}/tables/9`)).status).toBe(404);
    });

    await step('a name is given to an account', async () => {
      await send(`${base}/people`, { 'people.0': council.people.owner.id });
      expect((await manager.get(`${base}/people`)).html).toContain(
        `value="${council.people.owner.id}" selected`,
      );
    });

    await step('an old tab is told that something changed', async () => {
      const old = await manager.get(`${base}/found`);
      const saved = await manager.post(`${base}/found`, formBody({ ...old.fields, 'asAt-day': '28' }));
      expect(saved.text).toContain('28 January 2020, as you said');
      const sent = await manager.post(`${base}/write`, formBody({ ...old.fields }));
      expect(sent.status).toBe(412);
    });

    await step('it is written into the open period', async () => {
      await council.openPeriod();
      const page = await manager.get(`${base}/found`);
      expect(page.text).toContain('1 area of concern');
      const done = await manager.post(`${base}/write`, formBody({ ...page.fields }));
      expect(done.status).toBe(200);
      expect(done.text).toContain('The report is written');
      expect(done.text).toContain('2 measures');
      const measures = await council
        .as('reviewer')
        .send('GET', `/api/v1/programmes/${council.programmeId}/measures`);
      expect(measures.body.items).toHaveLength(2);
      expect((await manager.get(`${base}/found`)).status).toBe(404);
    });

    await step('what was brought is deleted on request', async () => {
      await upload(manager, base, docxOf(REPORT));
      const page = await manager.get(`${base}/found`);
      const gone = await manager.post(`${base}/discard`, formBody({ ...page.fields }));
      expect(gone.text).toContain('What you brought is deleted.');
    });
  });
});
