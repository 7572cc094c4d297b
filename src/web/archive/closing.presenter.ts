import type { ClosingView } from '../../archive/index.js';
import { londonDate } from '../../platform/index.js';
import type { ProgrammeView } from '../../programmes/index.js';
import {
  capitalised,
  count,
  head,
  inWords,
  longDate,
  paths,
  type FormView,
  type StepUp,
} from '../shell/index.js';
import type { ClosingPage } from './closing.view.js';

interface Given {
  programme: ProgrammeView;
  form: FormView;
  version: number;
  stepUp: StepUp;
}

/** Pure. */
export const presentClosing = (
  { programme, form, version, stepUp }: Given,
  closing: ClosingView,
): ClosingPage => ({
  head: head('Close the programme', {
    lead: 'Once it is closed it can be read, and nothing in it can be changed.',
    ...around(programme),
  }),
  form,
  version,
  action: paths.closeProgramme(programme.id),
  unfinished: unfinishedWords(closing),
  stays: [
    'Whoever could read it still can. It can be exported, and its reports can be checked.',
    'What is published stays published.',
    'Nobody is reminded of anything in it, and nothing in it is sent any more.',
    'An administrator can open it again, with a reason.',
  ],
  stepUp,
  hint: 'Everybody who may see the programme reads it. For example: The service was judged good, and the board has ended.',
  button: 'Close the programme',
  cancel: paths.setUp(programme.id),
});

/** Pure. @param programme closed. */
export const presentOpeningAgain = ({ programme, form, version, stepUp }: Given): ClosingPage => ({
  head: head('Open the programme again', {
    lead: programme.closed
      ? `It was closed by ${programme.closed.by} on ${longDate(londonDate(new Date(programme.closed.at)))}: ${programme.closed.reason}`
      : 'It is open.',
    ...around(programme),
  }),
  form,
  version,
  action: paths.openProgrammeAgain(programme.id),
  unfinished: [],
  stays: [
    'Whoever has a role in it can write again.',
    'What was cancelled and stopped when it was closed stays so: plan papers again, and start their schedules.',
  ],
  stepUp,
  hint: 'It stands in the audit trail.',
  button: 'Open the programme again',
  cancel: paths.setUp(programme.id),
});

const around = ({ id, name }: ProgrammeView) => ({
  back: { text: 'Set-up', href: paths.setUp(id) },
  programme: name,
  caption: name,
});

/** What is not finished, each with what becomes of it. Pure. */
function unfinishedWords({ papers, schedules, leaving, parts, reports, enquiries }: ClosingView): string[] {
  return [
    ...papers.map(
      ({ committeeName, meetsOn, periodLabel }) =>
        `Papers to ${committeeName} for ${longDate(meetsOn)} (${periodLabel}) are cancelled.`,
    ),
    ...schedules.map(({ committeeName }) => `Papers that go to ${committeeName} each month are stopped.`),
    ...(leaving === 0
      ? []
      : [
          `${capitalised(count(leaving, 'e-mail is on its way, and still leaves', 'e-mails are on their way, and still leave'))}.`,
        ]),
    ...(parts === 0
      ? []
      : [
          `${capitalised(count(parts, 'part is not approved. It stays as it is', 'parts are not approved. They stay as they are'))}.`,
        ]),
    ...(reports.length === 0 ? [] : [`No report was approved of ${inWords(reports)}. It stays so.`]),
    ...(enquiries === 0
      ? []
      : [
          `${capitalised(count(enquiries, 'question of a member has', 'questions of members have'))} no approved answer. Nobody can answer after this.`,
        ]),
  ];
}
