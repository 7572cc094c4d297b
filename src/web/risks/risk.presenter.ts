import type { Person } from '../../identity/index.js';
import type { PartView } from '../../programmes/index.js';
import type { RiskEntryDocument, RisksContent } from '../../risks/index.js';
import { aroundPart, type EditorContext, type ItemStepPage } from '../part/index.js';
import {
  choices,
  count,
  facts,
  head,
  longDate,
  paths,
  personLabel,
  wordRows,
  type Fact,
  type FormView,
  type WordRow,
} from '../shell/index.js';
import type { MatrixTable, RegisterPage, RiskPage } from './risk.view.js';
import {
  choicesOf,
  KIND_WORDS,
  LEVELS,
  PROXIMITY_WORDS,
  RESPONSE_WORDS,
  SEVERITY_WORDS,
} from './risk.words.js';

type Entry = RisksContent['entries'][number];
type Matrix = RisksContent['matrix'];
/** People by their ids. */
export type People = ReadonlyMap<string, Person>;

const backToRegister = (part: PartView) => ({ text: 'Register', href: paths.partBlock(part.id, 'risks') });

export function presentRegister(part: PartView, content: RisksContent, people: People): RegisterPage {
  const mayWrite = part.actions.includes('save');
  const row = (entry: Entry): WordRow => ({
    cells: [
      `${entry.number} ${entry.event}`,
      scoreWords(entry, content.matrix),
      movementWords(entry),
      entry.ownerId === null ? 'Not assigned' : (people.get(entry.ownerId)?.name ?? 'Not assigned'),
    ],
    ...(mayWrite
      ? {
          link: {
            text: 'Change',
            about: `${entry.kind} ${entry.number}`,
            href: paths.partItem(part.id, 'risks', entry.id),
          },
        }
      : {}),
  });
  const sorted = content.entries.toSorted((a, b) => weight(b) - weight(a) || a.number - b.number);
  const open = sorted.filter(({ status }) => status === 'open');
  const worst = Math.max(...open.map(({ derived }) => derived.scores.current?.score ?? 0));
  return {
    head: head('Register of risks and issues', {
      ...aroundPart(part),
      back: { text: part.title, href: paths.part(part.id) },
      wide: true,
      lead:
        open.length === 0
          ? 'No risk is open.'
          : `${count(open.length, 'risk or issue is', 'risks or issues are')} open.${worst > 0 ? ` The highest score is ${worst}.` : ''}`,
    }),
    open: wordRows(open.map(row)),
    closed: wordRows(sorted.filter(({ status }) => status === 'closed').map(row)),
    add: mayWrite ? paths.newPartItem(part.id, 'risks') : null,
    programme: paths.risks(part.programme.id),
  };
}

/** For the order alone: what has no score stands last. */
export const weight = ({ derived, severity }: Entry): number =>
  derived.scores.current?.score ?? (severity === null ? -1 : Object.keys(SEVERITY_WORDS).indexOf(severity));

export function scoreWords({ kind, severity, current, derived }: Entry, matrix: Matrix): string {
  if (kind === 'issue') return severity === null ? 'No severity' : `Severity: ${severity}`;
  const { current: score } = derived.scores;
  if (score === null) return 'No score';
  return `${current.probability} × ${current.impact} = ${score.score}, ${bandName(matrix, score.band)}`;
}

export const bandName = ({ bands }: Matrix, band: string): string =>
  bands.find(({ key }) => key === band)?.name ?? band;

function movementWords({ kind, derived: { movement, previous } }: Entry): string {
  const before = kind === 'risk' ? previous?.score : previous?.severity;
  switch (movement) {
    case null:
      return '–';
    case 'new':
      return 'New';
    case 'up':
      return `Up from ${before}`;
    case 'down':
      return `Down from ${before}`;
    case 'same':
      return 'Unchanged';
    case 'converted':
      return kind === 'issue' ? 'Was a risk' : 'Was an issue';
    case 'not_comparable':
      return 'Cannot be compared';
    case 'closed':
      return 'Closed';
  }
}

/** {@link movementWords}, where a register is read beside others: the first one has nothing before it. */
export const sinceWords = (entry: Entry): string =>
  entry.derived.movement === null ? 'In the first register' : movementWords(entry);

export interface RiskAround {
  context: Pick<EditorContext<unknown, RiskEntryDocument>, 'part' | 'block' | 'form' | 'editor'>;
  matrix: Matrix;
  candidates: readonly Person[];
  links: RiskPage['links'];
  /** Of the person who accepted it. */
  accepter: Person | null;
  /** The reader may accept it: an approver who does not own it, and it is to be accepted. */
  mayAccept: boolean;
  /** It stood in the last approved register. */
  carried: boolean;
}

export function presentRisk({
  context,
  matrix,
  candidates,
  links,
  accepter,
  mayAccept,
  carried,
}: RiskAround): RiskPage {
  const { part, block, form, editor } = context;
  const step = (name: string) =>
    block === undefined ? null : paths.partItemStep(part.id, 'risks', block.id, name);
  const score = scoreOfForm(form, matrix);
  return {
    head: head(
      block === undefined
        ? 'Add a risk or an issue'
        : `${block.kind === 'issue' ? 'Issue' : 'Risk'} ${block.number}`,
      {
        ...aroundPart(part),
        back: backToRegister(part),
        wide: true,
        script: 'risk.js',
        lead:
          block?.status === 'closed'
            ? `It is closed: ${block.closedReason ?? 'nobody has said why.'}`
            : 'Say what may happen, how likely and how bad it is now, and what is done about it.',
      },
    ),
    form,
    editor,
    kinds: choices(Object.entries(KIND_WORDS).map(([value, text]) => ({ value, text }))),
    responses: choices(choicesOf(RESPONSE_WORDS)),
    levels: choices(LEVELS),
    proximities: choices(choicesOf(PROXIMITY_WORDS)),
    severities: choices(choicesOf(SEVERITY_WORDS)),
    owners: choices(
      candidates.map((person) => ({ value: person.id, text: personLabel(person) })),
      'Nobody yet',
    ),
    links,
    matrix: matrixTable(matrix),
    score,
    accepted: block?.acceptance
      ? `Accepted until ${longDate(block.acceptance.until)}${accepter ? ` by ${personLabel(accepter)}` : ''}: ${block.acceptance.reason}`
      : null,
    close: step('close'),
    isClosed: block?.status === 'closed',
    accept: mayAccept ? step('accept') : null,
    remove: carried ? null : step('remove'),
  };
}

export function matrixTable({ cells, bands }: Matrix): MatrixTable {
  return {
    rows: [5, 4, 3, 2, 1].map((probability) => ({
      probability,
      cells: [1, 2, 3, 4, 5].flatMap((impact) => {
        const cell = cells.find((one) => one.probability === probability && one.impact === impact);
        if (!cell) return [];
        const band = bands.find(({ key }) => key === cell.band)?.name ?? cell.band;
        return [{ impact, score: cell.score, band }];
      }),
    })),
  };
}

function scoreOfForm({ values }: FormView, matrix: Matrix): string {
  const [probability, impact] = [Number(values['probability']), Number(values['impact'])];
  const cell = matrix.cells.find((one) => one.probability === probability && one.impact === impact);
  return cell
    ? `Probability ${probability}, impact ${impact}: ${cell.score}, ${bandName(matrix, cell.band)}.`
    : 'No score yet: probability or impact is missing.';
}

/** `risk 4` */
export const riskName = ({ kind, number }: RiskEntryDocument): string => `${kind} ${number}`;

/** What is shown of an entry before something is done with it. */
export const riskFacts = ({ kind, event, consequence }: RiskEntryDocument): Fact[] => [
  { name: kind === 'issue' ? 'What has happened' : 'What may happen', value: event },
  ...(consequence === null ? [] : [{ name: 'What it would lead to', value: consequence }]),
];

/** @param today ISO local date. */
export const presentAccept = (
  part: PartView,
  entry: RiskEntryDocument,
  read: { form: FormView; version: number; block: string },
  today: string,
): ItemStepPage => ({
  head: head(`Accept ${riskName(entry)}`, {
    ...aroundPart(part),
    back: backToRegister(part),
    lead: `You will be named as the person who accepts it, with today’s date: ${longDate(today)}. You become an author of this part, so somebody else has to approve it.`,
  }),
  ...read,
  action: paths.partItemStep(part.id, 'risks', entry.id, 'accept'),
  about: facts(riskFacts(entry)),
  verb: 'Accept it',
});
