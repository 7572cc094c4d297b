import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CouncilHarness, type StaffName } from '../../support/council-harness.js';
import type { PageClient, SeenPage } from '../../support/page-client.js';
import { filledIn, formBody } from '../../support/page-form.js';
import { step } from '../../support/step.js';

/** A month from its opening to the seal, by the pages alone and without a script. */
let council: CouncilHarness;
const browsers = new Map<StaffName, PageClient>();

beforeAll(async () => {
  council = await CouncilHarness.open({}, ['theme', 'risks', 'concerns']);
});
afterAll(() => council.close());

async function as(name: StaffName): Promise<PageClient> {
  const known = browsers.get(name) ?? (await council.browser(name));
  browsers.set(name, known);
  return known;
}

const date = (name: string, day: number, month: number) => ({
  [`${name}-day`]: String(day),
  [`${name}-month`]: String(month),
  [`${name}-year`]: '2020',
});

/** The address of the first link whose words match; links are followed as they stand in the page. */
function linkTo({ html }: SeenPage, words: RegExp): string {
  for (const [, href = '', inner = ''] of html.matchAll(/<a [^>]*href="([^"]*)"[^>]*>(.*?)<\/a>/gs))
    if (words.test(inner.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' '))) return href.replaceAll('&amp;', '&');
  throw new Error(`No link says ${String(words)}.`);
}

/** One objective with one action and one text about it, each on the page that the one before led to. */
async function writeObjective(client: PageClient, part: string): Promise<void> {
  const blank = await client.get(`${part}/objectives/new`);
  const objective = blank.url.split('?', 1)[0] ?? '';
  await client.post(objective, new URLSearchParams({ ...blank.fields, title: 'Effective leadership' }));
  const add = async (what: string): Promise<SeenPage> =>
    client.post(objective, formBody({ ...filledIn((await client.get(objective)).html), _add: what }));
  const action = await add('actions');
  await client.send({ title: 'Brief members' }, action.url.split('?', 1)[0]);
  const text = await add('texts');
  const [, about = ''] = /name="about"[^>]*value="([^"]+)"/.exec(text.html) ?? [];
  const written = await client.send(
    { text: 'Nine of ten members were briefed.', about },
    text.url.split('?', 1)[0],
  );
  expect(written.text).not.toContain('There is a problem');
}

describe('a month by the pages alone', () => {
  it('goes from an open period to a sealed report', async () => {
    let period = '';
    let report = '';

    await step('the programme manager opens the period', async () => {
      const client = await as('reviewer');
      await client.get(`/programmes/${council.programmeId}/periods/new`);
      const asked = await client.send({
        label: 'January 2020',
        ...date('first', 1, 1),
        ...date('last', 31, 1),
        ...date('as-at', 27, 1),
        ...date('drafts', 20, 1),
        ...date('review', 23, 1),
        ...date('approval', 27, 1),
      });
      expect(asked.text).toContain('4 parts');
      const opened = await client.post(asked.url, new URLSearchParams(asked.fields));
      period = opened.url.split('?', 1)[0] ?? '';
      expect(period).toMatch(/^\/periods\//);
    });

    await step('each owner finds the part, writes it and submits it', async () => {
      for (const [name, title] of [
        ['owner', /Theme 1: Leadership/],
        ['owner2', /Theme 2: Practice/],
        ['owner', /Risks and issues/],
        ['owner', /Key areas of concern/],
      ] as const) {
        const client = await as(name);
        const part = linkTo(await client.get(period), title);
        if (String(title).includes('Theme')) {
          await client.get(`${part}/overview`);
          const saved = await client.send({ narrative: 'Plans are being written.', rag: 'AMBER' });
          expect(saved.url).toBe(part);
          await writeObjective(client, part);
        }
        await client.get(`${part}/submit`);
        const sent = await client.send({ comment: 'As agreed.' });
        expect([String(title), sent.status]).toEqual([String(title), 200]);
      }
    });

    await step('the programme manager reviews them one after the other', async () => {
      const client = await as('reviewer');
      for (let left = 4; left > 0; left--) {
        const board = await client.get(period);
        const review = linkTo(board, /^\s*Review/);
        await client.get(review);
        expect((await client.send({ decision: 'approve' })).text).toContain('is approved.');
      }
    });

    await step('and writes the report as a whole', async () => {
      const client = await as('reviewer');
      const board = await client.get(period);
      expect(board.text).toMatch(/Start the .*report/);
      const started = await client.send({}, `${period}/report`);
      report = started.url.split('?', 1)[0] ?? '';
      expect(report).toMatch(/^\/reports\//);
      await client.get(`${report}/text`);
      await client.send({
        rag: 'AMBER',
        summary: 'Plans are being written.',
        narrative: 'The programme has begun.',
        asks: 'Note the report.',
        papers: '',
        late: '',
      });
      let page = await client.get(`${report}/questions`);
      for (let next = /href="([^"]*\/questions\/[0-9a-f]{32})">Answer/.exec(page.html); next;) {
        await client.get(next[1] ?? '');
        page = await client.send({ reason: 'It is known and so intended.' });
        next = /href="([^"]*\/questions\/[0-9a-f]{32})">Answer/.exec(page.html);
      }
      await client.get(`${report}/submit`);
      expect((await client.send({ comment: '' })).text).toContain('The report is with the SRO.');
    });

    await step('the SRO reads it, approves it with her password, and sees the version', async () => {
      const client = await as('sro');
      const read = await client.get(report);
      expect(read.text).toContain('This report is with you');
      await client.get(linkTo(read, /Go on to approve/));
      const wrong = await client.send({ password: 'not this one', comment: '' });
      expect(wrong.text).toContain('This is not your password');
      const sealed = await client.send({ password: 'four words are better', comment: '' });
      expect(sealed.status).toBe(200);
      expect(sealed.text).toMatch(/[Ss]ealed/);
      const library = await client.get('/versions');
      expect(library.text).toContain('January 2020');
    });

    await step('nobody can write any of it any more', async () => {
      const client = await as('owner');
      const part = linkTo(await client.get(period), /Theme 1: Leadership/);
      expect((await client.get(`${part}/overview`)).url).toBe(part);
    });
  });
});
