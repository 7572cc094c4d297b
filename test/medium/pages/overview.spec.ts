import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CouncilHarness, themeDocument } from '../../support/council-harness.js';
import { filledIn, formBody } from '../../support/page-form.js';

/** The first page on which a part is written. What it has around its fields is the same on all of them. */
let council: CouncilHarness;
let parts: [string, string];
let month = 0;

beforeAll(async () => {
  council = await CouncilHarness.open();
});
afterAll(() => council.close());
beforeEach(async () => {
  await council.newProgramme(['theme']);
  month = 0;
  await council.test.sql(`update theme set owner_id = null where programme_id = $1`, [council.programmeId]);
  await open();
});

async function open(): Promise<void> {
  const { id } = await council.openPeriod(month++);
  const found = await council.test.sql<{ id: string }>(
    `select e.id from envelope e join theme t on t.id = e.subject_id where e.period_id = $1 order by t.number`,
    [id],
  );
  parts = [found[0]?.id ?? '', found[1]?.id ?? ''];
}

const address = (): string => `/contributions/${parts[0]}/overview`;
const saved = async (): Promise<unknown> =>
  (await council.as('owner').send('GET', `/api/v1/contributions/${parts[0]}/theme`)).body['overview'];

describe('writing a part by block', () => {
  it('saves the block and leaves the rest; hostile text is text', async () => {
    const client = await council.browser('owner');
    const page = await client.get(address());
    expect([page.status, page.heading]).toEqual([200, 'Overview']);
    const done = await client.send({ narrative: 'Going <b>well</b>', rag: 'GREEN' });
    expect(done.url).toBe(`/contributions/${parts[0]}`);
    expect(await saved()).toEqual({ narrative: 'Going <b>well</b>', rag: 'GREEN' });
    expect((await client.get(address())).html).toContain('Going &lt;b&gt;well&lt;/b&gt;');
  });

  it('shows a text as it will be printed before it is saved', async () => {
    const client = await council.browser('owner');
    await client.get(address());
    const seen = await client.send({ narrative: '**78%** <i>\n- one', rag: '', _preview: 'narrative' });
    expect([seen.status, seen.heading]).toEqual([200, 'Overview']);
    expect(seen.html).toContain('<strong>78%</strong> &lt;i&gt;');
    expect(seen.html).toContain('<li>one</li>');
    expect(seen.html).toContain('>**78%** &lt;i&gt;\n- one</textarea>');
    expect(await saved()).toEqual({ narrative: null, rag: null });
  });

  it('keeps what was typed when it is refused', async () => {
    const client = await council.browser('owner');
    await client.get(address());
    const refused = await client.send({ narrative: 'x'.repeat(20_001), rag: 'AMBER' });
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('href="#narrative"');
    expect(refused.html).toContain('x'.repeat(20_001));
  });

  it('goes beside what others save in other blocks, and asks when it is the same block', async () => {
    const [mine, theirs] = [await council.browser('owner'), await council.browser('owner2')];
    await mine.get(address());
    await council.saveTheme('owner2', parts[0], {
      ...themeDocument(),
      overview: { narrative: null, rag: null },
    });
    await mine.send({ narrative: 'Mine', rag: 'GREEN' });
    expect(await saved()).toEqual({ narrative: 'Mine', rag: 'GREEN' });

    await mine.get(address());
    await theirs.get(address());
    await theirs.send({ narrative: 'Theirs <i>', rag: 'GREEN' });
    const conflict = await mine.send({ narrative: 'Mine again', rag: 'GREEN' });
    expect([conflict.status, conflict.heading]).toEqual([
      412,
      'Somebody else changed this while you were writing',
    ]);
    expect(conflict.text).toContain('owner2 (Job of owner2) saved it today at');
    expect(conflict.html).toContain('Theirs');
    expect(conflict.fields['narrative']).toBe('Mine again');
    expect(conflict.html).not.toContain('What should be kept: Rating');

    const atOnce = await mine.post(address(), formBody(filledIn(conflict.html)));
    expect([atOnce.status, atOnce.html]).toEqual([
      422,
      expect.stringContaining('href="#_keep.narrative">Choose what should be kept: How is the theme going?'),
    ]);
    expect(await saved()).toEqual({ narrative: 'Theirs <i>', rag: 'GREEN' });
    await mine.post(address(), formBody({ ...filledIn(atOnce.html), '_keep.narrative': 'mine' }));
    expect(await saved()).toEqual({ narrative: 'Mine again', rag: 'GREEN' });

    await mine.get(address());
    await theirs.get(address());
    await theirs.send({ narrative: 'Mine again', rag: 'AMBER' });
    const together = await mine.send({ narrative: 'Mine beside theirs', rag: 'GREEN' });
    expect(together.url.split('?', 1)[0]).toBe(`/contributions/${parts[0]}`);
    expect(await saved()).toEqual({ narrative: 'Mine beside theirs', rag: 'AMBER' });

    const other = await council.browser('owner');
    await mine.get(address());
    await other.get(address());
    await other.send({ narrative: 'In one window', rag: 'AMBER' });
    const own = await mine.send({ narrative: 'In another', rag: 'AMBER' });
    expect([own.status, own.heading]).toEqual([412, 'You changed this in another window']);
    const third = await mine.post(address(), formBody({ ...filledIn(own.html), narrative: 'A third' }));
    expect([third.status, await saved()]).toEqual([422, { narrative: 'In one window', rag: 'AMBER' }]);
    await mine.post(address(), formBody({ ...filledIn(third.html), '_keep.narrative': 'other' }));
    expect(await saved()).toEqual({ narrative: 'A third', rag: 'AMBER' });
    await mine.get(address());
    await mine.send({ narrative: 'Both', rag: 'GREEN' });
    expect(await saved()).toEqual({ narrative: 'Both', rag: 'GREEN' });
  });

  it('shows what was typed when the part is no draft any more', async () => {
    const client = await council.browser('owner');
    await client.get(address());
    await council.saveTheme('owner', parts[0], themeDocument());
    await council.act('owner', `/api/v1/contributions/${parts[0]}`, 'submit');
    const late = await client.send({ narrative: 'Too <late>', rag: 'RED' });
    expect([late.status, late.heading]).toEqual([409, 'Your text was not saved']);
    expect(late.html).toContain('Too &lt;late&gt;');
    expect(late.text).toContain('owner (Job of owner) submitted it');
    expect((await client.get(address())).url).toBe(`/contributions/${parts[0]}`);
  });

  it('answers an autosave with the new version and block, or with why not', async () => {
    const client = await council.browser('owner');
    const page = await client.get(address());
    const quiet = (fields: Record<string, string>) =>
      client.post(address(), new URLSearchParams({ ...page.fields, ...fields, _quiet: '1' }));
    const first = await quiet({ narrative: 'Typed', rag: '' });
    const { version, block, saved: line } = JSON.parse(first.html) as Record<string, string>;
    expect([first.status, line]).toEqual([200, expect.stringMatching(/^Saved today at \d\d:\d\d$/)]);
    const next = { _version: String(version), _block: String(block) };
    const more = await quiet({ ...next, narrative: 'Typed more', rag: '' });
    expect(more.status).toBe(200);
    const kept = JSON.parse(more.html) as Record<string, string>;
    const pressed = { _version: String(kept['version']), _block: String(kept['block']) };
    await client.post(
      address(),
      new URLSearchParams({ ...page.fields, ...pressed, narrative: 'Typed more', rag: '' }),
    );
    expect((await client.get(address())).fields['_version']).toBe(pressed._version);
    const long = await quiet({ ...next, narrative: 'x'.repeat(20_001), rag: '' });
    expect([long.status, long.html]).toEqual([422, expect.stringContaining('Not saved yet')]);
    expect((await quiet({ narrative: 'Old tab', rag: '' })).status).toBe(412);
    expect(await saved()).toEqual({ narrative: 'Typed more', rag: null });
  });

  it('warns an approver before they become an author', async () => {
    const client = await council.browser('reviewer');
    const warned = await client.get(address());
    expect(warned.heading).toBe('If you change this part, you cannot approve it');
    expect((await client.get(`${address()}?change=1`)).heading).toBe('Overview');
  });

  it('is nobody’s of another programme, and shows the part to who may not write', async () => {
    expect((await (await council.browser('reviewerElsewhere')).get(address())).status).toBe(404);
    expect((await (await council.browser('reader')).get(address())).status).toBe(403);
  });
});
