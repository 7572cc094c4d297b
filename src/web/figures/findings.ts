import type { PastedTable } from '../../performance/index.js';

type Finding = PastedTable['problems'][number];

/** `Row 3, column B (67,2)`; `The whole table` */
export function placeWords({ row, column, value }: Finding): string {
  if (row === null) return 'The whole table';
  const place = `Row ${row}${column === null ? '' : `, column ${column}`}`;
  return value === null || value === '' ? place : `${place} (${value})`;
}

export const findingWords = (finding: Finding): string =>
  finding.row === null ? finding.reason : `${placeWords(finding)}: ${finding.reason}`;

/** How many remarks of one kind a page lists. */
export const MOST_LISTED = 200;

/** The first of them, and how many more there are. */
export function listed(findings: readonly Finding[]): string[] {
  const more = findings.length - MOST_LISTED;
  return [
    ...findings.slice(0, MOST_LISTED).map(findingWords),
    ...(more > 0 ? [`And ${more.toLocaleString('en-GB')} more`] : []),
  ];
}
