/** Requests a minute from one place. Nobody guesses an address; this keeps whoever has one from filling the ledger. */
export const READING_LIMITS = { pages: 60, files: 20 } as const;

/** The address is a secret: no other site learns it, no search engine keeps it, and no cache keeps what is behind it. */
export const SECRET_HEADERS = {
  // With no-referrer a browser would post `Origin: null`, and hide that the form was sent from our own page.
  'Referrer-Policy': 'strict-origin',
  'X-Robots-Tag': 'noindex, nofollow, noarchive',
  'Cache-Control': 'no-store',
} as const;
