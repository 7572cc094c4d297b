import type { PartView } from '../../programmes/index.js';
import { minutesToRead, type ReportAtWork, type SinceLook } from '../../reporting/index.js';
import { textsOf } from '../../snapshot/index.js';
import { count, instantWords, paths, withFragment, type Link } from '../shell/index.js';
import { presentHappened } from '../at-work/index.js';
import type { ReportPage } from './report.view.js';

/** What changed since the report before, by what it means: worse first, and what is neither is folded. */
export function consequencesOf({ changes }: ReportAtWork): ReportPage['consequences'] {
  if (changes === null) return [];
  const { worse, better, neutral } = changes.consequences;
  return [
    { id: 'worse', heading: `What got worse (${worse.length})`, sentences: worse, isFolded: false },
    { id: 'better', heading: `What got better (${better.length})`, sentences: better, isFolded: false },
    { id: 'otherwise', heading: `What else changed (${neutral.length})`, sentences: neutral, isFolded: true },
  ].filter(({ sentences }) => sentences.length > 0);
}

export function sinceLookOf(
  { since, isSame, changes }: SinceLook,
  parts: readonly PartView[],
  now: Date,
): ReportPage['sinceLook'] {
  if (since === null) return null;
  const when = `You last looked ${instantWords(since.at, now)}.`;
  if (isSame) return { sentence: `${when} The report says word for word what it said then.`, changes: [] };
  const titles = new Map(parts.map(({ id, title }) => [id, title]));
  return {
    sentence:
      changes.length === 0
        ? `${when} What the report says has changed since, by no step of a part: figures, names or settings that it prints.`
        : `${when} Since then:`,
    changes: presentHappened(changes, titles, now),
  };
}

/** How long it takes to read, and where to find what. */
export function readingOf(
  { report, snapshot }: ReportAtWork,
  page: Pick<ReportPage, 'sinceLook' | 'summary' | 'consequences' | 'answers' | 'read'>,
): ReportPage['reading'] {
  if (snapshot === null) return null;
  const minutes = (texts: readonly string[]): string => count(minutesToRead(texts), 'minute');
  const here = [
    page.summary?.text ?? '',
    ...page.consequences.flatMap(({ sentences: told }) => told),
    ...[...page.answers, ...(page.sinceLook?.changes ?? [])].flatMap(({ cells }) => cells),
  ];
  const jump = (id: string, text: string): Link => ({
    text,
    href: withFragment(paths.report(report.id), id),
  });
  return {
    sentence: `This page takes about ${minutes(here)} to read; the texts of the whole report, about ${minutes(textsOf(snapshot).map(({ text }) => text))}.`,
    jumps: [
      ...(page.sinceLook ? [jump('since-look', 'Since you last looked')] : []),
      ...(page.summary ? [jump('short', 'In short')] : []),
      ...page.consequences.map(({ id, heading }) => jump(id, heading)),
      jump('made-of', 'What it is made of'),
      ...(page.answers.length > 0
        ? [jump('answers', `Answers that were given (${page.answers.length})`)]
        : []),
      ...(page.read.length > 0 ? [jump('print', 'As it will print')] : []),
    ],
  };
}
