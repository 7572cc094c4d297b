import { LRUCache } from 'lru-cache';
import { sha256Hex } from '../text/canonical.js';

/**
 * A pure function that remembers its last answers. What it was asked is known again by the SHA-256 of its JSON, so an answer holds for as
 * long as nothing changes in what it follows from, and no longer. Two who ask at once wait for one answer. What fails is asked again.
 * @param max answers kept; the one that nobody has asked for the longest goes first.
 * @param answer pure; its answers are given out again and again, and are frozen.
 */
export function remembering<Input, Answer>(
  max: number,
  answer: (input: Input) => Answer | Promise<Answer>,
): (input: Input) => Promise<Answer> {
  const kept = new LRUCache<string, Promise<Answer>>({ max });
  return (input) => {
    const asked = sha256Hex(JSON.stringify(input));
    const known = kept.get(asked);
    if (known) return known;
    const made = (async () => frozen(await answer(input)))();
    kept.set(asked, made);
    made.catch(() => kept.delete(asked));
    return made;
  };
}

/** It and everything below it. */
export function frozen<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const inner of Object.values(value) as unknown[]) frozen(inner);
  return value;
}
