/** Nothing is fetched, nothing runs, and no page has it in a frame. */
const CLOSED = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'";

/** Of a report that is read in the browser: one file with its styles, fonts and drawings in it. */
export const REPORT_POLICY = `${CLOSED}; style-src 'unsafe-inline'; font-src data:; img-src data:; sandbox`;

/**
 * Of a file that is saved: no cache keeps it, and no browser opens it by itself.
 * @param fileName of ASCII letters, digits, points and hyphens; never what somebody typed.
 */
export const fileHeaders = (fileName: string): Record<string, string> => ({
  'Content-Disposition': `attachment; filename="${fileName}"`,
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': `${CLOSED}; sandbox`,
  'Cache-Control': 'no-store',
});
