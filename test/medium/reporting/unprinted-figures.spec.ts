import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { CouncilHarness } from '../../support/council-harness.js';
import { step } from '../../support/step.js';
import { Figures } from '../performance/figures.js';

let council: CouncilHarness;
let figures: Figures;
beforeAll(async () => {
  council = await CouncilHarness.open({}, ['measures']);
  figures = new Figures(council);
});
afterAll(() => council.close());

it('which figures of a part the public will not see is kept while nothing changes, and never a moment longer', async () => {
  const group = await figures.group();
  const missing = await figures.measure(group, { title: 'Children missing', unit: 'count', decimals: 0 });
  const figure = (value: number, reason: string | null) =>
    figures.recorded({ measureId: missing, period: '2020-01', value, state: 'validated', reason });
  await figure(3, null);
  const part = await figures.period(0, group);
  const analyst = await council.browser('analyst');

  const unprinted = async () => {
    const { html } = await analyst.get(`${part.slice('/api/v1'.length)}/figures`);
    const { status, body } = await council.as('owner').send('GET', `${part}/publication`);
    expect(status).toBe(200);
    return {
      typed: html.split('not printed for the public').length - 1,
      listed: (body['suppressed'] as unknown[]).length,
    };
  };
  const after = (what: string, change: () => Promise<unknown>, count: 0 | 1) =>
    step(what, async () => {
      const before = await unprinted();
      expect(await unprinted()).toEqual(before);
      expect(before.listed).toBe(1 - count);
      await change();
      expect(await unprinted()).toEqual({ typed: count, listed: count });
    });
  const threshold = async (value: number) => {
    const url = `/api/v1/programmes/${council.programmeId}/report-settings`;
    const { body, etag } = await council.as('reviewer').send('GET', url);
    const settings = {
      policy: { ...(body['policy'] as object), threshold: value },
      glossary: body['glossary'],
    };
    expect(await council.as('reviewer').send('PUT', url, { body: settings, ifMatch: etag })).toMatchObject({
      status: 200,
    });
  };
  const decide = async (effect: string) => {
    const body = { effect, block: `cell/${missing}/month/2020-01`, reason: 'One known campaign.' };
    expect(await council.as('reviewer').send('POST', `${part}/publication`, { body })).toMatchObject({
      status: 200,
    });
  };

  await after('a figure that is corrected', () => figure(7, 'Late ones.'), 0);
  await after('a higher limit', () => threshold(9), 1);
  await after('a lower limit', () => threshold(5), 0);
  await after('a figure that is small again', () => figure(4, 'Counted twice.'), 1);
  await after('a figure that is published all the same', () => decide('release'), 0);
  await after('that decision, lifted', () => decide('lift'), 1);
  await after(
    'a unit that counts no people',
    () =>
      figures.redefine(
        missing,
        group,
        { title: 'Days until they are found', unit: 'days', decimals: 0 },
        '"v1"',
      ),
    0,
  );
});
