import { headedTable, type Grid, type HeadedRow } from '../../platform/index.js';
import type { MeasureDefinition } from '../measures.content.js';
import { measureInput, type GroupInput, type MeasureInput } from '../measures.input.js';
import type { GroupView, MeasureView } from '../measures.queries.js';
import {
  BASES,
  CELL_BASES,
  COLUMN_NAMES,
  DICTIONARY_WORDS,
  FREQUENCIES,
  POLARITIES,
  UNITS,
  USUAL_DECIMALS,
  type DictionaryColumn,
} from './dictionary-words.js';

/** A measure that a table names. */
export interface DictionaryRow {
  /** As a spreadsheet numbers it. */
  number: number;
  /** As people call it: its title, else `Group 3`. */
  group: string;
  in: { id: string } | { number: number };
  /** A measure of this reference or title is there already, and stays as it is. */
  there: boolean;
  measure: Omit<MeasureInput, 'groupId'>;
}

export interface DictionaryPlan {
  /** That have to be made first. */
  groups: GroupInput[];
  rows: DictionaryRow[];
  /** Headings that were not read. */
  unread: string[];
  issues: string[];
}

/** What is in the programme already. */
export interface KnownDictionary {
  groups: readonly Pick<GroupView, 'id' | 'number' | 'title'>[];
  measures: readonly Pick<MeasureView, 'groupId' | 'position' | 'definition'>[];
  themes: readonly { id: string; number: number; title: string }[];
}

const plain = (text: string): string => text.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();
const orNull = (text: string): string | null => (text === '' ? null : text);

/** `80`, `80%`, `£1,250.00`; undefined for what is no number. */
function amountOf(text: string): number | undefined {
  const digits = text.replace(/[£%\s]/g, '').replace(/,(?=\d{3}(?:\D|$))/g, '');
  return /^[-−]?\d+(?:\.\d+)?$/.test(digits) ? Number(digits.replace('−', '-')) : undefined;
}

/**
 * Reads a dictionary of measures as a spreadsheet has it: a row for each measure, under headings. An empty group means the one above.
 * A group is known by its number or its title; one that is not there is made. Pure.
 */
export function readDictionary(grid: Grid, known: KnownDictionary): DictionaryPlan {
  const table = headedTable(grid, COLUMN_NAMES);
  // One target alone rates in the same way as a floor or as an ambition; beside one of them it may mean either.
  const others = table.columns.includes('floor') || table.columns.includes('ambition');
  const reader = new DictionaryReader(known, others ? 'floor' : 'target');
  const issues = [...table.faults];
  for (const column of ['group', 'title', 'better'] as const)
    if (grid.rows.length > 0 && !table.columns.includes(column))
      issues.push(`The table has no column “${MISSING[column]}”. Its first row names the columns.`);
  if (issues.length === 0) for (const row of table.rows) reader.read(row);
  issues.push(...reader.issues);
  if (issues.length === 0 && reader.rows.length === 0) issues.push('There is no row below the headings.');
  const unread = [...table.unknown, ...(others && table.columns.includes('target') ? ['Target'] : [])];
  return { groups: [...reader.made.values()], rows: reader.rows, unread, issues };
}

const MISSING = { group: 'Group', title: 'Title', better: 'Better when' } as const;

/** Where an issue of the room's schema stands, in words. */
const PLACES: Readonly<Record<string, string>> = {
  'definition.reference': 'Reference',
  'definition.title': 'Title',
  'definition.definition': 'Definition',
  'definition.source': 'Source',
  'definition.decimals': 'Decimals',
  'definition.basis': 'Current figure covers',
  'definition.cellBasis': 'A figure covers',
  'definition.numerator': 'Numerator',
  'definition.denominator': 'Denominator',
  'definition.availabilityNote': 'Why there is no figure',
  'definition.target.minimum': 'Floor',
  'definition.target.upper': 'Ambition',
  'definition.tolerance': 'Tolerance',
  'definition.deadBand': 'Least change',
};

class DictionaryReader {
  readonly rows: DictionaryRow[] = [];
  readonly issues: string[] = [];
  /** Groups that have to be made, by how the table calls them. */
  readonly made = new Map<string, GroupInput>();
  private readonly places = new Map<string, number>();
  private readonly seen = new Map<string, number>();
  private group = '';

  /** @param minimum the column of the floor. */
  constructor(
    private readonly known: KnownDictionary,
    private readonly minimum: DictionaryColumn,
  ) {}

  read(row: HeadedRow<DictionaryColumn>): void {
    const before = this.issues.length;
    this.group = row.text('group') || this.group;
    if (this.group === '') this.wrong(row, 'There is no group in it or above it.');
    const definition = this.definitionOf(row);
    if (this.issues.length > before) return;
    const group = this.groupOf(row);
    if (this.issues.length > before) return;
    const key = 'id' in group.in ? group.in.id : String(group.in.number);
    const there = this.isThere(definition);
    const position = (this.places.get(key) ?? this.lastPosition(group.in)) + (there ? 0 : 1);
    const parsed = measureInput.safeParse({ groupId: null, position, definition });
    if (!parsed.success) {
      for (const { path, message } of parsed.error.issues) {
        const place = PLACES[path.join('.')];
        this.wrong(row, place === undefined ? message : `${place}: ${message}`);
      }
      return;
    }
    const twice = this.seen.get(plain(definition.title));
    if (twice !== undefined) {
      this.wrong(row, `“${definition.title}” stands in row ${twice} already.`);
      return;
    }
    this.seen.set(plain(definition.title), row.number);
    this.places.set(key, position);
    const { groupId: _, ...measure } = parsed.data;
    this.rows.push({ number: row.number, group: group.name, in: group.in, there, measure });
  }

  private wrong(row: HeadedRow<DictionaryColumn>, message: string): void {
    this.issues.push(`Row ${row.number}: ${message}`);
  }

  private isThere({ reference, title }: { reference: string | null; title: string }): boolean {
    return this.known.measures.some(
      ({ definition }) =>
        plain(definition.title) === plain(title) ||
        (reference !== null &&
          definition.reference !== null &&
          plain(definition.reference) === plain(reference)),
    );
  }

  private lastPosition(group: DictionaryRow['in']): number {
    if (!('id' in group)) return 0;
    return Math.max(
      0,
      ...this.known.measures.filter(({ groupId }) => groupId === group.id).map(({ position }) => position),
    );
  }

  private groupOf(row: HeadedRow<DictionaryColumn>): { name: string; in: DictionaryRow['in'] } {
    const called = this.group;
    const number = /^\d{1,2}$/.test(called) ? Number(called) : null;
    const there = this.known.groups.find((one) =>
      number === null ? plain(one.title ?? '') === plain(called) : one.number === number,
    );
    if (there) return { name: there.title ?? `Group ${there.number}`, in: { id: there.id } };
    let group = this.made.get(plain(called));
    if (!group) {
      group = {
        number: number ?? this.nextNumber(),
        title: number === null ? called : null,
        themeId: this.themeOf(row),
        ownerId: null,
      };
      if (group.number < 1 || group.number > 99)
        this.wrong(row, 'A group has a number from 1 to 99, and there are no more than 99.');
      if (called.length > 300)
        this.wrong(
          row,
          `Group: Shorten this to 300 characters. It has ${called.length.toLocaleString('en-GB')}.`,
        );
      this.made.set(plain(called), group);
    }
    return { name: group.title ?? `Group ${group.number}`, in: { number: group.number } };
  }

  private nextNumber(): number {
    return 1 + Math.max(0, ...[...this.known.groups, ...this.made.values()].map(({ number }) => number));
  }

  /** The theme that prints the group: by number or title, as its first row has it. */
  private themeOf(row: HeadedRow<DictionaryColumn>): string | null {
    const called = row.text('theme');
    if (called === '') return null;
    const found = this.known.themes.find(
      ({ number, title }) => String(number) === called || plain(title) === plain(called),
    );
    if (!found) this.wrong(row, `There is no theme “${called}” in this programme.`);
    return found?.id ?? null;
  }

  private definitionOf(row: HeadedRow<DictionaryColumn>): MeasureDefinition {
    const unit = this.oneOf(row, 'unit', UNITS, 'a unit');
    const text = (column: DictionaryColumn): string | null => orNull(row.text(column));
    if (row.text('title') === '') this.wrong(row, 'It has no title.');
    if (row.text('better') === '') this.wrong(row, 'Say whether higher, lower or neither is better.');
    return {
      reference: text('reference'),
      title: row.text('title'),
      definition: text('definition'),
      source: text('source'),
      unit,
      decimals: this.amount(row, 'decimals') ?? (unit === null ? 0 : USUAL_DECIMALS[unit]),
      polarity: this.oneOf(row, 'better', POLARITIES, 'higher, lower or neither') ?? 'neutral',
      basis: this.oneOf(row, 'current', BASES, DICTIONARY_WORDS.current.join(', ')),
      cellBasis: this.oneOf(row, 'covers', CELL_BASES, DICTIONARY_WORDS.covers.join(', ')) ?? 'in_month',
      frequency: this.oneOf(row, 'frequency', FREQUENCIES, 'month, quarter or year') ?? 'month',
      numerator: text('numerator'),
      denominator: text('denominator'),
      ownerId: null,
      statutory: this.yesOrNo(row),
      availabilityNote: text('note'),
      target: {
        minimum: this.amount(row, this.minimum),
        upper: this.amount(row, 'ambition'),
        from: null,
        until: null,
      },
      belowZero: null,
      tolerance: this.amount(row, 'tolerance'),
      deadBand: this.amount(row, 'change'),
      fedBy: null,
    };
  }

  /** Null where nothing stands there. */
  private oneOf<T extends string>(
    row: HeadedRow<DictionaryColumn>,
    column: DictionaryColumn,
    words: Readonly<Record<string, T>>,
    wanted: string,
  ): T | null {
    const written = row.text(column);
    if (written === '') return null;
    const found = Object.hasOwn(words, plain(written)) ? words[plain(written)] : undefined;
    if (found === undefined) this.wrong(row, `“${written}” is not ${wanted}.`);
    return found ?? null;
  }

  private amount(row: HeadedRow<DictionaryColumn>, column: DictionaryColumn): number | null {
    const written = row.text(column);
    if (written === '' || written === '-' || written === '–') return null;
    const value = amountOf(written);
    if (value === undefined) this.wrong(row, `“${written}” is not a number.`);
    return value ?? null;
  }

  private yesOrNo(row: HeadedRow<DictionaryColumn>): boolean {
    const written = plain(row.text('statutory'));
    if (!['', 'yes', 'no', 'y', 'n', 's'].includes(written))
      this.wrong(row, `“${row.text('statutory')}” is not yes or no.`);
    return ['yes', 'y', 's'].includes(written);
  }
}
