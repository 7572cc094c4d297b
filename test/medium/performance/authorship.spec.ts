import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { CouncilHarness, type StaffName } from '../../support/council-harness.js';
import { step } from '../../support/step.js';
import { Figures } from './figures.js';

let council: CouncilHarness;
let figures: Figures;
let group: string;
let measureId: string;

beforeAll(async () => {
  council = await CouncilHarness.open({}, ['measures']);
  figures = new Figures(council);
});
afterAll(() => council.close());
beforeEach(async () => {
  await figures.freshProgramme();
  group = await figures.group();
  measureId = await figures.measure(group);
});

const record = async (name: StaffName, month: number, value: number): Promise<void> => {
  const reading = { measureId, span: 'month', period: `2020-0${month + 1}`, value, state: 'validated' };
  const known = await figures.record([reading], name);
  if (known.status === 200) return;
  // What was approved with another figure is restated with a reason.
  expect(await figures.record([{ ...reading, reason: 'Counted again.' }], name)).toMatchObject({
    status: 200,
  });
};
const approval = (name: StaffName, url: string) => council.act(name, url, 'approve');
const own = { status: 403, body: { code: 'separation-of-duties' } };

/** Everybody who recorded what a part prints and the approved part before it did not know, and is not its author. */
const missed = () =>
  council.test.sql(
    `select u.name, rp.label, k.recorded from envelope e
       join measures_content c on c.contribution_id = e.id
       join reporting_period rp on rp.id = e.period_id
       join measure_definition d on d.group_id = e.subject_id
       join reading k on k.measure_id = d.measure_id and k.period <= rp.ends_on
        and k.recorded > coalesce(c.previous_known_to, 0) and k.recorded <= c.known_to
       join app_user u on u.id = k.recorded_by
      where e.programme_id = $1
        and not exists (select from envelope_author a where a.envelope_id = e.id and a.user_id = k.recorded_by)`,
    [council.programmeId],
  );

it('nobody approves figures that they recorded before the period was opened', async () => {
  await record('reviewer', 0, 60);
  const part = await figures.period(0, group);
  expect(await figures.save(part, {})).toMatchObject({ status: 200 });
  expect(await council.act('owner', part, 'submit')).toMatchObject({ status: 200 });
  expect(await approval('reviewer', part)).toMatchObject(own);
  expect(await approval('sro', part)).toMatchObject({ status: 200 });
});

it('nobody approves figures that they recorded while the part was under review, in any period', async () => {
  await record('analyst', 0, 60);
  await figures.approve(await figures.period(0, group));
  const part = await figures.period(1, group);
  expect(await council.act('owner', part, 'submit')).toMatchObject({ status: 200 });
  await record('reviewer', 1, 61);
  expect(await council.act('sro', part, 'return', { comment: 'A figure came in.' })).toMatchObject({
    status: 200,
  });
  expect(await council.act('owner', part, 'submit')).toMatchObject({ status: 200 });
  expect(await approval('reviewer', part)).toMatchObject(own);
});

it('an earlier part that is approved later brings its recorders into the drafts that follow it', async () => {
  await record('analyst', 0, 60);
  const january = await figures.period(0, group);
  const february = await figures.period(1, group);
  expect(await council.act('owner', january, 'submit')).toMatchObject({ status: 200 });
  expect(await council.act('owner', february, 'submit')).toMatchObject({ status: 200 });
  await record('reviewer', 1, 61);
  expect(await approval('sro', january)).toMatchObject({ status: 200 });
  expect(await council.act('sro', february, 'return', { comment: 'A figure.' })).toMatchObject({
    status: 200,
  });
  expect(await missed()).toEqual([]);
  expect(await council.act('owner', february, 'submit')).toMatchObject({ status: 200 });
  expect(await approval('reviewer', february)).toMatchObject(own);
});

it('figures of a later period make nobody an author of an earlier one', async () => {
  await record('analyst', 0, 60);
  const january = await figures.period(0, group);
  await record('reviewer', 1, 61);
  expect(await figures.save(january, { commentary: 'Timely.' })).toMatchObject({ status: 200 });
  expect(await council.act('owner', january, 'submit')).toMatchObject({ status: 200 });
  expect(await approval('reviewer', january)).toMatchObject({ status: 200 });
});

it('whatever order things happen in, everybody whose new figure a part prints is its author', async () => {
  const parts: string[] = [];
  const people = ['owner', 'reviewer', 'analyst'] as const;
  // Any numbers would do: a fixed sequence, so that a failure can be repeated.
  let seed = 20200131;
  const any = (below: number): number => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return Math.floor((seed / 2147483648) * below);
  };
  let steps = 0;
  for (let turn = 0; turn < 120; turn++) {
    const part = parts[any(parts.length)] ?? '';
    const what = any(7);
    await step(`turn ${turn}: ${what}`, async () => {
      if (parts.length === 0 || (what === 0 && parts.length < 4 && any(3) === 0))
        parts.push(await figures.period(parts.length, group));
      else if (what < 3) await record(people[any(3)] ?? 'owner', any(parts.length), 50 + any(40));
      else {
        const [name, action] = (
          [
            ['owner', 'submit'],
            ['sro', 'return'],
            ['sro', 'approve'],
            ['reviewer', 'reopen'],
          ] as const
        )[what - 3] ?? ['owner', 'submit'];
        const answer = await council.act(
          name,
          part,
          action,
          action === 'submit' || action === 'approve' ? {} : { comment: 'So.' },
        );
        expect([200, 403, 409]).toContain(answer.status);
        if (answer.status === 200) steps += 1;
      }
      expect(await missed()).toEqual([]);
    });
  }
  expect(steps).toBeGreaterThan(10);
});
