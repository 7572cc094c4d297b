import { facts, type Fact } from '../shell/blocks.js';
import { head, type Examples, type PageView } from '../shell/page-views.js';
import type { FormView } from '../shell/form.js';

/** The page that checks a copy, in plain text. */
export interface VerifyPage extends PageView {
  form: FormView;
  result: VerifyResult | null;
}

export interface VerifyResult {
  style: 'in-force' | 'replaced' | 'unknown';
  heading: string;
  sentences: readonly string[];
  reasons: readonly string[];
  facts: readonly Fact[];
  sha256: string;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    verify: VerifyPage;
  }
}

const sha256 = '0123456789abcdef'.repeat(4);
const empty = { values: { code: '', file: '' }, errors: { code: null, file: null }, problems: [] };
const usual = head('Check a highlight report', {
  lead: 'Find out whether a highlight report is what was approved, word for word, and whether that version is still in force.',
  script: 'verify.js',
});
const checked = head('Check a highlight report', { script: 'verify.js' });

export const examples = {
  verify: {
    empty: { head: usual, form: empty, result: null },
    'not a code': {
      head: usual,
      form: {
        values: { code: 'report', file: '' },
        errors: { code: 'The code must have digits and the letters a to f only.', file: null },
        problems: [{ text: 'The code must have digits and the letters a to f only.', href: '#code' }],
      },
      result: null,
    },
    'in force': {
      head: checked,
      form: { ...empty, values: { code: sha256, file: '' } },
      result: {
        style: 'in-force',
        heading: 'Version 1 is approved and in force',
        sentences: ['The code is that of the PDF file that was made from the approved text.'],
        reasons: [],
        facts: facts([
          { name: 'Report', value: 'Highlight report, January 2020' },
          { name: 'Approved by', value: 'Director' },
        ]),
        sha256,
      },
    },
    unknown: {
      head: checked,
      form: { ...empty, values: { code: sha256, file: '' } },
      result: {
        style: 'unknown',
        heading: 'This code is not known here',
        sentences: [
          'It belongs to no version that was approved in this system. That can have several reasons:',
        ],
        reasons: ['It is a draft: drafts are never known here.'],
        facts: [],
        sha256,
      },
    },
  },
} satisfies Examples;
