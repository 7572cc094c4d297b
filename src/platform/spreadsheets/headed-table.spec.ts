import { describe, expect, it } from '@jest/globals';
import { readCsv } from './csv.js';
import { headedTable } from './headed-table.js';

const NAMES = { no: 'number', number: 'number', title: 'title', theme: 'title' } as const;
const read = (text: string, order?: readonly ('number' | 'title')[]) => {
  const table = headedTable(readCsv(text), NAMES, order);
  return { ...table, rows: table.rows.map((row) => [row.number, row.text('number'), row.text('title')]) };
};

describe('a table with headings', () => {
  it('is read by its headings, whatever their order, case and remarks', () => {
    expect(read('Theme (as printed)\tNO\tColour\nLeadership\t1\tred')).toEqual({
      rows: [[2, '1', 'Leadership']],
      columns: ['title', 'number'],
      unknown: ['Colour'],
      faults: [],
    });
  });

  it('without headings has its columns in their usual order, if it may have none', () => {
    expect(read('1\tLeadership', ['number', 'title']).rows).toEqual([[1, '1', 'Leadership']]);
    expect(read('1\tLeadership')).toMatchObject({ rows: [], unknown: ['1', 'Leadership'] });
  });

  it('has nothing in a column that it lacks, and says which cells cannot be read', () => {
    expect(read('Title\tColour\n=1+1\t=2')).toEqual({
      rows: [[2, '', '=1+1']],
      columns: ['title'],
      unknown: ['Colour'],
      faults: ['Row 2, “=1+1”: It is a formula. Paste the value instead.'],
    });
    expect(read('')).toEqual({ rows: [], columns: [], unknown: [], faults: [] });
  });
});
