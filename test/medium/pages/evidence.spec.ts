import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { CouncilHarness, themeDocument } from '../../support/council-harness.js';
import { pdf } from '../../support/evidence-files.js';
import type { PageClient } from '../../support/page-client.js';
import { step } from '../../support/step.js';

let council: CouncilHarness;
beforeAll(async () => {
  council = await CouncilHarness.open();
});
afterAll(() => council.close());

async function upload(
  client: PageClient,
  path: string,
  typed: Record<string, string>,
  name: string,
  bytes: Buffer,
) {
  const page = await client.get(path);
  const body = new FormData();
  const fields = Object.entries({ ...page.fields, ...typed });
  for (const [field, value] of fields) if (field !== 'file') body.append(field, value);
  body.append('file', new Blob([new Uint8Array(bytes)]), name);
  const answer = await client.ask(path, {
    method: 'POST',
    body,
    headers: { 'sec-fetch-site': 'same-origin' },
  });
  return { status: answer.status, html: await answer.text(), to: answer.headers.get('location') };
}

it('is attached, looked at, released, held back and withdrawn in the browser, without a script', async () => {
  const { contributions } = await council.openPeriod();
  const plan = themeDocument();
  const [objective] = plan.objectives;
  const action = objective?.actions[0];
  if (!objective || !action) throw new Error('no action');
  action.ratings = [{ financialYear: 2019, quarter: 3, rag: 'COMPLETE' }];
  expect(await council.saveTheme('owner', contributions[0], plan)).toMatchObject({ status: 200 });
  const owner = await council.browser('owner');
  const manager = await council.browser('reviewer');
  const path = `/contributions/${contributions[0]}/evidence`;
  const list = `/programmes/${council.programmeId}/evidence`;
  let file = '';

  await step('the part leads to its evidence, and the programme says what has none', async () => {
    expect((await owner.get(`/contributions/${contributions[0]}`)).html).toContain(`href="${path}"`);
    const page = await owner.get(path);
    expect(page.text).toContain('No file is attached to this part yet.');
    expect(page.text).toContain('Files are not scanned for malware here.');
    expect((await owner.get(list)).text).toContain(
      '1 action is called complete without a file that shows it.',
    );
  });

  await step('what is wrong is said beside its field, and what was typed stays', async () => {
    const wrong = await upload(owner, path, { title: '', note: 'Item <4>' }, 'setup.exe', pdf());
    expect(wrong.status).toBe(422);
    expect(wrong.html).toContain('Say what the file shows');
    expect(wrong.html).toContain('Item &lt;4&gt;');
    const kind = await upload(owner, path, { title: 'Minutes' }, 'minutes.docx', pdf());
    expect(kind.status).toBe(422);
    expect(kind.html).toContain('should end with .pdf');
    expect(kind.html).toContain('Attach a PDF, a Word');
  });

  await step('a file is attached to the action, and it is shown then', async () => {
    const typed = { title: 'Minutes of the <board>', entry: `actions/${action.id}` };
    expect(await upload(owner, path, typed, 'minutes.pdf', pdf('one'))).toMatchObject({
      status: 303,
      to: path,
    });
    const page = await owner.get(path);
    expect(page.text).toContain('The file is attached.');
    expect(page.html).toContain('Minutes of the &lt;board&gt;');
    expect(page.text).toContain('Action: Implement service plans');
    file = /href="(\/evidence\/[0-9a-f-]{36})"/.exec(page.html)?.[1] ?? '';
    expect((await owner.get(list)).text).toContain(
      'No action is called complete without a file that shows it.',
    );
    expect((await upload(owner, path, typed, 'minutes.pdf', pdf('one'))).status).toBe(409);
  });

  await step('the page of the entry leads to its files alone, and attaches to it', async () => {
    const editor = await owner.get(path.replace('/evidence', `/objectives/${objective.id}`));
    const one = `${path}?entry=actions%2F${action.id}`;
    expect(editor.html).toContain(`href="${one}"`);
    const own = await owner.get(one);
    expect(own.text).toContain('1 file is attached to “Action: Implement service plans”.');
    expect(own.html).toContain(`value="actions/${action.id}" selected`);
    expect(own.html).toContain(`href="${path}"`);
    const other = await owner.get(`${path}?entry=objectives%2F${objective.id}`);
    expect(other.text).toContain('No file is attached to “Objective:');
    // What is no entry of this part is passed over, and nothing is hidden.
    expect((await owner.get(`${path}?entry=nothing`)).text).toContain('1 file is attached to this part.');
  });

  await step('the report has a page of its own for files, with its answers', async () => {
    const report = await council.startReport((await council.test.sql<{ id: string }>(`select id from reporting_period limit 1`))[0]?.id ?? '', 'Late.'); // prettier-ignore
    const own = report.replace('/api/v1', '');
    expect((await manager.get(own)).html).toContain(`href="${own}/evidence"`);
    expect((await manager.get(`${own}/evidence`)).text).toContain('No file is attached to this report yet.');
    const typed = { title: 'Agenda of the board' };
    expect(
      await upload(manager, `${own}/evidence`, { ...typed, title: '' }, 'a.pdf', pdf('x')),
    ).toMatchObject({
      status: 422,
    });
    expect(await upload(manager, `${own}/evidence`, typed, 'a.pdf', pdf('x'))).toMatchObject({
      status: 303,
      to: `${own}/evidence`,
    });
    expect((await manager.get(`${own}/evidence`)).text).toContain('Agenda of the board');
  });

  await step('it goes out as a file to keep', async () => {
    const answer = await manager.ask(`${file}/file`);
    expect(answer.headers.get('content-disposition')).toMatch(
      /^attachment; filename="evidence-[0-9a-f]{12}\.pdf"$/,
    );
    expect(answer.headers.get('content-security-policy')).toContain('sandbox');
  });

  await step('its owner may not release it; the manager does, with a reason', async () => {
    expect((await owner.get(file)).html).not.toContain('Release the file');
    await manager.get(file);
    const without = await manager.send({ reason: '' }, `${file}/release`);
    expect([without.status, without.text.includes('Say why')]).toEqual([422, true]);
    await manager.get(file);
    const released = await manager.send({ reason: 'The board’s minutes are public.' }, `${file}/release`);
    expect(released.text).toContain('lists its title and its hash among the background papers');
    const held = await manager.send({ reason: 'Not yet.' }, `${file}/hold-back`);
    expect(held.text).toContain('The file is held back.');
  });

  await step('it is withdrawn, and an old tab is told', async () => {
    const old = await owner.get(file);
    const gone = await owner.send({ reason: 'It names a child.' }, `${file}/withdraw`);
    expect(gone.text).toContain('It names a child.');
    const again = await owner.post(
      `${file}/withdraw`,
      new URLSearchParams({ ...old.fields, reason: 'Again.' }),
    );
    expect(again.status).toBe(412);
    expect((await owner.get(`${list}?state=withdrawn`)).text).toContain('Withdrawn');
    expect((await owner.get(list)).text).not.toContain('Minutes of the');
  });
});
