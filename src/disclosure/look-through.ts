import { aside, oncePer } from '../platform/index.js';
import { textsOf, type ReportContent } from '../snapshot/index.js';
import { peopleOf } from './blocks.js';
import { scanTexts, type Hit } from './text-scan.rules.js';

/** Characters. A report of forty pages has about as many; the search through them takes about 20 ms, and a thread costs 100. */
const LONG = 100_000;

/** Whether what is looked through is so long that others would wait for it. */
export const isLong = (texts: readonly { text: string }[]): boolean =>
  texts.reduce((length, { text }) => length + text.length, 0) > LONG;

/**
 * What may let somebody be recognised in the texts of a report. As {@link scanTexts}; long texts are looked through in a thread.
 * @throws Problem 503 when other long texts are being looked through.
 */
export const lookThrough = oncePer(async (report: ReportContent): Promise<Hit[]> => {
  const texts = textsOf(report).map(({ location, text }) => ({ label: location.label, text }));
  const people = peopleOf(report);
  return isLong(texts)
    ? aside<typeof scanTexts>(new URL('./text-scan.rules', import.meta.url), 'scanTexts', texts, people)
    : scanTexts(texts, people);
});
