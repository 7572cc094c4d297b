import type { ReportSnapshot, SnapshotPerson } from './snapshot.js';

/**
 * The path of every string in a content, by its type: `.lines[].title`. The words of a closed list are no strings here, and people
 * are none either: their names are searched for on their own.
 */
type StringPath<Content> = Content extends SnapshotPerson
  ? never
  : Content extends string
    ? string extends Content
      ? ''
      : never
    : Content extends readonly (infer Item)[]
      ? `[]${StringPath<Item>}`
      : Content extends object
        ? { [Key in keyof Content & string]: `.${Key}${StringPath<Content[Key]>}` }[keyof Content & string]
        : never;

/**
 * What a string is. `text`: somebody writes it, so the search for what may let a person be recognised reads it. `statement`: such a
 * text that says how things are, so that its figures can be compared with others; a title is a name, and what a risk may bring
 * has not happened. `fixed`: an id, a date, an amount, or wording of the product; the search leaves it out.
 */
export type Mark = 'text' | 'statement' | 'fixed';

/**
 * The mark of every string of a content, in the order in which a reader meets them. A new field does not compile until somebody has
 * decided. A string without a mark is read as text.
 */
export type Marks<Content> = Readonly<Record<StringPath<Content>, Mark>>;

/** Of the report as a whole. Its publication is left out: it says why something is withheld and is never in a public edition. */
export const REPORT_MARKS: Marks<Omit<ReportSnapshot, 'format' | 'publication' | 'sections'>> = {
  '.programme.id': 'fixed',
  '.programme.name': 'text',
  '.programme.council': 'text',
  '.period.id': 'fixed',
  '.period.label': 'text',
  '.period.startsOn': 'fixed',
  '.period.endsOn': 'fixed',
  '.period.asAt': 'fixed',
  '.report.id': 'fixed',
  '.report.correctionReason': 'text',
  '.report.lateReason': 'text',
  '.report.corrects.sha256': 'fixed',
  // It repeats titles that stand in the parts.
  '.report.corrects.changes[].section.kind': 'fixed',
  '.report.corrects.changes[].section.contributionId': 'fixed',
  '.report.corrects.changes[].section.title': 'fixed',
  '.report.corrects.changes[].entries[].list': 'fixed',
  '.report.corrects.changes[].entries[].title': 'fixed',
  '.report.corrects.changes[].entries[].within[]': 'fixed',
  '.report.corrects.changes[].entries[].fields[]': 'fixed',
  '.report.corrects.changes[].entries[].ratings[].was': 'fixed',
  '.report.corrects.changes[].entries[].ratings[].now': 'fixed',
  '.report.corrects.changes[].entries[].figures[].about': 'fixed',
  '.report.corrects.changes[].entries[].figures[].was': 'fixed',
  '.report.corrects.changes[].entries[].figures[].now': 'fixed',
  '.roles[].role': 'fixed',
  '.overall.narrative': 'statement',
  '.overall.summary': 'statement',
  '.overall.asks[]': 'statement',
  '.backgroundPapers[]': 'text',
  '.glossary[].term': 'text',
  '.glossary[].meaning': 'text',
  // The product words a question; what it quotes stands in the parts.
  '.challenges[].rule': 'fixed',
  '.challenges[].key': 'fixed',
  '.challenges[].place': 'fixed',
  '.challenges[].about.contributionId': 'fixed',
  '.challenges[].about.entryId': 'fixed',
  '.challenges[].question': 'fixed',
  '.challenges[].reason': 'text',
  '.challenges[].answeredAt': 'fixed',
  '.challenges[].standsSince': 'fixed',
  '.memberQuestions[].id': 'fixed',
  '.memberQuestions[].committee': 'fixed',
  '.memberQuestions[].meetingOn': 'fixed',
  // A member, whose name is public.
  '.memberQuestions[].askedBy': 'fixed',
  '.memberQuestions[].askedOn': 'fixed',
  '.memberQuestions[].text': 'text',
  '.memberQuestions[].dueOn': 'fixed',
  '.memberQuestions[].answer.text': 'text',
  '.memberQuestions[].answer.on': 'fixed',
  '.memberQuestions[].answer.correctionReason': 'text',
};
