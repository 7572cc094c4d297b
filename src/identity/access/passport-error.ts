/** The error that a passport strategy failed with, typed so that it can be thrown. */
export const asError = (failure: unknown): Error =>
  failure instanceof Error
    ? failure
    : new Error('BUG: a strategy failed with something that is not an Error', { cause: failure });
