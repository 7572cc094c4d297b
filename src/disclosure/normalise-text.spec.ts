import { describe, expect, it } from '@jest/globals';
import { asRead } from './normalise-text.js';

describe('a text as it is read', () => {
  it.each([
    ['without marks of emphasis', 'Of **3** _young_ chil*dren*', 'Of 3 young children'],
    ['with full-width digits and hard spaces as ordinary ones', '３\u00a0children', '3 children'],
    ['without what does not show', 'chil\u00addren aged\u200b 1\ufeff1', 'children aged 11'],
    ['with a broken line mended', 'aged\r\n  11', 'aged 11'],
    ['with one kind of dash and of quotation mark', '“4–5” it’s', '"4-5" it\'s'],
    ['with a footnote apart from its number', 'aged 11²', 'aged 11 2'],
    ['with what is no emphasis left in', 'some_body@example.org', 'some_body@example.org'],
  ])('is %s', (_, text, read) => {
    expect(asRead(text)).toBe(read);
  });

  it('keeps paragraphs and items of a list apart', () => {
    expect(asRead('Theme\n\n2\n- children\n* one\n\n\n  more')).toBe('Theme\n2\nchildren\none\nmore');
  });

  it('takes a long run of anything in its stride', () => {
    for (const run of ['_', '*', ' ', '\n', '- ', 'a_'])
      expect(asRead(`a${run.repeat(20_000)}b`)).toMatch(/^a[^]*b$/);
  });
});
