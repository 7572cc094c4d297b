import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { CouncilHarness, PASSWORD, themeDocument } from '../../support/council-harness.js';
import { step } from '../../support/step.js';

let council: CouncilHarness;
beforeAll(async () => {
  council = await CouncilHarness.open();
});
afterAll(() => council.close());

it('from an owner’s draft to a sealed version', async () => {
  let reportUrl = '';

  const period = await council.openPeriod(0);

  await step('opening a period makes one contribution for every theme, with its usual owner', async () => {
    const { body } = await council
      .as('owner')
      .send('GET', `/api/v1/contributions/${period.contributions[0]}`);
    expect(body).toMatchObject({
      status: 'draft',
      ownerId: council.people.owner.id,
      version: 1,
      actions: ['save', 'submit'],
    });
  });

  await step('a draft comes back exactly as it was saved', async () => {
    const document = themeDocument('First paragraph.\n\n- one\n- two **bold** <b>not html</b> {{ 7 * 7 }}');
    expect(await council.saveTheme('owner', period.contributions[0], document)).toMatchObject({
      status: 200,
      etag: '"v2"',
      body: { version: 2 },
    });
    const read = await council
      .as('owner')
      .send('GET', `/api/v1/contributions/${period.contributions[0]}/theme`);
    expect(read.body).toEqual(document);
    expect(read.etag).toBe('"v2"');
  });

  await step('a second save may add, change, move and remove parts', async () => {
    const { body } = await council
      .as('owner')
      .send('GET', `/api/v1/contributions/${period.contributions[0]}/theme`);
    const document = body as unknown as ReturnType<typeof themeDocument>;
    const [objective] = document.objectives;
    if (!objective) throw new Error('no objective');
    const added = {
      id: randomUUID(),
      title: 'Introduce the system',
      ownerId: council.people.owner.id,
      dueOn: '2020-03-31',
      ratings: [],
    };
    objective.actions = [added, ...objective.actions.slice(1)];
    objective.narratives = [
      { id: randomUUID(), text: 'Anew.', actionIds: objective.actions.map(({ id }) => id) },
    ];
    document.objectives.push({
      id: randomUUID(),
      title: 'Second',
      actions: [{ id: randomUUID(), title: 'x', ownerId: null, dueOn: null, ratings: [] }],
      narratives: [],
    });
    expect(await council.saveTheme('owner', period.contributions[0], document)).toMatchObject({
      status: 200,
    });
    const read = await council
      .as('owner')
      .send('GET', `/api/v1/contributions/${period.contributions[0]}/theme`);
    expect(read.body).toEqual(document);
  });

  await step('what is not complete cannot be submitted, and every missing place is named', async () => {
    const answer = await council.act('owner', `/api/v1/contributions/${period.contributions[0]}`, 'submit');
    expect(answer).toMatchObject({ status: 409, body: { code: 'incomplete' } });
    expect((answer.body['errors'] as { path: string }[]).map(({ path }) => path)).toEqual([
      'objectives[1].narratives',
    ]);
  });

  await step(
    'the reviewer returns it with a comment, its owner mends and submits again, the reviewer approves',
    async () => {
      const url = `/api/v1/contributions/${period.contributions[0]}`;
      await council.saveTheme('owner', period.contributions[0], themeDocument());
      expect(await council.act('owner', url, 'submit')).toMatchObject({ status: 200 });
      expect(await council.act('reviewer', url, 'return')).toMatchObject({
        status: 422,
        body: { errors: [{ path: 'comment' }] },
      });
      expect(
        await council.act('reviewer', url, 'return', { comment: 'Name the date of the briefing.' }),
      ).toMatchObject({ status: 200, body: { status: 'draft' } });
      await council.approveContribution('owner', period.contributions[0]);
      const { body } = await council.as('owner').send('GET', url);
      expect(
        (body['history'] as { action: string; comment: string | null }[]).map(({ action, comment }) => [
          action,
          comment,
        ]),
      ).toEqual([
        ['submit', null],
        ['return', 'Name the date of the briefing.'],
        ['submit', null],
        ['approve', null],
      ]);
    },
  );

  await step(
    'the report waits for late contributions, unless the programme manager says why it goes without them',
    async () => {
      reportUrl = await council.startReport(period.id);
      const waiting = await council.act('reviewer', reportUrl, 'submit');
      expect(waiting).toMatchObject({
        status: 409,
        body: { code: 'incomplete', errors: [{ path: `contributions.${period.contributions[1]}` }] },
      });
      await council.approveContribution('owner2', period.contributions[1]);
      const { body } = await council.as('sro').send('GET', `${reportUrl}/preview`);
      expect(body).toMatchObject({ blockers: [], late: [] });
    },
  );

  await step('a review is void when a contribution is reopened under it', async () => {
    expect(await council.act('reviewer', reportUrl, 'submit')).toMatchObject({
      status: 200,
      body: { status: 'in_review' },
    });
    expect(
      await council.act('reviewer', `/api/v1/contributions/${period.contributions[1]}`, 'reopen', {
        comment: 'A figure was wrong.',
      }),
    ).toMatchObject({ status: 200 });
    const { body } = await council.as('sro').send('GET', reportUrl);
    expect(body).toMatchObject({ status: 'draft' });
    expect((body['history'] as { action: string }[]).at(-1)).toMatchObject({
      action: 'void',
      from: 'in_review',
      to: 'draft',
      comment: expect.stringContaining('made a draft again while the report was with the SRO'),
    });
    await council.approveContribution('owner2', period.contributions[1]);
  });

  await step('the SRO approves what she read and nothing else', async () => {
    await council.act('reviewer', reportUrl, 'submit');
    const preview = await council.as('sro').send('GET', `${reportUrl}/preview`);
    const other = createHash('sha256').update('something else').digest('hex');
    const refused = await council.as('sro').send('POST', `${reportUrl}/approve`, {
      body: { sha256: other, password: PASSWORD },
      ifMatch: preview.etag,
    });
    expect(refused).toMatchObject({ status: 412, body: { code: 'content-changed' } });
    expect((await council.as('sro').send('GET', reportUrl)).body).toMatchObject({ status: 'in_review' });
    const approved = await council.as('sro').send('POST', `${reportUrl}/approve`, {
      body: { sha256: preview.body['sha256'], password: PASSWORD },
      ifMatch: preview.etag,
    });
    expect(approved).toMatchObject({ status: 200, body: { status: 'approved' } });
    const versionId = String(approved.body['versionId']);
    const version = await council.as('reader').send('GET', `/api/v1/versions/${versionId}`);
    expect(version.body).toMatchObject({
      version: 1,
      sha256: preview.body['sha256'],
      approvedBy: { id: council.people.sro.id },
      supersededBy: null,
      files: [],
    });
    // The sealed text is the approved text, byte for byte: who may read it can check it with any tool.
    const snapshot = await council.as('owner').send('GET', `/api/v1/versions/${versionId}/snapshot`);
    expect(createHash('sha256').update(JSON.stringify(snapshot.body)).digest('hex')).toBe(
      preview.body['sha256'],
    );
    expect(snapshot.body).toEqual(preview.body['snapshot']);
    expect(
      await council.test.sql(
        `select kind, payload from outbox where kind not in ('trial.wanted', 'step.taken')`,
      ),
    ).toEqual([{ kind: 'edition.wanted', payload: { versionId, edition: 'public', sinceId: null } }]);
    // It holds what is not for publication too, which a mere reader does not get.
    const forAll = await council.as('reader').send('GET', `/api/v1/versions/${versionId}/snapshot`);
    expect(forAll).toMatchObject({ status: 403 });
  });

  await step('nothing of it can be changed afterwards', async () => {
    const [contribution] = period.contributions;
    expect(await council.saveTheme('owner', contribution, themeDocument('Rewritten.'))).toMatchObject({
      status: 409,
    });
    expect(
      await council.act('reviewer', `/api/v1/contributions/${contribution}`, 'reopen', {
        comment: 'Please.',
      }),
    ).toMatchObject({ status: 409, body: { code: 'report-approved' } });
    expect(await council.act('sro', reportUrl, 'return', { comment: 'No.' })).toMatchObject({ status: 409 });
    for (const statement of [
      `update theme_narrative set body = 'changed' where contribution_id = '${contribution}'`,
      `delete from theme_action_rating where contribution_id = '${contribution}'`,
      `insert into theme_objective values ('${contribution}', gen_random_uuid(), 9, 'sneaked in')`,
      `insert into theme_objective select contribution_id, id, position, 'upserted' from theme_objective where contribution_id = '${contribution}' on conflict (contribution_id, id) do update set title = excluded.title`,
      `merge into theme_objective t using (select 1) s on t.contribution_id = '${contribution}' when matched then update set title = 'merged'`,
      `truncate theme_narrative_action`,
      `update envelope set status = 'draft', version = version + 1, approved_by = null, approved_at = null, approved_sha256 = null where id = '${contribution}'`,
      `update envelope set approved_by = owner_id, version = version + 1 where id = '${contribution}'`,
      `delete from envelope`,
      `update report set overall_rag = 'GREEN'`,
      `update report_version set snapshot = '{}'`,
      `delete from report_version`,
      `truncate report_version cascade`,
      `update audit_event set actor_label = 'nobody'`,
    ])
      // As the superuser: the triggers hold even for who may do anything.
      await expect(council.test.sql(statement)).rejects.toMatchObject({
        code: expect.stringMatching(/^HR00[1-4]$/),
      });
  });

  await step('a correction is version 2 with a reason; version 1 stays and knows its successor', async () => {
    const started = await council.act('reviewer', reportUrl, 'corrections', {
      reason: 'The briefing is on 16 March, not 6 March.',
    });
    expect(started).toMatchObject({
      status: 201,
      body: { status: 'draft', revision: 2, text: { overall: { rag: 'RED' } } },
    });
    // Its reason is printed: who wrote it does not approve it.
    expect(
      await council.test.sql(`select user_id, act from envelope_author where envelope_id = $1`, [
        started.body['id'],
      ]),
    ).toEqual([{ user_id: council.people.reviewer.id, act: 'edited' }]);
    const correctionUrl = `/api/v1/reports/${String(started.body['id'])}`;
    expect(await council.act('reviewer', correctionUrl, 'submit')).toMatchObject({
      status: 409,
      body: { errors: [{ path: 'correction', message: expect.stringMatching(/^Nothing is corrected yet/) }] },
    });
    expect(
      await council.act('reviewer', `/api/v1/contributions/${period.contributions[0]}`, 'reopen', {
        comment: 'Wrong date.',
      }),
    ).toMatchObject({ status: 200 });
    // Meanwhile the report would print what version 1 said, and says so.
    const meanwhile = await council.as('sro').send('GET', `${correctionUrl}/preview`);
    expect(meanwhile.body).toMatchObject({
      late: [{ contributionId: period.contributions[0], notUpdatedSince: '2020-01-27' }],
    });
    const part = `/api/v1/contributions/${period.contributions[0]}`;
    await council.saveTheme('owner', period.contributions[0], themeDocument('The briefing is on 16 March.'));
    expect(await council.act('owner', part, 'submit')).toMatchObject({ status: 200 });
    // The reviewer sees what differs from the version that is corrected.
    const reviewer = await council.browser('reviewer');
    expect((await reviewer.get(`/contributions/${period.contributions[0]}/review`)).text).toContain(
      'Since version 1 of January 2020:',
    );
    expect(await council.act('reviewer', part, 'approve')).toMatchObject({ status: 200 });
    const sealed = await council.sealReport(correctionUrl);
    expect(sealed).toMatchObject({ status: 200 });
    const list = await council.as('reader').send('GET', `/api/v1/versions?periodId=${period.id}`);
    expect(list.body.items).toMatchObject([
      { version: 2, correctionReason: 'The briefing is on 16 March, not 6 March.', supersededBy: null },
      { version: 1, correctionReason: null, supersededBy: sealed.body['versionId'] },
    ]);
    const of = async (programme: string) =>
      (await council.as('reader').send('GET', `/api/v1/versions?programmeId=${programme}`)).body.items;
    expect(await of(council.programmeId)).toEqual(list.body.items);
    expect(await of(period.id)).toEqual([]);
    expect((await council.as('sro').send('GET', reportUrl)).body).toMatchObject({
      status: 'superseded',
      actions: [],
    });
  });

  await step('the next period starts from the last approved text', async () => {
    const next = await council.openPeriod(1);
    const { body } = await council
      .as('owner')
      .send('GET', `/api/v1/contributions/${next.contributions[0]}/theme`);
    expect(body).toMatchObject({ objectives: [{ narratives: [{ text: 'The briefing is on 16 March.' }] }] });
    const url = await council.startReport(next.id, 'Two owners are away.');
    const { body: preview } = await council.as('sro').send('GET', `${url}/preview`);
    const carried = { rule: 'carried-forward', answer: null };
    expect(preview).toMatchObject({
      blockers: [
        {
          message:
            '“Theme 1: Leadership” is the text of 27 January 2020, carried forward. Is what it says still so?',
        },
        {
          message:
            '“Theme 2: Practice” is the text of 27 January 2020, carried forward. Is what it says still so?',
        },
      ],
      challenges: [carried, carried],
      snapshot: { sections: [{ notUpdatedSince: '2020-01-27' }, { notUpdatedSince: '2020-01-27' }] },
    });
    // Past a month whose texts were never approved.
    const later = await council.startReport((await council.openPeriod(2)).id, 'They are still away.');
    expect((await council.as('sro').send('GET', `${later}/preview`)).body).toMatchObject({
      snapshot: { sections: [{ notUpdatedSince: '2020-01-27' }, { notUpdatedSince: '2020-01-27' }] },
    });
  });

  await step('every step of it is in the audit trail, and the trail is whole', async () => {
    const { body } = await council.as('auditor').send('GET', '/api/v1/audit/verification');
    expect(body).toMatchObject({ intact: true, broken: null });
    const actions = (
      await council.test.sql<{ action: string }>(`select distinct action from audit_event`)
    ).map(({ action }) => action);
    expect(actions).toEqual(
      expect.arrayContaining([
        'period.opened',
        'contribution.saved',
        'contribution.submitted',
        'contribution.returned',
        'contribution.approved',
        'contribution.reopened',
        'report.started',
        'report.saved',
        'report.submitted',
        'report.voided',
        'report.approved',
        'report.superseded',
        'report.correction_started',
        'version.sealed',
        'session.started',
      ]),
    );
  });
}, 180_000);
