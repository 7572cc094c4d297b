import { z } from 'zod';
import { atMost } from '../text/input.js';

const LOCAL = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const LABEL = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

/**
 * Whether this is one bare mail address. ASCII only: an internationalised domain is given in its xn-- form. Quoted local parts are
 * refused on purpose. Does NOT check that anybody reads mail there.
 */
export function isMailAddress(text: string): boolean {
  const at = text.lastIndexOf('@');
  const local = text.slice(0, at);
  const labels = text.slice(at + 1).split('.');
  return (
    at > 0 &&
    text.length <= 254 &&
    local.length <= 64 &&
    LOCAL.test(local) &&
    labels.length >= 2 &&
    labels.every((label) => LABEL.test(label))
  );
}

/**
 * The one spelling by which an account is found and its attempts are counted: the letters A to Z in lower case, and nothing else
 * changed. Lower case by Unicode, and by a database, make other letters into these, each in its own way.
 */
export const foldAddress = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

/** What people type as an address: one bare mail address, folded. Does NOT check that anybody reads mail there. */
export const mailAddress = z
  .string()
  .trim()
  .max(254, atMost(254))
  .refine(isMailAddress, 'This must be an e-mail address.')
  .overwrite(foldAddress)
  .meta({ format: 'email' });

/** In lower case. */
export const domainOf = (address: string): string =>
  address.slice(address.lastIndexOf('@') + 1).toLowerCase();

/** @param allowed domains in any case; empty = any. Subdomains are not implied. */
export const domainAllowed = (address: string, allowed: readonly string[]): boolean =>
  allowed.length === 0 || allowed.some((one) => one.toLowerCase() === domainOf(address));
