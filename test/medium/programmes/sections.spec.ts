import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CouncilHarness } from '../../support/council-harness.js';

/** A kind of section is switched on by a person, never by a release. */
describe('the kinds of section of a programme', () => {
  let council: CouncilHarness;
  beforeAll(async () => {
    council = await CouncilHarness.open();
  });
  afterAll(() => council.close());

  it('stay when a change does not name them, whatever kinds there are', async () => {
    const url = `/api/v1/programmes/${council.programmeId}`;
    const { etag, body } = await council.as('admin').send('GET', url);
    const answer = await council.as('admin').send('PATCH', url, { body: { name: 'x' }, ifMatch: etag });
    expect(answer).toMatchObject({ status: 200, body: { name: 'x', sections: body['sections'] } });
  });

  it.each([
    ['null', { sections: null }, 'sections'],
    ['an empty list', { sections: [] }, 'sections'],
    ['a kind that there is not', { sections: ['theme', 'weather'] }, 'sections[1]'],
  ])('are never none, and never others than there are: %s is refused', async (_name, sections, path) => {
    const url = `/api/v1/programmes/${council.programmeId}`;
    const { etag } = await council.as('admin').send('GET', url);
    const answer = await council.as('admin').send('PATCH', url, {
      body: { name: 'x', council: 'x', quarterWindow: 'trailing', ...sections },
      ifMatch: etag,
    });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ path }] } });
  });
});
