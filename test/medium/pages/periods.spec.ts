import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CouncilHarness } from '../../support/council-harness.js';
import { step } from '../../support/step.js';

let council: CouncilHarness;
beforeAll(async () => {
  council = await CouncilHarness.open();
  council.test.clock.hold('2020-01-21T10:00:00Z');
});
afterAll(() => council.close());
beforeEach(() => council.moveToNewProgramme(['theme', 'risks']));

const day = (name: string, date: string): Record<string, string> => {
  const [year = '', month = '', number = ''] = date.split('-');
  return { [`${name}-day`]: number, [`${name}-month`]: month, [`${name}-year`]: year };
};
const february = {
  label: 'February <2020>',
  ...day('first', '2020-02-01'),
  ...day('last', '2020-02-29'),
  ...day('as-at', '2020-02-27'),
  ...day('drafts', '2020-02-20'),
  ...day('review', '2020-02-24'),
  ...day('approval', '2020-02-27'),
};
const count = async (table: string): Promise<number> =>
  (await council.test.sql(`select from ${table}`)).length;

describe('a period', () => {
  it('shows who has what, opens the next one after saying what begins, and starts its report once', async () => {
    const january = await council.openPeriod(0);
    const manager = await council.browser('reviewer');
    const owner = await council.browser('owner');

    await step('the board: late first, verbs by what a person may do', async () => {
      const board = await owner.get(`/periods/${january.id}`);
      expect([board.status, board.heading]).toEqual([200, 'January 2020']);
      expect(board.text).toContain('None of 3 parts is approved, and 3 are late. 1 is yours to write.');
      expect(board.text).toContain('1 working day late');
      expect(board.text).toContain('Write Theme 1: Leadership');
      expect(board.text).toContain('Look Theme 2: Practice');
      expect(board.text).toContain('reviewer, Job of reviewer can start it.');
      expect(board.text).not.toContain('Change the dates');
      expect(board.html).not.toContain('/report"');
      await council.approveContribution('owner', january.contributions[0]);
      const later = await manager.get(`/periods/${january.id}`);
      expect(later.text).toContain('1 of 3 parts is approved, and 2 are late.');
      expect(later.text.indexOf('Theme 2')).toBeLessThan(later.text.indexOf('Theme 1'));
      const close = (words: string) =>
        council.test.sql(`update programme set ${words} where id = $1`, [council.programmeId]);
      await close(`closed_at = now(), closed_label = 'admin', closed_reason = 'It has ended.'`);
      for (const page of [`/periods/${january.id}`, `/contributions/${january.contributions[1]}`])
        expect((await manager.get(page)).text).not.toMatch(/ late/);
      await close('closed_at = null, closed_label = null, closed_reason = null');
    });

    await step('the next period: suggested, checked, opened once', async () => {
      const address = `/programmes/${council.programmeId}/periods/new`;
      const suggested = await manager.get(address);
      expect(suggested.fields).toMatchObject({
        label: 'February 2020',
        'first-month': '2',
        'last-day': '29',
      });
      expect((await manager.send({ ...february, label: '' })).html).toContain('href="#label">Enter a name');
      const wrong = await manager.send({ ...february, ...day('review', '2020-02-03') });
      expect(wrong.status).toBe(422);
      expect(wrong.html).toContain('href="#review-day">Review cannot be due before drafts are');
      expect(wrong.fields).toMatchObject({ 'review-day': '03' });

      const before = [await count('reporting_period'), await count('envelope')];
      const check = await manager.send(february);
      expect(check.heading).toBe('Open February <2020>');
      expect(check.text).toContain('3 parts begin: 1 with the text of January 2020 and 2 empty.');
      expect(check.html).toContain('February &lt;2020&gt;');
      expect([await count('reporting_period'), await count('envelope')]).toEqual(before);

      const { _csrf = '', _once = '' } = check.fields;
      const again = await manager.post(
        address,
        new URLSearchParams({
          ...february,
          ...day('drafts', '2020-02-18'),
          _csrf,
          _confirmed: '1',
          _again: '1',
        }),
      );
      expect(again.fields).toMatchObject({ label: 'February <2020>', 'drafts-day': '18' });
      expect(await count('reporting_period')).toBe(before[0]);
      const body = new URLSearchParams({ ...february, _csrf, _once, _confirmed: '1' });
      const opened = await manager.post(address, body);
      expect(opened.text).toContain('February <2020> is open.');
      expect(opened.text).toContain('Not begun: it says what January 2020 said');
      expect(opened.text).toContain('Earlier: January 2020');
      expect((await manager.post(address, body)).url).toBe(opened.url);
      expect(await count('reporting_period')).toBe(before[0] === undefined ? 0 : before[0] + 1);

      await manager.get(address);
      await manager.send(february);
      const twice = await manager.send(february);
      expect(twice.status).toBe(409);
      expect(twice.html).toContain('href="#first-day">There is a period from this day');
      const list = await owner.get(`/programmes/${council.programmeId}/periods`);
      expect(list.text).toContain('1 to 28 January 2020');
      expect(list.text).not.toContain('Open a period');
    });

    await step(
      'one that was opened by mistake is cancelled; one in which somebody wrote is not',
      async () => {
        const board = await manager.get(`/programmes/${council.programmeId}/periods`);
        const [, mistaken = ''] = /href="(\/periods\/[0-9a-f-]+)"/.exec(board.html) ?? [];
        expect((await manager.get(mistaken)).text).toContain('Cancel this period');
        const sure = await manager.get(`${mistaken}/cancel`);
        expect(sure.text).toContain('Nobody has written in February <2020>. Its 3 parts go with it.');
        expect((await manager.send({})).text).toContain('February <2020> is cancelled.');
        expect((await manager.get(mistaken)).status).toBe(404);
        const no = await manager.get(`/periods/${january.id}/cancel`);
        expect(no.text).toContain('Somebody has written in 1 part.');
        expect(no.html).not.toContain('_version');
      },
    );

    await step('its dates, and what somebody else changed meanwhile', async () => {
      const address = `/periods/${january.id}/dates`;
      await manager.get(address);
      const moved = {
        ...day('as-at', '2020-01-27'),
        ...day('drafts', '2020-01-22'),
        ...day('review', '2020-01-24'),
      };
      const done = await manager.send({ ...moved, ...day('approval', '2020-01-29') });
      expect(done.text).toContain('The dates of January 2020 are changed.');
      expect(done.text).toContain('Wednesday 22 January, in 1 working day');
      const stale = await manager.post(
        address,
        new URLSearchParams({ ...(await manager.get(address)).fields, _version: '1' }),
      );
      expect(stale.status).toBe(412);
    });

    await step('parts that the programme got later', async () => {
      const address = `/periods/${january.id}/parts`;
      expect((await manager.get(address)).text).toContain('Every part is there.');
      await council.test.sql(
        `insert into theme (programme_id, number, title) values ($1, 3, 'New <theme>')`,
        [council.programmeId],
      );
      expect((await manager.get(address)).text).toContain('1 part is missing');
      expect((await manager.send({})).text).toContain('1 part was added.');
      await manager.get(address);
      expect((await manager.send({})).text).toContain('No part was missing.');
    });

    await step('the report', async () => {
      const page = await manager.get(`/periods/${january.id}`);
      const body = new URLSearchParams(page.fields);
      const started = await manager.post(`/periods/${january.id}/report`, body);
      expect(started.text).toContain('The January 2020 report is started.');
      expect((await manager.post(`/periods/${january.id}/report`, body)).status).not.toBe(409);
      const reports = `select from envelope where kind = 'report' and period_id = $1`;
      expect(await council.test.sql(reports, [january.id])).toHaveLength(1);
      expect((await manager.get(`/periods/${january.id}`)).text).toContain('The report is being written.');
    });
  });

  it('keeps its dates while its report is under review', async () => {
    const { id, contributions } = await council.openPeriod(0);
    await council.approveContribution('owner', contributions[0]);
    await council.approveContribution('owner2', contributions[1]);
    const url = await council.startReport(id, 'Nobody keeps the register yet.');
    expect(await council.act('reviewer', url, 'submit')).toMatchObject({ status: 200 });
    const manager = await council.browser('reviewer');
    const page = await manager.get(`/periods/${id}/dates`);
    expect(page.text).toContain('The report is under review, so the dates stand now.');
    expect(page.html).not.toContain('name="approval-day"');
  });

  it('is not there for another programme, and not for other roles', async () => {
    const { id } = await council.openPeriod(1);
    const elsewhere = await council.browser('reviewerElsewhere');
    for (const page of ['', '/dates', '/parts'])
      expect((await elsewhere.get(`/periods/${id}${page}`)).status).toBe(404);
    expect((await elsewhere.get(`/programmes/${council.programmeId}/periods`)).status).toBe(404);
    expect((await elsewhere.get(`/programmes/${council.programmeId}/periods/new`)).status).toBe(404);
    const owner = await council.browser('owner');
    for (const page of ['/dates', '/parts'])
      expect((await owner.get(`/periods/${id}${page}`)).status).toBe(403);
    expect((await (await council.browser('reader')).get(`/periods/${id}`)).status).toBe(403);
  });
});
