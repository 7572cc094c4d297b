import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { narrativeToHtml } from './markdown.js';

/** Every element that the HTML holds, with its attributes. */
const elements = (html: string) => [...html.matchAll(/<[^>]*>/g)].map(([tag]) => tag);
const ALLOWED =
  /^<\/?(p|ul|li|strong|em)>$|^<br \/>$|^<li value="\d{1,9}">$|^<ol( start="\d{1,9}")?>$|^<\/ol>$/;

describe('what an author may write', () => {
  it('makes paragraphs, and keeps a single line break', () => {
    expect(narrativeToHtml('One.\n\nTwo,\nthree.')).toBe('<p>One.</p>\n<p>Two,<br />\nthree.</p>');
  });

  it('makes lists, also right after a paragraph', () => {
    expect(narrativeToHtml('Four themes:\n- one\n- two').replace(/\n/g, '')).toBe(
      '<p>Four themes:</p><ul><li>one</li><li>two</li></ul>',
    );
    expect(narrativeToHtml('1. first\n2. second').replace(/\n/g, '')).toBe(
      '<ol><li value="1">first</li><li value="2">second</li></ol>',
    );
  });

  it('keeps the number that a list starts with', () => {
    expect(narrativeToHtml('3. third')).toContain('<ol start="3">');
  });

  it('makes strong and emphasis', () => {
    expect(narrativeToHtml('**78%** and _some_ progress')).toBe(
      '<p><strong>78%</strong> and <em>some</em> progress</p>',
    );
  });
});

/** What a reader sees, with the numbers and bullets that the browser prints before the entries of lists. */
const printed = (text: string): string =>
  narrativeToHtml(text)
    .replace(/<li value="(\d+)">/g, '$1. ')
    .replace(/<ul>\s*<li>|<li>/g, '- ')
    .replace(/<[^>]*>/g, '')
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
const letters = (text: string): string => text.replace(/\s+/gu, '');

describe('every sign that an author typed is printed', () => {
  it.each(['narrative-signs.md', 'narrative-stars.md'])('of %s', (file) => {
    const text = readFileSync(`test/files/${file}`, 'utf8');
    expect(narrativeToHtml(text)).not.toMatch(/<(ul|em|strong)>/);
    expect(letters(printed(text))).toBe(letters(text));
  });

  it.each([
    '2*3*4', 'A*A*A', '71%*', '* provisional', '** two stars', 'a**b**c', '5 * 3 * 2', '*', '**', '***', '+ 4.2 points', '+', '- 3.1 points',
    '- £120,000', '- (4)', '- .5', '-', '2019.', '1) first', '3) third', 'snake_case_name', '_', '__', 'a_b_ c', '_a', 'x - y', '– 4', '— 4',
  ])('of “%s”, which is no list and has no emphasis', (text) => {
    const html = narrativeToHtml(text);
    expect(html).not.toMatch(/<(ul|ol|em|strong)/);
    expect(letters(printed(text))).toBe(letters(text));
  }); // prettier-ignore

  it('with the numbers of a list as they were typed', () => {
    expect(printed('1. one\n1. again\n5. five').replace(/\s+/g, ' ').trim()).toBe('1. one 1. again 5. five');
  });

  it.each(['•', '·', '▪', '◦', '‣', '○', '\uF0B7', '\uF0A7'])(
    'with the bullet %j of a word processor as an entry of a list',
    (bullet) => {
      expect(narrativeToHtml(`${bullet} one\n${bullet}\t4 staff`).replace(/\n/g, '')).toBe(
        '<ul><li>one</li><li>4 staff</li></ul>',
      );
    },
  );

  it('whatever is typed, but for the marks that this page names', () => {
    const piece = fc.constantFrom(
      '\n', '\n\n', ' ', '  ', '-', '- ', '+', '+ ', '*', '* ', '**', '_', '__', '1. ', '2) ', '12.', '.', '%', '£', '(4)', '4.2', 'x', 'two', 'é', ',', '<', '&',
    ); // prettier-ignore
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        const strong = narrativeToHtml(text);
        // What is taken away is exactly the pairs of marks that became emphasis; numbers and bullets of lists are printed by the browser.
        const marks =
          (strong.match(/<\/?strong>/g) ?? []).length * 2 + (strong.match(/<\/?em>/g) ?? []).length;
        expect(letters(text).length - letters(printed(text)).length).toBe(marks);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('what stays the text that was typed', () => {
  it.each([
    ['a script', '<script>alert(1)</script>'],
    ['a script in capitals and spaces', '<SCRIPT\n>alert(1)</SCRIPT >'],
    ['an SVG with a handler', '<svg onload="alert(1)"><animate onbegin=alert(1)></svg>'],
    ['an iframe', '<iframe src="http://127.0.0.1:9/"></iframe>'],
    ['an image that fails', '<img src=x onerror=alert(1)>'],
    ['xmp', '<xmp><script>alert(1)</script></xmp>'],
    ['textarea', '<textarea><img src=x onerror=alert(1)></textarea>'],
    ['plaintext', '<plaintext>'],
    ['a style', '<style>*{display:none}</style>'],
    ['an attribute on an allowed element', '<p style="display:none" onclick=alert(1)>x</p>'],
    ['an allowed element', '<strong>x</strong>'],
    ['a closing element', '</div></body></html>'],
    ['a comment', '<!-- --><script>alert(1)</script>'],
    ['CDATA', '<![CDATA[<script>alert(1)</script>]]>'],
    ['a base element', '<base href="//evil.example/">'],
    ['mathml', '<math><mi//xlink:href="data:x,<script>alert(1)</script>">'],
    ['a javascript link', '[click](javascript:alert(1))'],
    ['a link', '[click](https://evil.example/)'],
    ['an autolink', '<https://evil.example/>'],
    ['an image', '![x](https://evil.example/x.png)'],
    ['a reference link', '[x]\n\n[x]: javascript:alert(1)'],
    ['a heading', '# Heading'],
    ['an underlined heading', 'Heading\n======='],
    ['code', '`code`'],
    ['a fence', '```\n<b>\n```'],
    ['a table', '| a |\n|---|\n| b |'],
    ['a quotation', '> quoted'],
    ['a template expression', '{{ 7 * 7 }} {% include "/etc/passwd" %} {# x #}'],
    ['entities', '&lt;script&gt; &amp; &#60;'],
  ])('%s', (_, text) => {
    const html = narrativeToHtml(text);
    for (const element of elements(html)) expect(element).toMatch(ALLOWED);
    const typed = html
      .replace(/<[^>]*>/g, '')
      .replace(/&quot;/g, '"')
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&amp;/g, '&');
    expect(typed.replace(/\s+/g, ' ')).toBe(text.replace(/\s+/g, ' '));
  });

  it('holds for any mixture of hostile pieces', () => {
    const piece = fc.constantFrom(
      '<', '>', '"', "'", '&', '/', '\n', '\n\n', ' ', '- ', '1. ', '**', '_', '<script>', '</p>', '<svg/onload=x>',
      'javascript:', '](', '[', '<!--', '-->', '\\', '`', '#', '&#x3c;', 'x', '\u2028',
    ); // prettier-ignore
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        for (const element of elements(narrativeToHtml(pieces.join('')))) expect(element).toMatch(ALLOWED);
      }),
      { numRuns: 2000 },
    );
  });
});
