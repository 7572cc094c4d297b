import type { SourceDocument } from '../platform/index.js';
import type { IntakeChoices } from './choices.js';
import type { Proposal } from './proposals.js';
import type { Recognised } from './recognised.js';
import { recognise } from './recognise.rules.js';
import { settleMonths } from './settle-months.rules.js';
import { takeBudget } from './take-budget.rules.js';
import { takeMeasures } from './take-measures.rules.js';
import { takePeople } from './take-people.rules.js';
import { takePlan } from './take-plan.rules.js';
import { takeConcerns, takeRisks } from './take-registers.rules.js';
import { TableTaker, type TakenTable } from './take-table.js';
import { takeWorkforce } from './take-workforce.rules.js';
import { takeOverall, takeOverview, takeSummary } from './take-words.rules.js';
import { isOfPosts } from './words.js';

/** What is taken out of a document. */
export interface Taken {
  /** The date of the report: as a person said, as the document says, or today. */
  asAt: string;
  /** Where the date comes from. */
  asAtFrom: 'choice' | 'document' | 'today';
  tables: readonly TakenTable[];
  unread: readonly string[];
}

/**
 * Recognises the tables of a document and takes out of each what fits the product, with every doubt. Pure: the same document and the same
 * choices give the same.
 * @param today London date, where nothing says of which date the report is.
 */
export function takeDocument(document: SourceDocument, choices: IntakeChoices, today: string): Taken {
  const recognised = recognise(document, choices);
  const dated = recognised
    .filter(({ kind }) => kind === 'summary')
    .flatMap((one) => takeOne(one, today, false).proposals);
  const dates = dated.filter((one) => one.type === 'date');
  const written = (dates.find(({ said }) => said === 'date') ?? dates[0])?.date;
  const asAt = choices.asAt ?? written ?? today;
  return {
    asAt,
    asAtFrom: choices.asAt !== null ? 'choice' : written === undefined ? 'today' : 'document',
    tables: recognised.map((one) => takeOne(one, asAt, choices.asAt !== null || written !== undefined)),
    unread: document.unread,
  };
}

function takeOne(recognised: Recognised, asAt: string, dated: boolean): TakenTable {
  const one = recognised.kind === 'measures' ? settleMonths(recognised, asAt, dated) : recognised;
  const taker = new TableTaker(one);
  switch (one.kind) {
    case 'summary':
      takeSummary(taker);
      break;
    case 'people':
      takePeople(taker);
      break;
    case 'overall':
      takeOverall(taker);
      break;
    case 'budget':
      takeBudget(taker);
      break;
    case 'concerns':
    case 'developments':
      takeConcerns(taker, one.kind);
      break;
    case 'risks':
      takeRisks(taker);
      break;
    case 'overview':
      takeOverview(taker);
      break;
    case 'measures':
      takeMeasures(taker, asAt);
      break;
    case 'plan':
      takePlan(taker, asAt);
      break;
    case 'workforce':
      takeWorkforce(taker);
      break;
    case 'none':
      for (const { at } of taker.rows())
        if (one.decided) taker.markRow(at, 'told', 'Nothing of this table is brought in.');
        else taker.markRow(at, 'unplaced', whyNone(one));
      break;
  }
  return taker.done();
}

/** Why nothing of a table is brought in that nobody said anything of. */
const whyNone = ({ table }: Recognised): string =>
  isOfPosts(table)
    ? 'These look like posts, but not which number is of which team. Type them into the part about the workforce.'
    : 'It is not known what this table is.';

/** Whether every doubt on which something rests has been accepted. */
export const isSure = ({ doubts }: Pick<TakenTable, 'doubts'>, needs: readonly string[]): boolean =>
  needs.every((key) => doubts.some((doubt) => doubt.key === key && doubt.accepted));

/** What is proposed and rests on no open doubt, in the order of the document. */
export const sureProposals = ({ tables }: Pick<Taken, 'tables'>): Proposal[] =>
  tables.flatMap((table) => table.proposals.filter(({ needs }) => isSure(table, needs)));

/** How many questions are open. Doubts that one answer settles are one question. */
export const openQuestions = ({ tables }: Pick<Taken, 'tables'>): number =>
  new Set(
    tables.flatMap(({ of, doubts }) =>
      doubts.filter(({ accepted }) => !accepted).map(({ key, once }) => once ?? `${of.number} ${key}`),
    ),
  ).size;

/** How many cells of a table met which fate. */
export function fatesOf(tables: readonly Pick<TakenTable, 'marks'>[]): Record<string, number> {
  const counts: Record<string, number> = { taken: 0, asked: 0, told: 0, unplaced: 0, heading: 0 };
  for (const { marks } of tables)
    for (const row of marks)
      for (const { fate } of row) if (fate !== 'empty') counts[fate] = (counts[fate] ?? 0) + 1;
  return counts;
}
