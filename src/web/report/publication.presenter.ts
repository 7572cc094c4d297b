import type { Actor } from '../../identity/index.js';
import type { ReportAround, ReportPublication } from '../../reporting/index.js';
import { EXEMPT_CLASSES, GROUNDS, groundWords } from '../../snapshot/index.js';
import {
  choices,
  count,
  facts,
  head,
  paths,
  withQuery,
  wordRows,
  type FormView,
  type Link,
  type Path,
  type WordRow,
} from '../shell/index.js';
import type { ChoosePartPage } from './choose-part.view.js';
import type { DecisionPage } from './decision.view.js';
import type { PublicationPage } from './publication.view.js';
import { below } from './report.around.js';

const EDITION_WORDS = {
  public: 'Read the public edition of the draft',
  exempt: 'Read the whole draft, which is not for publication',
} as const;

export function presentPublication(
  actor: Actor,
  around: ReportAround,
  found: ReportPublication,
): PublicationPage {
  const { report, programme } = around;
  const open = ['draft', 'in_review'].includes(report.status);
  const mayWithhold = open && actor.can('publication.withhold', programme.id);
  const mayRelease = open && actor.can('publication.release', programme.id);
  const decide = (effect: Effect, block: string, text: string, about: string): Pick<WordRow, 'link'> => ({
    link: { text, about, href: decisionPath(report.id, effect, block) },
  });
  const { blocks, hits, lost, scan, suppressed, disclosed, editions, policy, alone } = found;
  const decided = blocks.flatMap(({ label, decision }) => (decision ? [{ label, ...decision }] : []));
  return {
    head: head('Before publication', {
      ...below(around),
      wide: true,
      lead:
        lost.length > 0
          ? `The report cannot go on: ${count(lost.length, 'paragraph was', 'paragraphs were')} left out before and ${lost.length === 1 ? 'is' : 'are'} not in it as ${lost.length === 1 ? 'it was' : 'they were'}.`
          : editions.length > 1
            ? 'Approval would make two editions: one for everybody, and one that is not for publication.'
            : 'Nothing is withheld and no figure is suppressed: the public edition would be the whole report.',
    }),
    editions: editions.map((edition) => ({
      text: EDITION_WORDS[edition],
      href: withQuery(paths.readDraft(report.id, edition), { sha256: found.sha256 }),
    })),
    next: report.actions.includes('submit')
      ? { text: 'Next: send the report to the SRO', href: paths.reportStep(report.id, 'submit') }
      : { text: `Next: back to the ${around.period.label} report`, href: paths.report(report.id) },
    withhold: mayWithhold ? paths.publicationDecision(report.id, 'withhold') : null,
    scan,
    hits: wordRows(
      hits.map(({ place, excerpt, why, block }) => ({
        cells: [place, excerpt, why],
        ...(mayWithhold ? decide('withhold', block ?? '', 'Leave this out', `the passage “${excerpt}”`) : {}),
      })),
    ),
    withheld: wordRows(
      decided.flatMap(({ block, label, effect, ground, paragraphs, reason }) =>
        effect === 'withhold' && ground !== null
          ? [
              {
                cells: [label, sentence(groundWords({ ground, paragraphs })), reason],
                ...(mayRelease ? decide('lift', block, 'Lift', `the decision about ${label}`) : {}),
              },
            ]
          : [],
      ),
    ),
    lost: wordRows(
      lost.map(({ block, label, reason }) => ({
        cells: [label, reason],
        ...(mayRelease ? decide('lift', block, 'Lift', `the decision about ${label}`) : {}),
      })),
    ),
    suppressed: wordRows(
      byMeasure(suppressed).map(({ measure, periods, why, entry }) => ({
        cells: [measure, periods.join(', '), why],
        ...(mayRelease ? decide('release', entry, 'Publish all the same', measure) : {}),
      })),
    ),
    disclosed: wordRows(
      byMeasure(disclosed).map(({ measure, periods }) => ({ cells: [measure, periods.join(', ')] })),
    ),
    released: wordRows(
      decided.flatMap(({ block, label, effect, reason }) =>
        effect === 'release'
          ? [
              {
                cells: [label, reason],
                ...(mayRelease ? decide('lift', block, 'Lift', `the decision about ${label}`) : {}),
              },
            ]
          : [],
      ),
    ),
    alone: wordRows(
      alone.map(({ block, label, effect, decidedBy, name }) => ({
        cells: [label, ALONE_WORDS[effect], name],
        ...(decidedBy !== actor.userId && (effect === 'withhold' ? mayWithhold : mayRelease)
          ? decide(effect, block, 'Decide the same', label)
          : {}),
      })),
    ),
    rule: `Counts of people from 1 to ${policy.threshold} are suppressed, percentages of fewer than ${policy.denominatorFloor}, and what either could be worked out from. ${policy.names === 'titles' ? 'The public edition prints job titles instead of names.' : 'The public edition prints names.'}`,
  };
}

/** One row for each measure and reason, where there is one, with all of its periods. */
function byMeasure(
  cells: readonly { block: string; measure: string; period: string; why?: string }[],
): { measure: string; periods: string[]; why: string; entry: string }[] {
  const found = new Map<string, { measure: string; periods: string[]; why: string; entry: string }>();
  for (const { block, measure, period, why = '' } of cells) {
    const key = JSON.stringify([measure, why]);
    const periods = [...(found.get(key)?.periods ?? []), period];
    // `cell/<measure>/…` belongs to the measure `entry/<measure>`.
    found.set(key, { measure, periods, why, entry: `entry/${block.split('/')[1] ?? ''}` });
  }
  return [...found.values()];
}

const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;

export const EFFECTS = ['withhold', 'release', 'lift'] as const;
export type Effect = (typeof EFFECTS)[number];

export const decisionPath = (reportId: string, effect: Effect, block: string): Path =>
  withQuery(paths.publicationDecision(reportId, effect), { block });

const WORDS: Readonly<Record<Effect, { heading: string; lead: string; verb: string }>> = {
  withhold: {
    heading: 'Leave something out of the public edition',
    lead: 'It stays in the edition that is not for publication. The decision holds for this and later reports until it is lifted. When a paragraph is reworded, the report waits until somebody decides anew.',
    verb: 'Leave it out',
  },
  release: {
    heading: 'Publish a small number all the same',
    lead: 'Everybody will be able to read it. The decision holds for this and later reports until it is lifted.',
    verb: 'Publish it',
  },
  lift: {
    heading: 'Lift a decision',
    lead: 'From now on it counts as if nobody had decided about it. What was published stays published.',
    verb: 'Lift it',
  },
};

const ALONE_WORDS: Readonly<Record<Effect, string>> = {
  withhold: 'Leave it out',
  release: 'Publish it all the same',
  lift: 'Publish it after all',
};

/** Of what belongs to no part. */
const WHOLE = 'report';

/** Where the person says first in which part something is left out. */
export function presentChoosePart(around: ReportAround, { blocks }: ReportPublication): ChoosePartPage {
  const parts = new Map<string, { title: string; all: number; left: number }>();
  for (const { kind, contributionId, label, decision } of blocks) {
    const key = contributionId ?? WHOLE;
    const known = parts.get(key) ?? { title: 'The words of the report, and names', all: 0, left: 0 };
    parts.set(key, {
      title: kind === 'section' ? label : known.title,
      all: known.all + 1,
      left: known.left + (decision?.effect === 'withhold' ? 1 : 0),
    });
  }
  return {
    head: head(WORDS.withhold.heading, {
      ...below(around, beforePublication(around)),
      lead: 'Choose in which part it stands. Nothing is left out before you have said what and why.',
    }),
    parts: wordRows(
      [...parts].map(([part, { title, all, left }]) => ({
        cells: [title, String(all), String(left)],
        link: {
          text: 'Choose from it',
          about: title,
          href: withQuery(paths.publicationDecision(around.report.id, 'withhold'), { part }),
        },
      })),
    ),
  };
}

const beforePublication = ({ report }: ReportAround): Link => ({
  text: 'Before publication',
  href: paths.reportStep(report.id, 'publication'),
});

/**
 * @param block that the page was opened with; '' lets the person choose from a part.
 * @param part whose pieces are to choose from.
 */
export function presentDecision(
  around: ReportAround,
  found: ReportPublication,
  effect: Effect,
  { block, part }: { block: string; part: string },
  form: FormView,
): DecisionPage {
  const { heading, lead, verb } = WORDS[effect];
  const label =
    found.blocks.find((one) => one.block === block)?.label ??
    found.lost.find((one) => one.block === block)?.label ??
    found.suppressed.find((one) => one.block.startsWith(`cell/${block.slice('entry/'.length)}/`))?.measure;
  // What is lifted or published after all was chosen on the page before, and may be gone by now.
  const chooses = effect === 'withhold' && label === undefined;
  return {
    head: head(heading, {
      ...below(around, beforePublication(around)),
      lead,
    }),
    form,
    action: paths.publicationDecision(around.report.id, effect),
    about: label === undefined ? null : facts([{ name: 'What', value: label }]),
    blocks: chooses
      ? choices(
          found.blocks
            .filter(({ decision, contributionId }) => decision === null && (contributionId ?? WHOLE) === part)
            .map((one) => ({ value: one.block, text: `${KIND_WORDS[one.kind]}: ${one.label}` })),
          'Choose what is left out',
        )
      : null,
    block: chooses ? null : block,
    part: chooses ? part : null,
    grounds:
      effect === 'withhold'
        ? choices(GROUNDS.map((ground) => ({ value: ground, text: GROUND_WORDS[ground] })))
        : null,
    paragraphs: choices(
      Object.entries(EXEMPT_CLASSES).map(([number, words]) => ({
        value: number,
        text: `${number}: ${words}`,
      })),
    ),
    verb,
  };
}

const KIND_WORDS = { section: 'Part', entry: 'Entry', paragraph: 'Paragraph', person: 'Name' } as const;

const GROUND_WORDS = {
  exempt: 'Exempt: Schedule 12A of the Local Government Act 1972, after weighing the public interest',
  confidential: 'Confidential: section 100A(3), which leaves nothing to weigh',
  sensitive: 'Sensitive: handled as OFFICIAL-SENSITIVE by its originator’s decision',
} as const;
