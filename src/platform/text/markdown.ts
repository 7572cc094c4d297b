import MarkdownIt from 'markdown-it';
import sanitizeHtml from 'sanitize-html';

/**
 * The Markdown subset of narratives: paragraphs, lists, **strong**, _emphasis_, line breaks. Everything else (headings, links,
 * images, tables, code, HTML, entities) has no rule, so it stays the text that was typed.
 *
 * No sign of an author may be lost, because in a report a sign is part of a figure or names a note. So only these are marks:
 * - `- `, `• ` or another pasted bullet before an entry of a list, but not `- ` before a figure, where it is a minus: `- £120,000`;
 * - `1. ` before an entry of a numbered list, which keeps each number as it was typed;
 * - `**` around words, from the start of one to the end of one, and `_` likewise.
 * Every other star, plus and hyphen is printed: `2*3*4`, `71%*`, `* provisional`, `+ 4.2 points`.
 */
const markdown = new MarkdownIt('zero', {
  html: false,
  linkify: false,
  typographer: false,
  breaks: true,
}).enable(['list', 'emphasis', 'newline']);

/** An entry that does not follow the one before it says its own number. */
markdown.renderer.rules['list_item_open'] = (tokens, index, options, _env, renderer) => {
  const token = tokens[index];
  if (token && token.info !== '') token.attrSet('value', token.info);
  return renderer.renderToken(tokens, index, options);
};

/** The second layer: should the first ever let something through, only these elements and one number are left of it. */
const ALLOWED: sanitizeHtml.IOptions = {
  allowedTags: ['p', 'ul', 'ol', 'li', 'strong', 'em', 'br'],
  // A list that starts at 3 must print 3: dropping the number would change what the author wrote.
  allowedAttributes: { ol: ['start'], li: ['value'] },
  disallowedTagsMode: 'escape',
  transformTags: {
    ol: (tagName, { start = '' }) => ({ tagName, attribs: /^\d{1,9}$/.test(start) ? { start } : {} }),
    li: (tagName, { value = '' }) => ({ tagName, attribs: /^\d{1,9}$/.test(value) ? { value } : {} }),
  },
};

/** Non-characters, which no author can store. One stands before a sign that begins no list, the others for signs that are no marks. */
const NO_LIST = '\uFDD0';
const STAR = '\uFDD1';
const UNDERSCORE = '\uFDD2';
const PLACEHOLDERS = /[\uFDD0-\uFDD2]/gu;

/** A hyphen before a figure is a minus: `- 3.1 points`, `- £120,000`, `- (4)`. */
const MINUS = /^([ \t]*)(?=-[ \t]+[(+]?[£$€]?[.\d])/gmu;
/** `+ x`, `* x` and `1) x` begin lists in other kinds of Markdown; a sign alone on its line is no entry. */
const OTHER_LISTS = /^([ \t]*)(?=[+*](?:[ \t]|$)|\d{1,9}\)(?:[ \t]|$)|(?:-|\d{1,9}\.)[ \t]*$)/gmu;
/** As word processors and web pages paste them. */
const BULLET = /^([ \t]*)[•·∙‣◦▪▫●○■□⁃➢\uF0B7\uF0A7]\s+(?=\S)/gmu;
const STRONG = /(?<![\p{L}\p{N}*])\*\*(?=[^\s*])([^*\n]*[^\s*])\*\*(?![\p{L}\p{N}*])/gu;
const EMPHASIS = /(?<![\p{L}\p{N}_])_(?=[^\s_])([^_\n]*[^\s_])_(?![\p{L}\p{N}_])/gu;

/** Sets everything aside that is no mark. */
const withoutOtherMarks = (text: string): string =>
  text
    .replace(PLACEHOLDERS, '')
    .replace(MINUS, `$1${NO_LIST}`)
    .replace(OTHER_LISTS, `$1${NO_LIST}`)
    .replace(BULLET, '$1- ')
    .replace(STRONG, '\uFDD3\uFDD3$1\uFDD3\uFDD3')
    .replace(EMPHASIS, '\uFDD4$1\uFDD4')
    .replaceAll('*', STAR)
    .replaceAll('_', UNDERSCORE)
    .replaceAll('\uFDD3', '*')
    .replaceAll('\uFDD4', '_');

const withTypedSigns = (html: string): string =>
  html.replaceAll(NO_LIST, '').replaceAll(STAR, '*').replaceAll(UNDERSCORE, '_');

/** A narrative without its marks of strong words and of emphasis, for what compares words. Lists keep their signs. */
export const narrativeWords = (text: string): string => text.replace(STRONG, '$1').replace(EMPHASIS, '$1');

/**
 * A narrative as HTML that is safe to put inside an element's content.
 * @param text as stored: plain text in the Markdown subset, never HTML.
 * @returns `p`, `ul`, `ol`, `li`, `strong`, `em` and `br` only; no attribute but the numbers of an `ol` and its `li`.
 */
export function narrativeToHtml(text: string): string {
  return withTypedSigns(sanitizeHtml(markdown.render(withoutOtherMarks(text)), ALLOWED)).trim();
}
