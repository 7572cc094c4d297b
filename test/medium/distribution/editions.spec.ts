import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { paragraphBlock } from '../../../src/snapshot/publication.js';
import { eventually } from '../../support/eventually.js';
import { NOTHING_WITHHELD, ok, DistributionHarness } from './distribution-harness.js';

let harness: DistributionHarness;
beforeAll(async () => {
  harness = await DistributionHarness.open();
});
afterEach(async () => {
  await harness.rest();
  harness.mail.forget();
});
afterAll(() => harness.close());

const SECRET = 'The contract with one provider was ended after negotiations.';
/** Names are for the exempt edition alone, and so is one paragraph, wherever it stands. */
const WITHHELD = {
  publication: {
    ...NOTHING_WITHHELD,
    policy: { ...NOTHING_WITHHELD.policy, names: 'titles' as const },
    withheld: [
      {
        block: paragraphBlock(SECRET),
        ground: 'exempt' as const,
        paragraphs: [3],
        note: 'Talks go on.',
      },
    ],
  },
  overall: { rag: 'AMBER' as const, narrative: `The whole.\n\n${SECRET}` },
};

const planned = async (periodId: string, meetingId: string): Promise<string> =>
  String((await ok(harness.plan(periodId, meetingId))).body['id']);
const sent = (id: string) =>
  eventually('it is out', async () => (await harness.dispatch(id))['status'] === 'sent');

describe('of a report with something that is withheld', () => {
  it('each committee gets the edition that it may have, marked as what it is', async () => {
    const periodId = await harness.period();
    const open = await harness.committee(['open@example.org']);
    const board = await harness.committee(['board@example.org'], 'exempt');
    const versionId = await harness.seal(periodId, 1, WITHHELD);
    const pdfs = {
      public: await harness.render(versionId),
      exempt: await harness.render(versionId, { edition: 'exempt' }),
    };
    const [toOpen, toBoard] = [
      await planned(periodId, open.meetingId),
      await planned(periodId, board.meetingId),
    ];
    harness.work();
    await sent(toOpen);
    await sent(toBoard);
    expect(await harness.dispatch(toOpen)).toMatchObject({
      reportVersion: { edition: 'public', sinceId: null },
    });
    expect(await harness.dispatch(toBoard)).toMatchObject({ reportVersion: { edition: 'exempt' } });
    const [publicMail, exemptMail] = ['open@example.org', 'board@example.org'].map(
      (to) => harness.mail.to(to)[0]?.parsed,
    );
    expect(publicMail?.attachments[0]?.content.equals(pdfs.public)).toBe(true);
    expect(publicMail?.subject).toBe(
      '[OFFICIAL] Children’s services improvement: highlight report, January 2020',
    );
    expect(publicMail?.text).not.toMatch(/NOT FOR PUBLICATION|SENSITIVE|A\. Person/);
    expect(publicMail?.text).toContain('Approved by Senior Responsible Officer on');
    expect(exemptMail?.attachments[0]?.content.equals(pdfs.exempt)).toBe(true);
    expect(exemptMail?.attachments[0]?.filename).toMatch(/-v1-not-for-publication\.pdf$/);
    expect(exemptMail?.subject).toBe(
      '[OFFICIAL-SENSITIVE: not for publication] Children’s services improvement: highlight report, January 2020',
    );
    expect(exemptMail?.text).toContain(
      'NOT FOR PUBLICATION: exempt under paragraphs 2 and 3 of Part 1 of Schedule 12A',
    );
    expect(exemptMail?.text).toContain('Approved by A. Person, Senior Responsible Officer on');
  });

  it('the public mail carries no withheld text, also not as the reason of a correction', async () => {
    const periodId = await harness.period();
    await harness.seal(periodId);
    const open = await harness.committee(['reason@example.org']);
    const board = await harness.committee(['reasons@example.org'], 'exempt');
    const second = await harness.seal(periodId, 2, {
      ...WITHHELD,
      report: { id: 'r', revision: 2, correctionReason: SECRET },
    });
    await harness.render(second);
    await harness.render(second, { edition: 'exempt' });
    const ids = [await planned(periodId, open.meetingId), await planned(periodId, board.meetingId)];
    harness.work();
    for (const id of ids) await sent(id);
    const text = (to: string) => harness.mail.to(to)[0]?.parsed.text;
    expect(text('reason@example.org')).not.toContain('provider');
    expect(text('reason@example.org')).toContain(
      'What was corrected: [Withheld: exempt under paragraph 3 of Part 1',
    );
    expect(text('reasons@example.org')).toContain(`What was corrected: ${SECRET}`);
  });

  it('a committee waits for its own edition, though the other one is printed', async () => {
    const periodId = await harness.period();
    const { meetingId } = await harness.committee(['patient@example.org']);
    const versionId = await harness.seal(periodId, 1, WITHHELD);
    await harness.render(versionId, { edition: 'exempt' });
    const id = await planned(periodId, meetingId);
    harness.work();
    await eventually('it was looked at', () => harness.idle());
    expect(await harness.dispatch(id)).toMatchObject({ status: 'waiting', reportVersion: null });
    expect(await harness.asked(versionId)).toEqual([{ versionId, edition: 'public', sinceId: null }]);
    await harness.render(versionId);
    await sent(id);
    expect(harness.mail.to('patient@example.org')).toHaveLength(1);
  });
});

describe('of a report that withholds nothing', () => {
  it('everybody gets the public edition: it is the whole report, and there is no other', async () => {
    const periodId = await harness.period();
    const { meetingId } = await harness.committee(['whole@example.org'], 'exempt');
    const versionId = await harness.seal(periodId);
    await harness.render(versionId);
    const id = await planned(periodId, meetingId);
    harness.work();
    await sent(id);
    expect(await harness.dispatch(id)).toMatchObject({ reportVersion: { edition: 'public' } });
    expect(harness.mail.to('whole@example.org')[0]?.parsed.subject).toMatch(/^\[OFFICIAL\] /);
  });
});

describe('a committee that meets every quarter', () => {
  it('is told what changed since the report that it had: a printing against that is asked for and waited for', async () => {
    const [january, february, march] = [
      await harness.period(),
      await harness.period(),
      await harness.period(),
    ];
    const { committeeId, meetingId } = await harness.committee(['quarter@example.org']);
    const first = await harness.seal(january);
    await harness.render(first);
    const firstDispatch = await planned(january, meetingId);
    harness.work();
    await sent(firstDispatch);
    // February's report went to others alone.
    const second = await harness.seal(february);
    await harness.render(second, { sinceId: first });
    const third = await harness.seal(march);
    const monthly = await harness.render(third, { sinceId: second });
    const id = await planned(march, await harness.meeting(committeeId, '2040-05-12T10:00:00Z'));
    await eventually('it was looked at', () => harness.idle());
    expect(await harness.dispatch(id)).toMatchObject({ status: 'waiting', reportVersion: null });
    expect(await harness.asked(third)).toEqual([{ versionId: third, edition: 'public', sinceId: first }]);
    const quarterly = await harness.render(third, { sinceId: first });
    await sent(id);
    expect(await harness.dispatch(id)).toMatchObject({ reportVersion: { id: third, sinceId: first } });
    const [file] = harness.mail.to('quarter@example.org')[1]?.parsed.attachments ?? [];
    const attached = file?.content;
    // Who opens two of them sees which is which.
    expect(file?.filename).toMatch(/-highlight-report-\d{4}-\d\d-v1-since-\d{4}-\d\d-v1\.pdf$/);
    expect(attached?.equals(quarterly)).toBe(true);
    // The ledger keeps the name that was sent, whatever is sealed afterwards.
    expect(await harness.dispatch(id)).toMatchObject({ reportVersion: { fileName: file?.filename } });
    expect(attached?.equals(monthly)).toBe(false);
  });

  it('has not had what its mail server never took over', async () => {
    const [january, february] = [await harness.period(), await harness.period()];
    const { committeeId, meetingId } = await harness.committee(['refused@example.org']);
    harness.mail.manners.set('refused@example.org', { refuse: 550 });
    await harness.render(await harness.seal(january));
    const bounced = await planned(january, meetingId);
    harness.work();
    await eventually('it bounced', async () => (await harness.stateOf(bounced)) === 'bounced');
    harness.mail.manners.delete('refused@example.org');
    await harness.render(await harness.seal(february));
    const id = await planned(february, await harness.meeting(committeeId, '2040-05-12T10:00:00Z'));
    await sent(id);
    expect(await harness.dispatch(id)).toMatchObject({ reportVersion: { sinceId: null } });
  });
});
