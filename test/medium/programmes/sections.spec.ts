import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CouncilHarness } from '../../support/council-harness.js';

/** A kind of section is switched on by a person, never by a release. */
describe('the kinds of section of a programme', () => {
  let council: CouncilHarness;
  beforeAll(async () => {
    council = await CouncilHarness.open();
  });
  afterAll(() => council.close());

  it.each([
    ['none', {}, 'sections'],
    ['null', { sections: null }, 'sections'],
    ['an empty list', { sections: [] }, 'sections'],
    ['a kind that there is not', { sections: ['theme', 'weather'] }, 'sections[1]'],
  ])('are named when it is changed: %s is refused', async (_name, sections, path) => {
    const url = `/api/v1/programmes/${council.programmeId}`;
    const { etag } = await council.as('admin').send('GET', url);
    const answer = await council.as('admin').send('PATCH', url, {
      body: { name: 'x', council: 'x', quarterWindow: 'trailing', ...sections },
      ifMatch: etag,
    });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ path }] } });
  });
});
