import { expect, it } from '@jest/globals';
import { scanTexts } from './text-scan.rules.js';

const kinds = (text: string) => scanTexts([{ label: 'Background papers', text }], []).map(({ kind }) => kind);

it('finds nobody’s number in the hash of a file that a report prints', () => {
  const hash = `0${'123456789'.repeat(7)}`;
  expect(kinds(`Minutes (PDF, SHA-256 ${hash})`)).toEqual([]);
  expect(kinds('Minutes, 9434765919')).toEqual(['long-number']);
  expect(kinds(`Minutes (PDF, SHA-256 ${hash}1)`)).toEqual(['long-number']);
});
