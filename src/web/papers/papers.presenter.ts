import {
  needingSomebody,
  papersState,
  WAY_WORDS,
  type DeliveryView,
  type DispatchCheck,
  type DispatchView,
  type FileGap,
  type Held,
} from '../../distribution/index.js';
import type { Standing } from '../../committees/index.js';
import type { Page } from '../../platform/index.js';
import { toldWords } from '../at-work/index.js';
import {
  hashWords,
  sizeWords,
  count,
  facts,
  head,
  instantWords,
  londonInstant,
  paths,
  weekdayAndTime,
  withQuery,
  wordRows,
  type Fact,
  type FormView,
  type Link,
  type WordRow,
} from '../shell/index.js';
import {
  backToPapers,
  becameOf,
  deliveryVerb,
  editionWords,
  heldWords,
  meetingWords,
  STANDING_WORDS,
  whyNotWords,
} from './papers.words.js';
import type { CancelPapersPage, PapersPage, ToldPage } from './papers.view.js';

export type LedgerFilter = 'needs_person' | 'accepted' | undefined;

export interface PapersFacts {
  dispatch: DispatchView;
  /** As many as one page shows, of the filter. */
  deliveries: Page<DeliveryView>;
  only: LedgerFilter;
  file: Pick<DispatchCheck, 'file' | 'fileGap'> | null;
  /** Null before it is bound, and for somebody who may not read that edition. */
  told: NonNullable<DispatchCheck['told']> | null;
  /** That they came late, by which rule, and why. */
  late: string | null;
  holdings: readonly { name: string; standing: Standing; held: Held | null }[];
  mayManage: boolean;
  now: Date;
}

export function presentPapers(given: PapersFacts): PapersPage {
  const { dispatch, holdings, mayManage, now } = given;
  const { id, programmeId, meeting, periodLabel, reportVersion, cancelledAt } = dispatch;
  const open = reportVersion === null && cancelledAt === null;
  return {
    head: head(`Papers for ${meeting.committeeName}`, {
      breadcrumbs: [{ text: 'Meetings', href: paths.meetings(programmeId) }],
      caption: `${weekdayAndTime(meeting.startsAt, now)} · ${periodLabel}`,
      lead: firstSentence(dispatch),
      wide: true,
    }),
    facts: facts(factsOf(given)),
    supplement:
      dispatch.problem === 'replaced' && mayManage
        ? {
            text: 'Send the new version to this meeting',
            href: paths.newDispatch(meeting.id, dispatch.periodId),
          }
        : null,
    links: open ? openLinks(id, mayManage) : [],
    pack: reportVersion
      ? {
          href: paths.dispatchStep(id, 'pack'),
          text: 'It holds the stored files, a covering report, the background papers and a list of everything with its hash.',
        }
      : null,
    ledger: reportVersion ? ledgerOf(given) : null,
    holdings: wordRows(
      holdings
        .filter(({ standing, held }) => standing === 'serving' || held !== null)
        .map(({ name, standing, held }) => ({
          cells: [standing === 'serving' ? name : `${name} (${STANDING_WORDS[standing]})`, heldWords(held)],
        })),
    ),
    notes: [
      ...(reportVersion ? ['These papers can no longer be cancelled: they are on their way, or out.'] : []),
      ...(mayManage ? [] : [whyNotWords]),
    ],
  };
}

function firstSentence(dispatch: DispatchView): string {
  const state = `${papersState(dispatch).replace(/\.$/, '')}.`;
  const sent = dispatch.reportVersion;
  if (sent && sent.newest > sent.version && dispatch.problem !== 'replaced')
    return `${state} They are version ${sent.version}; version ${sent.newest} has taken its place.`;
  if (dispatch.underWay) return state;
  if (dispatch.status === 'waiting') return `${state} Check what goes to whom before it does.`;
  return dispatch.status === 'sent'
    ? `${state} “Accepted” means that they were taken over, not that somebody read them.`
    : state;
}

const openLinks = (id: string, mayManage: boolean): Link[] => [
  { text: 'Check what goes to whom', href: paths.dispatchStep(id, 'check') },
  ...(mayManage ? [{ text: 'Cancel these papers', href: paths.dispatchStep(id, 'cancel') }] : []),
];

function factsOf({ dispatch, file, told, late, now }: PapersFacts): Fact[] {
  const { id, reportVersion, boundAt, createdBy, createdAt, cancelledBy, cancelledAt } = dispatch;
  const at = (instant: string | null) => (instant === null ? '' : instantWords(instant, now));
  const bound: Fact[] = reportVersion
    ? [
        {
          name: 'What went out',
          value: `${editionWords(reportVersion.edition)}, version ${reportVersion.version}, ${at(boundAt)}`,
          action: { text: 'Look', about: 'at this version', href: paths.version(reportVersion.id) },
        },
        ...(late === null ? [] : [{ name: 'Late', value: late }]),
        ...(reportVersion.correctionReason === null
          ? []
          : [{ name: 'Corrected', value: reportVersion.correctionReason }]),
        ...fileFacts(file),
        { name: 'SHA-256 of what was approved', value: hashWords(reportVersion.sha256) },
        ...(told
          ? [
              {
                name: 'They are told',
                value: toldWords(told, reportVersion.correctionReason),
                action: {
                  text: 'Read',
                  about: 'what they are told',
                  href: paths.dispatchStep(id, 'changes'),
                },
              },
            ]
          : []),
      ]
    : [
        {
          name: 'When',
          value: whenWords(dispatch, now),
        },
      ];
  return [
    ...bound,
    { name: 'Planned', value: `By ${createdBy.name}, ${at(createdAt)}` },
    ...(cancelledAt === null
      ? []
      : [{ name: 'Cancelled', value: `By ${cancelledBy?.name ?? ''}, ${at(cancelledAt)}` }]),
  ];
}

/** Of papers that have not gone out. What is under way, or held back, has a sealed report. */
function whenWords({ send, sendAt, underWay, heldUntil }: DispatchView, now: Date): string {
  if (send === 'at' && sendAt !== null) return instantWords(sendAt, now);
  return underWay || heldUntil !== null
    ? 'At once, because the report is sealed'
    : 'As soon as the report is sealed';
}

const NO_FILE: Readonly<Record<FileGap, string>> = {
  'not-sealed': 'Not there',
  'not-allowed': 'Not there',
  'not-printed': 'Not in the store. Tell your administrator',
  damaged: 'Damaged in the store, and not served. Tell your administrator',
  'not-yours': 'Not shown to you: it is not for publication',
};

function fileFacts(file: PapersFacts['file']): Fact[] {
  if (file?.file)
    return [
      { name: 'File', value: `${file.file.fileName}, ${sizeWords(file.file.size)}` },
      { name: 'SHA-256 of the file', value: hashWords(file.file.sha256) },
    ];
  return [{ name: 'File', value: file?.fileGap ? NO_FILE[file.fileGap] : '' }];
}

function ledgerOf({ dispatch, deliveries, only, mayManage, now }: PapersFacts): PapersPage['ledger'] {
  const { id, deliveryCounts: counts, returned } = dispatch;
  const here = paths.dispatch(id);
  const all = Object.values(counts).reduce((sum, number) => sum + number, 0);
  const needing = Object.values(needingSomebody(dispatch)).reduce((sum, number) => sum + number, 0);
  const tab = (text: string, number: number, filter: LedgerFilter) => ({
    text: `${text} (${number})`,
    href: withQuery(here, { only: filter }),
    current: only === filter,
  });
  return {
    tabs: [
      tab('All', all, undefined),
      // Papers may need somebody though none of their deliveries does: then “(0)” would contradict the first sentence.
      ...(needing > 0 || only === 'needs_person' ? [tab('Needs somebody', needing, 'needs_person')] : []),
      tab('Accepted', (counts.accepted ?? 0) - returned, 'accepted'),
    ],
    rows: wordRows(deliveries.items.map((delivery) => deliveryRow(delivery, mayManage, now))),
    next: deliveries.nextCursor === null ? null : withQuery(here, { only, cursor: deliveries.nextCursor }),
  };
}

function deliveryRow(delivery: DeliveryView, mayManage: boolean, now: Date): WordRow {
  const { name, email } = delivery.recipient;
  return {
    cells: [
      becameOf(delivery),
      `${name}, ${email}`,
      instantWords(delivery.changedAt, now),
      delivery.acknowledgedAt === null ? 'Not yet' : instantWords(delivery.acknowledgedAt, now),
    ],
    link: { ...deliveryVerb(delivery, mayManage), about: `the ${WAY_WORDS[delivery.way].thing} to ${name}` },
  };
}

export const presentCancelPapers = (
  form: FormView,
  dispatch: DispatchView,
  version: number,
  now: Date,
): CancelPapersPage => ({
  head: head('Cancel these papers', { back: backToPapers(dispatch), caption: meetingWords(dispatch, now) }),
  form,
  action: paths.dispatchStep(dispatch.id, 'cancel'),
  version,
  consequence: `Nobody gets the report of ${dispatch.periodLabel} for this meeting. Papers can be planned again afterwards.`,
  cancel: paths.dispatch(dispatch.id),
});

const GROUPS = [
  ['worse', 'Worse'],
  ['better', 'Better'],
  ['neutral', 'Changed otherwise'],
] as const;

/** @param others papers of the same period to other committees. */
type Told = readonly { direction: (typeof GROUPS)[number][0]; sentence: string }[];

/** @param beside what another committee is told, to be compared with it; null where nobody asked. */
export const presentTold = (
  dispatch: DispatchView,
  told: NonNullable<DispatchCheck['told']>,
  items: Told,
  others: readonly DispatchView[],
  beside: { committee: string; items: Told } | null,
): ToldPage => ({
  head: head(`What ${dispatch.meeting.committeeName} is told has changed`, {
    back: backToPapers(dispatch),
    caption: `${dispatch.periodLabel}, version ${dispatch.reportVersion?.version ?? 0}`,
    lead:
      beside !== null
        ? differenceWords(items, beside.items, dispatch.meeting.committeeName, beside.committee)
        : told.sinceLabel === null && (dispatch.reportVersion?.correctionReason ?? null) === null
          ? 'This committee had no earlier report, and the e-mail says so.'
          : `${toldWords(told, dispatch.reportVersion?.correctionReason ?? null)}.`,
  }),
  groups: GROUPS.map(([direction, heading]) => {
    const [mine, theirs] = [sentencesOf(items, direction), sentencesOf(beside?.items ?? [], direction)];
    const only = (committee: string, other: readonly string[], sentence: string): string | null =>
      beside === null || other.includes(sentence) ? null : `only ${committee} is told`;
    return {
      heading,
      sentences: [
        ...mine.map((text) => ({ text, only: only(dispatch.meeting.committeeName, theirs, text) })),
        ...theirs
          .filter((text) => !mine.includes(text))
          .map((text) => ({ text, only: only(beside?.committee ?? '', mine, text) })),
      ],
    };
  }).filter(({ sentences }) => sentences.length > 0),
  others: others
    .filter(({ id, reportVersion }) => id !== dispatch.id && reportVersion !== null)
    .map(({ id, meeting }) => ({
      text: `Compare with what ${meeting.committeeName} is told, for ${londonInstant(meeting.startsAt)}`,
      href: withQuery(paths.dispatchStep(dispatch.id, 'changes'), { beside: id }),
    })),
});

const sentencesOf = (items: Told, direction: Told[number]['direction']): string[] =>
  items.filter((item) => item.direction === direction).map(({ sentence }) => sentence);

function differenceWords(mine: Told, theirs: Told, one: string, other: string): string {
  const without = (of: Told, those: Told): number =>
    of.filter(({ sentence }) => !those.some((told) => told.sentence === sentence)).length;
  const [onlyMine, onlyTheirs] = [without(mine, theirs), without(theirs, mine)];
  return onlyMine + onlyTheirs === 0
    ? `${one} and ${other} are told the same.`
    : `Of what follows, ${count(onlyMine, 'thing is', 'things are')} told to ${one} alone and ${count(onlyTheirs, 'thing is', 'things are')} told to ${other} alone. Each is marked.`;
}
