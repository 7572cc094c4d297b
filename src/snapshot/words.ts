import { londonDate, londonTime } from '../platform/index.js';
import { monthWords, RATING_WORDS, type ActionRating } from '../programmes/index.js';

/** Shorthand for a value that is not known, as official statistics print it; explained wherever it stands. */
export const NOT_AVAILABLE = '[x]';

/** A rating as it is printed: always the word; the shape tells ratings apart without colour. */
export interface RatingView {
  word: string;
  /** Names the style; the template adds nothing to the word. */
  style: 'red' | 'amber' | 'green' | 'complete' | 'not-due' | 'not-rated';
}

const STYLES: Readonly<Record<ActionRating, RatingView['style']>> = {
  RED: 'red',
  AMBER: 'amber',
  GREEN: 'green',
  COMPLETE: 'complete',
  NOT_DUE: 'not-due',
};

/** @param rating null when nobody gave one, which is not a rating. */
export function ratingView(rating: ActionRating | null): RatingView {
  return rating === null
    ? { word: 'Not rated', style: 'not-rated' }
    : { word: RATING_WORDS[rating], style: STYLES[rating] };
}

/** @param date ISO local date. @returns `27 January 2020` */
export function longDate(date: string): string {
  return `${Number(date.slice(8, 10))} ${monthWords(date)}`;
}

/** Both ISO local dates. @returns `1 to 31 January 2020`; `31 December 2019 to 3 January 2020` */
export function daysInWords(from: string, until: string): string {
  const [first, last] = [longDate(from), longDate(until)];
  if (from === until) return last;
  return from.slice(0, 7) === until.slice(0, 7)
    ? `${first.split(' ', 1).join('')} to ${last}`
    : `${first} to ${last}`;
}

/** @param instant ISO 8601 with an offset. @returns London time: `31 January 2020 at 14:05` */
export function londonInstant(instant: string): string {
  const at = new Date(instant);
  return `${longDate(londonDate(at))} at ${londonTime(at)}`;
}

/** Name and job title, or one of them where they say the same. */
export function personLabel({ name, jobTitle }: { name: string; jobTitle: string }): string {
  return jobTitle === '' || jobTitle === name ? name : `${name}, ${jobTitle}`;
}

const LIST = new Intl.ListFormat('en-GB');

/** @returns `1`, `1 and 2`, `1, 2 and 3` */
export const inWords = (items: readonly (string | number)[]): string => LIST.format(items.map(String));

/** Whom figures are compared with, by the names that the rooms give. */
export const AREA_NAMES = {
  national: 'England',
  england: 'England',
  region: 'Region',
  neighbours: 'Statistical neighbours',
} as const;
export type Area = keyof typeof AREA_NAMES;

/** `England`, `region`, `statistical neighbours`: within a sentence. */
export const areaInSentence = (area: Area): string =>
  AREA_NAMES[area] === 'England' ? AREA_NAMES[area] : AREA_NAMES[area].toLowerCase();
