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

/** Elements that fetch, run or send, whatever they say. */
const ELEMENTS = new Set(
  'script iframe frame frameset object embed applet portal fencedframe form base link audio video source track'.split(
    ' ',
  ),
);
/** Attributes that name what is fetched or where one is sent. Empty is all that they may be. */
const ADDRESSES = new Set(
  'srcset imagesrcset data action formaction poster background ping manifest cite longdesc profile codebase archive classid code lowsrc dynsrc srcdoc'.split(
    ' ',
  ),
);
/** Of these, what may be said: a place in this document, or the thing itself. */
const HERE: Readonly<Record<string, RegExp>> = {
  href: /^#/,
  'xlink:href': /^#/,
  src: /^data:(image|font)\//i,
};
const NOTHING = /^\s*$/;

const TAG = /<([a-z][^\s/>]*)((?:"[^"]*"|'[^']*'|[^"'>])*)>/gi;
const ATTRIBUTE = /([^\s"'>/=]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/g;
const STYLE = /<style\b[^>]*>([\s\S]*?)<\/style/gi;
/** Everything but what brings itself along, or points into this document. */
const CSS_ADDRESS = /\burl\s*\(\s*(?!["']?(?:data:(?:image|font)\/|#))/i;
const CSS_FETCH = /@import|\b(?:image-set|src)\s*\(/i;
const CSS_STRING = /"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'/g;

/**
 * Whether the document names anything outside of itself to be fetched, run or gone to; addresses in the text are only words.
 * Reads tags as our template writes them and refuses what it does not know. It finds a fault of the template; against
 * hostile HTML stand the layers behind it.
 *
 * @throws RenderError `network-reference`
 */
export function refuseReferences(html: string): void {
  for (const [, name = '', attributes = ''] of html.matchAll(TAG)) {
    const element = name.toLowerCase();
    if (ELEMENTS.has(element)) throw reaching(`a <${element}> element`);
    for (const [, key = '', double, single, bare] of attributes.matchAll(ATTRIBUTE)) {
      const attribute = key.toLowerCase();
      const value = double ?? single ?? bare ?? '';
      if (attribute.startsWith('on')) throw reaching(`a script in ${attribute} of <${element}>`);
      if (attribute === 'http-equiv' && /refresh/i.test(value))
        throw reaching('a <meta> element that leads away');
      const here = HERE[attribute];
      if ((here ?? ADDRESSES.has(attribute)) && !here?.test(value.trim()) && !NOTHING.test(value))
        throw reaching(`${value.slice(0, 100)} in ${attribute} of <${element}>`);
      if (attribute === 'style' || /^\s*url\s*\(/i.test(value))
        refuseStyle(value, `the ${attribute} of <${element}>`);
    }
  }
  for (const [, css = ''] of html.matchAll(STYLE)) refuseStyle(css, 'the style sheet');
}

function refuseStyle(css: string, place: string): void {
  const rules = css.replace(/\/\*[\s\S]*?\*\//g, ' ');
  const withoutStrings = rules.replace(CSS_STRING, '""');
  // Outside of strings an escape can only hide a name, such as that of url().
  const found = CSS_ADDRESS.exec(rules) ?? CSS_FETCH.exec(withoutStrings) ?? /\\/.exec(withoutStrings);
  if (found) throw reaching(`${found.input.slice(found.index, found.index + 60).trim()} in ${place}`);
}

function reaching(what: string): RenderError {
  return new RenderError('network-reference', `The HTML has ${what}; a report brings everything with it.`);
}

/**
 * What may reach Chromium at all. The template brings the policy; it is not added here, so that HTML from anywhere else
 * is refused instead of repaired. Not checked: whether the body is hidden on screen (`@media screen { body { display: none } }`),
 * which makes printing quicker and nothing else.
 *
 * @returns the document's language. Chromium fills a missing one with its own, so the finished PDF could not tell.
 * @throws RenderError `too-large`, `bad-html` or `network-reference`.
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
  refuseReferences(html);
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
