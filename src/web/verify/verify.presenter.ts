import { type KnownVerification, type Verification } from '../../reporting/index.js';
import { londonInstant, longDate } from '../../snapshot/index.js';
import { facts } from '../shell/blocks.js';
import { head } from '../shell/page-views.js';
import type { VerifyPage, VerifyResult } from './verify.view.js';

export interface VerifyProblem {
  /** The field to correct, or null. */
  field: 'code' | 'file' | null;
  message: string;
}

const TITLE = 'Check a highlight report';
const LEAD =
  'Find out whether a highlight report is what was approved, word for word, and whether that version is still in force.';

/** As somebody opens it, or with what is wrong with what they sent. */
export function presentForm(problem: VerifyProblem | null = null, typed = ''): VerifyPage {
  return {
    head: head(TITLE, { lead: LEAD, script: 'verify.js' }),
    form: {
      values: { code: typed, file: '' },
      errors: { code: null, file: null, ...(problem?.field ? { [problem.field]: problem.message } : {}) },
      problems: problem
        ? [{ text: problem.message, ...(problem.field ? { href: `#${problem.field}` } : {}) }]
        : [],
    },
    result: null,
  };
}

/** @param sha256 lower-case hex: what was checked. */
export function presentResult(sha256: string, found: Verification): VerifyPage {
  const result = found.known ? known(sha256, found) : unknown(sha256);
  return {
    ...presentForm(null, sha256),
    head: head(TITLE, { title: `${result.heading} – ${TITLE}`, script: 'verify.js' }),
    result,
  };
}

/**
 * The hash in what people paste: capital letters, spaces, line breaks, invisible characters and the words before it do not matter.
 * @returns lower-case hex, or what to tell them.
 */
export function readCode(typed: string): { sha256: string } | { message: string } {
  const code = typed
    .replace(/[\s\u00AD\u200B-\u200D\u2060\uFEFF]+/g, '')
    .replace(/^.*sha-?256[:=]?/i, '')
    .toLowerCase();
  if (/^[0-9a-f]{64}$/.test(code)) return { sha256: code };
  if (code === '') return { message: 'Enter the code.' };
  return {
    message: /^[0-9a-f]+$/.test(code)
      ? `The code must have 64 digits and letters. This one has ${code.length}.`
      : 'The code must have digits and the letters a to f only.',
  };
}

function known(sha256: string, found: KnownVerification): VerifyResult {
  const { superseded, version, currentVersion, correctionOf, approvedBy } = found;
  const what =
    found.kind !== 'sealed_text'
      ? `The code is that of the ${FILES[found.kind]} that was made from the approved text.`
      : 'The code is that of the approved text. That a copy bears this code does not show that the copy is unchanged: to be sure, check its file as well.';
  return {
    style: superseded ? 'replaced' : 'in-force',
    heading: superseded
      ? `Version ${version} was approved, but it has been replaced`
      : `Version ${version} is approved and in force`,
    sentences: [
      what,
      ...(superseded
        ? [
            `Version ${superseded.byVersion} took its place on ${longDate(superseded.on)}. The reason: ${superseded.reason}`,
            ...(currentVersion > superseded.byVersion
              ? [`By now version ${currentVersion} is in force.`]
              : []),
          ]
        : []),
    ],
    reasons: [],
    facts: facts([
      { name: 'Report', value: `Highlight report, ${found.period}` },
      { name: 'Programme', value: found.programme },
      { name: 'Council', value: found.council },
      {
        name: 'Version',
        value:
          correctionOf === null ? String(version) : `${version}, a correction of version ${correctionOf}`,
      },
      { name: 'Edition', value: EDITION_WORDS[found.edition ?? 'both'] },
      { name: 'Approved by', value: approvedBy.label },
      { name: 'Approved on', value: `${londonInstant(found.approvedAt)} (London time)` },
      { name: 'In force', value: superseded ? `No, replaced by version ${superseded.byVersion}` : 'Yes' },
    ]),
    sha256,
  };
}

const FILES = { pdf: 'PDF file', html: 'page (HTML file)', csv: 'data file (CSV)' } as const;

const EDITION_WORDS = {
  public: 'Public',
  exempt: 'Not for publication: it holds what the public edition leaves out',
  both: 'The approved text itself, from which every edition is made',
} as const;

const unknown = (sha256: string): VerifyResult => ({
  style: 'unknown',
  heading: 'This code is not known here',
  sentences: [
    'It belongs to no version that was approved in this system, and to no file made from one. That can have several reasons:',
  ],
  reasons: [
    'The code was not copied completely, or has a typing error.',
    'It is a draft: drafts are never known here.',
    'The file was changed, even if only by opening and saving it, printing it to a new PDF, or adding a note.',
    'The report comes from another system.',
    'The text is not what was approved.',
  ],
  facts: [],
  sha256,
});
