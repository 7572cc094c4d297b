import { z } from 'zod';

/** C0 and C1 controls other than tab and line feed, the two non-characters, and bidirectional overrides. */
// eslint-disable-next-line no-control-regex -- controls are exactly what is looked for
const REFUSED = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\uFFFE\uFFFF\u202A-\u202E\u2066-\u2069]/u;

/** Bullets that word processors write as private characters of their own fonts. No other font has them. */
const PASTED_BULLETS = /[\uF0B7\uF0A7\uF0D8\uF076\uF02D]/gu;

function clean(value: string, ctx: z.RefinementCtx<string>): string {
  const text = value.replace(/\r\n?/g, '\n').replace(PASTED_BULLETS, '•').normalize('NFC');
  if (!text.isWellFormed()) {
    ctx.addIssue({
      code: 'custom',
      message: 'The text holds half a character (a lone surrogate) and cannot be stored.',
    });
  } else if (REFUSED.test(text)) {
    ctx.addIssue({
      code: 'custom',
      message: 'The text holds a control character, which cannot be stored or printed.',
    });
  } else {
    const [, before = '', found] = /(\S{0,20})(\p{Co})/u.exec(text) ?? [];
    if (found !== undefined)
      ctx.addIssue({
        code: 'custom',
        message: `The text holds a character of one font alone (U+${found.codePointAt(0)?.toString(16).toUpperCase() ?? ''}${before === '' ? '' : `, after “${before}”`}), which cannot be printed. Type it in another way.`,
      });
  }
  return text;
}

/** One line of text for people: trimmed, not empty, at most `max` characters, no line breaks or controls. */
export const line = (max: number) =>
  z
    .string()
    .max(max * 4)
    .transform(clean)
    .pipe(
      z
        .string()
        .trim()
        .min(1, 'This must not be empty.')
        .max(max, `This must not be longer than ${max} characters.`)
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
    .max(max * 2)
    .transform(clean)
    .pipe(
      z
        .string()
        .refine((text) => text.trim() !== '', 'This must not be empty; leave it out (null) instead.')
        .max(max, `This must not be longer than ${max} characters.`),
    );
