import { WORKFORCE_COLUMNS, WORKFORCE_RATES } from '../../document/index.js';
import { RATING_WORDS, type ActionRating } from '../../programmes/index.js';
import {
  formatDecimal,
  formatPounds,
  longDate,
  personLabel,
  type SnapshotPerson,
} from '../../snapshot/index.js';
import { capitalised, count } from '../shell/index.js';
import { value, type Said } from './said-fields.js';

const UNKNOWN = 'Not known';
const NO_DATE = 'No date set';

export const plain = (word: string): string => capitalised(word.replace(/_/g, ' '));
const yesNo = (is: boolean): string => (is ? 'Yes' : 'No');
export const day = (label: string) => value<string>(label, longDate, NO_DATE);
export const one = (label: string) => value<string>(label, plain);
export const number = (label: string) => value<number>(label, String, UNKNOWN);
export const decimal = (label: string) =>
  value<number>(label, (amount) => formatDecimal(amount, 0, 4), UNKNOWN);
export const percent = (label: string) =>
  value<number>(label, (share) => `${formatDecimal(share, 1, 2)}%`, UNKNOWN);
/** With the places that somebody gave it. */
export const givenPercent = (label: string) =>
  value<number>(label, (share) => `${formatDecimal(share, 0, 2)}%`, UNKNOWN);
export const pounds = (label: string) => value<string>(label, formatPounds, UNKNOWN);
export const yes = (label: string) => value<boolean>(label, yesNo);
export const rating = (label: string) => value<ActionRating>(label, (rag) => RATING_WORDS[rag], 'Not rated');
export const person = (label: string) => value<SnapshotPerson>(label, personLabel, 'Nobody yet');
export const linked = (label: string, what: string) =>
  value<string[]>(label, (ids) => count(ids.length, what), 'None');
export const theme = value<string>('Theme that prints it', () => 'A theme', 'None');

const fte = (label: string) => value<number>(label, (posts) => formatDecimal(posts, 1, 2), UNKNOWN);

type Columns = Record<(typeof WORKFORCE_COLUMNS)[number]['key'], Said<number>>;
export const columns = (inAll = ''): Columns =>
  Object.fromEntries(WORKFORCE_COLUMNS.map(({ key, heading }) => [key, fte(heading + inAll)])) as Columns;

type Rates = Record<(typeof WORKFORCE_RATES)[number]['key'], Said<number>>;
export const rates = (inAll = ''): Rates =>
  Object.fromEntries(WORKFORCE_RATES.map(({ key, label }) => [key, percent(label + inAll)])) as Rates;

export const caseload = (inAll = '') => ({
  cases: number(`Cases${inAll}`),
  workersFte: fte(`Workers who hold cases${inAll}`),
});
