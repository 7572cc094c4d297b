import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Answer } from '../../support/client.js';
import { CouncilHarness, PASSWORD, themeDocument, type StaffName } from '../../support/council-harness.js';
import { fileForm, pdf } from '../../support/evidence-files.js';
import { Figures } from '../performance/figures.js';

let council: CouncilHarness;
/** Of February, under review; its second theme is late, and January's text stands in for it. */
let report: string;
let part: string;
let standIn: string;
let periodId: string;
let groupId: string;

beforeAll(async () => {
  council = await CouncilHarness.open({}, ['theme', 'measures']);
});
afterAll(() => council.close());

beforeEach(async () => {
  await council.newProgramme(['theme', 'measures']);
  const figures = new Figures(council);
  groupId = await figures.group();
  const january = await council.openPeriod(0);
  await council.approveContribution('owner', january.contributions[0]);
  await council.approveContribution('owner2', january.contributions[1]);
  const february = await council.openPeriod(1);
  await council.approveContribution(
    'owner',
    february.contributions[0],
    themeDocument('A quiet month.\n\nA supplier asked for more.'),
  );
  part = `/api/v1/contributions/${february.contributions[0]}`;
  standIn = `/api/v1/contributions/${january.contributions[1]}`;
  periodId = february.id;
  report = await council.startReport(periodId, 'The second theme is late.');
  expect(await council.act('reviewer', report, 'submit')).toMatchObject({ status: 200 });
  await council.answerChallenges(report);
});

/** What reaches the trail first, and only then the other; each has done everything else by then that it does not wait for. */
async function race(first: () => Promise<Answer>, second: () => Promise<Answer>): Promise<[Answer, Answer]> {
  const waiting = async (count: number): Promise<void> => {
    for (let look = 0; look < 1000; look++) {
      await council.test.sql('select pg_stat_clear_snapshot()');
      const found = await council.test.sql(
        `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      if (found.length >= count) return;
      await pause(10);
    }
    throw new Error(`${count} requests should wait by now`);
  };
  await council.test.sql('begin');
  try {
    await council.test.sql('select 1 from audit_head for update');
    const one = first();
    await waiting(1);
    const two = second();
    await waiting(2);
    await council.test.sql('commit');
    return await Promise.all([one, two]);
  } catch (error) {
    await council.test.sql('rollback');
    throw error;
  }
}

const approval = async (): Promise<() => Promise<Answer>> => {
  const { body, etag } = await council.as('sro').send('GET', `${report}/preview`);
  return () =>
    council.as('sro').send('POST', `${report}/approve`, {
      body: { sha256: body['sha256'], password: PASSWORD },
      ifMatch: etag,
    });
};

/** Reads for the ETag now, and returns the write. */
const put = async (
  name: StaffName,
  url: string,
  body: (read: Answer['body']) => unknown,
  method: 'PUT' | 'PATCH' | 'POST' | 'DELETE' = 'PUT',
  to = url,
): Promise<() => Promise<Answer>> => {
  const read = await council.as(name).send('GET', url);
  expect(read.status).toBe(200);
  return () => council.as(name).send(method, to, { body: body(read.body), ifMatch: read.etag });
};

const withholding = async (name: StaffName, url: string): Promise<() => Promise<Answer>> => {
  const { body } = await council.as(name).send('GET', `${url}/publication`);
  const blocks = body['blocks'] as { block: string; label: string }[];
  const block = blocks.find(({ label }) => label.startsWith('A supplier'))?.block;
  return () =>
    council.as(name).send('POST', `${url}/publication`, {
      body: { effect: 'withhold', block, ground: 'exempt', paragraphs: [3], reason: 'Negotiations.' },
    });
};

const SOURCES: Record<string, () => Promise<() => Promise<Answer>>> = {
  'a decision in the report': () => withholding('reviewer', report),
  'a decision in a part': () => withholding('owner', part),
  'the rules of publication': () =>
    put('reviewer', `/api/v1/programmes/${council.programmeId}/report-settings`, ({ policy }) => ({
      policy: { ...(policy as object), threshold: 7 },
      glossary: [],
    })),
  'the programme’s name': () =>
    put(
      'admin',
      `/api/v1/programmes/${council.programmeId}`,
      (read) => ({
        name: 'Renamed',
        council: read['council'],
        quarterWindow: read['quarterWindow'],
        sections: read['sections'],
      }),
      'PATCH',
    ),
  'a theme’s title': () =>
    put(
      'admin',
      `/api/v1/themes/${council.themeIds[0]}`,
      ({ number, ownerId }) => ({
        number,
        ownerId,
        title: 'Renamed',
      }),
      'PATCH',
    ),
  'the title of a group of measures': () =>
    put(
      'analyst',
      `/api/v1/measure-groups/${groupId}`,
      ({ number }) => ({ number, title: 'Renamed' }),
      'PATCH',
    ),
  'a part that is new in the period': async () => {
    await council.test.sql(`insert into theme (programme_id, number, title) values ($1, 3, 'Third')`, [
      council.programmeId,
    ]);
    return () => council.as('reviewer').send('POST', `/api/v1/periods/${periodId}/contributions`);
  },
  'a part that is reopened': () =>
    put('reviewer', part, () => ({ comment: 'A figure.' }), 'POST', `${part}/reopen`),
  'an earlier part that stands in': () =>
    put('reviewer', standIn, () => ({ comment: 'A figure.' }), 'POST', `${standIn}/reopen`),
  'somebody’s name': () =>
    put(
      'admin',
      `/api/v1/users/${council.people.owner.id}`,
      () => ({ name: `Renamed ${council.programmeId}` }),
      'PATCH',
    ),
  'somebody’s role': async () => {
    const [assignment] = await council.test.sql<{ id: string }>(
      `insert into assignment (user_id, role_id, programme_id, granted_at)
       select $1, id, $2, now() from role where key = 'reviewer' returning id`,
      [council.people.reader.id, council.programmeId],
    );
    const url = `/api/v1/assignments/${assignment?.id ?? ''}`;
    return put('admin', url, () => undefined, 'POST', `${url}/end`);
  },
  'a file of evidence that is released': async () => {
    const file = fileForm({ title: 'Minutes of the board' }, 'minutes.pdf', pdf(report));
    const added = await council.as('owner').send('POST', `${part}/evidence`, file);
    expect(added.status).toBe(201);
    const url = `/api/v1/evidence/${String(added.body['id'])}`;
    return put('reviewer', url, () => ({ reason: 'Public.' }), 'POST', `${url}/release`);
  },
  'an answer to a question': async () => {
    const { body, etag } = await council.as('reviewer').send('GET', `${report}/challenges`);
    const key = String(body.items?.[0]?.['key']);
    return () =>
      council.as('reviewer').send('PUT', `${report}/challenges/${key}`, {
        body: { reason: 'Another reason.', print: true },
        ifMatch: etag,
      });
  },
  'a member’s question that is answered': async () => {
    const url = `/api/v1/enquiries/${await memberQuestion()}`;
    await council.test.sql(
      `insert into enquiry_answer (enquiry_id, number, text, status, author_ids, submitted_at)
       values ($1, 1, 'Four.', 'submitted', array[$2::uuid], now())`,
      [url.split('/').at(-1), council.people.owner.id],
    );
    return put('reviewer', url, () => undefined, 'POST', `${url}/approve`);
  },
  'the name of a committee whose members asked': async () => {
    await memberQuestion();
    const [committee] = await council.test.sql<{ id: string }>(
      `select id from committee where programme_id = $1`,
      [council.programmeId],
    );
    return put(
      'clerk',
      `/api/v1/committees/${committee?.id ?? ''}`,
      () => ({ name: 'Renamed', kind: 'cabinet', active: true }),
      'PATCH',
    );
  },
};

/** Asked at a meeting before the as-at day. @returns its id. */
async function memberQuestion(): Promise<string> {
  const [asked] = await council.test.sql<{ id: string }>(
    `with c as (insert into committee (programme_id, name, kind) values ($1, 'Cabinet', 'cabinet') returning id),
          m as (insert into meeting (committee_id, starts_at, meets_on) select id, '2020-02-11T10:00:00Z', '2020-02-11' from c returning id)
     insert into enquiry (programme_id, committee_id, meeting_id, number, source, text, asked_on, owner_id, due_on, recorded_by, recorded_at)
     select $1, c.id, m.id, 1, 'meeting', 'How many?', '2020-02-11', $2, '2020-02-25', $2, now() from c, m returning id`,
    [council.programmeId, council.people.owner.id],
  );
  return asked?.id ?? '';
}

describe('whatever feeds the sealed text and is written while the SRO approves', () => {
  it.each(Object.keys(SOURCES))('%s is either sealed, or after the seal', async (name) => {
    const write = await SOURCES[name]?.();
    if (!write) throw new Error(`no source ${name}`);
    const [written, approved] = await race(write, await approval());
    expect([200, 204]).toContain(written.status);
    expect(approved.status).toBe(412);
    expect(
      await council.test.sql(`select id from report_version where programme_id = $1`, [council.programmeId]),
    ).toEqual([]);
  });

  it.each(['a decision in the report', 'a decision in a part'])(
    '%s is refused when the approval was first, instead of counting for nothing',
    async (name) => {
      const write = await SOURCES[name]?.();
      if (!write) throw new Error(`no source ${name}`);
      const [approved, written] = await race(await approval(), write);
      expect(approved.status).toBe(200);
      expect(written).toMatchObject({ status: 409, body: { code: 'report-approved' } });
      expect(
        await council.test.sql(`select id from publication_decision where programme_id = $1`, [
          council.programmeId,
        ]),
      ).toEqual([]);
    },
  );
});
