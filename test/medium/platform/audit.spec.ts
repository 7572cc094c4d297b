import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { AuditActor } from '../../../src/platform/index.js';
import { createTestPlatform, type TestPlatform } from '../../support/platform.js';

const actor: AuditActor = { userId: null, label: 'Somebody (Officer)', correlationId: 'request-1' };
const open: TestPlatform[] = [];
let platform: TestPlatform;

beforeEach(async () => {
  platform = await createTestPlatform();
  open.push(platform);
});
afterAll(() => Promise.all(open.map((one) => one.close())));

const note = (n: number): Promise<void> =>
  platform.audit.note(actor, {
    action: 'work.done',
    subjectKind: 'thing',
    subjectId: `t${n}`,
    detail: { n },
  });

/** As somebody with every right in the database, past the trigger that refuses changes. */
const tamper = (statement: string): Promise<void> =>
  platform.testDatabase.adminQuery(
    `alter table audit_event disable trigger all; ${statement}; alter table audit_event enable trigger all`,
  );

describe('the audit chain', () => {
  it('is one chain without gaps when many write at once', async () => {
    await Promise.all(Array.from({ length: 60 }, (_, n) => note(n)));
    const { intact, checked, head } = await platform.audit.verify();
    expect({ intact, checked, head: head?.seq }).toEqual({ intact: true, checked: 60, head: '60' });
  });

  it('is listed newest first, page after page, with every event of it', async () => {
    for (let n = 1; n <= 105; n += 1) await note(n);
    const listed: string[] = [];
    for (let before: string | undefined; ; before = listed.at(-1)) {
      const page = await platform.audit.list({ before, limit: 40, programmeIds: null });
      if (page.length === 0) break;
      listed.push(...page.map(({ seq }) => seq));
    }
    expect(listed).toEqual(Array.from({ length: 105 }, (_, n) => String(105 - n)));
  });

  it('is verified by one at a time, and others are told to wait instead of waiting with a connection', async () => {
    await note(1);
    // As a verification that takes long, in another process.
    const other = new pg.Client({ connectionString: platform.testDatabase.appUrl });
    await other.connect();
    try {
      await other.query('begin');
      await other.query('select pg_advisory_xact_lock(4120260204)');
      const answers = await Promise.allSettled(Array.from({ length: 10 }, () => platform.audit.verify()));
      for (const answer of answers)
        expect(answer).toMatchObject({ status: 'rejected', reason: { status: 429, code: 'being-verified' } });
      await other.query('rollback');
      expect(await platform.audit.verify()).toMatchObject({ intact: true, checked: 1 });
    } finally {
      await other.end();
    }
  });

  it('of an empty installation is whole, too', async () => {
    expect(await platform.audit.verify()).toEqual({
      intact: true,
      checked: 0,
      after: null,
      head: null,
      broken: null,
    });
  });

  it('keeps nothing of a transaction that was rolled back', async () => {
    await note(1);
    await expect(
      platform.database.write(async (tx) => {
        await platform.audit.append(tx, actor, {
          action: 'work.done',
          subjectKind: 'thing',
          subjectId: 'never',
        });
        throw new Error('rolled back');
      }),
    ).rejects.toThrow('rolled back');
    await note(2);
    expect(await platform.audit.verify()).toMatchObject({ intact: true, checked: 2 });
    expect(
      (await platform.audit.list({ limit: 10, programmeIds: null })).map(({ subjectId }) => subjectId),
    ).toEqual(['t2', 't1']);
  });

  it.each([
    ['a changed word', `update audit_event set actor_label = 'Somebody else' where seq = 3`, '3'],
    ['a changed instant', `update audit_event set at = at + interval '1 microsecond' where seq = 2`, '2'],
    ['a changed detail', `update audit_event set detail = '{"n": 9}' where seq = 4`, '4'],
    [
      'a word moved from one field to the next',
      `update audit_event set subject_kind = 'thin', subject_id = 'g' || subject_id where seq = 5`,
      '5',
    ],
    ['a removed event', `delete from audit_event where seq = 3`, '3'],
    [
      'an event behind the head',
      `insert into audit_event select seq + 1, at, actor_id, actor_label, action, subject_kind, subject_id, programme_id, correlation_id, detail, hash from audit_event where seq = 6`,
      '7',
    ],
    ['a cut tail', `delete from audit_event where seq > 4`, '5'],
    [
      'a changed event whose own hash was made again',
      `update audit_event set action = 'thing.undone', hash = audit_hash((select hash from audit_event where seq = 2), seq, at, actor_id, actor_label, 'thing.undone', subject_kind, subject_id, programme_id, correlation_id, detail) where seq = 3`,
      '4',
    ],
  ])('shows %s', async (_, statement, seq) => {
    for (let n = 1; n <= 6; n++) await note(n);
    await tamper(statement);
    expect(await platform.audit.verify()).toMatchObject({ intact: false, broken: { seq } });
  });

  it('is verified from the last head that was whole, and as a whole when asked', async () => {
    for (let n = 1; n <= 6; n++) await note(n);
    const first = await platform.audit.verify({ full: false });
    expect(first).toMatchObject({ intact: true, checked: 6, after: null });
    await note(7);
    const second = await platform.audit.verify({ full: false });
    expect(second).toMatchObject({ intact: true, checked: 1, after: { seq: '6' }, head: { seq: '7' } });
    expect(await platform.audit.verify({ full: false })).toMatchObject({ checked: 0, after: { seq: '7' } });
    // What was changed before the head that is known to have been whole, a full check finds.
    await tamper(`update audit_event set actor_label = 'Somebody else' where seq = 3`);
    expect(await platform.audit.verify({ full: false })).toMatchObject({ intact: true, checked: 0 });
    expect(await platform.audit.verify({ full: true })).toMatchObject({
      intact: false,
      broken: { seq: '3' },
    });
    // A chain that was made again from there on has another head.
    await tamper(`update audit_event set hash = sha256(hash) where seq = 7`);
    expect(await platform.audit.verify({ full: false })).toMatchObject({
      intact: false,
      broken: { seq: '7' },
    });
  });

  it('shows a tail that was cut together with its head to whoever had verified that head', async () => {
    for (let n = 1; n <= 6; n++) await note(n);
    await platform.audit.verify();
    await tamper(
      `delete from audit_event where seq > 4; update audit_head set seq = 4, hash = (select hash from audit_event where seq = 4)`,
    );
    expect(await platform.audit.verify({ full: false })).toMatchObject({
      intact: false,
      broken: { seq: '5' },
    });
  });

  it('cannot show a tail that was cut together with its recorded head: compare with a head published elsewhere', async () => {
    for (let n = 1; n <= 6; n++) await note(n);
    const published = (await platform.audit.verify()).head;
    await tamper(
      `delete from audit_event where seq > 4; update audit_head set seq = 4, hash = (select hash from audit_event where seq = 4)`,
    );
    const now = await platform.audit.verify();
    expect(now.intact).toBe(true);
    expect(Number(now.head?.seq)).toBeLessThan(Number(published?.seq));
  });
});
