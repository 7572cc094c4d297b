import { describe, expect, it } from '@jest/globals';
import { csvText } from './csv.js';

describe('a CSV file’s text', () => {
  it.each([
    ['UTF-8', Buffer.from('line,budget\nCafé,£5')],
    ['UTF-8 with its mark', Buffer.from('\ufeffline,budget\nCafé,£5')],
    ['Windows-1252', Buffer.from('line,budget\nCafé,£5', 'latin1')],
    ['UTF-16', Buffer.from('\ufeffline,budget\nCafé,£5', 'utf16le')],
    ['UTF-16, the other way round', Buffer.from('\ufeffline,budget\nCafé,£5', 'utf16le').swap16()],
  ])('is the same in %s', (_, bytes) => {
    expect(csvText(bytes)).toBe('line,budget\nCafé,£5');
  });
});
