import { periodWords } from '../../performance/index.js';
import type { CellFate, TableKind } from '../../intake/index.js';

/** What a table of a report is, in words. */
export const KIND_WORDS: Readonly<Record<TableKind, string>> = {
  summary: 'People, date and overall rating',
  people: 'People and their roles',
  overall: 'Overall narrative',
  budget: 'Budget',
  concerns: 'Key areas of concern',
  developments: 'Medium-term developments',
  risks: 'Risks and issues',
  overview: 'Overview of a theme',
  measures: 'Measures and figures',
  plan: 'Objectives and actions',
  workforce: 'Posts by team',
  none: 'Nothing to bring in',
};

export const FATE_WORDS: Readonly<Record<CellFate, string>> = {
  empty: 'Empty',
  heading: 'A heading',
  taken: 'Taken',
  asked: 'Asked about',
  told: 'Not needed',
  unplaced: 'No place',
};

const ROLE_WORDS: Readonly<Record<string, string>> = {
  none: 'Not read',
  label: 'What it is',
  value: 'Its value',
  role: 'Role',
  person: 'Name',
  job: 'Job title or address',
  text: 'Narrative',
  rag: 'Rating',
  theme: 'Theme',
  title: 'Title',
  budget: 'Budget',
  actual: 'Actual spend',
  forecast: 'Forecast spend',
  variance: 'Variance',
  comment: 'Comment',
  reference: 'Number or reference',
  description: 'Description',
  owner: 'Owner',
  due: 'By when',
  kind: 'Issue or risk',
  mitigation: 'Mitigation',
  raised: 'Date raised',
  probability: 'Probability',
  impact: 'Impact',
  score: 'Score',
  measure: 'Name of the measure',
  current: 'Current figure',
  basis: 'Snapshot or year to date',
  target: 'Target',
  polarity: 'Which direction is better',
  good: 'Good and outstanding authorities',
  minimum: 'Target: minimum',
  upper: 'Target: upper',
  trend: 'Trend',
  national: 'National figure',
  region: 'Figure of the region',
  neighbours: 'Statistical neighbours',
  objective: 'Objective',
  action: 'Action',
  narrative: 'Progress narrative',
  rating: 'Rating now',
  team: 'Team',
  post: 'Post or role',
  establishment: 'Establishment',
  permanent: 'Permanent staff in post',
  vacant: 'Vacant posts',
  agency: 'Agency workers',
  covering: 'Agency workers who cover vacant posts',
  starters: 'Starters in twelve months',
  leavers: 'Leavers in twelve months',
  rate: 'Vacancy rate',
};

/** What a column holds: `Objective`, `August 2019`, `Quarter 4`, `Quarter 4 of 2018/19`. */
export function roleWords(role: string): string {
  const period = /^period:(.+)$/.exec(role)?.[1];
  if (period !== undefined) return periodWords(period);
  const [, quarter, year] = /^quarter:(\d)(?::(\d{4}))?$/.exec(role) ?? [];
  if (quarter !== undefined)
    return `Quarter ${quarter}${year === undefined ? '' : ` of ${year}/${String((Number(year) + 1) % 100).padStart(2, '0')}`}`;
  return Object.hasOwn(ROLE_WORDS, role) ? (ROLE_WORDS[role] ?? role) : role;
}
