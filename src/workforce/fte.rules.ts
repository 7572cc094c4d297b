import { decimal } from '../platform/index.js';

/**
 * Full-time equivalents are whole hundredths while they are computed. A number with two decimals is the nearest double to its
 * hundredths, so that the two convert into each other without loss up to far beyond {@link fte}'s limit.
 */
export const hundredths = (value: number): number => Math.round(value * 100);
export const ofHundredths = (value: number): number => value / 100;

/** Full-time equivalents as the API takes and gives them. */
export const fte = decimal(2).min(0).max(99_999.99).describe('Full-time equivalents, at most two decimals.');
