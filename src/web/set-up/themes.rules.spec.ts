import { describe, expect, it } from '@jest/globals';
import { readCsv } from '../../platform/index.js';
import { readThemes } from './themes.rules.js';

const director = { id: 'd', name: 'A. Person', jobTitle: 'Director' };
const read = (text: string, known: { number: number; title: string }[] = []) =>
  readThemes(readCsv(text), known, [director]);

describe('a pasted list of themes', () => {
  it('is read with headings or without, and numbered where it has no numbers', () => {
    expect(read('Theme\tOwner\nLeadership\tdirector\nPractice\tSomebody').rows).toEqual([
      { number: 1, title: 'Leadership', owner: director, unknownOwner: null, there: false },
      { number: 2, title: 'Practice', owner: null, unknownOwner: 'Somebody', there: false },
    ]);
    expect(read('7\tLeadership\n\tPractice').rows.map(({ number }) => number)).toEqual([7, 8]);
  });

  it('leaves what is there as it is, and goes on behind it', () => {
    const { rows, issues } = read('1\tLEADERSHIP\n\tPractice', [{ number: 4, title: 'Leadership' }]);
    expect(issues).toEqual([]);
    expect(rows.map(({ number, there }) => [number, there])).toEqual([
      [4, true],
      [5, false],
    ]);
  });

  it('says what is wrong with its row', () => {
    const issues = (text: string): string[] => read(text, [{ number: 4, title: 'Known' }]).issues;
    expect(issues('x\tLeadership')).toEqual(['Row 1: “x” is not a number from 1 to 99.']);
    expect(issues('100\tLeadership')).toEqual(['Row 1: “100” is not a number from 1 to 99.']);
    expect(issues('4\tLeadership')).toEqual(['Row 1: Another theme has the number 4.']);
    expect(issues('1\tA\n1\tB')).toEqual(['Row 2: Another theme has the number 1.']);
    expect(issues('1\tA\n2\ta')).toEqual(['Row 2: “a” is in the table twice.']);
    expect(issues('Number\tTitle\n1\t')).toEqual(['Row 2: There is no title.']);
    expect(issues('Number\tTitle')).toEqual(['There is no row below the headings.']);
  });
});
