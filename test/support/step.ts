/**
 * One part of a test that tells a story, for example a report from its draft to its seal. A story is one `it`, so that it can be run
 * alone; the parts have names, so that a failure says how far it came.
 *
 * @returns what the part returns.
 * @throws what the part throws, with the part's name before its message.
 */
export async function step<T>(name: string, part: () => Promise<T>): Promise<T> {
  try {
    return await part();
  } catch (error) {
    // Not `instanceof`: expect's errors come from outside of the test file's own globals.
    if (isError(error)) {
      const { message, stack } = error;
      error.message = `Step “${name}”: ${message}`;
      // Jest prints the stack, which begins with the message of the moment at which the error was made.
      if (stack !== undefined) error.stack = stack.replace(message, () => error.message);
    }
    throw error;
  }
}

function isError(error: unknown): error is Error {
  return typeof error === 'object' && error !== null && 'message' in error && 'stack' in error;
}
