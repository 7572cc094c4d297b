import { join } from 'node:path';
import nunjucks from 'nunjucks';
import { projectFolder } from '../../platform/index.js';
import { type Edition } from '../../disclosure/index.js';
import { namedWords, type NamedSection } from '../../document/index.js';
import { EXEMPT_CLASSES, paragraphWords } from '../../snapshot/index.js';
import type { CoveringReport } from './covering-report.rules.js';

/** Plain text, so nothing is escaped: these templates never become HTML. */
const environment = new nunjucks.Environment(
  new nunjucks.FileSystemLoader(join(projectFolder(), 'templates', 'handoff')),
  { autoescape: false, throwOnUndefined: true, trimBlocks: true, lstripBlocks: true },
);
const covering = environment.getTemplate('covering-report.txt.njk', true);
const papers = environment.getTemplate('background-papers.txt.njk', true);
const exempt = environment.getTemplate('exempt-wording.txt.njk', true);

export const coveringText = (report: CoveringReport): string =>
  covering.render({ ...report, sections: namedWords(report.sections) });

/** The list of section 100D of the Local Government Act 1972. */
export const backgroundText = (report: CoveringReport): string => papers.render(report);

/** The resolution that excludes press and public, with the reasons. It names what is withheld: not for publication itself. */
export function exemptText(
  report: CoveringReport,
  exemption: NonNullable<Edition['exemption']>,
  sections: readonly NamedSection[],
): string {
  const { marking, paragraphs, kinds, blocks, smallNumbers } = exemption;
  return exempt.render({
    title: report.title,
    committee: report.committee,
    sections: namedWords(sections),
    meeting: report.meeting,
    marking,
    paragraphWords: paragraphWords(paragraphs),
    classes: paragraphs.map((number) => ({ number, words: EXEMPT_CLASSES[number] ?? '' })),
    isExempt: kinds.includes('exempt'),
    isConfidential: kinds.includes('confidential'),
    isSensitive: kinds.includes('sensitive'),
    blocks,
    smallNumbers,
  });
}
