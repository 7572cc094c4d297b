import fc from 'fast-check';
import { blocksOf } from '../../src/disclosure/blocks.js';
import { isPerson, type ReportSnapshot } from '../../src/snapshot/index.js';
import { paragraphBlock, paragraphsOf, USUAL_POLICY, type Policy } from '../../src/snapshot/publication.js';
import { smallNumbersOf } from '../../src/disclosure/publications.queries.js';
import { anyReport } from './any-report.js';

/** In every text that is withheld, and in nothing that is not. */
export const SECRET = 'Zqxsecret';

/** Keys of texts that people write; the others hold dates, words of closed lists and ids. */
const WRITTEN = new Set(
  'title name text narrative commentary description event cause consequence mitigation nextAction reason note comment closedReason words summary definition availabilityNote'.split(
    ' ',
  ),
);

/** A report with a secret in every text of the blocks that are withheld, and which kinds of block those are. */
export interface Planted {
  report: ReportSnapshot;
  kinds: Set<string>;
}

/** Reports of every shape with up to six blocks of any kind withheld. */
export const planted: fc.Arbitrary<Planted> = fc
  .record({
    report: anyReport,
    picks: fc.array(fc.nat(), { minLength: 1, maxLength: 6 }),
    names: fc.constantFrom('names' as const, 'titles' as const),
    threshold: fc.constantFrom(5, 9),
  })
  .map(({ report, picks, names, threshold }) => {
    const copy = structuredClone(report);
    const blocks = blocksOf(copy);
    const chosen = [...new Set(picks.map((pick) => blocks[pick % blocks.length]))].filter(
      (one) => one !== undefined,
    );
    const withheld = chosen.map(({ block, kind }) => ({ kind, block: plant(copy, block) }));
    return {
      report: decided(
        copy,
        withheld.map(({ block }) => block),
        { ...USUAL_POLICY, names, threshold },
      ),
      kinds: new Set(withheld.map(({ kind }) => kind)),
    };
  });

/** As assembling decides it. */
function decided(report: ReportSnapshot, blocks: readonly string[], policy: Policy): ReportSnapshot {
  const withheld = [...new Set(blocks)].map((block) => ({
    block,
    ground: 'exempt' as const,
    paragraphs: [3],
    note: `The public interest is ${SECRET}.`,
  }));
  const { suppressed } = smallNumbersOf(report.sections, new Set(blocks), {
    policy,
    released: new Set<string>(),
    earlier: [],
    withheld: [],
  });
  return { ...report, publication: { policy, withheld, released: [], suppressed } };
}

/** Puts the secret into everything that somebody wrote in the block. @returns its address by now: a paragraph's is of its words. */
function plant(report: ReportSnapshot, block: string): string {
  const [kind = '', ...rest] = block.split('/');
  const id = rest.at(-1) ?? '';
  let moved = block;
  const walk = (value: unknown, inside: boolean): void => {
    if (typeof value !== 'object' || value === null) return;
    if (isPerson(value)) {
      if (kind === 'person' && value.id === id && !value.name.includes(SECRET)) value.name = `Vera ${SECRET}`;
      return;
    }
    const here = inside || (kind === 'entry' && 'id' in value && value.id === id);
    for (const [key, item] of Object.entries(value)) {
      if (typeof item === 'string' && WRITTEN.has(key)) {
        const text = kind === 'paragraph' ? mark(item) : here ? `${item} ${SECRET}` : item;
        (value as Record<string, unknown>)[key] = text;
      } else walk(item, here);
    }
  };
  const mark = (text: string): string =>
    paragraphsOf(text)
      .map((paragraph) => {
        if (paragraphBlock(paragraph) !== block) return paragraph;
        const secret = `${paragraph} ${SECRET}`;
        moved = paragraphBlock(secret);
        return secret;
      })
      .join('\n\n');
  if (kind === 'section')
    for (const section of report.sections) {
      if (section.subject.id !== id) continue;
      section.subject.title += ` ${SECRET}`;
      walk(section.content, true);
    }
  else walk([report.overall, report.roles, report.sections, report.challenges], false);
  return moved;
}
