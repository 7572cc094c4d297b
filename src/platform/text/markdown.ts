import MarkdownIt from 'markdown-it';
import sanitizeHtml from 'sanitize-html';

/**
 * The Markdown subset of narratives: paragraphs, lists, **strong**, _emphasis_, line breaks. Everything else (headings, links,
 * images, tables, code, HTML, entities) has no rule, so it stays the text that was typed.
 */
const markdown = new MarkdownIt('zero', {
  html: false,
  linkify: false,
  typographer: false,
  breaks: true,
}).enable(['list', 'emphasis', 'newline']);

/** The second layer: should the first ever let something through, only these elements and one number are left of it. */
const ALLOWED: sanitizeHtml.IOptions = {
  allowedTags: ['p', 'ul', 'ol', 'li', 'strong', 'em', 'br'],
  // A list that starts at 3 must print 3: dropping `start` would change what the author wrote.
  allowedAttributes: { ol: ['start'] },
  disallowedTagsMode: 'escape',
  transformTags: {
    ol: (tagName, { start = '' }) => ({ tagName, attribs: /^\d{1,9}$/.test(start) ? { start } : {} }),
  },
};

/**
 * A narrative as HTML that is safe to put inside an element's content.
 * @param text as stored: plain text in the Markdown subset, never HTML.
 * @returns `p`, `ul`, `ol`, `li`, `strong`, `em` and `br` only; no attribute but the number that an `ol` starts with.
 */
export function narrativeToHtml(text: string): string {
  return sanitizeHtml(markdown.render(text), ALLOWED).trim();
}
