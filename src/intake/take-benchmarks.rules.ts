import { parseFigure, type MeasureDefinition } from '../performance/index.js';
import { oneLine } from '../platform/index.js';
import { periodsIn, type MeasureRow } from './measure-row.js';
import type { ProposedBenchmark } from './proposals.js';
import type { TableTaker } from './take-table.js';
import { ARROW } from './words.js';

/** Minimum, upper, trend and benchmarks. @returns the benchmarks; targets are asked about on the measure’s own page. */
export function takeTail(
  taker: TableTaker,
  row: MeasureRow,
  definition: MeasureDefinition,
  needs: readonly string[],
): ProposedBenchmark[] {
  const { columns } = taker.of;
  const last = Math.max(
    ...periodsIn(taker).map(({ at }) => at),
    ...['basis', 'current', 'measure'].map((role) => columns.lastIndexOf(role)),
  );
  const tail = columns.flatMap((role, at) => {
    const text = row.cells[at]?.text ?? '';
    return text === '' || (at <= last && !TAIL.includes(role)) ? [] : [{ at, role, text }];
  });
  const [arrows, figures] = [
    tail.filter(({ text }) => ARROW.test(text.trim())),
    tail.filter(({ text }) => !ARROW.test(text.trim())),
  ];
  for (const { at } of arrows)
    taker.mark(row.at, at + row.shift, 'told', 'The trend is worked out from the months.');
  for (const { at, role, text } of figures)
    if (role === 'trend' && /^(n\/?a|-|–|up|down|same|level|better|worse)$/i.test(text))
      taker.mark(row.at, at + row.shift, 'told', 'The trend is worked out from the months.');
  const numbers = figures.filter(({ text, role }) => role !== 'trend' || /\d/.test(text));
  const misplaced = numbers.some(({ role, text }) => role === 'trend' && /\d/.test(text));
  const placed = misplaced
    ? movedTail(taker, row, figures)
    : numbers.map((one) => ({ ...one, needs: [] as string[] }));
  return placed.flatMap(({ at, role, text, needs: own }): ProposedBenchmark[] => {
    const column = at + row.shift;
    if (role === 'minimum' || role === 'upper') {
      taker.mark(
        row.at,
        column,
        'unplaced',
        'A target needs to know which direction is better. Enter it on the page of the measure.',
      );
      return [];
    }
    if (role !== 'national' && role !== 'region' && role !== 'neighbours') return [];
    const read = parseFigure(oneLine(text), definition);
    if (read === null || 'reason' in read) {
      taker.mark(row.at, column, 'unplaced', read?.reason ?? null);
      return [];
    }
    taker.mark(row.at, column, 'taken', null, [...needs, ...own]);
    return [
      {
        area: role,
        missingReason: read.missingReason,
        value: read.value,
        decimals: read.decimals,
        needs: own,
      },
    ];
  });
}

const TAIL: readonly string[] = ['minimum', 'upper', 'trend', 'national', 'region', 'neighbours'];

/**
 * Figures under the trend cannot be a trend: the row’s end stands left of its headings. Two figures side by side are then the two benchmarks,
 * in the order of their headings.
 */
function movedTail(
  taker: TableTaker,
  row: MeasureRow,
  figures: readonly { at: number; role: string; text: string }[],
): { at: number; role: string; text: string; needs: string[] }[] {
  const areas = taker.of.columns.filter(
    (role) => role === 'national' || role === 'region' || role === 'neighbours',
  );
  const [first, second] = figures;
  const fits =
    figures.length === 2 && areas.length === 2 && first !== undefined && second?.at === first.at + 1;
  if (!fits) {
    for (const { at } of figures)
      taker.mark(
        row.at,
        at + row.shift,
        'unplaced',
        'It stands under another heading than it can belong to.',
      );
    return [];
  }
  const key = taker.doubt(
    'benchmarks',
    `The two figures at the end of some rows stand left of their headings, such as ${first.text} and ${second.text} of “${row.title.text}”. They are read as ${areas.map((area) => AREA_WORDS[area]).join(' and ')}.`,
  );
  return [
    { ...first, role: areas[0] ?? '', needs: [key] },
    { ...second, role: areas[1] ?? '', needs: [key] },
  ];
}

const AREA_WORDS: Readonly<Record<string, string>> = {
  national: 'the national figure',
  region: 'that of the region',
  neighbours: 'that of statistical neighbours',
};
