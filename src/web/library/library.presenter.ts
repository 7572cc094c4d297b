import type { Actor } from '../../identity/index.js';
import type { DispatchView } from '../../distribution/index.js';
import type { ChangesView } from '../../document/index.js';
import { londonDate, type Page } from '../../platform/index.js';
import type {
  EarlierVersion,
  InForce,
  PrintingState,
  PublicationState,
  VersionFile,
  VersionSummary,
} from '../../reporting/index.js';
import { approverLabel, type EditionName } from '../../snapshot/index.js';
import {
  capitalised,
  choices,
  count,
  facts,
  head,
  instantWords,
  inWords,
  longDate,
  paths,
  sizeWords,
  withQuery,
  wordRows,
} from '../shell/index.js';
import type { LibraryPage, VersionChangesPage, VersionPage } from './library.view.js';

const crumbs = [{ text: 'Reports', href: paths.versions() }];
export const EDITION_WORDS: Readonly<Record<EditionName, string>> = {
  public: 'Public edition',
  exempt: 'Edition not for publication',
};
export const FORMAT_WORDS = { pdf: 'PDF', html: 'web page', csv: 'data file (CSV)' } as const;
const day = (instant: string): string => longDate(londonDate(new Date(instant)));
export const nameOf = (version: Pick<VersionSummary, 'periodLabel' | 'version'>): string =>
  `${version.periodLabel}, version ${version.version}`;

export function presentLibrary(
  { items, nextCursor }: Page<InForce>,
  isFirst: boolean,
  actor: Pick<Actor, 'can'>,
): LibraryPage {
  const [newest] = items;
  const several = new Set(items.map(({ programmeId }) => programmeId)).size > 1;
  return {
    head: head('Reports', {
      wide: true,
      lead:
        newest === undefined
          ? 'No report has been approved yet.'
          : isFirst
            ? `The newest is ${nameOf(newest)}.`
            : 'Earlier reports.',
    }),
    entries: items.map((version) => ({
      heading: several ? `${version.periodLabel}, ${version.programmeName}` : version.periodLabel,
      link: { text: `Version ${version.version}`, href: paths.version(version.id) },
      about: `of ${version.periodLabel}, ${version.programmeName}`,
      sentence: `Approved ${day(version.approvedAt)} by ${approverLabel(version.approvedBy)}. ${printedWords(version.files)}`,
      replaced: version.replaced.map((one) => ({
        text: `Version ${one.version}, approved ${day(one.approvedAt)}`,
        href: paths.version(one.id),
      })),
    })),
    said: [...new Map(items.map(({ programmeId, programmeName }) => [programmeId, programmeName]))]
      .filter(([programmeId]) => isFirst && actor.can('exempt.read', programmeId))
      .map(([programmeId, name]) => ({
        text: several ? `What reports of ${name} keep saying` : 'What reports keep saying',
        href: paths.saidAgain(programmeId),
      })),
    next: nextCursor === null ? null : withQuery(paths.versions(), { cursor: nextCursor }),
  };
}

function printedWords(files: readonly VersionFile[]): string {
  const pages = files.find(({ edition, format }) => edition === 'public' && format === 'pdf')?.pageCount;
  return pages == null ? 'Not printed yet.' : `${EDITION_WORDS.public}, ${count(pages, 'page')}.`;
}

/** What is known around one version. */
export interface AroundVersion {
  version: VersionSummary;
  /** The other versions of the same period. */
  others: readonly VersionSummary[];
  printings: readonly PrintingState[];
  /** Of the papers with this version; of those that the reader may not see, nothing. */
  papers: readonly DispatchView[];
  publication: PublicationState;
}

/** One file of each edition and format: the one against the period before, which stands first. */
export function mainFiles(files: readonly VersionFile[]): VersionFile[] {
  const seen = new Set<string>();
  return files.filter(({ edition, format }) => {
    const key = `${edition}.${format}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** What is read here comes before what is downloaded. */
const readFirst = (a: VersionFile, b: VersionFile): number =>
  Number(b.format === 'html') - Number(a.format === 'html');

/** What becomes of the files, one sentence for each edition; the same for the page and for the script that asks again. */
export function makingWords({ version, printings }: Pick<AroundVersion, 'version' | 'printings'>): string[] {
  const printed = new Set(
    version.files.filter(({ format }) => format === 'pdf').map(({ edition }) => edition),
  );
  return [
    ...[...printed].map((edition) => `${EDITION_WORDS[edition]}: printed and checked.`),
    ...printings
      .filter(({ edition, state }) => !printed.has(edition) || state === 'failed')
      .map((printing) => `${EDITION_WORDS[printing.edition]}: ${stateWords(printing)}`),
  ];
}

/** What went wrong is told to operators with the job, in the words of a program; readers of a version are told what it means. */
function stateWords({ state, lastError }: PrintingState): string {
  switch (state) {
    case 'waiting':
      return lastError === null
        ? 'waits to be printed.'
        : 'waits to be printed once more, because the last attempt failed.';
    case 'working':
      return 'being printed.';
    case 'failed':
      return 'could not be printed, or did not pass a check. No file of it was stored, so nothing of it can be sent. Ask an administrator to look at it.';
  }
}

export const isBeingMade = ({ printings }: Pick<AroundVersion, 'printings'>): boolean =>
  printings.some(({ state }) => state !== 'failed');

export function presentVersion(
  actor: Actor,
  around: AroundVersion,
  hasEarlier: boolean,
  now: Date,
): VersionPage {
  const { version, others, papers, printings } = around;
  const making = isBeingMade(around);
  const failed = printings.filter(({ state }) => state === 'failed');
  return {
    head: head(nameOf(version), {
      programme: version.programmeName,
      breadcrumbs: crumbs,
      lead: `${standing(version, others)}${failed.length > 0 ? ' Some of its files could not be made.' : making ? ' Its files are being made.' : ''}`,
      script: making ? 'live.js' : null,
      wide: true,
    }),
    making: makingWords(around),
    causes: actor.can('work.read', null)
      ? failed.map(({ edition, workId }) => ({
          text: `Why it was not printed: ${EDITION_WORDS[edition]}`,
          href: paths.job(workId),
        }))
      : [],
    live: making ? paths.versionStep(version.id, 'making') : null,
    checkAgain: paths.version(version.id),
    files: mainFiles(version.files)
      .toSorted(readFirst)
      .map(({ edition, format, pageCount, size }) => ({
        text: [
          format === 'html' ? `Read it here: ${EDITION_WORDS[edition]}` : EDITION_WORDS[edition],
          FORMAT_WORDS[format],
          ...(pageCount === null ? [] : [count(pageCount, 'page')]),
          sizeWords(size),
        ].join(', '),
        href: paths.versionFile(version.id, `${edition}.${format}`),
      })),
    facts: facts([
      { name: 'Approved by', value: approverLabel(version.approvedBy) },
      { name: 'Approved', value: instantWords(version.approvedAt, now) },
      ...(version.correctionReason === null
        ? []
        : [{ name: 'Corrects', value: `Version ${version.version - 1}: ${version.correctionReason}` }]),
      ...others.map((other) => ({
        name: `Version ${other.version}`,
        value: besides(other, version),
        action: { text: 'Look', about: `at version ${other.version}`, href: paths.version(other.id) },
      })),
    ]),
    papers: wordRows(
      papers.map((one) => ({
        cells: [
          `${one.meeting.committeeName}, ${longDate(one.meeting.meetsOn)}`,
          EDITION_WORDS[one.reportVersion?.edition ?? 'public'],
          deliveryWords(one),
        ],
        link: {
          text: 'Look',
          about: `at the papers for ${one.meeting.committeeName}`,
          href: paths.dispatch(one.id),
        },
      })),
    ),
    changes: hasEarlier ? paths.versionChanges(version.id) : null,
    proof: paths.versionProof(version.id),
    correct:
      version.supersededBy === null && actor.can('report.correct', version.programmeId)
        ? paths.reportStep(version.reportId, 'correct')
        : null,
    published: publishedWords(actor, around, now),
  };
}

const besides = (other: VersionSummary, version: VersionSummary): string =>
  other.id === version.supersededBy
    ? 'Corrects this one'
    : other.id === version.corrects
      ? 'Corrected by this one'
      : other.version > version.version
        ? 'Later'
        : 'Earlier';

function standing(version: VersionSummary, others: readonly VersionSummary[]): string {
  if (version.supersededBy === null) return 'This version is in force.';
  const by = others.find(({ id }) => id === version.supersededBy);
  const reason = by?.correctionReason == null ? '' : `: “${by.correctionReason}”`;
  return `This version was replaced by version ${version.version + 1}${reason}.`;
}

const DELIVERY_WORDS: Readonly<Record<keyof DispatchView['deliveryCounts'], string>> = {
  queued: 'waiting',
  sending: 'being sent',
  accepted: 'accepted by the mail server',
  deferred: 'to be tried again',
  uncertain: 'uncertain',
  bounced: 'bounced',
  failed: 'not sent',
};

export function deliveryWords({ deliveryCounts }: DispatchView): string {
  const all = Object.entries(DELIVERY_WORDS).flatMap(([state, words]) => {
    const number = deliveryCounts[state as keyof typeof deliveryCounts];
    return number === undefined ? [] : [`${number} ${words}`];
  });
  return all.length === 0 ? 'Nothing sent yet' : capitalised(inWords(all));
}

function publishedWords(
  actor: Actor,
  { version, publication }: AroundVersion,
  now: Date,
): VersionPage['published'] {
  const mayPublish = actor.can('version.publish', version.programmeId);
  const printed = version.files.some(({ edition, format }) => edition === 'public' && format === 'html');
  const step = (text: string, name: 'publish' | 'take-down') =>
    mayPublish ? { text, href: paths.versionStep(version.id, name) } : null;
  const { act, at, from } = publication;
  if (act === 'published' && from !== null) {
    const sentence =
      Date.parse(from) > now.getTime()
        ? `The public edition is published from ${instantWords(from, now)}.`
        : `The public edition is published since ${instantWords(from, now)}.`;
    return { sentence, step: step('Take it down', 'take-down') };
  }
  const sentence =
    act === 'taken_down' && at !== null
      ? `The public edition was taken down ${instantWords(at, now)}: ${publication.reason ?? ''}`
      : 'The public edition is not published yet.';
  return { sentence, step: printed ? step('Publish it', 'publish') : null };
}

export function presentVersionChanges(
  version: VersionSummary,
  told: ChangesView,
  chosen: { sinceId: string | null; edition: EditionName; both: boolean },
  earlier: readonly EarlierVersion[],
): VersionChangesPage {
  const { sinceId, edition, both } = chosen;
  return {
    head: head(`What changed: ${nameOf(version)}`, {
      programme: version.programmeName,
      lead: earlier.length === 0 ? 'There is no earlier report to compare it with.' : told.intro,
      back: { text: nameOf(version), href: paths.version(version.id) },
      wide: true,
    }),
    action: paths.versionChanges(version.id),
    since: sinceId ?? '',
    edition,
    choices: choices(earlier.map((one) => ({ value: one.id, text: nameOf(one) }))),
    editions: choices(
      both ? (['public', 'exempt'] as const).map((name) => ({ value: name, text: EDITION_WORDS[name] })) : [],
    ),
    groups: told.groups.map(({ heading, table, sentences }) => ({
      heading,
      lines: [
        ...(table?.rows ?? []).map(
          ({ what, place, was, now, change }) =>
            `${what}${place === null ? '' : `, ${place}`}: was ${was}, now ${now} (${change.word})`,
        ),
        ...sentences,
      ],
    })),
    notes: told.notes,
  };
}
