import type { PartView } from '../../programmes/index.js';
import type { ReportAround, ReportPreview } from '../../reporting/index.js';
import {
  capitalised,
  count,
  head,
  longDate,
  paths,
  wordRows,
  type FormView,
  type HasPage,
  type WordRow,
} from '../shell/index.js';
import type { LatePage, NothingLatePage } from './late.view.js';
import { below } from './report.around.js';

type Late = ReportPreview['late'];

const STATUS_WORDS: Readonly<Record<Late[number]['status'], string>> = {
  draft: 'Draft',
  in_review: 'With the reviewer',
  approved: 'Approved',
};

/** Parts whose own text of this period is not approved: title, state, what is printed instead. */
export const lateRows = (late: Late, has: HasPage): readonly WordRow[] =>
  wordRows(
    late.map(({ contributionId, title, status, notUpdatedSince }) => ({
      cells: [
        title,
        STATUS_WORDS[status],
        notUpdatedSince === null
          ? 'Nothing: no text was approved yet'
          : `The text of ${longDate(notUpdatedSince)}`,
      ],
      ...(has('/contributions/:id')
        ? { link: { text: 'Look', about: `at ${title}`, href: paths.part(contributionId) } }
        : {}),
    })),
  );

/** Under the names that people know the parts by. */
export const namedLate = (late: Late, parts: readonly Pick<PartView, 'id' | 'title'>[]): Late =>
  late.map((one) => ({
    ...one,
    title: parts.find(({ id }) => id === one.contributionId)?.title ?? one.title,
  }));

const notApproved = (late: Late): string =>
  `${capitalised(count(late.length, 'part is', 'parts are'))} not approved.`;

const themOf = (late: Late): string => (late.length === 1 ? 'it' : 'them');

/** The page that asks why. */
export function presentLate(
  around: ReportAround,
  late: Late,
  form: FormView,
  version: number,
  has: HasPage,
): LatePage {
  const them = themOf(late);
  const nothing = late.filter(({ notUpdatedSince }) => notUpdatedSince === null).length;
  return {
    head: head(`Go without the ${late.length === 1 ? 'part that is' : 'parts that are'} not approved`, {
      ...below(around),
      lead: `${notApproved(late)} Wait for ${them}, or say why the report goes without ${them}.`,
      wide: true,
    }),
    form,
    action: paths.reportStep(around.report.id, 'late'),
    version,
    late: lateRows(late, has),
    them,
    consequences: [
      ...(nothing < late.length ? ['The last approved text is printed instead, with its date.'] : []),
      ...(nothing > 0 ? ['Where no text was approved yet, the report says so and prints nothing.'] : []),
      'The reason is printed. A part that is approved before the report is sealed is printed as usual.',
    ],
  };
}

/** For a person who decides nothing here. */
export const presentNothingLate = (around: ReportAround, late: Late, has: HasPage): NothingLatePage => ({
  head: head('Parts that are not approved', {
    ...below(around),
    lead:
      late.length === 0
        ? 'Every part is approved. The report waits for none.'
        : `${notApproved(late)} The programme manager decides, while the report is a draft, whether it goes without ${themOf(late)}.`,
  }),
  late: lateRows(late, has),
  them: themOf(late),
  reason: late.length === 0 ? null : around.report.text.lateReason,
});
