import { Injectable } from '@nestjs/common';
import {
  enquiryName,
  EnquiryTasksQueries,
  MOST_AT_WORK,
  type EnquiryAtWork,
  type WaitingQuestions,
} from '../../enquiries/index.js';
import type { Actor } from '../../identity/index.js';
import { personLabel } from '../../snapshot/index.js';
import { count, dueWords, inWords, longDate } from '../shell/index.js';
import { quoted } from './my-work.words.js';
import { TaskSource, upTo, type Desk, type Task } from './my-work.tasks.js';

/** Questions of members: to answer, to approve, and what others owe those who record them. */
@Injectable()
export class EnquiryTasks extends TaskSource {
  constructor(private readonly questions: EnquiryTasksQueries) {
    super();
  }

  async tasksOf(desk: Desk, actor: Actor): Promise<readonly Task[]> {
    if (!actor.holds('enquiry.read')) return [];
    const { enquiries, waiting } = await this.questions.of(actor);
    return [
      ...upTo(
        MOST_AT_WORK,
        enquiries,
        (one) => enquiryTask(desk, one, actor.standsInFor(one.programmeId)) ?? [],
        'questions of members',
      ),
      ...waiting.map((one) => publicTask(desk, one)),
    ];
  }
}

const ANSWER = { number: 1, one: 'question of a member', many: 'questions of members' };
const DECIDE = { number: 1, one: 'answer to approve', many: 'answers to approve' };

/** Pure. What the public asked of a programme is one task, however much it is. */
export function publicTask(
  desk: Desk,
  { programmeId, programmeName, waiting, since }: WaitingQuestions,
): Task {
  const what = `Questions from the public, ${programmeName}`;
  return {
    key: `public-questions:${programmeId}`,
    group: 'waiting',
    due: since,
    counted: { number: waiting, one: 'question from the public', many: 'questions from the public' },
    row: {
      what,
      state: `${count(waiting, 'question', 'questions')} to accept or decline, the first of ${longDate(since)}`,
      when: null,
      action: desk.to('publicQuestions', programmeId, what),
    },
  };
}

/** Pure. Null where it is nothing to this person. @param standsInFor whose work they do. */
export function enquiryTask(desk: Desk, one: EnquiryAtWork, standsInFor: readonly string[]): Task | null {
  const { actor, today } = desk;
  const { id, programmeId, committeeName, owner, dueOn, state, writing, authorIds } = one;
  const what = `${enquiryName(one)}, ${committeeName}`;
  const due = state === 'open' ? dueOn : null;
  const task = (
    group: Task['group'],
    counted: Task['counted'],
    words: string,
    target: 'answer' | 'approveAnswer' | 'enquiry',
  ): Task => ({
    key: `enquiry:${id}`,
    group,
    due,
    counted,
    row: {
      what,
      state: words,
      when: due === null ? null : dueWords(due, today),
      action: desk.to(target, id, what),
    },
  });
  const submitted = writing === 'submitted';
  const isOwner = owner.id === actor.userId || standsInFor.includes(owner.id);
  if (submitted && actor.can('enquiry.approve', programmeId) && !authorIds.includes(actor.userId))
    return task(
      'waiting',
      DECIDE,
      `${inWords([personLabel(owner)])} answered: ${quoted(one.text)}`,
      'approveAnswer',
    );
  const standing = isOwner && owner.id !== actor.userId ? `, for the ${owner.jobTitle}` : '';
  if (!submitted && isOwner && actor.can('enquiry.answer', programmeId))
    return task(
      'waiting',
      ANSWER,
      `${one.returnedReason === null ? quoted(one.text) : `the answer was given back: ${quoted(one.returnedReason)}`}${standing}`,
      'answer',
    );
  const concerned =
    isOwner || actor.can('enquiry.record', programmeId) || actor.can('enquiry.approve', programmeId);
  if (!concerned) return null;
  return task(
    'out',
    null,
    submitted ? `the answer waits for approval${standing}` : `${personLabel(owner)} answers it`,
    'enquiry',
  );
}
