/**
 * Everything that can go wrong between HTML and a stored PDF, and whether trying the same HTML again can help.
 * The handler of the render job reads `permanent`; the sentence is for the operator's page and the log.
 */
const PERMANENT = {
  /** The HTML lacks what every report must bring (a deny-all content security policy, first in its head). */
  'bad-html': true,
  /** The HTML, or the PDF, names something outside of itself: an address, a script, a file. */
  'network-reference': true,
  /** The page form breaks a rule of WCAG, or it cannot be told whether it does. */
  'inaccessible-html': true,
  /** More HTML than Chromium is let near. */
  'too-large': true,
  /** Something is wider than the page, and the browser printed all of it smaller. */
  'scaled-down': true,
  /** A character that none of the shipped fonts has. */
  'missing-characters': true,
  /** A declared font face did not load. */
  'fonts-not-loaded': true,
  /** The PDF has no font: its text is blank. */
  'no-fonts': true,
  'font-not-embedded': true,
  'not-tagged': true,
  'no-title': true,
  'no-language': true,
  /** The PDF has no bookmarks. */
  'no-outline': true,
  'no-heading': true,
  /** The first heading is not of the first level, or one is more than a level below the one before it. */
  'heading-skipped': true,
  'table-without-headers': true,
  /** A header cell does not say whether it heads a row or a column. */
  'header-without-scope': true,
  /** A drawing has no text for who cannot see it. */
  'figure-without-alt': true,
  /** Something drawn as a part of the text belongs to no element of the structure tree. */
  'untagged-content': true,
  'not-a-pdf': true,
  /** A row of the contents did not get the number of its page. */
  'contents-not-numbered': true,
  /** Took longer than its deadline, twice. */
  timeout: false,
  /** The page's own process went away, twice. */
  'page-died': false,
  /** The browser went away, twice. */
  'browser-died': false,
  /** Something of the last document was still there. The page and its browser were thrown away. */
  'page-not-clean': false,
  /** The object-stream pass failed, or changed what it must not change. */
  'compression-failed': false,
  /** The accessibility check itself failed: nothing is known about the page. */
  'check-failed': false,
  /** No browser that starts. */
  'no-browser': false,
  /** The browser's sandbox cannot start here, and running without it is not allowed. */
  'no-sandbox': false,
  /** The caller's signal said stop. */
  cancelled: false,
  /** The renderer is shutting down. */
  closed: false,
} as const;

export type RenderErrorCode = keyof typeof PERMANENT;

export class RenderError extends Error {
  override name = 'RenderError';

  constructor(
    readonly code: RenderErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  /** True when the same HTML will fail again. */
  get permanent(): boolean {
    return PERMANENT[this.code];
  }
}
