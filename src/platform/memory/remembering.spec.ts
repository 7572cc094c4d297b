import { describe, expect, it } from '@jest/globals';
import { remembering } from './remembering.js';

describe('A function that remembers', () => {
  const counting = (max: number) => {
    const asked: unknown[] = [];
    const ask = remembering(max, (input: { number: number }) => {
      asked.push(input.number);
      if (input.number < 0) throw new Error('Nothing is less than nothing.');
      return { twice: [input.number * 2] };
    });
    return { ask, asked };
  };

  it('asks once for what says the same, also when two ask at once', async () => {
    const { ask, asked } = counting(2);
    const [one, other] = await Promise.all([ask({ number: 1 }), ask({ number: 1 })]);
    await expect(ask({ number: 2 })).resolves.toEqual({ twice: [4] });
    expect(one).toEqual({ twice: [2] });
    expect(other).toBe(one);
    expect(asked).toEqual([1, 2]);
  });

  it('forgets what nobody has asked for the longest, and what failed', async () => {
    const { ask, asked } = counting(2);
    for (const number of [1, 2, 1, 3, 1, 2]) await ask({ number });
    for (const number of [-1, -1]) await expect(ask({ number })).rejects.toThrow('less than nothing');
    expect(asked).toEqual([1, 2, 3, 2, -1, -1]);
  });

  it('gives out what nobody can change for the next one', async () => {
    const { twice } = await counting(1).ask({ number: 1 });
    expect(() => twice.push(3)).toThrow(TypeError);
  });
});
