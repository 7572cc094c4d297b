import type { PartView } from '../../programmes/index.js';
import { freeToDecide } from '../../workflow/index.js';
import { inWords } from '../shell/index.js';

/** Parts on which nobody but one person could decide, or nobody at all. */
export interface FewDeciders {
  /** Null where nobody could. */
  userId: string | null;
  titles: readonly string[];
}

type Part = Pick<PartView, 'title' | 'status' | 'isLeftOut' | 'ownerId' | 'authorIds' | 'programme'>;

/**
 * Which parts at work have too few people who could decide on them, so that it is known before the deadline. Pure.
 * @param approvers everybody who may approve parts, in whichever programme, those who stand in for somebody too.
 */
export function fewDeciders(
  parts: readonly Part[],
  approvers: Parameters<typeof freeToDecide>[0],
): FewDeciders[] {
  const found = new Map<string | null, string[]>();
  for (const { title, status, isLeftOut, ownerId, authorIds, programme } of parts) {
    if (isLeftOut || (status !== 'draft' && status !== 'in_review')) continue;
    const part = { programmeId: programme.id, authorIds };
    const free = new Set(freeToDecide(approvers, part, status === 'draft' ? ownerId : null));
    if (free.size > 1) continue;
    const [userId = null] = free;
    found.set(userId, [...(found.get(userId) ?? []), title]);
  }
  return [...found].map(([userId, titles]) => ({ userId, titles }));
}

/** @param name of the one person who could; undefined where nobody could. */
export const fewDecidersInWords = (titles: readonly string[], name: string | undefined): string =>
  name === undefined
    ? `Nobody can decide on ${inWords(titles)}: give one more person a role that approves parts.`
    : `Nobody but ${name} can decide on ${inWords(titles)}: ask them to name a stand-in.`;
