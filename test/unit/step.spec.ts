import { describe, expect, it } from '@jest/globals';
import { step } from '../support/step.js';

describe('a step of a story', () => {
  it('returns what its part returns', async () => {
    expect(await step('draft', () => Promise.resolve(1))).toBe(1);
  });

  it('names itself in the failure of an assertion, in the message and in what Jest prints', async () => {
    const failed = step('the draft is saved', async () => expect(await Promise.resolve(1)).toBe(2));
    const error = await failed.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      message: expect.stringMatching(/^Step “the draft is saved”: /) as unknown,
      stack: expect.stringContaining('Step “the draft is saved”: ') as unknown,
    });
    expect((error as Error).message).toContain('Expected: ');
  });

  it('names every step that it is in, the outermost first', async () => {
    const inner = () => step('inner', () => Promise.reject(new Error('no $& here')));
    await expect(step('outer', inner)).rejects.toThrow('Step “outer”: Step “inner”: no $& here');
  });
});
