import { describe, expect, it } from '@jest/globals';
import { intakeChoices } from '../../intake/index.js';
import { docxOf } from '../../intake/testing.js';
import { readDocx } from '../../platform/index.js';
import { takeDocument } from '../../intake/testing.js';
import { decided, peopleIn, tableForm, tableFormOf } from './bring.form.js';

const document = readDocx(
  docxOf([
    'Theme 1',
    {
      rows: [
        ['Ref', 'Performance Measure', 'Period', 'Mar 26'],
        ['Number of exits', 'YTD', '12', ''],
      ],
    },
  ]),
);
const table = (choices: Parameters<typeof decided>[0] = {}) => {
  const [one] = takeDocument(
    document,
    intakeChoices.parse({ tables: { '1': choices } }),
    '2026-06-01',
  ).tables;
  if (!one) throw new Error('no table');
  return one;
};

describe('what a person decides about a table', () => {
  const sent = tableForm.read(tableFormOf(table()).values);

  it('is nothing where the form comes back as it was shown: what is doubtful is still asked', () => {
    expect(decided({}, table(), sent)).toEqual({ accepted: [] });
  });

  it('is what was changed, on top of what was decided before', () => {
    expect(decided({ theme: 2 }, table(), { ...sent, group: 'Exits', accepted: ['moved:-1'] })).toEqual({
      theme: 2,
      group: 'Exits',
      accepted: ['moved:-1'],
    });
    const columns = ['measure', 'basis', 'period:2026-03', 'none'];
    expect(decided({}, table(), { ...sent, columns })).toEqual({ columns, accepted: [] });
    expect(decided({ columns }, table({ columns }), { ...sent, columns })).toMatchObject({ columns });
  });

  it('lets the columns be proposed anew for another kind of table', () => {
    const columns = ['measure', 'none', 'none', 'none'];
    expect(decided({ columns }, table({ columns }), { ...sent, columns, kind: 'plan' })).toEqual({
      kind: 'plan',
      accepted: [],
    });
  });
});

describe('who is meant', () => {
  const id = '0d9c1f5e-6a4b-4c3d-8e2f-1a2b3c4d5e6f';

  it('is open, nobody, or an account', () => {
    expect(peopleIn({ 'people.0': '', 'people.1': 'nobody', 'people.2': id }, ['A', 'B', 'C'])).toEqual({
      B: null,
      C: id,
    });
    expect(() => peopleIn({ 'people.0': 'somebody' }, ['A'])).toThrow();
  });
});
