/** For the API and the page together: enough for an office behind one address, too little to keep a server busy. */
export const VERIFICATION_LIMITS = {
  /** Questions from one address. */
  perMinute: 60,
  /** A report's PDF has about 200 KB. */
  fileBytes: 25 * 1024 * 1024,
} as const;
