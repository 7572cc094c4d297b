import { expect, it } from '@jest/globals';
import { USUAL_POLICY } from './publication.js';
import { readSnapshot } from './read-snapshot.js';
import { reportSnapshot } from './snapshot.fixture.js';

const sealed = (policy: object, why: string): string =>
  JSON.stringify({
    ...reportSnapshot(),
    publication: { policy, withheld: [], released: [], suppressed: [{ measureId: 'm', cell: 'chart', why }] },
  });

it('reads what an earlier release called `largest`, `small` and `subtraction` by the terms of today', () => {
  const { threshold: largest, ...rest } = USUAL_POLICY;
  const read = (why: string) => readSnapshot(sealed({ ...rest, largest }, why)).publication;
  expect(read('small')).toMatchObject({ policy: USUAL_POLICY, suppressed: [{ why: 'primary' }] });
  expect(read('subtraction')?.suppressed).toMatchObject([{ why: 'secondary' }]);
  expect(read('parts')?.policy).toEqual(USUAL_POLICY);
});

it('leaves what is sealed today as it is', () => {
  const text = sealed(USUAL_POLICY, 'secondary');
  expect(readSnapshot(text)).toEqual(JSON.parse(text));
});
