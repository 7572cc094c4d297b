import { Injectable } from '@nestjs/common';
import type { Actor } from '../../identity/index.js';
import {
  ReportsQueries,
  ReportTasksQueries,
  type ReportTask,
  type VersionTask,
} from '../../reporting/index.js';
import { inTheWayInWords, isUncorrected } from '../at-work/index.js';
import { count, counted, dueWords, instantWords, inWords, whenWords } from '../shell/index.js';
import { TaskSource, type Desk, type Task } from './my-work.tasks.js';
import { quoted } from './my-work.words.js';

/** The report as a whole: to start, to go on with, to approve; its dates; what was sealed last. */
@Injectable()
export class ReportTasks extends TaskSource {
  constructor(
    private readonly reports: ReportTasksQueries,
    private readonly drafts: ReportsQueries,
  ) {
    super();
  }

  async tasksOf(desk: Desk, actor: Actor): Promise<readonly Task[]> {
    if (!actor.holds('version.read') && !actor.holds('report.read')) return [];
    const { reports, versions } = await this.reports.of(actor);
    const own = await Promise.all(
      reports.map(async (one) => reportTask(desk, one, await this.standing(actor, one))),
    );
    return [
      ...own.flat(),
      ...reports.flatMap((report) => dates(desk, report)),
      ...versionTasks(desk, versions),
    ];
  }

  /** Only for the person who has to do with them now: for this the draft is assembled. */
  private async standing(actor: Actor, { report, programmeId }: ReportTask): Promise<Standing> {
    const mayAct = report?.actions.some((action) => action === 'submit' || action === 'approve');
    const answers = report?.status === 'in_review' && actor.can('report.edit', programmeId);
    if (!report || !(mayAct || answers)) return NOT_LOOKED_AT;
    const preview = await this.drafts.preview(actor, report.id);
    return {
      questions: preview.challenges.filter(({ answer }) => answer === null).length,
      isUncorrected: isUncorrected(preview),
      inTheWay: inTheWayInWords(preview),
    };
  }
}

/** Where a draft stands that somebody has to do with. */
export interface Standing {
  /** How many are open. */
  questions: number;
  /** It is a correction, and nothing is corrected yet. */
  isUncorrected: boolean;
  /** What keeps it from the SRO. */
  inTheWay: readonly string[];
}
const NOT_LOOKED_AT: Standing = { questions: 0, isUncorrected: false, inTheWay: [] };

/** What to do next about a draft. */
function nextWords({ questions, isUncorrected: nothingYet, inTheWay }: Standing): string {
  if (nothingYet)
    return 'nothing is corrected yet: open the part that is wrong, or change the words of the report';
  const open = [
    ...inTheWay,
    ...(questions > 0 ? [count(questions, 'question is open', 'questions are open')] : []),
  ];
  return open.length === 0 ? 'it can go to the SRO' : inWords(open);
}

const REPORT = { number: 1, one: 'report', many: 'reports' };

/** Pure: at most one task. */
export function reportTask(desk: Desk, one: ReportTask, standing = NOT_LOOKED_AT): Task[] {
  const { questions } = standing;
  const { report, parts, programmeId } = one;
  const what = `The ${report?.isCorrection === true ? 'correction of the ' : ''}${one.periodLabel} report`;
  const task = (group: Task['group'], due: string, state: string, action: Task['row']['action']): Task[] => [
    {
      key: `report:${one.periodId}`,
      group,
      due,
      counted: group === 'waiting' ? REPORT : null,
      row: { what, state, when: dueWords(due, desk.today), action },
    },
  ];
  if (report === null) {
    if (!desk.actor.can('report.edit', programmeId)) return [];
    const isTime = one.draftsDueOn <= desk.today || parts.approved === parts.all;
    return task(
      isTime ? 'waiting' : 'coming',
      isTime ? one.reviewDueOn : one.draftsDueOn,
      `not started; ${parts.approved} of ${counted(parts.all, 'part')} ${parts.all === 1 ? 'is' : 'are'} approved`,
      desk.to('startReport', one.periodId, what),
    );
  }
  const { submitted, returned } = report;
  if (report.status === 'draft') {
    if (!report.actions.includes('submit')) return [];
    const state = returned
      ? `${returned.isVoid ? 'came back when a part was changed by' : 'given back by'} ${returned.by} ${whenWords(returned.at, desk.now)}: ${quoted(returned.reason)}`
      : 'being put together';
    return task(
      'waiting',
      one.reviewDueOn,
      `${state}; ${nextWords(standing)}`,
      desk.to('assemble', report.id, what),
    );
  }
  const since = submitted ? ` since ${instantWords(submitted.at, desk.now)}` : '';
  if (report.actions.includes('approve'))
    return task(
      'waiting',
      one.approvalDueOn,
      `${submitted ? `sent by ${submitted.by} ${whenWords(submitted.at, desk.now)}` : 'ready to approve'}${questions > 0 ? `; ${count(questions, 'question is open', 'questions are open')}` : ''}`,
      desk.to('approve', report.id, what),
    );
  if (questions > 0 && desk.actor.can('report.edit', programmeId))
    return task(
      'waiting',
      one.approvalDueOn,
      `with the SRO${since}; ${count(questions, 'question is', 'questions are')} open, and nothing is approved before ${questions === 1 ? 'it is' : 'they are'} answered`,
      desk.to('questions', report.id, what),
    );
  return desk.actor.can('report.submit', programmeId) || desk.actor.can('report.approve', programmeId)
    ? task('out', one.approvalDueOn, `with the SRO${since}`, desk.to('report', report.id, what))
    : [];
}

/** The dates of a period that lie ahead, for those who keep to them with others. */
function dates(desk: Desk, one: ReportTask): Task[] {
  const manages = desk.actor.can('report.edit', one.programmeId);
  const all: [boolean, string, string][] = [
    [manages, one.draftsDueOn, `The drafts of ${one.periodLabel} are due`],
    [manages, one.reviewDueOn, `The ${one.periodLabel} report is due with the SRO`],
    [
      manages || desk.actor.can('report.approve', one.programmeId),
      one.approvalDueOn,
      `The approval of the ${one.periodLabel} report is due`,
    ],
  ];
  return all
    .filter(([concerns, on]) => concerns && on >= desk.today)
    .map(([, on, what]) => ({
      key: `date:${one.periodId}:${what}`,
      group: 'coming',
      due: on,
      counted: null,
      row: { what, state: '', when: dueWords(on, desk.today), action: null },
    }));
}

function versionTasks(desk: Desk, versions: readonly VersionTask[]): Task[] {
  const several = new Set(versions.map(({ programmeId }) => programmeId)).size > 1;
  return versions.map(({ id, programmeName, periodLabel, version, approvedBy, approvedAt }, index) => {
    const what = `${periodLabel}${version === 1 ? '' : `, corrected, version ${version}`}`;
    return {
      key: `version:${id}`,
      group: 'new' as const,
      // The newest first: the rows of a group are sorted by this.
      due: String(index).padStart(4, '0'),
      counted: null,
      row: {
        what: several ? `${what}: ${programmeName}` : what,
        state: `approved by ${approvedBy} ${whenWords(approvedAt, desk.now)}`,
        when: null,
        action: desk.to('version', id, what),
      },
    };
  });
}
