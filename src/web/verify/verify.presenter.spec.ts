import { describe, expect, it } from '@jest/globals';
import type { KnownVerification } from '../../reporting/index.js';
import { publicFrame } from '../shell/frame.fixture.js';
import { renderPage } from '../shell/render.js';
import { presentForm, presentResult, readCode } from './verify.presenter.js';

const CODE = '0123456789abcdef'.repeat(4);
const KNOWN: KnownVerification = {
  known: true,
  kind: 'pdf',
  programme: 'Improvement Programme',
  council: 'Sample Council',
  period: 'January 2020',
  version: 1,
  edition: 'public',
  approvedBy: { name: 'Ada Example', jobTitle: 'Director', label: 'Ada Example, Director' },
  approvedAt: '2020-07-01T13:05:00Z',
  superseded: null,
  currentVersion: 1,
  correctionOf: null,
};

describe('a pasted code', () => {
  it.each([
    ['as it is', CODE],
    ['in capitals', CODE.toUpperCase()],
    ['with spaces and line breaks', ` ${CODE.slice(0, 20)} \r\n${CODE.slice(20, 50)}\t${CODE.slice(50)}\n`],
    ['with what stands before it in the report', `Sealed version 1 · SHA-256 ${CODE}`],
    ['with a prefix of programs', `sha256:${CODE}`],
    ['with characters that nobody sees', `\uFEFF${CODE.slice(0, 9)}\u200B${CODE.slice(9)}`],
  ])('is read %s', (_how, typed) => {
    expect(readCode(typed)).toEqual({ sha256: CODE });
  });

  it.each([
    ['', /Enter the code/],
    ['  \n', /Enter the code/],
    [CODE.slice(1), /has 63/],
    [`${CODE}0`, /has 65/],
    [`${CODE.slice(1)}g`, /a to f only/],
    ['<script>', /a to f only/],
  ])('%j is refused in words', (typed, message) => {
    expect(readCode(typed)).toEqual({ message: expect.stringMatching(message) });
  });
});

describe('the answer', () => {
  it('names the report and says that it is in force', () => {
    const { head, result } = presentResult(CODE, KNOWN);
    expect(head.title).toBe('Version 1 is approved and in force – Check a highlight report');
    expect(Object.fromEntries(result?.facts.map(({ name, value }) => [name, value]) ?? [])).toEqual({
      Report: 'Highlight report, January 2020',
      Programme: 'Improvement Programme',
      Council: 'Sample Council',
      Version: '1',
      Edition: 'Public',
      'Approved by': 'Ada Example, Director',
      'Approved on': '1 July 2020 at 14:05 (London time)',
      'In force': 'Yes',
    });
  });

  it('says first that it was replaced, by what, when and why, and what is in force by now', () => {
    const { result } = presentResult(CODE, {
      ...KNOWN,
      version: 2,
      correctionOf: 1,
      superseded: { byVersion: 3, on: '2020-07-02', reason: 'A wrong date.' },
      currentVersion: 4,
    });
    expect(result?.heading).toBe('Version 2 was approved, but it has been replaced');
    expect(result?.sentences.slice(1)).toEqual([
      'Version 3 took its place on 2 July 2020. The reason: A wrong date.',
      'By now version 4 is in force.',
    ]);
    expect(result?.facts).toContainEqual({ name: 'Version', value: '2, a correction of version 1' });
  });

  it('does not call a report forged because it is not known', () => {
    const { result } = presentResult(CODE, { known: false });
    expect(result?.heading).toBe('This code is not known here');
    expect(result?.facts).toEqual([]);
    expect(JSON.stringify(result)).not.toMatch(/forge|fake|genuine/i);
  });
});

describe('the page', () => {
  const pages = [
    presentForm(),
    presentForm({ field: 'code', message: 'Enter the code.' }, '"><script>alert(1)</script>'),
    presentForm({ field: 'file', message: 'Choose a file.' }),
    presentForm({ field: null, message: 'Please wait.' }),
    presentResult(CODE, { ...KNOWN, council: '<b>Council</b> & "sons"' }),
    presentResult(CODE, { known: false }),
  ].map((view) => renderPage('verify', view, publicFrame()));

  it('prints what was typed as text', () => {
    expect(pages[1]).toContain('&lt;script&gt;');
    expect(pages[4]).toContain('&lt;b&gt;Council&lt;/b&gt; &amp; &quot;sons&quot;');
    for (const html of pages) expect(html).not.toMatch(/<script(?![^>]* src=)|<b>|<style| style=| on\w+=/);
  });

  it('shows an error at the top, at its field, and in the title', () => {
    expect(pages[1]).toMatch(/<title>Error: /);
    expect(pages[1]).toMatch(/role="alert"[\s\S]*href="#code"[\s\S]*id="code-error"/);
    expect(pages[2]).toMatch(/href="#file"[\s\S]*id="file-error"/);
  });
});
