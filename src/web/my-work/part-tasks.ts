import { Injectable } from '@nestjs/common';
import type { Actor } from '../../identity/index.js';
import { PartTasksQueries, type PartTask } from '../../reporting/index.js';
import { count, dueFor, dueWords, instantWords, weekday, whenWords } from '../shell/index.js';
import { TaskSource, type Counted, type Desk, type Task } from './my-work.tasks.js';
import { quoted } from './my-work.words.js';
import type { Target } from './task-links.js';

/** Parts of the report: to write, to decide on, out with others. */
@Injectable()
export class PartTasks extends TaskSource {
  constructor(private readonly parts: PartTasksQueries) {
    super();
  }

  async tasksOf(desk: Desk, actor: Actor): Promise<readonly Task[]> {
    const concerned = actor.holds('contribution.edit') || actor.holds('contribution.return');
    return concerned ? partTasks(desk, await this.parts.of(actor)) : [];
  }
}

const DECISION = { number: 1, one: 'decision', many: 'decisions' };
const TO_WRITE = { number: 1, one: 'part to write', many: 'parts to write' };
const NOBODYS = { number: 1, one: 'part that nobody writes', many: 'parts that nobody writes' };
/** So many unchanged parts are one row. */
const TOGETHER = 2;

/** Pure. */
export function partTasks(desk: Desk, parts: readonly PartTask[]): Task[] {
  const several = new Set(parts.map(({ periodId }) => periodId)).size > 1;
  const named = (part: PartTask): string =>
    part.inCorrection
      ? `${part.title}, in the correction of ${part.periodLabel}`
      : several
        ? `${part.title}, ${part.periodLabel}`
        : part.title;
  const unchanged = new Map<string, PartTask[]>();
  const tasks: Task[] = [];
  for (const part of parts) {
    if (isForDecision(desk, part) && part.unchangedSince !== null) {
      const key = `${part.periodId} ${part.unchangedSince}`;
      unchanged.set(key, [...(unchanged.get(key) ?? []), part]);
      continue;
    }
    tasks.push(...taskOf(desk, part, named(part)));
  }
  for (const same of unchanged.values())
    tasks.push(
      ...(same.length < TOGETHER
        ? same.flatMap((part) => taskOf(desk, part, named(part)))
        : [together(desk, same)]),
    );
  return [...tasks, ...ownDates(desk, parts), ...stillOut(desk, parts)];
}

/** One part for one person: at most one task. */
function taskOf(desk: Desk, part: PartTask, what: string): Task[] {
  const about = { desk, part, what };
  if (part.status === 'draft') return draftTask(about);
  if (part.status === 'in_review') return reviewTask(about);
  return isMine(desk, part) || decides(desk, part) ? task(about, 'done', null, 'approved', 'look') : [];
}

interface About {
  desk: Desk;
  part: PartTask;
  what: string;
}

function task(
  { desk, part, what }: About,
  group: Task['group'],
  due: string | null,
  state: string,
  target: Target,
  counted: Counted | null = null,
): Task[] {
  const when = due === null ? null : dueWords(due, desk.today);
  const action = desk.to(target, part.id, what);
  return [{ key: `part:${part.id}`, group, due, counted, row: { what, state, when, action } }];
}

function draftTask(about: About): Task[] {
  const { desk, part } = about;
  const due = dated(part, dueFor(part.draftsDueOn, part.returned?.at ?? null));
  if (isMine(desk, part) && part.actions.includes('save')) {
    const state = `${draftWords(desk, part)}${standingWords(desk, part)}`;
    return task(about, 'waiting', due, state, part.returned ? 'correct' : 'write', TO_WRITE);
  }
  if (part.owner === null && desk.actor.can('contribution.assign', part.programmeId))
    return task(about, 'waiting', due, 'nobody is named to write it', 'owner', NOBODYS);
  // Before its date a draft is its owner's own matter, unless it was given back.
  if (!decides(desk, part) || (part.returned === null && due !== null && due >= desk.today)) return [];
  const who = part.owner?.jobTitle ?? 'nobody named';
  return task(about, 'out', due, `${who}: ${draftWords(desk, part)}`, 'look');
}

/** A correction has no dates of its own, and those of its period are past. */
const dated = ({ inCorrection }: PartTask, due: string): string | null => (inCorrection ? null : due);

function reviewTask(about: About): Task[] {
  const { desk, part } = about;
  const due = dated(part, dueFor(part.reviewDueOn, part.submitted?.at ?? null));
  const sent = part.submitted
    ? `submitted ${whenWords(part.submitted.at, desk.now)} by ${part.submitted.by}`
    : 'submitted';
  if (isForDecision(desk, part)) {
    const same = part.unchangedSince === null ? '' : `, unchanged since ${part.unchangedSince}`;
    const only = answersForAll(desk, part) ? ', and only you can decide on it' : '';
    return task(about, 'waiting', due, `${sent}${same}${only}`, 'review', DECISION);
  }
  if (isMine(desk, part)) {
    const since = part.submitted ? ` since ${instantWords(part.submitted.at, desk.now)}` : '';
    return task(about, 'out', due, `with the reviewer${since}${standingWords(desk, part)}`, 'look');
  }
  return decides(desk, part)
    ? task(about, 'out', due, `${sent}. You wrote in it, so somebody else has to decide`, 'look')
    : [];
}

function together(desk: Desk, parts: readonly PartTask[]): Task {
  const [first] = parts as [PartTask, ...PartTask[]];
  const what = count(parts.length, 'part');
  return {
    key: `unchanged:${first.periodId}:${first.unchangedSince ?? ''}`,
    group: 'waiting',
    due: dueFor(first.reviewDueOn, first.submitted?.at ?? null),
    counted: { ...DECISION, number: parts.length },
    row: {
      what,
      state: `unchanged since ${first.unchangedSince ?? ''}: ${parts.map(({ title }) => title).join(', ')}`,
      when: dueWords(dueFor(first.reviewDueOn, first.submitted?.at ?? null), desk.today),
      action: desk.to('unchanged', first.periodId, what),
    },
  };
}

/** When one hears of what one has sent. */
function ownDates(desk: Desk, parts: readonly PartTask[]): Task[] {
  const sent = parts.filter(
    (part) =>
      part.status === 'in_review' &&
      isMine(desk, part) &&
      !isForDecision(desk, part) &&
      !part.inCorrection &&
      part.reviewDueOn >= desk.today,
  );
  return byPeriod(sent).map(([{ periodId, periodLabel, reviewDueOn }, own]) => ({
    key: `review:${periodId}`,
    group: 'coming',
    due: reviewDueOn,
    counted: null,
    row: {
      what: `The review of ${periodLabel} ends`,
      state: `${count(own.length, 'part')} of yours with the reviewer`,
      when: dueWords(reviewDueOn, desk.today),
      action: null,
    },
  }));
}

/** For the person who answers for the whole report: what is still missing before it comes to them. */
function stillOut(desk: Desk, parts: readonly PartTask[]): Task[] {
  return byPeriod(parts.filter((part) => answersForAll(desk, part))).flatMap(([first, all]) => {
    const out = all.filter(({ status }) => status !== 'approved').length;
    if (out === 0) return [];
    const what = `Parts of ${first.periodLabel}`;
    return [
      {
        key: `parts:${first.periodId}`,
        group: 'out' as const,
        due: dated(first, first.reviewDueOn),
        counted: null,
        row: {
          what,
          state: `${out} of ${all.length} not approved yet`,
          when: first.inCorrection ? null : dueWords(first.reviewDueOn, desk.today),
          action: desk.to('board', first.periodId, what),
        },
      },
    ];
  });
}

function byPeriod(parts: readonly PartTask[]): [PartTask, PartTask[]][] {
  const periods = new Map<string, [PartTask, PartTask[]]>();
  for (const part of parts) {
    const known = periods.get(part.periodId);
    if (known) known[1].push(part);
    else periods.set(part.periodId, [part, [part]]);
  }
  return [...periods.values()];
}

function draftWords(desk: Desk, { returned, savedAt, unchangedSince }: PartTask): string {
  if (returned) {
    const notes = returned.notes === 0 ? '' : `, with ${count(returned.notes, 'note')}`;
    const what = returned.isReopened ? 'made a draft again' : 'given back';
    return `${what} by ${returned.by} ${whenWords(returned.at, desk.now)}${notes}: ${quoted(returned.reason)}`;
  }
  if (savedAt !== null) return `a draft, last saved ${whenWords(savedAt, desk.now)}`;
  return unchangedSince === null ? 'not begun' : `not begun: it still says what ${unchangedSince} said`;
}

const standingWords = (desk: Desk, { owner, standingInUntil }: PartTask): string =>
  standingInUntil === null || owner === null || owner.id === desk.actor.userId
    ? ''
    : `, for the ${owner.jobTitle}, until ${weekday(standingInUntil, desk.today)}`;

const isMine = (desk: Desk, { owner, standingInUntil }: PartTask): boolean =>
  owner?.id === desk.actor.userId || standingInUntil !== null;

const answersForAll = (desk: Desk, { programmeId }: PartTask): boolean =>
  desk.actor.can('report.approve', programmeId);

/** Decides on parts, without answering for the whole. */
const decides = (desk: Desk, part: PartTask): boolean =>
  desk.actor.can('contribution.approve', part.programmeId) && !answersForAll(desk, part);

/** The person who answers for the whole decides on a part only where nobody else can. */
const isForDecision = (desk: Desk, part: PartTask): boolean =>
  part.actions.includes('approve') && (!answersForAll(desk, part) || !part.othersMayDecide);
