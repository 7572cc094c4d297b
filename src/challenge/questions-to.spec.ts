import { describe, expect, it } from '@jest/globals';
import { lookThrough } from '../disclosure/index.js';
import { reportSnapshot, themeSection } from '../snapshot/testing.js';
import { challenge } from './challenge.rules.js';
import { questionsTo } from './questions-to.js';

function reportOf(narrative: string) {
  const section = themeSection({});
  const overview = { rating: 'amber' as const, narrative };
  return reportSnapshot({ sections: [{ ...section, content: { ...section.content, overview } }] });
}
const PASSAGE = '3 children moved in the week. ';

describe('a report that is too long to be looked through beside other requests', () => {
  const long = reportOf(PASSAGE.repeat(5000));

  it('is asked the same, in a thread that lets the process go on', async () => {
    let ticks = 0;
    const clock = setInterval(() => ticks++, 5);
    const found = await questionsTo(long);
    clearInterval(clock);
    expect(ticks).toBeGreaterThan(3);
    expect(found).toEqual(challenge(long));
    expect(found.map(({ rule }) => rule)).toContain('may-recognise');
    await expect(lookThrough(long)).resolves.toHaveLength(5000);
  });

  it('waits when two are looked through already', async () => {
    const others = [1, 2, 3].map((more) => lookThrough(reportOf(PASSAGE.repeat(5000 + more))));
    const answers = await Promise.allSettled(others);
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    expect(answers[2]).toMatchObject({ reason: { status: 503, code: 'busy', retryAfter: 5 } });
  });

  it('differs from one of usual length by nothing else', async () => {
    const usual = reportOf(PASSAGE);
    await expect(questionsTo(usual)).resolves.toEqual(challenge(usual));
  });
});
