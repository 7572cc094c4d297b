import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Actor } from '../../../src/identity/index.js';
import { PartsQueries } from '../../../src/programmes/index.js';
import { CouncilHarness, themeDocument, type StaffName } from '../../support/council-harness.js';
import { step } from '../../support/step.js';

let council: CouncilHarness;
let parts: PartsQueries;

beforeAll(async () => {
  council = await CouncilHarness.open({}, ['risks', 'theme', 'concerns']);
  parts = council.test.app.get(PartsQueries, { strict: false });
});
afterAll(() => council.close());

/** Somebody who may read, and write as an owner, in this programme; or in none. */
const actor = (name: StaffName, permissions: string[], programmeId = council.programmeId): Actor =>
  new Actor(
    {
      userId: council.people[name].id,
      name,
      jobTitle: '',
      via: 'session',
      grants: [{ programmeId, permissions, standsInFor: null }],
    },
    'a test',
  );

describe('the parts of a period', () => {
  it('are known by title, owner, state, what was done and what they follow from', async () => {
    const reader = actor('owner', ['contribution.read', 'contribution.edit']);
    const { id: first, contributions } = await council.openPeriod(0);

    await step('at the start nobody has written anything', async () => {
      const all = await parts.ofPeriod(reader, first);
      expect(all.map(({ title }) => title).toSorted()).toEqual([
        'Key areas of concern',
        'Risks and issues',
        'Theme 1: Leadership',
        'Theme 2: Practice',
      ]);
      const theme = all.find(({ id }) => id === contributions[0]);
      expect(theme).toMatchObject({
        ownerName: 'owner',
        status: 'draft',
        edited: false,
        isAuthor: false,
        authorIds: [],
        lastSaved: null,
        submitted: null,
        returned: null,
        predecessor: null,
        period: { label: 'January 2020', asAt: '2020-01-27' },
        actions: expect.arrayContaining(['save']) as unknown,
      });
    });

    await step('submitted and given back', async () => {
      await council.saveTheme('owner', contributions[0], themeDocument());
      const url = `/api/v1/contributions/${contributions[0]}`;
      await council.act('owner', url, 'submit', { comment: 'Letter included' });
      expect(await parts.get(reader, contributions[0])).toMatchObject({
        status: 'in_review',
        isAuthor: true,
        authorIds: [reader.userId],
        edited: true,
        lastSaved: { by: 'owner (Job of owner)' },
        submitted: { comment: 'Letter included', by: 'owner (Job of owner)' },
      });
      await council.act('reviewer', url, 'return', { comment: 'Say more' });
      expect(await parts.get(reader, contributions[0])).toMatchObject({
        submitted: null,
        returned: { comment: 'Say more', by: 'reviewer (Job of reviewer)' },
      });
    });

    await step('approved, and followed a month later', async () => {
      await council.approveContribution('owner', contributions[0]);
      await council.saveTheme('owner2', contributions[1], themeDocument());
      const next = await council.openPeriod(1);
      // What was written and never approved is not carried forward, and not forgotten.
      expect(await parts.get(reader, next.contributions[1])).toMatchObject({
        predecessor: null,
        leftOver: { id: contributions[1], periodLabel: 'January 2020' },
      });
      expect(await parts.get(reader, next.contributions[0])).toMatchObject({
        predecessor: { id: contributions[0], periodLabel: 'January 2020' },
        leftOver: null,
        edited: false,
        unchanged: true,
        refusals: { submit: 'forbidden' },
      });
      const { part, content, before, blockers } = await parts.document(reader, next.contributions[0]);
      expect([part.title, blockers]).toEqual(['Theme 1: Leadership', []]);
      expect(content).toEqual(before);
      await council.saveTheme('owner', next.contributions[0], { ...themeDocument(), objectives: [] });
      expect(await parts.document(reader, next.contributions[0])).toMatchObject({
        part: { edited: true, unchanged: false },
        blockers: [{ path: 'objectives' }],
      });
    });

    await step('nobody sees those of another programme', async () => {
      const stranger = actor('owner', ['contribution.read'], council.elsewhereId);
      expect(await parts.ofPeriod(stranger, first)).toEqual([]);
      await expect(parts.get(stranger, contributions[0])).rejects.toMatchObject({ status: 404 });
    });
  });
});
