import { describe, expect, it } from '@jest/globals';
import { checkHtml, refuseReferences } from './html-gate.js';

const page = (policy: string): string =>
  `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><title>t</title></head><body></body></html>`;

const check = (html: string) => () => {
  checkHtml(html, 10_000);
};

describe('what may reach Chromium', () => {
  it.each([
    "default-src 'none'",
    "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:",
    "default-src 'none'; base-uri 'none'; form-action 'none';",
    "default-src 'none'; style-src 'sha256-GUQ5ad8JK5KmEWmROf3LZd9ge94daqNvd8xy9YS1iDw='",
  ])('passes a policy that fetches nothing: %s', (policy) => {
    expect(check(page(policy))).not.toThrow();
  });

  it.each([
    '',
    "style-src 'unsafe-inline'",
    "default-src 'self'",
    "default-src 'none' https:",
    "default-src 'none'; img-src https:",
    "default-src 'none'; img-src data: *",
    "default-src 'none'; script-src 'unsafe-inline'",
    "default-src 'none'; connect-src 'self'",
    "default-src 'none'; font-src",
    "default-src 'none'; default-src *",
  ])('refuses a policy that allows too much: %s', (policy) => {
    expect(check(page(policy))).toThrow(expect.objectContaining({ code: 'bad-html', permanent: true }));
  });

  it.each([
    ['no language', page("default-src 'none'").replace(' lang="en-GB"', '')],
    ['no policy', '<!doctype html><html lang="en-GB"><head><title>t</title></head></html>'],
    [
      'a link before the policy',
      `<!doctype html><html lang="en-GB"><head><link rel="prefetch" href="http://a.example"><meta http-equiv="Content-Security-Policy" content="default-src 'none'"></head></html>`,
    ],
    [
      'a policy in the body',
      `<!doctype html><html lang="en-GB"><head></head><body><meta http-equiv="Content-Security-Policy" content="default-src 'none'"></body></html>`,
    ],
    ['plain text', 'Hello'],
    ['nothing', ''],
  ])('refuses %s', (_what, html) => {
    expect(check(html)).toThrow(expect.objectContaining({ code: 'bad-html' }));
  });

  it('counts bytes, not characters', () => {
    const html = page("default-src 'none'") + 'é'.repeat(5_000);
    expect(html.length).toBeLessThan(10_000);
    expect(check(html)).toThrow(expect.objectContaining({ code: 'too-large', permanent: true }));
  });

  it('counts the rows of all tables, which cost more than their bytes', () => {
    const withRows = (count: number): string =>
      page("default-src 'none'").replace('<body>', `<body><table>${'<TR ><td>'.repeat(count)}</table>`);
    const rows = (count: number) => () => checkHtml(withRows(count), 2 * 1024 * 1024);
    expect(rows(5000)).not.toThrow();
    expect(rows(5001)).toThrow(
      expect.objectContaining({
        code: 'too-large',
        permanent: true,
        message: 'The HTML has 5001 table rows; at most 5000 are rendered.',
      }),
    );
  });
});

describe('what a document may name', () => {
  it.each([
    '<p>To check it, go to https://reports.example.org/verify or //example.org.</p>',
    '<a href="#risks">Risks</a>',
    '<img src="data:image/svg+xml,%3Csvg%20xmlns%3D%22http%3A%2F%2Fwww.w3.org%2F2000%2Fsvg%22%3E" alt="a > b">',
    '<svg xmlns="http://www.w3.org/2000/svg"><rect fill="url(#shade)"/></svg>',
    '<style>@font-face { src: url(data:font/woff2;base64,d09G//8=) } a { fill: url("#shade") }</style>',
    '<style>@page { @bottom-left { content: "Children\\27 s \\68 ttp url\\28 x" } } /* url(http://a.example) */</style>',
    '<meta name="viewport" content="width=device-width">',
    '<p style="color: red">1 &lt; 2</p>',
  ])('passes %s', (html) => {
    expect(() => refuseReferences(html)).not.toThrow();
  });

  it.each([
    ['a <script> element', '<script>1</script>'],
    ['a <script> element', '<SCRIPT src=x>'],
    ['a <iframe> element', '<iframe srcdoc="x"></iframe>'],
    ['a <form> element', '<form><input></form>'],
    ['a <base> element', '<base href="#">'],
    ['a <link> element', '<link rel="preconnect" href="https://a.example">'],
    ['a <object> element', '<object></object>'],
    ['a <meta> element that leads away', '<meta http-equiv="Refresh" content="0">'],
    ['https://a.example in href of <a>', '<a href="https://a.example">'],
    ['//a.example in href of <a>', "<a href='//a.example'>"],
    ['javascript:1 in href of <a>', '<a href=javascript:1>'],
    ['page.html in href of <a>', '<a href="page.html">'],
    ['https://a.example in ping of <a>', '<a href="#x" ping="https://a.example">'],
    ['http://a.example/b.png in src of <img>', '<img alt="a > b" src="http://a.example/b.png">'],
    ['b.png 2x in srcset of <img>', '<img srcset="b.png 2x">'],
    ['#a, https://a.example 2x in srcset of <img>', '<img srcset="#a, https://a.example 2x">'],
    ['data:text/html,x in href of <a>', '<a href="data:text/html,x">'],
    ['d&#97;ta:image/png in src of <img>', '<img src="d&#97;ta:image/png">'],
    ['https://a.example/#a in xlink:href of <use>', '<svg><use xlink:href="https://a.example/#a"/></svg>'],
    ['a script in onload of <svg>', '<svg onload="1">'],
    ['url(b.png) in the style of <p>', '<p style="background: url(b.png)">'],
    ['url(https://a.example/#a) in the fill of <rect>', '<rect fill="url(https://a.example/#a)"/>'],
    ['url("//a.example") } in the style sheet', '<style>p { background: url("//a.example") }</style>'],
    ['@import "" in the style sheet', '<style>@import "a.css"</style>'],
    ['image-set("" 1x) } in the style sheet', '<style>p { background: image-set("b.png" 1x) }</style>'],
    ['\\72l(b.png) } in the style sheet', '<style>p { background: u\\72l(b.png) }</style>'],
    ['url(data:text/css,x) } in the style sheet', '<style>p { background: url(data:text/css,x) }</style>'],
  ])('refuses %s', (what, html) => {
    expect(() => refuseReferences(html)).toThrow(
      expect.objectContaining({
        code: 'network-reference',
        permanent: true,
        message: `The HTML has ${what}; a report brings everything with it.`,
      }),
    );
  });

  it('is asked of everything that goes to Chromium', () => {
    expect(
      check(page("default-src 'none'").replace('<body>', '<body><a href="https://a.example">x</a>')),
    ).toThrow(expect.objectContaining({ code: 'network-reference' }));
  });
});
