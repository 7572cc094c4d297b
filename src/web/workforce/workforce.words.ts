import { WORKFORCE_COLUMNS, WORKFORCE_RATES } from '../../document/index.js';
import { AREA_NAMES, formatDecimal } from '../../snapshot/index.js';
import { AREAS, type FteColumn, type Rate } from '../../workforce/index.js';
import type { Choice } from '../shell/index.js';
import type { Area } from './workforce.store.js';

const FIELDS: Readonly<Record<FteColumn, string>> = {
  establishmentFte: 'establishment',
  permanentFte: 'permanent',
  vacantFte: 'vacant',
  agencyFte: 'agency',
  agencyCoveringFte: 'covering',
  startersFte: 'starters',
  leaversFte: 'leavers',
};

/** The seven columns of an establishment as the report heads them, with their fields. */
export const FTE_FIELDS = WORKFORCE_COLUMNS.map(({ key, heading }) => ({
  key,
  field: FIELDS[key],
  label: heading,
}));

/** Each rate with the name of its formula. */
export const RATE_WORDS = WORKFORCE_RATES;

export const rateWords = (rate: Rate): string => RATE_WORDS.find(({ key }) => key === rate)?.label ?? rate;
export const formulaWords = (rate: Rate): string => RATE_WORDS.find(({ key }) => key === rate)?.formula ?? '';
export const areaWords = (area: Area): string => AREA_NAMES[area];

export const RATE_CHOICES: readonly Choice[] = RATE_WORDS.map(({ key, label, formula }) => ({
  value: key,
  text: label,
  hint: formula,
}));
export const AREA_CHOICES: readonly Choice[] = AREAS.map((area) => ({ value: area, text: AREA_NAMES[area] }));

/** The name of a benchmark in addresses: `vacancyDfe-england`. */
export const benchmarkKey = (rate: Rate, area: Area): string => `${rate}-${area}`;

/** Undefined when there is no such rate or area. */
export function readBenchmarkKey(key: string): { rate: Rate; area: Area } | undefined {
  const [first = '', second = ''] = key.split('-');
  const rate = RATE_WORDS.find((one) => one.key === first)?.key;
  const area = AREAS.find((one) => one === second);
  return rate && area && { rate, area };
}

export const NOT_KNOWN = 'Not known';
export const fteWords = (value: number | null): string =>
  value === null ? NOT_KNOWN : formatDecimal(value, 1, 2);
export const percentWords = (value: number | null): string =>
  value === null ? NOT_KNOWN : `${formatDecimal(value, 1, 2)}%`;
