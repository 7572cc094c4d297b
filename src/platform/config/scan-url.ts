import { z } from 'zod';

/** Where files are scanned, and in which way. */
export type ScanAddress =
  | { kind: 'clamd'; path: string }
  | { kind: 'clamd'; host: string; port: number }
  | { kind: 'icap'; host: string; port: number; service: string };

/** @returns undefined for what is no address of a scanner, and for one with a login in it: neither protocol has any. */
export function scanAddress(text: string): ScanAddress | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return undefined;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (url.protocol === 'clamd:') {
    if (host === '') return url.pathname.length > 1 ? { kind: 'clamd', path: url.pathname } : undefined;
    return url.pathname === '' || url.pathname === '/'
      ? { kind: 'clamd', host, port: Number(url.port || 3310) }
      : undefined;
  }
  if (url.protocol === 'icap:' && host !== '')
    return { kind: 'icap', host, port: Number(url.port || 1344), service: url.pathname || '/' };
  return undefined;
}

export const scanUrl = z
  .string()
  .refine(
    (text) => scanAddress(text) !== undefined,
    'is clamd://host:port, clamd:///path of a socket, or icap://host:port/service',
  );
