import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decimal, line, narrative } from './input.js';

describe('text that people write', () => {
  it.each([
    'plain',
    'ﬁne “quotes” – dashes',
    'Ünïcödé',
    '日本語',
    'ਕੌਰ, குமார், علي, כהן, উমা, 伟, पटेल',
    '✓ 71% → 84% ≥ 80%, CO₂, 3² ☐',
    'نمی\u200cخواهم',
    'क्\u200dष',
    '<script>alert(1)</script>',
    '{{ 7 * 7 }}',
    "Robert'); drop table--",
  ])('is kept as it is: %s', (text) => {
    expect(line(200).parse(text)).toBe(text.normalize('NFC'));
    expect(narrative().parse(text)).toBe(text.normalize('NFC'));
  });

  it.each([
    ['NUL', 'a\u0000b'],
    ['escape', 'a\u001bb'],
    ['a C1 control', 'a\u0085b'],
    ['half a character', 'a\ud83db'],
    ['a direction override', 'a\u202eb'],
    ['a non-character', 'a\uffffb'],
    ['letters that are tags', 'a\u{E0061}\u{E0062}b'],
    ['a joiner between letters that do not join', 'a\u200db'],
    ['an unassigned character', 'a\u0378b'],
    ['an annotation', 'a\ufff9b'],
    ['a picture that no font of the report has', 'Thank you 🙂'],
    ['a picture made of several', '👩‍👩‍👧 family'],
    ['a flag whose letters are tags', '🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F} of England'],
    ['a script that no font of the report has', '한국'],
  ])('is refused when it holds %s', (_, text) => {
    expect(line(200).safeParse(text).success).toBe(false);
    expect(narrative().safeParse(text).success).toBe(false);
  });

  it('says which character cannot be printed, and where', () => {
    const refused = narrative().safeParse('All is well.\nThank you to the team 🙂 and ✓ to all 🙂.');
    expect(refused.error?.issues.map(({ message }) => message)).toEqual([
      'The report has no sign for “🙂” (U+1F642), after “ank you to the team ”: it would print as a box. Leave it out, or write it in words.',
    ]);
    // Word processors put a mark of colour after a sign; the sign alone is printed.
    expect(line(9).parse('⚠\ufe0f now')).toBe('⚠ now');
  });

  it.each([
    ['All is well.\nDue \u202e1 May', 'U+202E, after “Due ”'],
    ['\u0000 first', 'U+0000'],
    ['Rated a\u200db', 'U+200D, after “Rated a”'],
  ])('says where a character stands that nobody sees: %j', (text, place) => {
    expect(
      narrative()
        .safeParse(text)
        .error?.issues.map(({ message }) => message),
    ).toEqual([
      `The text holds a character that does not show (${place}). Delete what stands there, and type it again.`,
    ]);
  });

  it('knows a line from a paragraph', () => {
    expect(line(200).safeParse('one\ntwo').success).toBe(false);
    expect(narrative().parse('one\r\ntwo\rthree\u2028four\u2029five')).toBe('one\ntwo\nthree\nfour\nfive');
    expect(narrative().parse('soft\u000bbreak\u000cnew page')).toBe('soft\nbreak\nnew page');
    expect(narrative().parse('7\u001e8 co\u001foperate')).toBe('7-8 cooperate');
    for (const separator of ['\u000b', '\u2028', '\u2029'])
      expect(line(200).safeParse(`January${separator}2020`).success).toBe(false);
    expect(line(200).parse('in\u00adter\u200bna\u2060tio\ufeffnal')).toBe('international');
    expect(line(200).safeParse('\u200b\u00ad').success).toBe(false);
    expect(line(200).parse('  trimmed  ')).toBe('trimmed');
    expect(line(200).safeParse(' \t ').success).toBe(false);
    expect(narrative().safeParse(' \n ').success).toBe(false);
  });

  it('is measured in characters after normalisation', () => {
    expect(line(3).safeParse('e\u0301e\u0301e\u0301').success).toBe(true);
    expect(line(3).safeParse('abcd').success).toBe(false);
  });

  it('whatever it is: accepted text is well formed, normal and free of controls', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const result = narrative().safeParse(text);
        if (!result.success) return;
        expect(result.data.isWellFormed()).toBe(true);
        expect(result.data.normalize('NFC')).toBe(result.data);
        // eslint-disable-next-line no-control-regex -- that there are none is what is tested
        expect(result.data).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
      }),
    );
  });
});

describe('a number that people send', () => {
  it.each([
    [2, 12.34, 12.345, 'Use at most two decimals.'],
    [4, -0.0001, 0.30000000000000004, 'Use at most four decimals.'],
    [4, 99_999_999_999.1234, 1e-7, 'Use at most four decimals.'],
  ] as const)('with %p places may be %p, and not %p', (places, good, bad, message) => {
    expect(decimal(places).parse(good)).toBe(good);
    expect(decimal(places).safeParse(bad).error?.issues).toMatchObject([{ message }]);
  });

  it('comes back as it was sent, whatever its hundredths are', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), (hundredths) => {
        expect(decimal(2).parse(hundredths / 100)).toBe(hundredths / 100);
      }),
    );
  });
});
