/**
 * A pure function of an object that nobody changes: asked once for each object, and remembered for as long as the object is. What throws is
 * asked again.
 */
export function oncePer<Input extends object, Answer>(
  answer: (input: Input) => Answer,
): (input: Input) => Answer {
  const known = new WeakMap<Input, { answer: Answer }>();
  return (input) => {
    const found = known.get(input);
    if (found) return found.answer;
    const made = answer(input);
    known.set(input, { answer: made });
    if (made instanceof Promise) made.catch(() => known.delete(input));
    return made;
  };
}
