import { z } from 'zod';
import { hiddenPlace, placeOf, unprintable } from './printable.js';

/** C0 and C1 controls other than tab and line feed, the two non-characters, and bidirectional overrides. */
// eslint-disable-next-line no-control-regex -- controls are exactly what is looked for
const REFUSED = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\uFFFE\uFFFF\u202A-\u202E\u2066-\u2069]/u;

/** Bullets that word processors write as private characters of their own fonts. No other font has them. */
const PASTED_BULLETS = /[\uF0B7\uF0A7\uF0D8\uF076\uF02D]/gu;

/** Word processors, terminals and web pages write these for a line break or a new page (U+0085 is as often a lost “…”, and is refused); in the subject of a mail they are one. */
// eslint-disable-next-line no-control-regex -- controls are exactly what is looked for
const OTHER_LINE_BREAKS = /\r\n?|[\u000B\u000C\u2028\u2029]/gu;

/** Word's hyphen at which no line ends, and the one that shows only at the end of a line. */
// eslint-disable-next-line no-control-regex -- controls are exactly what is looked for
const WORD_HYPHENS = /\u001E/gu;
// eslint-disable-next-line no-control-regex -- controls are exactly what is looked for
const WORD_SOFT_HYPHENS = /\u001F/gu;

/** Nothing shows of them, and people paste them without knowing: soft hyphens, spaces without width, marks of order, direction and colour. */
const PASTED_AND_UNSEEN = /[\u00AD\u061C\u200B\u200E\u200F\u2060-\u2064\uFEFF]|\uFE0E|\uFE0F/gu;

/** Before a joiner that shows: a picture made of several, or a letter of a script that joins its letters. */
const JOINED =
  '[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\p{M}\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Mongolian}\\p{Script=Devanagari}\\p{Script=Bengali}\\p{Script=Gurmukhi}\\p{Script=Gujarati}\\p{Script=Oriya}\\p{Script=Tamil}\\p{Script=Telugu}\\p{Script=Kannada}\\p{Script=Malayalam}\\p{Script=Sinhala}\\p{Script=Khmer}\\p{Script=Myanmar}]';

/** A flag of a part of a country, whose letters are tags, and joiners that show. */
const SHOWN_SEQUENCES = new RegExp(
  `\\u{1F3F4}[\\u{E0020}-\\u{E007E}]+\\u{E007F}|(?<=${JOINED})[\\u200C\\u200D]`,
  'gu',
);

/** What does not show, or is nothing yet: whoever approves could not see it, and it would stay in what is sealed. */
const UNSEEN = /[\p{Cf}\p{Cn}]/u;

function clean(value: string, ctx: z.RefinementCtx<string>): string {
  const text = value
    .replace(OTHER_LINE_BREAKS, '\n')
    .replace(WORD_HYPHENS, '-')
    .replace(WORD_SOFT_HYPHENS, '')
    .replace(PASTED_AND_UNSEEN, '')
    .replace(PASTED_BULLETS, '•')
    .normalize('NFC');
  if (!text.isWellFormed()) {
    ctx.addIssue({
      code: 'custom',
      message: 'The text holds half a character (a lone surrogate) and cannot be stored.',
    });
  } else {
    const [hidden] = REFUSED.exec(text) ?? UNSEEN.exec(text.replace(SHOWN_SEQUENCES, '')) ?? [];
    const [, before = '', found] = /(\S{0,20})(\p{Co})/u.exec(text) ?? [];
    if (found !== undefined)
      ctx.addIssue({
        code: 'custom',
        message: `The text holds a character of one font alone (U+${found.codePointAt(0)?.toString(16).toUpperCase() ?? ''}${before === '' ? '' : `, after “${before}”`}), which cannot be printed. Type it in another way.`,
      });
    if (hidden !== undefined)
      ctx.addIssue({
        code: 'custom',
        message: `The text holds a character that does not show (${hiddenPlace(hidden, text)}). Delete what stands there, and type it again.`,
      });
    // What is refused for another reason needs no second one.
    const [foreign] = found === undefined && hidden === undefined ? unprintable(text) : [];
    if (foreign !== undefined)
      ctx.addIssue({
        code: 'custom',
        message: `The report has no sign for ${placeOf(foreign, text)}: it would print as a box. Leave it out, or write it in words.`,
      });
  }
  return text;
}

/** What a text that is too long is refused with: `Shorten this to 4,000 characters. It has 4,120.` */
export const atMost = (max: number) => ({
  error: ({ input }: { input?: unknown }) =>
    `Shorten this to ${max.toLocaleString('en-GB')} characters. It has ${String(input).length.toLocaleString('en-GB')}.`,
});

/** One line of text for people: trimmed, not empty, at most `max` characters, no line breaks, controls, or anything that does not show. */
export const line = (max: number) =>
  z
    .string()
    .max(max * 4, atMost(max))
    .transform(clean)
    .pipe(
      z
        .string()
        .trim()
        .min(1, 'This must not be empty.')
        .max(max, atMost(max))
        .refine((text) => !/[\n\t]/.test(text), 'This must be a single line.'),
    );

const COUNTED = { 2: 'two', 4: 'four' } as const;

/** A number with at most so many places after the point: what is stored and printed is what was sent. */
export const decimal = (places: keyof typeof COUNTED) =>
  z
    .number()
    .refine((value) => Number(value.toFixed(places)) === value, `Use at most ${COUNTED[places]} decimals.`);

/** Several paragraphs in the Markdown subset of narratives; kept as written, made safe where it is printed. */
export const narrative = (max = 20_000) =>
  z
    .string()
    .max(max * 2, atMost(max))
    .transform(clean)
    .pipe(
      z
        .string()
        .refine((text) => text.trim() !== '', 'This must not be empty; leave it out (null) instead.')
        .max(max, atMost(max)),
    );
