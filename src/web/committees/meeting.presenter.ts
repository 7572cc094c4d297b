import type { CommitteeView, MeetingView } from '../../committees/index.js';
import { papersState, type DispatchView } from '../../distribution/index.js';
import { head, paths, weekdayAndTime, type FormView } from '../shell/index.js';
import type { CancelMeetingPage, EditMeetingPage } from './meeting.view.js';

const backTo = (id: string, name: string) => ({ text: name, href: paths.committee(id) });

export const presentNewMeeting = (form: FormView, { id, name }: CommitteeView): EditMeetingPage => ({
  head: head('Add a meeting', {
    back: backTo(id, name),
    caption: name,
    lead: 'Say when it is. Papers for it are planned afterwards.',
  }),
  form,
  action: paths.newMeeting(id),
  button: 'Add the meeting',
  version: null,
  cancelMeeting: null,
});

export const presentChangeMeeting = (
  form: FormView,
  { id, committeeId, committeeName }: MeetingView,
  version: number,
): EditMeetingPage => ({
  head: head('Change this meeting', {
    back: backTo(committeeId, committeeName),
    caption: committeeName,
    lead: 'Papers that are planned for it stay planned. They go out when they were to go out.',
  }),
  form,
  action: paths.meetingStep(committeeId, id, 'change'),
  button: 'Save',
  version,
  cancelMeeting: paths.meetingStep(committeeId, id, 'cancel'),
});

/** @param papers of this meeting; null for somebody who may not see papers. */
export const presentCancelMeeting = (
  form: FormView,
  { id, committeeId, committeeName, startsAt }: MeetingView,
  version: number,
  papers: readonly DispatchView[] | null,
  now: Date,
): CancelMeetingPage => ({
  head: head(`Cancel the meeting of ${weekdayAndTime(startsAt, now)}`, {
    back: backTo(committeeId, committeeName),
    caption: committeeName,
  }),
  form,
  action: paths.meetingStep(committeeId, id, 'cancel'),
  version,
  consequences: [
    ...papersAtStake(papers),
    'A cancelled meeting cannot be brought back. Add another one instead.',
  ],
  cancel: paths.committee(committeeId),
});

function papersAtStake(papers: readonly DispatchView[] | null): string[] {
  if (papers === null) return ['Papers that are planned for it do not go out.'];
  const live = papers.filter(({ status }) => status !== 'cancelled');
  if (live.length === 0) return ['No papers are planned for it.'];
  return live.map((dispatch) =>
    dispatch.reportVersion === null
      ? `Papers of ${dispatch.periodLabel} are planned for it. They do not go out, and stay planned until somebody cancels them.`
      : `Its recipients have the report of ${dispatch.periodLabel} already (${lower(papersState(dispatch))}). Nobody is told of this by the product.`,
  );
}

const lower = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
