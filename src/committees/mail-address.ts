import { z } from 'zod';

const LOCAL = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

function isMailAddress(text: string): boolean {
  const at = text.lastIndexOf('@');
  const local = text.slice(0, at);
  const labels = text.slice(at + 1).split('.');
  return (
    at > 0 &&
    local.length <= 64 &&
    LOCAL.test(local) &&
    labels.length >= 2 &&
    labels.every((label) => LABEL.test(label))
  );
}

/**
 * A bare e-mail address, in lower case: what the mail transport will take, and nothing that could be two addresses. ASCII only; an
 * internationalised domain is given in its xn-- form. That anybody reads mail there is not checked.
 */
export const mailAddress = z
  .string()
  .trim()
  .max(254, 'This must not be longer than 254 characters.')
  .toLowerCase()
  .refine(isMailAddress, 'This is not an e-mail address.');

/** @param allowed domains in any case; empty = any. Subdomains are not implied. */
export function domainAllowed(address: string, allowed: readonly string[]): boolean {
  const domain = address.slice(address.lastIndexOf('@') + 1);
  return allowed.length === 0 || allowed.some((one) => one.toLowerCase() === domain);
}
