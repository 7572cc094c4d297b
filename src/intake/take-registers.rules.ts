import { namesIn, dayIn, monthIn, plain } from './words.js';
import { lastDayOf } from '../programmes/index.js';
import type { ProposedConcern } from './proposals.js';
import type { TableTaker } from './take-table.js';
import type { SourceCell } from '../platform/index.js';

/** A row of a form in which nothing was written: a number at most, and a score that the spreadsheet made of nothing. */
const UNUSED = 'The row is empty but for its number or a score of 0. It is left out.';

const TITLE_AT_MOST = 120;

/** The key areas of concern, or the medium-term developments. */
export function takeConcerns(taker: TableTaker, register: 'concerns' | 'developments'): void {
  for (const { row, at } of taker.rows()) {
    const reference = taker.cell(row, 'reference');
    const titled = taker.cell(row, 'title');
    const described = taker.cell(row, 'description');
    const owner = taker.cell(row, 'owner');
    const due = taker.cell(row, 'due');
    if (!titled && !described) {
      if (!owner && !due) taker.markRow(at, 'told', UNUSED);
      continue;
    }
    if (goesOn(taker, at, reference, described, owner, due)) continue;
    const number = numberIn(reference?.text);
    const written =
      titled && described
        ? { title: oneLine(titled.text), description: described.text }
        : titleOf((titled ?? described)?.text ?? '');
    taker.proposals.push({
      type: 'concern',
      register,
      place: { table: taker.of.number, row: at + 1 },
      needs: taker.tableNeeds,
      reference: number,
      ...written,
      owners: namesIn(owner?.text ?? ''),
      due: dueOf(due?.text ?? ''),
    });
    taker.mark(
      at,
      reference?.at,
      number === null ? 'told' : 'taken',
      'It is no number: the entry gets the next one.',
    );
    for (const one of [titled, described, owner, due]) taker.mark(at, one?.at, 'taken');
    markFaults(taker, row, at);
  }
}

/**
 * A row with a description alone: a page break has cut the entry before it in two. @returns whether it is one.
 */
function goesOn(
  taker: TableTaker,
  at: number,
  reference: unknown,
  described: { at: number; text: string } | undefined,
  ...others: unknown[]
): boolean {
  const last = taker.proposals.at(-1);
  if (
    last?.type !== 'concern' ||
    !described ||
    reference !== undefined ||
    others.some((one) => one !== undefined)
  )
    return false;
  const key = taker.doubt(
    `row:${at + 1}`,
    `Row ${at + 1} has a text alone. It is read as the end of “${last.title}”, which a page break has cut.`,
  );
  taker.mark(at, described.at, 'taken', null, [key]);
  if (taker.isAccepted(key))
    taker.proposals[taker.proposals.length - 1] = {
      ...last,
      description: `${last.description}\n\n${described.text}`,
    };
  return true;
}

/** Risks and issues. */
export function takeRisks(taker: TableTaker): void {
  for (const { row, at } of taker.rows()) {
    const [reference, kind, described, mitigation, raised, owner, probability, impact, score] = (
      [
        'reference',
        'kind',
        'description',
        'mitigation',
        'raised',
        'owner',
        'probability',
        'impact',
        'score',
      ] as const
    ).map((role) => taker.cell(row, role));
    if (!described) {
      if (!mitigation && !owner) taker.markRow(at, 'told', UNUSED);
      continue;
    }
    const isIssue = /\bissue\b/i.test(kind?.text ?? '') && !/risk/i.test(kind?.text ?? '');
    const [likelihood, effect] = [likelihoodIn(probability?.text), likelihoodIn(impact?.text)];
    const when = raised ? (dayIn(raised.text) ?? monthIn(raised.text)) : null;
    const number = numberIn(reference?.text);
    taker.proposals.push({
      type: 'risk',
      place: { table: taker.of.number, row: at + 1 },
      needs: taker.tableNeeds,
      number,
      kind: isIssue ? 'issue' : 'risk',
      event: described.text,
      mitigation: mitigation?.text ?? null,
      raised: when,
      owners: namesIn(owner?.text ?? ''),
      probability: isIssue ? null : likelihood,
      impact: isIssue ? null : effect,
    });
    taker.mark(
      at,
      reference?.at,
      number === null ? 'told' : 'taken',
      'It is no number: the entry gets the next one.',
    );
    for (const one of [kind, described, mitigation, owner]) taker.mark(at, one?.at, 'taken');
    taker.mark(
      at,
      raised?.at,
      when === null ? 'unplaced' : 'taken',
      when === null ? 'It is neither a day nor a month.' : null,
    );
    for (const [cell, value] of [
      [probability, likelihood],
      [impact, effect],
    ] as const)
      taker.mark(
        at,
        cell?.at,
        isIssue ? 'told' : value === null ? 'unplaced' : 'taken',
        isIssue
          ? 'An issue has happened: it has no probability or impact.'
          : value === null
            ? 'It is no number from 1 to 5.'
            : null,
      );
    markScore(taker, at, score, likelihood, effect);
    markFaults(taker, row, at);
  }
}

function markScore(
  taker: TableTaker,
  at: number,
  score: { at: number; text: string } | undefined,
  probability: number | null,
  impact: number | null,
): void {
  if (!score) return;
  const number = numberIn(score.text);
  const product = probability === null || impact === null ? null : probability * impact;
  if (number !== null && product !== null && number !== product)
    taker.notes.add(
      `Row ${at + 1}: the score is ${number}, but ${probability} times ${impact} is ${product}. The score comes from your council’s matrix.`,
    );
  taker.mark(at, score.at, 'told', 'The score comes from your council’s matrix, by probability and impact.');
}

/** What a spreadsheet or a word processor marked as not meant is not taken without being asked about. */
export function markFaults(taker: TableTaker, row: readonly SourceCell[], at: number): void {
  row.forEach(({ fault }, column) => {
    if (fault !== null) taker.mark(at, column, 'unplaced', fault);
  });
  if (!row.some(({ fault }) => fault !== null)) return;
  const key = taker.doubt(
    `fault:${at + 1}`,
    `Row ${at + 1} has text that is struck through or cannot be read as it stands. Look at it.`,
  );
  const last = taker.proposals.at(-1);
  if (last) taker.proposals[taker.proposals.length - 1] = { ...last, needs: [...last.needs, key] };
}

const numberIn = (text: string | undefined): number | null => {
  const [, digits] = /^\s*(?:[A-Z]{1,3}[-. ]?)?(\d{1,4})\.?\s*$/i.exec(text ?? '') ?? [];
  return digits === undefined || Number(digits) === 0 ? null : Number(digits);
};

function likelihoodIn(text: string | undefined): number | null {
  const [, digit] = /^\s*([1-5])\s*(?:[-–(].*)?$/.exec(text ?? '') ?? [];
  return digit === undefined ? null : Number(digit);
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** What stands before a dash or a colon is the title; else the first sentence, cut where it is long. */
function titleOf(text: string): { title: string; description: string } {
  const [, before, after] = /^(.{3,120}?)\s*(?:\s[-–—]\s|:\s)\s*(\S.*)$/s.exec(text) ?? [];
  if (before !== undefined && after !== undefined && !before.includes('.') && !before.includes('\n'))
    return { title: oneLine(before), description: after };
  const first = oneLine(/^.*?[.!?](?=\s|$)|^.*$/m.exec(text)?.[0] ?? text);
  if (first.length <= TITLE_AT_MOST) return { title: first.replace(/\.$/, ''), description: text };
  return { title: `${first.slice(0, first.lastIndexOf(' ', TITLE_AT_MOST))} …`, description: text };
}

/** A due date in the reporter’s words; a day, a month or a rhythm where the words say one. */
export function dueOf(text: string): ProposedConcern['due'] {
  const words = oneLine(text).slice(0, 200);
  return { words, on: dayOf(words), every: everyIn(words) };
}

/** A day, or the last day of a month, in a text: `27/03/2020`, `March 2020`, `Cabinet report, March 2020`. Null where there is not exactly one. */
export function dayOf(text: string): string | null {
  const day = dayIn(text);
  if (day !== null) return day;
  const months = [...text.matchAll(/\b([A-Z][a-z]{2,8}) (\d{4})\b/g)].flatMap(
    ([written]) => monthIn(written) ?? [],
  );
  return months.length === 1 && months[0] !== undefined ? lastDayOf(months[0]) : null;
}

function everyIn(text: string): ProposedConcern['due']['every'] {
  const words = plain(text);
  const [, count, unit] = /\b(?:every )?(\d{1,2})[ -](week|month)(?:s|ly)?\b/.exec(words) ?? [];
  if (count !== undefined && (unit === 'week' || unit === 'month') && /\bevery\b|ly\b/.test(words))
    return { count: Number(count), unit };
  if (/\bquarterly\b/.test(words)) return { count: 1, unit: 'quarter' };
  return /^monthly\b/.test(words) ? { count: 1, unit: 'month' } : null;
}
