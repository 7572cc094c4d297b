/** Other ways to write a dash or a quotation mark, by the one that is looked for. */
const SAME_SIGNS: readonly (readonly [RegExp, string])[] = [
  [/[\p{Pd}\u2212]/gu, '-'],
  [/[‘’‚‛ʼ]/gu, "'"],
  [/[“”„‟«»]/gu, '"'],
];

/**
 * A narrative as a reader takes it in: what a search by patterns looks through, never what is printed. Marks of emphasis are gone, and so
 * is whatever does not show (zero-width characters, soft hyphens); full-width digits, non-breaking spaces and the like are ordinary ones;
 * a line break inside a paragraph is a space. Each paragraph and each item of a list is one line. Letters of other scripts that look
 * like Latin ones stay what they are. Linear in the length of the text.
 */
export function asRead(text: string): string {
  const blocks: string[] = [];
  let open = false;
  // A footnote's number belongs to the sentence around it, not to the number that it stands behind.
  const plain = text
    .replace(/[²³¹⁰-⁹₀-₉]/gu, ' $&')
    .replace(/[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu, '')
    .normalize('NFKC');
  for (const line of plain.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/u)) {
    const bare = line.trim();
    const item = /^[-*+•] +/u.exec(bare);
    const words = withoutMarks(item ? bare.slice(item[0].length) : bare);
    if (open && !item && words !== '') blocks.push(`${blocks.pop() ?? ''} ${words}`);
    else if (words !== '') blocks.push(words);
    open = words !== '';
  }
  return blocks.join('\n');
}

/** `_` between letters or digits is no mark of emphasis: it stays. */
function withoutMarks(line: string): string {
  const bare = line
    .replace(/[*`~]/gu, '')
    .replace(/(?<![\p{L}\d_])_+|(?<!_)_+(?![\p{L}\d_])/gu, '')
    .replace(/[\s\p{Cc}]+/gu, ' ');
  return SAME_SIGNS.reduce((signs, [others, sign]) => signs.replace(others, sign), bare).trim();
}

/** Words as a part of a pattern that means them as they are. */
export const literally = (words: string): string => words.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');
