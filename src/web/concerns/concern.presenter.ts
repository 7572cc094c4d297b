import type { ConcernEntry, ConcernsContent } from '../../concerns/index.js';
import type { Person } from '../../identity/index.js';
import type { PartView } from '../../programmes/index.js';
import { aroundPart, type EditorContext } from '../part/index.js';
import {
  capitalised,
  choices,
  count,
  head,
  longDate,
  paths,
  personLabel,
  wordRows,
  type Fact,
  type WordRow,
} from '../shell/index.js';
import type { ConcernPage, ConcernRegisterPage } from './concern.view.js';

type Entry = ConcernsContent['entries'][number];

export const UNIT_WORDS: Readonly<Record<string, string>> = {
  '': 'It does not recur',
  week: 'Weeks',
  month: 'Months',
  quarter: 'Quarters',
};

const backToRegister = (part: PartView) => ({
  text: 'All entries',
  href: paths.partBlock(part.id, 'entries'),
});

export function presentConcerns(
  part: PartView,
  { entries }: ConcernsContent,
  people: ReadonlyMap<string, Person>,
): ConcernRegisterPage {
  const mayWrite = part.actions.includes('save');
  const row = (entry: Entry): WordRow => ({
    cells: [
      `${entry.reference} ${entry.title}`,
      entry.ownerIds.map((id) => people.get(id)?.name ?? 'Not assigned').join(', '),
      entry.due.words || (entry.due.on === null ? '–' : longDate(entry.due.on)),
      sinceWords(entry),
    ],
    ...(mayWrite
      ? {
          link: {
            text: 'Change',
            about: `entry ${entry.reference}`,
            href: paths.partItem(part.id, 'entries', entry.id),
          },
        }
      : {}),
  });
  const open = entries.filter(({ status }) => status === 'open');
  return {
    head: head(part.title, {
      ...aroundPart(part),
      back: { text: part.title, href: paths.part(part.id) },
      wide: true,
      lead:
        open.length === 0
          ? 'No entry is open.'
          : `${capitalised(count(open.length, 'entry is', 'entries are'))} open.`,
    }),
    open: wordRows(open.map(row)),
    closed: wordRows(entries.filter(({ status }) => status === 'closed').map(row)),
    add: mayWrite ? paths.newPartItem(part.id, 'entries') : null,
    nothing: 'A register without entries says so in the report.',
  };
}

function sinceWords({ status, derived: { slipped, isNew } }: Entry): string {
  if (status === 'closed') return 'Closed';
  if (isNew) return 'New';
  return slipped === null ? 'Unchanged' : slippedWords(slipped);
}

const slippedWords = ({ from, to }: { from: string; to: string }): string =>
  `Due date: was ${longDate(from)}, now ${longDate(to)}.`;

export function presentConcern(
  {
    part,
    block,
    before,
    form,
    editor,
  }: Pick<EditorContext<unknown, ConcernEntry>, 'part' | 'block' | 'before' | 'form' | 'editor'>,
  candidates: readonly Person[],
  links: ConcernPage['links'],
  slipped: { from: string; to: string } | null,
): ConcernPage {
  const step = (name: string) =>
    block === undefined ? null : paths.partItemStep(part.id, 'entries', block.id, name);
  return {
    head: head(block === undefined ? 'Add an entry' : `Entry ${block.reference}`, {
      ...aroundPart(part),
      back: backToRegister(part),
      wide: true,
      script: 'editor.js',
      lead:
        block?.status === 'closed'
          ? `It is closed: ${block.closedReason ?? 'nobody has said why.'}`
          : 'Say what it is, who sees to it, and by when.',
    }),
    form,
    editor,
    owners: choices(candidates.map((person) => ({ value: person.id, text: personLabel(person) }))),
    units: choices(Object.entries(UNIT_WORDS).map(([value, text]) => ({ value, text }))),
    links,
    slipped: slipped && slippedWords(slipped),
    close: step('close'),
    isClosed: block?.status === 'closed',
    remove: before?.block?.status === 'open' ? null : step('remove'),
  };
}

/** `entry 3` */
export const concernName = ({ reference }: ConcernEntry): string => `entry ${reference}`;

/** What is shown of an entry before something is done with it. */
export const concernFacts = ({ title, description }: ConcernEntry): Fact[] => [
  { name: 'Title', value: title },
  { name: 'What it is', value: description },
];
