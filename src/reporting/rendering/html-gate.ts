import { RenderError } from './render-error.js';

/** Table rows of one report: few bytes each, but each is laid out, tagged and kept whole on a page, so that bytes alone are no limit of the work. */
const MOST_ROWS = 5000;

/**
 * The policy must stand before anything that could fetch: a meta policy only governs what follows it.
 * Only the character set may come first.
 */
const HEAD =
  /^\s*<!doctype html>\s*<html\s+lang="([^"]+)"\s*>\s*<head>\s*(?:<meta\s+charset="utf-8"\s*\/?>\s*)?<meta\s+http-equiv="content-security-policy"\s+content="([^"]*)"\s*\/?>/i;

/** What a report may use besides nothing; everything it shows is inlined. */
const ALLOWED: Readonly<Record<string, RegExp>> = {
  'style-src': /^('unsafe-inline'|'sha(256|384|512)-[\w+/=-]+')$/,
  'style-src-elem': /^('unsafe-inline'|'sha(256|384|512)-[\w+/=-]+')$/,
  'style-src-attr': /^'unsafe-inline'$/,
  'font-src': /^data:$/,
  'img-src': /^data:$/,
};

/**
 * What may reach Chromium at all. The template brings the policy; it is not added here, so that HTML from anywhere else
 * is refused instead of repaired. Not checked: whether the body is hidden on screen (`@media screen { body { display: none } }`),
 * which makes printing quicker and nothing else.
 *
 * @returns the document's language. Chromium fills a missing one with its own, so the finished PDF could not tell.
 * @throws RenderError `too-large` or `bad-html`.
 */
export function checkHtml(html: string, maxBytes: number): { language: string } {
  const bytes = Buffer.byteLength(html);
  if (bytes > maxBytes) {
    throw new RenderError('too-large', `The HTML has ${bytes} bytes; at most ${maxBytes} are rendered.`);
  }
  const rows = html.match(/<tr[\s>/]/gi)?.length ?? 0;
  if (rows > MOST_ROWS) {
    throw new RenderError('too-large', `The HTML has ${rows} table rows; at most ${MOST_ROWS} are rendered.`);
  }
  const [, language, policy] = HEAD.exec(html) ?? [];
  if (language === undefined || policy === undefined) {
    throw new RenderError(
      'bad-html',
      'The HTML does not begin with <!doctype html>, <html lang="…">, <head> and a Content-Security-Policy meta element.',
    );
  }
  checkPolicy(policy);
  return { language };
}

function checkPolicy(policy: string): void {
  const directives = policy
    .split(';')
    .map((directive) => directive.trim().split(/\s+/))
    .filter(([name]) => name);
  let denies = false;
  for (const [name = '', ...sources] of directives) {
    const directive = name.toLowerCase();
    const none = sources.length === 1 && sources[0] === "'none'";
    if (directive === 'default-src') denies = none;
    const allowed = ALLOWED[directive];
    if (!none && !(sources.length > 0 && allowed && sources.every((source) => allowed.test(source)))) {
      throw new RenderError('bad-html', `The Content-Security-Policy allows too much by its ${directive}.`);
    }
  }
  if (!denies) throw new RenderError('bad-html', "The Content-Security-Policy lacks default-src 'none'.");
}
