import { describe, expect, it } from '@jest/globals';
import { invalid, Problem } from '../../platform/index.js';
import { matrix } from '../../risks/index.js';
import { atCells, matrixForm, usualMatrix } from './matrix.form.js';

const sent = (changes: Record<string, string> = {}) => ({
  ...usualMatrix().values,
  name: 'Ours',
  ...changes,
});
const issues = (changes: Record<string, string>): [string, string][] => {
  try {
    matrixForm.read(sent(changes));
    return [];
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return error.issues.map(({ path, message }) => [path, message]);
  }
};

describe('a matrix that is typed', () => {
  it('begins as the usual one, and is what the room takes', () => {
    const typed = matrixForm.read(sent());
    expect(matrix.safeParse(typed).success).toBe(true);
    expect(typed.bands.map(({ name, rank }) => [name, rank])).toEqual([
      ['Low', 1],
      ['Moderate', 2],
      ['High', 3],
      ['Very high', 4],
    ]);
    expect(typed.cells.find(({ probability, impact }) => probability === 5 && impact === 4)).toMatchObject({
      score: 20,
      band: 'band-4',
    });
  });

  it('leaves out a band without a name, and keeps the order of the others', () => {
    const noModerate = Object.fromEntries(
      Object.entries(usualMatrix().values).flatMap(([name, value]) =>
        value === '2' && name.endsWith('.band') ? [[name, '1']] : [],
      ),
    );
    const typed = matrixForm.read(sent({ ...noModerate, 'bands.1.name': '' }));
    expect(typed.bands.map(({ key, rank }) => [key, rank])).toEqual([
      ['band-1', 1],
      ['band-3', 2],
      ['band-4', 3],
    ]);
  });

  it('says which cell is wrong', () => {
    expect(issues({ 'cells.0.score': '' })).toEqual([['cells[0].score', 'Enter a score for every cell']]);
    expect(issues({ 'cells.7.band': '5' })).toEqual([
      ['cells[7].band', 'Probability 2, impact 3: choose a band that has a name'],
    ]);
    const [first] = issues({ 'bands.1.name': '', 'bands.2.name': '', 'bands.3.name': '' });
    expect(first).toEqual(['bands[0].name', 'Name at least two bands']);
  });

  it('has what the room says of the whole at the fields of the form', () => {
    const typed = matrixForm.read(sent());
    const told = atCells(
      invalid([
        { path: 'cells[6]', message: 'x' },
        { path: 'bands[3]', message: 'No cell is in this band.' },
        { path: 'name', message: 'y' },
      ]),
      typed,
    );
    expect(told.issues).toEqual([
      {
        path: 'cells[6].score',
        message: 'Probability 2, impact 2: a score or band cannot fall where probability or impact rises',
      },
      { path: 'bands[3].name', message: 'No cell is in “Very high”' },
      { path: 'name', message: 'y' },
    ]);
  });
});
