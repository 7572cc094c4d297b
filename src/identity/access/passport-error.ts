/** What a strategy failed with, to be thrown. passport hands on whatever it was given, typed as nothing. */
export const asError = (failure: unknown): Error =>
  failure instanceof Error
    ? failure
    : new Error('BUG: a strategy failed with what is no error', { cause: failure });
