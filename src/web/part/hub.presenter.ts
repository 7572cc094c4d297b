import type { Actor, Permission, Person } from '../../identity/index.js';
import type { PartMarkup } from '../../document/index.js';
import type { PartDocument, PartNote, PartView } from '../../programmes/index.js';
import {
  capitalised,
  count,
  facts,
  head,
  inWords,
  instantWords,
  paths,
  personLabel,
  taskRows,
  withQuery,
  type Fact,
  type HasPage,
  type Link,
} from '../shell/index.js';
import type { HubPage } from './hub.view.js';
import type { Deciding } from './deciders.js';
import { partBlocks, partPieces, standsIn, type PartBlocks, type PartBlockState } from './part.blocks.js';
import { openInWords, openWork, type OpenWork } from './open-work.rules.js';
import { noteRows } from './part.notes.js';
import { dueInWords, LEFT_OUT, ownerWords } from './part.words.js';
import { sameSince, type KnownTexts } from './same-since.rules.js';

/** A part as its page needs it. */
export interface Hub {
  actor: Pick<Actor, 'userId' | 'can'>;
  document: PartDocument;
  /** What the reviewer wrote when they gave it back. */
  notes: readonly PartNote[];
  /** What a careful member would ask; empty where that is not looked up. */
  questions: readonly { question: string }[];
  /** How many blocks the public will not see; null where that is not looked up. */
  leftOut: number | null;
  printed: PartMarkup | null;
  /** What its texts say, and what was approved before, the newest first; null where that is not shown. */
  said: { now: KnownTexts; earlier: readonly KnownTexts[] } | null;
  /** Who could take the step that this person cannot take. */
  others: readonly Person[];
  /** Who can decide on it, or could once its owner submits it; null of what is decided. */
  deciding: Deciding | null;
  has: HasPage;
  now: Date;
  /** London date. */
  today: string;
}

/** Who writes it, and not only reads it. */
export const writes = ({ actions }: PartView): boolean => actions.includes('save');

export function presentHub(hub: Hub): HubPage {
  const { document, has, now, printed, questions } = hub;
  const { part } = document;
  const all = partBlocks(document, has);
  const open = openWork(document);
  const writing = writes(part) && printed === null;
  return {
    head: head(part.title, {
      caption: part.period.label,
      programme: part.programme.name,
      breadcrumbs: [{ text: part.period.label, href: paths.period(part.period.id) }],
      lead: firstSentence(hub, all, open),
      wide: !writing,
    }),
    returned: part.returned && {
      title: `It came back ${instantWords(part.returned.at, now)}, from ${part.returned.by}`,
      reason: part.returned.comment ?? '',
    },
    notes: noteRows(hub.notes, partPieces(document, has)),
    tasks: writing ? taskRows(all.blocks.map((block) => task(part, block, hub.notes, open))) : null,
    missing: writing ? all.elsewhere.map(({ message }) => message) : [],
    add: writing ? all.add : [],
    submit: writing && part.actions.includes('submit') ? paths.partStep(part.id, 'submit') : null,
    why: whyNot(hub),
    steps: stepsOf(hub),
    questions: questions.map(({ question }) => question),
    facts: facts(factsOf(hub)),
    links: [
      ...(writes(part)
        ? [
            printed === null
              ? { text: 'Read it as it will print', href: withQuery(paths.part(part.id), { read: 1 }) }
              : { text: 'Go back to writing it', href: paths.part(part.id) },
          ]
        : []),
      { text: 'Evidence', href: paths.partEvidence(part.id) },
      { text: 'History', href: paths.partStep(part.id, 'history') },
    ],
    printed,
    ages: facts(agesOf(hub)),
  };
}

/** Since when each text says what it says; without those that are new. */
const agesOf = ({ said }: Hub): { name: string; value: string }[] =>
  said === null
    ? []
    : said.now.texts.flatMap((one) =>
        sameSince(one, said.earlier).map((value) => ({ name: one.label, value })),
      );

function task(
  part: PartView,
  { name, at, hint, path, missing, begun, same }: PartBlockState,
  notes: readonly PartNote[],
  work: readonly OpenWork[],
) {
  const noted = notes.filter((note) => note.path !== null && standsIn(note.path, at));
  const open = noted.filter(({ changed }) => !changed).length;
  const [undone] = work.filter((one) => one.at === at);
  return {
    text: name,
    href: path,
    ...(hint === null ? {} : { hint }),
    ...(missing.length > 0
      ? { status: `${count(missing.length, 'thing')} missing`, waits: true }
      : open > 0
        ? { status: `${count(open, 'note')} of the reviewer`, waits: true }
        : undone
          ? { status: undone.short, waits: true }
          : {
              status: !begun
                ? 'Not started'
                : noted.length > 0
                  ? 'Changed since it came back'
                  : same && part.predecessor
                    ? `Same as ${part.predecessor.periodLabel}`
                    : 'Done',
            }),
  };
}

/** `Nothing is missing`, `2 things are missing` */
export const missingInWords = (number: number): string =>
  number === 0 ? 'Nothing is missing' : `${count(number, 'thing is', 'things are')} missing`;

function firstSentence(
  { document: { part, blockers }, now }: Hub,
  { blocks }: PartBlocks,
  open: readonly OpenWork[],
): string {
  const { status, returned, submitted, predecessor, edited } = part;
  if (status === 'approved')
    return part.unchanged && predecessor
      ? `This part is approved. It says what ${predecessor.periodLabel} said.`
      : 'This part is approved.';
  if (status === 'in_review') {
    const since = submitted ? ` since ${instantWords(submitted.at, now)}` : '';
    const comment = submitted?.comment ? ` “${submitted.comment}”` : '';
    return `This part has been with the reviewer${since}.${comment}${part.actions.includes('approve') ? ' You can decide on it.' : ''}`;
  }
  if (!writes(part)) return 'This part is a draft.';
  const missing = blockers.length;
  if (returned) {
    const back = 'This part came back to you.';
    if (missing > 0) return `${back} ${missingInWords(missing)} before you can submit it again.`;
    return open.length > 0
      ? `${back} ${openInWords(open)}. Correct it and submit it again.`
      : `${back} Nothing is missing: correct it and submit it again.`;
  }
  if (!edited && predecessor && missing === 0 && blocks.some(({ same }) => same))
    return `This part says what ${predecessor.periodLabel} said. Change what is different now, then check and submit it.`;
  if (missing === 0 && open.length > 0) return `This part is a draft. ${openInWords(open)}.`;
  return missing === 0
    ? 'This part is a draft. Nothing is missing: check it and submit it.'
    : `This part is a draft. ${missingInWords(missing)} before you can submit it.`;
}

/** The permission that the next step needs. */
export function neededNext({ status }: PartView): Permission {
  if (status === 'draft') return 'contribution.edit';
  return status === 'in_review' ? 'contribution.approve' : 'contribution.reopen';
}

function whyNot(hub: Hub): string | null {
  const {
    document: { part },
    others,
    deciding,
  } = hub;
  if (Object.values(part.refusals).includes('programme-closed'))
    return 'This programme is closed, so its parts stay as they are.';
  const names = (part.status === 'in_review' ? (deciding?.people ?? []) : others).map(personLabel);
  const can = (what: string): string => (names.length === 0 ? '' : ` ${inWords(names)} can${what}.`);
  switch (part.status) {
    case 'draft':
      if (writes(part)) return null;
      return part.ownerName === null
        ? `Nobody is named to write it.${can(' write it')}`
        : `${ownerWords(part)} writes it. You can read it${recordsOnly(hub) ? ', and record its figures' : ''}.`;
    case 'in_review':
      if (part.actions.includes('approve')) return null;
      if (deciding?.nobody) return deciding.nobody;
      return part.refusals.approve === 'separation-of-duties'
        ? `You wrote in this part, so somebody else has to decide on it.${can('')}`
        : `It cannot be changed while the reviewer has it.${can(' decide on it or give it back')}`;
    case 'approved':
    case 'superseded':
    case 'withdrawn':
      if (part.actions.includes('reopen')) return null;
      return part.refusals.reopen === 'report-approved'
        ? 'The report of this period is approved, so its parts stand. A correction of the report has to be started first.'
        : `It cannot be changed any more.${can(' make it a draft again')}`;
  }
}

/** They may record figures without writing the part that prints them: figures belong to the programme, not to a part. */
const recordsOnly = ({ document: { part }, actor }: Hub): boolean =>
  part.section === 'measures' &&
  part.status === 'draft' &&
  !writes(part) &&
  actor.can('reading.record', part.programme.id);

function stepsOf(hub: Hub): Link[] {
  const { has } = hub;
  const { id, actions } = hub.document.part;
  return [
    ...(recordsOnly(hub) ? [{ text: 'Record its figures', href: paths.partBlock(id, 'figures') }] : []),
    ...(actions.includes('approve') && has('/contributions/:id/review')
      ? [{ text: 'Review it', href: paths.partStep(id, 'review') }]
      : []),
    ...(actions.includes('reopen')
      ? [{ text: 'Make it a draft again', href: paths.partStep(id, 'reopen') }]
      : []),
  ];
}

const decidersFact = ({ people, nobody }: Deciding): Fact[] =>
  people.length === 0 && nobody === null
    ? []
    : [{ name: 'Who can decide on it', value: nobody ?? inWords(people.map(personLabel)) }];

function factsOf({ document: { part }, actor, leftOut, deciding, now, today }: Hub): Fact[] {
  const due = dueInWords(part, today);
  const { predecessor, lastSaved, leftOver } = part;
  const mayAssign = part.status === 'draft' && actor.can('contribution.assign', part.programme.id);
  return [
    {
      name: 'Who writes it',
      value: ownerWords(part),
      ...(mayAssign
        ? { action: { text: 'Change', about: 'who writes it', href: paths.partStep(part.id, 'owner') } }
        : {}),
    },
    ...(part.status === 'draft' && deciding ? decidersFact(deciding) : []),
    ...(part.isLeftOut ? [{ name: 'Report', value: LEFT_OUT }] : []),
    ...(due === null ? [] : [{ name: part.status === 'draft' ? 'Draft due' : 'Review due', value: due }]),
    ...(lastSaved
      ? [{ name: 'Last saved', value: `${capitalised(instantWords(lastSaved.at, now))} by ${lastSaved.by}` }]
      : []),
    {
      name: 'Before this',
      value: predecessor
        ? `${predecessor.periodLabel}, approved ${instantWords(predecessor.approvedAt, now)}`
        : 'Nothing was approved before',
      ...(predecessor
        ? {
            action: {
              text: 'Read it',
              about: `the part of ${predecessor.periodLabel}`,
              href: paths.part(predecessor.id),
            },
          }
        : {}),
    },
    ...(leftOver
      ? [
          {
            name: 'Written, and not approved',
            value: `What was written for ${leftOver.periodLabel} is not in here`,
            action: {
              text: 'Read it',
              about: `what was written for ${leftOver.periodLabel}`,
              href: paths.part(leftOver.id),
            },
          },
        ]
      : []),
    {
      name: 'The public will not see',
      value:
        leftOut === null
          ? 'See what is left out of the public edition'
          : capitalised(
              leftOut === 0 ? 'nothing is left out' : `${count(leftOut, 'thing is', 'things are')} left out`,
            ),
      action: {
        text: 'Look',
        about: 'at what the public will not see',
        href: paths.partStep(part.id, 'publication'),
      },
    },
  ];
}
