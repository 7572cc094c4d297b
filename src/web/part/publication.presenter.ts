import type { Actor, Person } from '../../identity/index.js';
import type { PartView } from '../../programmes/index.js';
import type { ContributionPublication } from '../../reporting/index.js';
import { EXEMPT_CLASSES, groundWords, type Ground } from '../../snapshot/index.js';
import {
  capitalised,
  choices,
  count,
  head,
  inWords,
  paths,
  personLabel,
  wordRows,
  type FormView,
} from '../shell/index.js';
import { aroundPart } from './part.words.js';
import type { LeaveOutPage, LiftPage, PartPublicationPage } from './publication.view.js';

const GROUND_WORDS: Readonly<Record<Ground, { text: string; hint: string }>> = {
  exempt: {
    text: 'Exempt',
    hint: 'Schedule 12A of the Local Government Act 1972, after weighing the public interest',
  },
  confidential: {
    text: 'Confidential',
    hint: 'Section 100A(3): given in confidence by a government department, or its disclosure is forbidden',
  },
  sensitive: {
    text: 'Sensitive',
    hint: 'Handled as OFFICIAL-SENSITIVE, by the decision of its author',
  },
};

type Block = ContributionPublication['blocks'][number];

const isLeftOut = ({ decision }: Block): boolean => decision?.effect === 'withhold';

/** @param others who could leave something out, where this person cannot. */
export function presentPartPublication(
  actor: Pick<Actor, 'can'>,
  part: PartView,
  { blocks, hits, scan, suppressed }: ContributionPublication,
  others: readonly Person[],
): PartPublicationPage {
  const left = blocks.filter(isLeftOut);
  const mayLift = actor.can('publication.release', part.programme.id);
  const mayAdd = actor.can('publication.withhold', part.programme.id);
  return {
    head: head('What the public will not see', {
      ...aroundPart(part),
      wide: true,
      lead: [
        left.length === 0
          ? 'Nothing of this part is left out of the public edition.'
          : `${capitalised(count(left.length, 'thing is', 'things are'))} left out of the public edition.`,
        ...(suppressed.length === 0
          ? []
          : [
              `${capitalised(count(suppressed.length, 'figure is', 'figures are'))} too small to be printed, or would give one away.`,
            ]),
        ...(hits.length === 0 ? [] : [`Look at ${count(hits.length, 'passage')}.`]),
      ].join(' '),
    }),
    left: wordRows(
      left.flatMap(({ label, block, decision }) =>
        decision?.ground == null
          ? []
          : [
              {
                cells: [
                  label,
                  `${capitalised(groundWords({ ground: decision.ground, paragraphs: decision.paragraphs }))}.`,
                  decision.reason,
                ],
                ...(mayLift
                  ? {
                      link: {
                        text: 'Lift',
                        about: `the decision about ${label}`,
                        href: paths.liftDecision(part.id, block),
                      },
                    }
                  : {}),
              },
            ],
      ),
    ),
    small: wordRows(
      suppressed.map(({ measure, period, why }) => ({ cells: [measure, capitalised(period), why] })),
    ),
    passages: wordRows(hits.map(({ place, excerpt, why }) => ({ cells: [place, excerpt, why] }))),
    scan,
    add: mayAdd ? paths.leaveOut(part.id) : null,
    why: mayAdd
      ? null
      : `Your roles let you read this.${others.length === 0 ? '' : ` ${inWords(others.map(personLabel))} can change it.`}`,
  };
}

const backToList = (part: PartView) => ({
  ...aroundPart(part),
  back: { text: 'What the public will not see', href: paths.partStep(part.id, 'publication') },
});

export const presentLeaveOut = (part: PartView, blocks: readonly Block[], form: FormView): LeaveOutPage => ({
  head: head('Leave something out', {
    ...backToList(part),
    lead: 'It is left out of every public edition from now on, until the decision is lifted.',
  }),
  form,
  action: paths.leaveOut(part.id),
  blocks: choices(
    blocks.filter((one) => !isLeftOut(one)).map(({ block, label }) => ({ value: block, text: label })),
    'Choose what is left out',
  ),
  grounds: choices(Object.entries(GROUND_WORDS).map(([value, words]) => ({ value, ...words }))),
  paragraphs: choices(
    Object.entries(EXEMPT_CLASSES).map(([number, words]) => ({
      value: number,
      text: `Paragraph ${number}`,
      hint: capitalised(words),
    })),
  ),
});

export const presentLift = (part: PartView, { block, label }: Block, form: FormView): LiftPage => ({
  head: head('Lift this decision', {
    ...backToList(part),
    lead: `${label} is left out of the public edition.`,
  }),
  form,
  action: paths.liftDecision(part.id, block),
  consequence: 'From the next approval on, the public edition prints it.',
});
