import { describe, expect, it } from '@jest/globals';
import { Problem } from '../../platform/index.js';
import { glossaryForm, glossaryText } from './rules.form.js';

const read = (terms: string) => glossaryForm.read({ terms }).terms;
const issues = (terms: string): string[] => {
  try {
    read(terms);
    return [];
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return error.issues.map(({ message }) => message);
  }
};

describe('a glossary as text', () => {
  it('has a term and its meaning on each line, typed with a colon or pasted as two columns', () => {
    const terms = [
      { term: 'SRO', meaning: 'Senior Responsible Officer: who answers for the whole' },
      { term: 'PIP', meaning: 'Planning Improvement Programme' },
    ];
    const text = glossaryText(terms);
    expect(text).toBe(
      'SRO: Senior Responsible Officer: who answers for the whole\nPIP: Planning Improvement Programme',
    );
    expect(read(text)).toEqual(terms);
    expect(read('\r\nPIP\tPlanning Improvement Programme\r\n')).toEqual([terms[1]]);
    expect(read('')).toEqual([]);
  });

  it('says what is wrong with its line', () => {
    const how = 'write the term, a colon and its meaning, such as “SRO: Senior Responsible Officer”.';
    expect(issues('SRO\n\nPIP:')).toEqual([`Line 1: ${how}`, `Line 3: ${how}`]);
    expect(issues('A: b\nA: c')).toEqual(['Line 2: This term is given twice.']);
    expect(issues(`${'x'.repeat(41)}: y`)).toEqual(['Line 1: Shorten this to 40 characters. It has 41.']);
  });
});
