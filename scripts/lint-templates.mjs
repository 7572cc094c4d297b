/**
 * Looks for what autoescaping does not cover. Autoescaping keeps a value from ending a quoted attribute or a piece of text;
 * it does not help where the value stands unquoted, in a script, as a whole URL, or marked as safe.
 *
 * Usage: node scripts/lint-templates.mjs [folder …]   (default: templates). Ends with 1 when it found something.
 * It reads the source of the templates, not their output: a partial that is included inside an attribute is not followed.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Markup made by our own renderer, marked as safe in code and not in a template. A name is added here only with its maker. */
const STYLE_SHEETS = new Map([
  ['style', 'src/document/edition-html.ts: the style sheet that we ship, inlined'],
]);

/** Names of templates that are constants of our own code. */
const TEMPLATE_NAMES = new Map([
  ['section.partial', 'src/document/sections.ts: one fixed name for each kind of section'],
]);

/** Filters that print a value only when it is a path of ours or an allowed scheme. */
const URL_FILTERS = ['localPath', 'webAddress'];

const EXPRESSION = /\{\{-?([\s\S]*?)-?\}\}/g;
const STATEMENT = /\{%-?([\s\S]*?)-?%\}/g;
const COMMENT = /\{#[\s\S]*?#\}/g;
const URL_ATTRIBUTES = new Set(['href', 'src', 'action', 'formaction', 'poster', 'data', 'xlink:href']);

/** Stand-ins of equal length, so that the markup can be read without the template language and places still fit. */
const mask = (text, letter) => letter.repeat(text.length);
const keepLines = (text, letter) => text.replace(/[^\n]/g, letter);

/**
 * @param {string} source of one template.
 * @returns {{ line: number; message: string }[]}
 */
export function lintTemplate(source) {
  const found = [];
  const report = (index, message) => found.push({ line: source.slice(0, index).split('\n').length, message });
  const text = source.replace(COMMENT, (all) => keepLines(all, ' '));

  for (const { index, 1: expression } of text.matchAll(EXPRESSION)) {
    if (/\|\s*safe\b/.test(expression))
      report(index, 'only code marks something as safe, by a filter of its own');
  }
  for (const { index, 1: statement } of text.matchAll(STATEMENT)) {
    if (/^\s*autoescape\b/.test(statement)) report(index, 'autoescaping is never switched off');
    if (/^\s*(?:set|filter|call)\b[\s\S]*\bsafe\b/.test(statement))
      report(index, 'a statement may not mark anything as safe');
    const named = /^\s*(?:include|import|extends|from)\s+([^\s"'][^\s]*)/.exec(statement);
    if (named !== null && !TEMPLATE_NAMES.has(named[1] ?? ''))
      report(index, 'a template is named by a fixed string');
  }

  const markup = text
    .replace(EXPRESSION, (all) => mask(all, '\ue000'))
    .replace(STATEMENT, (all) => keepLines(all, '\ue001'))
    .replace(/<!--[\s\S]*?-->/g, (all) => keepLines(all, ' '));
  for (const tag of markup.matchAll(/<([a-zA-Z][\w:-]*)((?:"[^"]*"|'[^']*'|[^"'>])*)>/g)) {
    const [, name = '', attributes = ''] = tag;
    const start = tag.index + 1 + name.length;
    if (name.toLowerCase() === 'script') lintScript(tag, attributes, markup, report);
    lintAttributes(attributes, start, text, report);
  }
  for (const style of markup.matchAll(/<style\b[^>]*>([\s\S]*?)<\/style/gi)) {
    const first = style.index + style[0].indexOf('>') + 1;
    const values = [...text.slice(first, first + style[1].length).matchAll(EXPRESSION)];
    if (values.some(({ 1: value }) => !STYLE_SHEETS.has(value.trim())))
      report(style.index, 'a value inside a style sheet');
  }
  return found.sort((one, other) => one.line - other.line);
}

function lintScript(tag, attributes, markup, report) {
  const rest = markup.slice(tag.index + tag[0].length);
  const body = rest.slice(0, rest.search(/<\/script/i));
  if (!/\ssrc\s*=/.test(attributes)) report(tag.index, 'no inline script: it belongs in a file of its own');
  else if (body.trim() !== '') report(tag.index, 'a script with a source has no body');
}

function lintAttributes(attributes, start, text, report) {
  const attribute = /([^\s"'=<>/\ue000\ue001]+)(\s*=\s*)("[^"]*"|'[^']*'|[^\s>]*)/g;
  for (const found of attributes.matchAll(attribute)) {
    const [, rawName = '', equals = '', quoted = ''] = found;
    const name = rawName.toLowerCase();
    const place = start + found.index;
    if (!/^["']/.test(quoted)) {
      report(place, `the value of ${name} is not quoted`);
      continue;
    }
    if (/^on/.test(name)) report(place, `no script in an attribute (${name})`);
    const first = place + rawName.length + equals.length + 1;
    const value = text.slice(first, first + quoted.length - 2);
    if (/^\s*(?:javascript|vbscript):/i.test(value)) report(place, `no script in an address (${name})`);
    if (URL_ATTRIBUTES.has(name)) lintAddress(name, value, place, report);
    if (name === 'style' && /\{\{/.test(value)) report(place, 'a value inside a style: use a class');
  }
  const bare = attributes.replace(/"[^"]*"|'[^']*'/g, (all) => mask(all, ' '));
  if (bare.includes('\ue000')) {
    const inside = start + bare.indexOf('\ue000');
    report(inside, 'a value stands in a tag outside a quoted attribute');
  }
}

/** Autoescaping lets `javascript:…` pass: an address begins with fixed text, or goes through a filter that checks it. */
function lintAddress(name, value, place, report) {
  const leading = /^\s*\{\{-?([\s\S]*?)-?\}\}/.exec(value);
  if (leading === null) return;
  const filter = /\|\s*(\w+)\s*$/.exec(leading[1] ?? '')?.[1] ?? '';
  if (!URL_FILTERS.includes(filter))
    report(
      place,
      `${name} begins with a value: begin it with fixed text ("/reports/…"), or end the value with | ${URL_FILTERS.join(' or | ')}`,
    );
}

function templatesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:njk|html|nunjucks)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function main(folders) {
  let problems = 0;
  let files = 0;
  for (const path of folders.flatMap(templatesBelow)) {
    files += 1;
    for (const { line, message } of lintTemplate(readFileSync(path, 'utf8'))) {
      problems += 1;
      console.error(`${relative(process.cwd(), path)}:${line}  ${message}`);
    }
  }
  console.log(`templates: ${files} read, ${problems === 1 ? '1 problem' : `${problems} problems`}`);
  return problems === 0 ? 0 : 1;
}

if (process.argv[1] === import.meta.filename) {
  const folders = process.argv.slice(2);
  process.exitCode = main(folders.length === 0 ? ['templates'] : folders);
}
