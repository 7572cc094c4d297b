import type { FigureColumn, FigureEntry } from '../../performance/index.js';
import { textOf, type Sent } from '../shell/index.js';
import { acceptedCells } from './choices.form.js';

type Place = Pick<FigureColumn, 'span' | 'period'>;

const LETTERS = { month: 'm', quarter: 'q', year_to_date: 't', year: 'y' } as const;
const SPANS = { m: 'month', q: 'quarter', t: 'year_to_date', y: 'year' } as const;
const CELL =
  /^f_([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})_([mqty])([12]\d{3})(?:-(0[1-9]|1[0-2]))?$/;

/** The name of a column in its fields: `m2020-01`, `q2020-01` for the quarter that begins then, `t2020-01` to date, `y2018` for 2018/19. */
export const columnName = ({ span, period }: Place): string =>
  `${LETTERS[span]}${period.slice(0, span === 'year' ? 4 : 7)}`;

const COLUMN = /^([mqty])([12]\d{3})(?:-(0[1-9]|1[0-2]))?$/;

/** The inverse of {@link columnName}; undefined for what names no period. */
export function columnPlace(name: string): Place | undefined {
  const [, letter, year, month] = COLUMN.exec(name) ?? [];
  if (letter === undefined || (letter === 'y') !== (month === undefined)) return undefined;
  if (letter === 'q' && !['01', '04', '07', '10'].includes(month ?? '')) return undefined;
  return { span: SPANS[letter as keyof typeof SPANS], period: `${year}-${month ?? '04'}-01` };
}

/** The name of one cell's field. */
export const cellName = (measureId: string, place: Place): string => `f_${measureId}_${columnName(place)}`;

export const entryName = (entry: FigureEntry): string => cellName(entry.measureId, entry);

/** Of the field that says why this cell changes. */
export const reasonName = (cell: string): string => `reason_${cell}`;

/** Of the field that leaves this cell as somebody else recorded it. */
export const leftName = (cell: string): string => `leave_${cell}`;

/** Every cell that was sent. */
export function entriesOf(sent: Sent): FigureEntry[] {
  const accepted = acceptedCells(sent);
  return Object.entries(sent).flatMap(([name, value]) => {
    const [, measureId, letter, year, month] = CELL.exec(name) ?? [];
    if (measureId === undefined || (letter === 'y') !== (month === undefined)) return [];
    const reason = textOf(sent[reasonName(name)]).trim();
    return [
      {
        measureId,
        span: SPANS[letter as keyof typeof SPANS],
        period: month === undefined ? `${year}-04-01` : `${year}-${month}-01`,
        text: textOf(value).slice(0, 200),
        reason: reason === '' ? null : reason,
        leave: textOf(sent[leftName(name)]) !== '',
        accepted: accepted.includes(name),
      },
    ];
  });
}

/** The reasons that were given already, so that they are still there when the figures have been changed once more. */
export const reasonsOf = (sent: Sent): { name: string; value: string }[] =>
  Object.entries(sent)
    .map(([name, value]) => ({ name, value: textOf(value) }))
    .filter(
      ({ name, value }) =>
        value.trim() !== '' &&
        (name === 'reason' ||
          (name.startsWith(reasonName('')) && CELL.test(name.slice(reasonName('').length)))),
    );

/** The number up to which the page knew the figures; 0 when it is no number. */
export const knownToOf = (sent: Sent): string => /^\d{1,18}$/.exec(textOf(sent['_known']))?.[0] ?? '0';
