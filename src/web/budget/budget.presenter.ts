import type { BudgetContent, BudgetDocument, BudgetLine, LedgerImport } from '../../finance/index.js';
import { financialYearOf, type PartView } from '../../programmes/index.js';
import { aroundPart, NOT_SAVED, type EditorContext } from '../part/index.js';
import {
  capitalised,
  choices,
  count,
  facts,
  head,
  inWords,
  paths,
  wordRows,
  type Fact,
  type FormView,
} from '../shell/index.js';
import type { CheckLedgerPage, LedgerPage, LinePage, LinesPage } from './budget.view.js';
import { poundsWords, varianceWords, yearWords } from './budget.words.js';

type Line = BudgetContent['lines'][number];

const AMOUNTS = ['budget', 'actual', 'forecast'] as const;

const backToLines = (part: PartView) => ({ text: 'Budget lines', href: paths.partBlock(part.id, 'lines') });

export function presentLines(part: PartView, { lines, derived }: BudgetContent): LinesPage {
  const mayWrite = part.actions.includes('save');
  const { totals } = derived;
  const needed = lines.filter(needsWords).length;
  return {
    head: head('Budget lines', {
      ...aroundPart(part),
      back: { text: part.title, href: paths.part(part.id) },
      wide: true,
      lead: linesLead(lines.length, needed),
    }),
    lines: wordRows([
      ...lines.map((line) => ({
        cells: [
          line.title,
          yearWords(line.financialYear),
          ...AMOUNTS.map((amount) => poundsWords(line[amount])),
          varianceWords(line.derived.variance, line.derived.variancePercent),
          needsWords(line) ? 'Needed' : line.comment === null ? '–' : 'Given',
        ],
        ...(mayWrite
          ? {
              link: {
                text: 'Change',
                about: `${line.title}, ${yearWords(line.financialYear)}`,
                href: paths.partItem(part.id, 'lines', line.id),
              },
            }
          : {}),
      })),
      ...(lines.length < 2
        ? []
        : [
            {
              cells: [
                'All lines',
                '–',
                ...AMOUNTS.map((amount) => poundsWords(totals[amount])),
                varianceWords(totals.variance),
                '–',
              ],
            },
          ]),
    ]),
    totals: totalsWords(lines),
    rule:
      lines.length === 0
        ? null
        : `${derived.signConvention} A comment is needed where a cell is empty, and where the variance is over ${derived.thresholdPercent}% of the budget.`,
    add: mayWrite ? paths.newPartItem(part.id, 'lines') : null,
    ledger: mayWrite ? paths.partBlock(part.id, 'ledger') : null,
  };
}

const needsWords = ({ comment, derived }: Line): boolean => derived.needsComment && comment === null;

function linesLead(lines: number, needed: number): string {
  if (lines === 0) return 'There is no budget line yet. Add one, or take the figures from your ledger.';
  const said = capitalised(count(lines, 'line'));
  return needed === 0
    ? `${said}. Nothing is missing.`
    : `${said}. ${capitalised(count(needed, 'comment is', 'comments are'))} needed.`;
}

/** Why there is no total; null where there is one, or nothing to add up. */
function totalsWords(lines: readonly Line[]): string | null {
  const unknown = lines.flatMap((line) => AMOUNTS.filter((amount) => line[amount] === null)).length;
  if (lines.length < 2 || unknown === 0) return null;
  return `Not all totals can be added up: ${count(unknown, 'cell is', 'cells are')} not known.`;
}

export function presentLine({
  part,
  block,
  form,
  editor,
  content,
  lineId,
}: Pick<EditorContext<BudgetDocument, BudgetLine>, 'part' | 'block' | 'form' | 'editor'> & {
  content: BudgetContent;
  lineId: string;
}): LinePage {
  const { thresholdPercent, signConvention } = content.derived;
  const line = content.lines.find(({ id }) => id === lineId);
  const blank = line ? AMOUNTS.filter((amount) => line[amount] === null) : [];
  const needed = line?.derived.needsComment === true;
  return {
    head: head(block === undefined ? 'Add a budget line' : block.title, {
      ...aroundPart(part),
      back: backToLines(part),
      wide: true,
      script: 'editor.js',
      lead:
        line === undefined
          ? 'Say what the money is for and in which year. Leave empty what is not known, which is not zero.'
          : form.problems.length > 0
            ? NOT_SAVED
            : needsWords(line)
              ? `A comment is needed: ${whyNeeded(blank, thresholdPercent)}.`
              : 'Nothing is missing in this line.',
    }),
    form,
    editor,
    years: choices(yearChoices(part.period.asAt, block?.financialYear ?? null), 'Not said'),
    commentHint: needed
      ? `Needed: ${whyNeeded(blank, thresholdPercent)}.`
      : `Needed where a cell is empty, and where the variance is over the limit of ${thresholdPercent}%.`,
    derived: facts(
      line === undefined
        ? []
        : [
            { name: 'Variance', value: varianceWords(line.derived.variance, line.derived.variancePercent) },
            { name: 'What it means', value: signConvention },
          ],
    ),
    remove: block === undefined ? null : paths.partItemStep(part.id, 'lines', lineId, 'remove'),
  };
}

const whyNeeded = (blank: readonly string[], thresholdPercent: number): string =>
  blank.length > 0
    ? `there is no figure for ${inWords(blank)}`
    : `the variance is over the limit of ${thresholdPercent}%`;

/** Some years around the period, and the one that the line has. */
function yearChoices(asAt: string, known: number | null): { value: string; text: string }[] {
  const now = financialYearOf(asAt);
  const years = new Set([-3, -2, -1, 0, 1, 2, 3].map((step) => now + step));
  if (known !== null) years.add(known);
  return [...years].sort((a, b) => a - b).map((year) => ({ value: String(year), text: yearWords(year) }));
}

/** What is shown of a line before it is removed. */
export const lineFacts = (line: BudgetLine): Fact[] => [
  { name: 'Line', value: `${line.title}, ${yearWords(line.financialYear)}` },
  ...AMOUNTS.map((amount) => ({ name: capitalised(amount), value: poundsWords(line[amount]) })),
];

export const presentLedger = (part: PartView, form: FormView): LedgerPage => ({
  head: head('Figures from the ledger', {
    ...aroundPart(part),
    back: backToLines(part),
    lead: 'Paste a table or choose a CSV file. You see what changes before anything is recorded.',
  }),
  form,
  action: paths.partBlock(part.id, 'ledger'),
  fileAction: paths.ledgerFile(part.id),
});

/**
 * What a ledger's table would do.
 * @param note what happened since it was looked at last; null the first time.
 */
export function presentCheckLedger(
  part: PartView,
  ledger: string,
  plan: LedgerImport,
  note: string | null,
): CheckLedgerPage {
  const changes = plan.changes.filter(({ change }) => change !== 'same');
  const figures = changes.reduce(
    (sum, { before, after }) =>
      sum + AMOUNTS.filter((amount) => after[amount] !== (before?.[amount] ?? null)).length,
    0,
  );
  const added = changes.filter(({ change }) => change === 'add').length;
  const broken = plan.problems.length;
  return {
    head: head('Check the figures', {
      ...aroundPart(part),
      back: backToLines(part),
      wide: true,
      lead:
        broken > 0
          ? `Nothing can be recorded until ${broken === 1 ? 'this place is' : `these ${broken} places are`} corrected.`
          : changes.length === 0
            ? 'Nothing changes: every figure of this table is in the budget already.'
            : `${capitalised(count(figures, 'figure'))} would change in ${count(changes.length, 'line')}. ${capitalised(count(added, 'line is', 'lines are'))} new. Nothing is recorded yet.`,
    }),
    form: { values: {}, errors: {}, problems: [] },
    action: paths.partBlock(part.id, 'ledger'),
    ledger,
    version: plan.version,
    note,
    problems: plan.problems.map(
      ({ row, column, reason }) => `Row ${row}${column === null ? '' : `, column “${column}”`}: ${reason}`,
    ),
    changes:
      broken > 0
        ? []
        : wordRows(
            changes.map(({ title, financialYear, change, before, after }) => ({
              cells: [
                title,
                yearWords(financialYear),
                ...AMOUNTS.map((amount) => movedWords(before?.[amount] ?? null, after[amount])),
                change === 'add' ? 'New line' : 'Changed',
              ],
            })),
          ),
    notes: [
      ...(plan.totals.length === 0
        ? []
        : [`Left out, because they are totals: ${inWords(plan.totals.map(({ title }) => title))}.`]),
      ...(plan.notInFile.length === 0
        ? []
        : [`Not in the table, and left as they are: ${inWords(plan.notInFile.map(({ title }) => title))}.`]),
      ...(plan.ignoredColumns.length === 0
        ? []
        : [`Columns that mean nothing here: ${inWords(plan.ignoredColumns)}.`]),
    ],
    record: broken > 0 || changes.length === 0 ? null : `Record ${count(figures, 'figure')}`,
  };
}

const movedWords = (before: string | null, after: string | null): string =>
  before === after || before === null
    ? poundsWords(after)
    : `${poundsWords(after)}, was ${poundsWords(before)}`;
