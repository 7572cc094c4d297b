import { ACCEPTED, entriesIn, FILE_KINDS, type EvidenceView, type Unshown } from '../../evidence/index.js';
import type { Actor } from '../../identity/index.js';
import type { Page } from '../../platform/index.js';
import type { PartView, ProgrammeView } from '../../programmes/index.js';
import type { ReportAround } from '../../reporting/index.js';
import { aroundPart } from '../part/index.js';
import {
  capitalised,
  choices,
  count,
  facts,
  head,
  londonInstant,
  paths,
  wordRows,
  type FormView,
  type PageHead,
  type Path,
  type WordRow,
} from '../shell/index.js';
import type { EvidencePage, PartEvidencePage, ProgrammeEvidencePage } from './evidence.view.js';

const STATE_WORDS = {
  kept: 'Kept',
  released: 'Released',
  withdrawn: 'Withdrawn',
  deleted: 'Deleted',
} as const;
type State = keyof typeof STATE_WORDS;

const stateOf = ({ deleted, withdrawn, released }: EvidenceView): State =>
  deleted ? 'deleted' : withdrawn ? 'withdrawn' : released ? 'released' : 'kept';

const aboutWords = ({ about }: EvidenceView): string =>
  about.label ?? (about.kind === 'report' ? 'The whole report' : 'The whole part');

const scanWords = (scans: boolean): string =>
  scans ? 'Files are scanned for malware before they are kept.' : 'Files are not scanned for malware here.';

const rowOf = (one: EvidenceView, place = false): WordRow => ({
  cells: [
    one.title,
    `${aboutWords(one)}${place ? `, ${one.about.periodLabel}` : ''}`,
    `${londonInstant(one.addedAt)}, by ${one.addedBy}`,
    STATE_WORDS[stateOf(one)],
  ],
  link: { text: 'Look', about: `at ${one.title}`, href: paths.evidence(one.id) },
});

/** What files are attached to: a part, or a report with its answers. */
interface EvidenceAround {
  noun: 'part' | 'report';
  head: Partial<PageHead>;
  programmeId: string;
  /** What of it a file may be about. */
  entries: readonly { entry: string; label: string }[];
  /** The entry whose files alone are shown; null = all of the place. */
  only: string | null;
  action: Path;
}

/** @param asked the entry whose files alone are wanted. */
export function aroundPartEvidence(part: PartView, content: unknown, asked?: string): EvidenceAround {
  const entries = entriesIn(content);
  return {
    noun: 'part',
    head: aroundPart(part),
    programmeId: part.programme.id,
    entries,
    only: entries.find(({ entry }) => entry === asked)?.label ?? null,
    action: paths.partEvidence(part.id),
  };
}

/** @param answers to the questions that the report was asked. */
export const aroundReportEvidence = (
  { report, period, programme }: ReportAround,
  answers: readonly { entry: string; label: string }[],
): EvidenceAround => ({
  noun: 'report',
  head: {
    caption: `${period.label} report, version ${report.revision}`,
    programme: programme.name,
    back: { text: `The ${period.label} report`, href: paths.report(report.id) },
  },
  programmeId: programme.id,
  entries: answers,
  only: null,
  action: paths.reportEvidence(report.id),
});

/** @param file bytes that one file may have, and whether files are scanned. */
export function presentPlaceEvidence(
  actor: Pick<Actor, 'can'>,
  around: EvidenceAround,
  found: readonly EvidenceView[],
  form: FormView,
  file: { megabytes: number; scans: boolean },
): PartEvidencePage {
  const { noun, only } = around;
  const what = only === null ? `this ${noun}` : `“${only}”`;
  return {
    head: head('Evidence', {
      ...around.head,
      wide: true,
      lead: `${found.length === 0 ? `No file is attached to ${what} yet.` : `${capitalised(count(found.length, 'file is', 'files are'))} attached to ${what}.`} Nobody outside reads a file unless it is released.`,
    }),
    rows: wordRows(found.map((one) => rowOf(one))),
    add: actor.can('evidence.add', around.programmeId)
      ? {
          action: around.action,
          entries: choices(
            around.entries.map(({ entry, label }) => ({ value: entry, text: label })),
            `The whole ${noun}`,
          ),
          accept: ACCEPTED,
          hint: `A PDF, a Word, Excel or PowerPoint file without macros, an OpenDocument text or spreadsheet, a PNG or JPEG picture, a CSV file or plain text. At most ${file.megabytes} MB.`,
          scans: scanWords(file.scans),
        }
      : null,
    form,
    place: only === null ? null : around.action,
    all: paths.programmeEvidence(around.programmeId),
  };
}

const LEADS: Readonly<Record<State, string>> = {
  kept: 'This file is kept. Nothing of it is published.',
  released: 'This file is released: the report lists its title and its hash among the background papers.',
  withdrawn: 'This file was withdrawn. It is kept for a while, so that a mistake can be seen.',
  deleted: 'The file is deleted. What it was stands here.',
};

export function presentEvidence(actor: Pick<Actor, 'can'>, one: EvidenceView, form: FormView): EvidencePage {
  const state = stateOf(one);
  const step = (at: { at: string; by: string; reason: string }): string =>
    `${londonInstant(at.at)}, by ${at.by}: ${at.reason}`;
  return {
    head: head(one.title, {
      caption: one.about.periodLabel,
      back: {
        text: 'Evidence',
        href:
          one.about.kind === 'report' ? paths.reportEvidence(one.about.id) : paths.partEvidence(one.about.id),
      },
      lead: LEADS[state],
    }),
    facts: facts([
      { name: 'What it shows', value: aboutWords(one) },
      ...(one.note === null ? [] : [{ name: 'Note', value: one.note }]),
      { name: 'File', value: `${one.fileName}, ${FILE_KINDS[one.kind].words}, ${sizeWords(one.size)}` },
      { name: 'Added', value: `${londonInstant(one.addedAt)}, by ${one.addedBy}` },
      {
        name: 'Malware',
        value: one.scannedBy === null ? 'Not scanned' : `Nothing found by ${one.scannedBy}`,
      },
      ...(one.released ? [{ name: 'Released', value: step(one.released) }] : []),
      ...(one.withdrawn ? [{ name: 'Withdrawn', value: step(one.withdrawn) }] : []),
      ...(one.deleted
        ? [
            {
              name: 'Deleted',
              value: `${londonInstant(one.deleted.at)}, because ${one.deleted.because === 'withdrawn' ? 'it was withdrawn long enough ago' : 'its time of keeping was over'}`,
            },
          ]
        : []),
      ...(one.held
        ? [{ name: 'Legal hold', value: 'A hold keeps this file: it is not deleted while the hold stands.' }]
        : []),
      { name: 'SHA-256', value: one.sha256 },
    ]),
    file: state === 'deleted' ? null : paths.evidenceFile(one.id),
    version: one.version,
    steps: stepsOf(actor, one, state),
    form,
  };
}

function stepsOf(actor: Pick<Actor, 'can'>, one: EvidenceView, state: State): EvidencePage['steps'] {
  const releases = actor.can('evidence.release', one.programmeId);
  return [
    ...(releases && state === 'kept'
      ? [
          {
            name: 'Release it',
            action: paths.evidenceStep(one.id, 'release'),
            text: 'Release the file',
            consequence:
              'The report of this period lists its title and its hash among the background papers. Once that is published, its public page offers the file to anybody. Look through it first: it may name somebody.',
          },
        ]
      : []),
    ...(releases && state === 'released'
      ? [
          {
            name: 'Hold it back',
            action: paths.evidenceStep(one.id, 'hold-back'),
            text: 'Hold the file back',
            consequence:
              'The report of this period does not list it. That is possible until the report is approved.',
          },
        ]
      : []),
    ...(actor.can('evidence.add', one.programmeId) && (state === 'kept' || state === 'released')
      ? [
          {
            name: 'Withdraw it',
            action: paths.evidenceStep(one.id, 'withdraw'),
            text: 'Withdraw the file',
            consequence:
              'It does not count as evidence any more. The file itself is deleted later, unless a sealed report names it; that it was here stays.',
          },
        ]
      : []),
  ];
}

const sizeWords = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;

export function presentProgrammeEvidence(
  programme: ProgrammeView,
  found: Page<EvidenceView>,
  state: string | undefined,
  missing: readonly Unshown[],
  scans: boolean,
): ProgrammeEvidencePage {
  return {
    head: head('Evidence', {
      caption: programme.name,
      programme: programme.name,
      wide: true,
      lead:
        missing.length === 0
          ? 'No action is called complete without a file that shows it.'
          : `${capitalised(count(missing.length, 'action is', 'actions are'))} called complete without a file that shows it.`,
    }),
    states: choices(
      Object.entries(STATE_WORDS).map(([value, text]) => ({ value, text })),
      'Kept or released',
    ),
    action: paths.programmeEvidence(programme.id),
    form: { values: { state: state ?? '' }, errors: { state: null }, problems: [] },
    caption: 'Files, the newest first',
    rows: wordRows(found.items.map((one) => rowOf(one, true))),
    next:
      found.nextCursor === null
        ? null
        : paths.programmeEvidence(programme.id, { state, cursor: found.nextCursor }),
    missing: wordRows(
      missing.map(({ contributionId, label }) => ({
        cells: [label],
        link: {
          text: 'Attach a file',
          about: `that shows “${label}”`,
          href: paths.partEvidence(contributionId),
        },
      })),
    ),
    scans: scanWords(scans),
  };
}
