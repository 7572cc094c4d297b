import { CSV_MARK, csvRow, type CsvCell } from '../platform/index.js';
import type { Quarter } from '../programmes/index.js';
import type { Edition } from '../disclosure/index.js';
import { about, type Fact } from './data/facts.js';
import { memberQuestionFacts } from './data/member-questions.facts.js';
import { measuresHeading } from './measures.view.js';
import { SECTIONS } from './sections.js';
import { ratingView, sectionKind, SHORTHAND, type SnapshotSection } from '../snapshot/index.js';

/** Plain names, which programs can use as they are. A reader finds the meaning of each in its rows. */
export const DATA_COLUMNS = [
  'council',
  'programme',
  'period',
  'as_at',
  'version',
  'edition',
  'section',
  'section_title',
  'reference',
  'item',
  'attribute',
  'period_of_value',
  'value',
  'unit',
  'note',
  'meaning_of_note',
  'source',
] as const;

/**
 * The figures of an edition as open data: one fact a row, made from the edition's snapshot alone, so that what is withheld or
 * suppressed there is so here. Narratives and people are not in it. Pure.
 * @throws Error for a section of a kind that this release does not know; nothing is left out silently.
 */
export function dataRows({ name, sha256, snapshot }: Edition): CsvCell[][] {
  const { programme, period, report } = snapshot;
  const row = (section: string, title: string, fact: Fact): CsvCell[] => [
    programme.council,
    programme.name,
    period.label,
    period.asAt,
    report.revision,
    name,
    section,
    title,
    fact.reference,
    fact.item,
    fact.attribute,
    fact.period,
    fact.value,
    fact.unit,
    fact.marks.map((mark) => `[${mark}]`).join(' '),
    fact.marks.map((mark) => SHORTHAND[mark]).join('; '),
    fact.source,
  ];
  const whole = about(programme.name);
  return [
    [...DATA_COLUMNS],
    row('report', programme.name, whole('SHA-256 of what was approved', sha256)),
    row('report', programme.name, whole('rating', ratingView(snapshot.overall.rag).word)),
    ...memberQuestionFacts(snapshot).map((fact) => row('member_questions', 'Questions of members', fact)),
    ...snapshot.sections.flatMap((section) => {
      const title = titleOf(section);
      return sectionFacts(section, title, snapshot.quarters).map((fact) => row(section.kind, title, fact));
    }),
  ];
}

/** Columns of {@link dataRows}, as RFC 4180 has them, in UTF-8 with the mark without which spreadsheets misread it. */
export const dataFile = (edition: Edition): string => `${CSV_MARK}${dataRows(edition).map(csvRow).join('')}`;

/** The heading that the report prints. */
const titleOf = (section: SnapshotSection): string =>
  section.kind === 'measures' ? measuresHeading(section) : section.subject.title;

function sectionFacts(section: SnapshotSection, title: string, quarters: readonly Quarter[]): Fact[] {
  const { content, notUpdatedSince } = section;
  const say = about(title);
  if (content === null) return [say('approved content', null)];
  return [
    ...(notUpdatedSince === null ? [] : [say('not updated since', notUpdatedSince)]),
    ...SECTIONS[sectionKind(section)].facts(section, quarters),
  ];
}
