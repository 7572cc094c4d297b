import type { SourceCell, SourceDocument, SourceTable } from '../platform/index.js';
import { NO_ROLE, type IntakeChoices, type Role, type TableChoice, type TableKind } from './choices.js';
import type { Doubt, Recognised } from './recognised.js';
import { columnsOf } from './columns.rules.js';
import { asTables, type Block } from './paragraphs.rules.js';
import { settleThemes } from './settle-themes.rules.js';
import {
  isBasisWord,
  isCaption,
  isHeading,
  isLabelled,
  isOfPosts,
  isOverall,
  labelOf,
  ragIn,
  roleOf,
  roleOrNone,
  themeIn,
} from './words.js';

/** What is known from the tables and headings before. */
interface Around {
  /** The worksheet, where a workbook has several. */
  sheet: string | null;
  theme: { number: number; title: string | null } | null;
  /** The latest paragraph that nothing used yet, not a caption. */
  heading: string | null;
  /** The title of a group whose table had headings alone. */
  pendingGroup: string | null;
  /** The plan of the present theme has been passed. */
  planPassed: boolean;
  before: Recognised | null;
  /** The latest table of figures and of a plan. */
  measures: Recognised | null;
  plan: Recognised | null;
}

const NOTHING_KNOWN: Around = {
  sheet: null,
  theme: null,
  heading: null,
  pendingGroup: null,
  planPassed: false,
  before: null,
  measures: null,
  plan: null,
};

/**
 * Says of each table what it is, which rows are its headings, what each column holds and which theme it is about. What a person decided
 * takes the place of what is proposed. Pure.
 */
export function recognise(
  document: SourceDocument,
  choices: Pick<IntakeChoices, 'tables' | 'quarters'>,
): Recognised[] {
  const around: Around = { ...NOTHING_KNOWN };
  const found: Recognised[] = [];
  const blocks = asTables(document.blocks);
  blocks.forEach((block, at) => {
    if (block.kind === 'paragraph') {
      readParagraph(block.text, around);
      return;
    }
    if (block.kind === 'sheet') {
      beginSheet(block.title, around);
      return;
    }
    const number = found.length + 1;
    const one = {
      sheet: around.sheet,
      ...recogniseTable(block, number, around, choices.tables[number] ?? {}, blocks.slice(at + 1)),
      quarters: choices.quarters,
    };
    found.push(one);
    // Lines between a heading and its table take nothing from either.
    if (block.from !== 'lines') move(around, one);
  });
  return settleThemes(found);
}

/** What stood on the worksheet before says nothing of this one. Its name is a heading, but for “Sheet1”. */
function beginSheet(title: string, around: Around): void {
  Object.assign(around, NOTHING_KNOWN, { sheet: title });
  if (!/^(sheet|table|worksheet) ?\d*$/i.test(title.trim())) readParagraph(title, around);
}

function readParagraph(text: string, around: Around): void {
  const theme = themeIn(text);
  if (theme) {
    if (theme.number !== around.theme?.number) around.planPassed = false;
    around.theme = {
      ...theme,
      title: theme.title ?? (theme.number === around.theme?.number ? around.theme.title : null),
    };
    around.heading = null;
    around.pendingGroup = null;
  } else if (!isCaption(text) && !isLabelled(text) && text.length <= 300) {
    around.heading = text.split('\n')[0] ?? text;
    around.pendingGroup = null;
  }
}

/** What the tables after this one can know of it. */
function move(around: Around, one: Recognised): void {
  // What a person said of the first table after a plan counts for those that follow it.
  const known = one.doubts.every(({ key }) => key !== 'theme' || one.accepted.has(key));
  if (one.kind !== 'none' && one.theme !== null && one.theme !== around.theme?.number && known) {
    around.theme = { number: one.theme, title: one.themeTitle };
    around.planPassed = false;
  }
  if (one.kind === 'measures') {
    around.measures = one;
    around.pendingGroup = one.table.rows.slice(one.heads).some(isFilled) ? null : one.group;
  }
  if (one.kind === 'plan') {
    around.plan = one;
    around.planPassed = true;
  }
  if (one.kind !== 'none') around.heading = null;
  around.before = one;
}

export const isFilled = (row: readonly SourceCell[]): boolean => row.some(({ text }) => text !== '');

function recogniseTable(
  table: SourceTable & Pick<Extract<Block, { kind: 'table' }>, 'from'>,
  number: number,
  around: Around,
  choice: TableChoice,
  after: readonly Block[],
): Omit<Recognised, 'quarters' | 'sheet'> {
  const titles = titlesOf(table);
  const titled = titles.map(themeIn).find((one) => one !== null) ?? null;
  const reading = (choice.kind === undefined ? null : readAs(table, choice.kind)) ??
    (choice.kind === undefined ? readTable(table, around) : null) ?? {
      kind: choice.kind ?? 'none',
      heads: 0,
      continues: null,
    };
  const { kind, continues } = reading;
  const heads = choice.heads ?? reading.heads;
  const doubts: Doubt[] = [];
  const columns = choice.columns ?? reading.columns ?? columnsOf(table, kind, heads);
  const before = continues === null ? null : kind === 'measures' ? around.measures : around.before;
  if (continues !== null && choice.columns === undefined)
    doubts.push({
      key: 'continues',
      message: `This table has no headings of its own. It is read as going on with table ${continues}.`,
    });
  if (table.from === 'prose')
    doubts.push({
      key: 'prose',
      message: 'These paragraphs stand under the heading of the theme. They are read as its overview.',
      once: 'prose',
    });
  const theme = themeOf(kind, titled, around, before, after);
  if (theme.doubt !== null && choice.theme === undefined) doubts.push({ key: 'theme', message: theme.doubt });
  const ownHeading = around.heading ?? null;
  const group =
    kind === 'measures' ? (ownHeading ?? around.pendingGroup ?? (before ? before.group : null)) : null;
  return {
    number,
    table,
    kind,
    heading: table.from
      ? (table.rows[0]?.[0]?.text ?? null)
      : (ownHeading ?? around.pendingGroup ?? titles[0] ?? null),
    theme: choice.theme === undefined ? theme.number : choice.theme,
    themeTitle: choice.theme === undefined || choice.theme === theme.number ? theme.title : null,
    group: choice.group === undefined ? group : choice.group,
    heads,
    columns: table.rows[0] ? table.rows[0].map((_, at) => columns[at] ?? NO_ROLE) : [],
    continues,
    doubts,
    decided: choice.kind !== undefined,
    accepted: new Set(choice.accepted ?? []),
    targetsFrom: choice.targetsFrom ?? null,
    better: new Map(
      (choice.better ?? []).flatMap(({ row, is }) => (is === null ? [] : [[row, is] as const])),
    ),
  };
}

interface Reading {
  kind: TableKind;
  heads: number;
  continues: number | null;
  columns?: readonly Role[];
}

/** Rows further down cannot be headings: above them stand a title and a caption at most. */
const MOST_ABOVE = 6;

/** In this order: a table of risks has owners and dates too. */
const BY_HEADINGS: readonly TableKind[] = [
  'measures',
  'risks',
  'plan',
  'budget',
  'overview',
  'concerns',
  'people',
];

function readTable(table: SourceTable, around: Around): Reading | null {
  if (isGuidance(table)) return { kind: 'none', heads: table.rows.length, continues: null };
  const workforce = readAs(table, 'workforce');
  if (workforce) return workforce;
  // Nothing says of which team: nothing reads it, and it goes on with nothing before it.
  if (isOfPosts(table)) return { kind: 'none', heads: 0, continues: null };
  for (const kind of BY_HEADINGS) {
    const read = readAs(table, kind);
    if (read) return kind === 'concerns' ? { ...read, kind: registerOf(table, around) } : read;
  }
  const summary = readAs(table, 'summary') ?? readAs(table, 'overall');
  return summary ?? continuation(table, around);
}

/** The table as one of this kind; null where its headings do not say so. */
function readAs(table: SourceTable, kind: TableKind): Reading | null {
  const { rows } = table;
  if (kind === 'none') return { kind, heads: 0, continues: null };
  if (kind === 'summary')
    return rows.some(([label]) => label !== undefined && labelOf(label.text) !== null)
      ? { kind, heads: 0, continues: null }
      : null;
  if (kind === 'overall') {
    const first = rows[0]?.map(({ text }) => text).find((text) => text !== '') ?? '';
    return isOverall(first)
      ? { kind, heads: 1, continues: null, columns: rows[0]?.map(() => 'text') ?? [] }
      : null;
  }
  for (let at = 0; at < Math.min(MOST_ABOVE, rows.length); at++) {
    const row = rows[at] ?? [];
    const below = rows[at + 1] ?? [];
    const one = new Set(row.map(({ text }) => roleOrNone(kind, text)));
    if (isHeading(kind, one)) {
      const second =
        kind === 'measures' && below.some(({ text }) => periodRole(text)) && titleCell(row, below);
      return { kind, heads: at + (second ? 2 : 1), continues: null };
    }
    if (kind === 'measures' && one.has('measure')) {
      const both = new Set([...one, ...below.map(({ text }) => roleOrNone(kind, text))]);
      if (isHeading(kind, both) && titleCell(row, below)) return { kind, heads: at + 2, continues: null };
    }
  }
  return null;
}

const periodRole = (text: string): boolean => /^(period|month):/.test(roleOf('measures', text) ?? '');

/** Below the heading of the measures’ names a second row of headings has nothing. */
function titleCell(row: readonly SourceCell[], below: readonly SourceCell[]): boolean {
  const at = row.findIndex(({ text }) => roleOf('measures', text) === 'measure');
  return at >= 0 && (below[at]?.text ?? '') === '';
}

/** Of the two registers that look alike, which: by its title, its headings, or what stands over it. */
function registerOf(table: SourceTable, around: Around): TableKind {
  const words = [
    ...titlesOf(table),
    ...(table.rows[0]?.map(({ text }) => text) ?? []),
    ...(table.rows[1]?.map(({ text }) => text) ?? []),
    around.heading ?? '',
  ];
  return words.some((text) => text.length < 200 && /development/i.test(text)) &&
    !words.some((text) => text.length < 200 && /concern/i.test(text))
    ? 'developments'
    : 'concerns';
}

/** The key to the ratings: a row for each colour, with what it means. */
function isGuidance(table: SourceTable): boolean {
  const named = table.rows.filter(
    (row) => ragIn(row[0]?.text ?? '') !== null && (row[1]?.text ?? '').length > 15,
  );
  return named.length >= 2 && named.length >= table.rows.length - 3;
}

/** A table without headings that goes on with one before it, as page breaks leave them. */
function continuation(table: SourceTable, around: Around): Reading | null {
  const width = table.rows[0]?.length ?? 0;
  const { before, measures, plan } = around;
  if (measures && table.rows.some((row) => row.some(({ text }) => isBasisWord(text))) && width >= 5)
    return { kind: 'measures', heads: 0, continues: measures.number, columns: alongBasis(table, measures) };
  if (before === null || around.heading !== null) return null;
  const last = before.kind === 'plan' ? plan : before;
  if (!last || last.kind === 'none' || last.kind === 'summary' || last.kind === 'measures') return null;
  const columns = fitted(last.columns, width);
  return columns && { kind: last.kind, heads: 0, continues: last.number, columns };
}

/** The columns of the table before, moved so that the word of “Period” stands under its heading. */
function alongBasis(table: SourceTable, { columns }: Recognised): Role[] {
  const row = table.rows.find((cells) => cells.some(({ text }) => isBasisWord(text))) ?? [];
  const shift = row.findIndex(({ text }) => isBasisWord(text)) - columns.indexOf('basis');
  return row.map((_, at) => columns[at - shift] ?? NO_ROLE);
}

/** The columns of a table that has one more or one less: what is left out is a quarter. Null where the two do not fit. */
function fitted(columns: readonly Role[], width: number): Role[] | null {
  if (columns.length === width) return [...columns];
  const quarter = columns.findLastIndex((role) => role.startsWith('quarter:'));
  if (columns.length === width + 1 && quarter >= 0)
    // Which quarter is missing cannot be known: none of them is read.
    return columns
      .filter((_, at) => at !== quarter)
      .map((role) => (role.startsWith('quarter:') ? NO_ROLE : role));
  return null;
}

/** Texts that stand alone in their row at the top of a table. */
function titlesOf(table: SourceTable): string[] {
  return table.rows.slice(0, 3).flatMap((row) => {
    const filled = row.filter(({ text }) => text !== '');
    return filled.length === 1 && filled[0] && filled[0].text.length <= 200 ? [filled[0].text] : [];
  });
}

function themeOf(
  kind: TableKind,
  titled: { number: number; title: string | null } | null,
  around: Around,
  before: Recognised | null,
  after: readonly Block[],
): { number: number | null; title: string | null; doubt: string | null } {
  if (kind === 'summary' || kind === 'people')
    return { number: around.theme?.number ?? null, title: null, doubt: null };
  if (kind !== 'overview' && kind !== 'measures' && kind !== 'plan')
    return { number: null, title: null, doubt: null };
  if (titled) return { ...titled, doubt: null };
  const next = kind === 'measures' && around.planPassed ? nextTheme(after) : null;
  if (next && next.number !== around.theme?.number)
    return {
      ...next,
      doubt: `It stands after the plan of theme ${around.theme?.number ?? 1} and before the heading of theme ${next.number}. It is taken for theme ${next.number}.`,
    };
  if (before?.theme != null && around.theme?.number === before.theme)
    return { number: before.theme, title: before.themeTitle, doubt: null };
  if (around.theme) return { ...around.theme, doubt: null };
  return {
    number: null,
    title: null,
    doubt: kind === 'measures' ? null : 'Nothing says which theme it is about.',
  };
}

/** The heading of a theme that comes next, in a paragraph or as the title of a table. */
function nextTheme(after: readonly Block[]): { number: number; title: string | null } | null {
  for (const block of after) {
    if (block.kind === 'sheet') return null;
    const texts = block.kind === 'paragraph' ? [block.text] : titlesOf(block);
    for (const text of texts) {
      const theme = themeIn(text);
      if (theme) return theme;
    }
  }
  return null;
}
