import { describe, expect, it } from '@jest/globals';
import { checkHtml } from './html-gate.js';

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
